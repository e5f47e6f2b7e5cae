// A library for Windows without code of its own: its one function is another library's, by another name.

/**
 * The bytes of a DLL for x64.
 * @param name of the file
 * @param exported the function that it has
 * @param target where that is, as in `advapi32.SystemFunction036`
 */
export function makeForwardingDll(name: string, exported: string, target: string): Buffer {
  // Where the one section is in the file, and where in memory.
  const [file, memory] = [0x200, 0x1000];
  const [names, entries, pointers, ordinals] = [0x40, 0x28, 0x2c, 0x30];
  const texts = [name, exported, target].map((text) => Buffer.from(`${text}\0`, "latin1"));
  const places = texts.map((_, index) =>
    texts.slice(0, index).reduce((place, { length }) => place + length, memory + names),
  ) as [number, number, number];
  const section = Buffer.alloc(0x200);
  Buffer.concat(texts).copy(section, names);
  // The export directory: its name, ordinals from 1, one function, one name, and the three tables of them.
  const directory = [places[0], 1, 1, 1, memory + entries, memory + pointers, memory + ordinals];
  directory.forEach((value, index) => {
    section.writeUInt32LE(value, 0x0c + 4 * index);
  });
  // An address within the directory is no function but the name of one elsewhere.
  section.writeUInt32LE(places[2], entries);
  section.writeUInt32LE(places[1], pointers);

  const header = Buffer.alloc(file);
  const write = (at: number, ...values: readonly (readonly [size: 2 | 4 | 8, value: number])[]) => {
    let place = at;
    for (const [size, value] of values) {
      header.writeUIntLE(value, place, Math.min(size, 6));
      place += size;
    }
  };
  header.write("MZ", 0, "latin1");
  header.writeUInt32LE(0x40, 0x3c);
  header.write("PE", 0x40, "latin1");
  // x64, one section, an optional header of 0xf0 bytes, a DLL.
  write(0x44, [2, 0x8664], [2, 1], [4, 0], [4, 0], [4, 0], [2, 0xf0], [2, 0x2022]);
  write(0x58, [2, 0x20b], [2, 0], [4, 0], [4, 0x200], [4, 0], [4, 0], [4, memory]);
  // Its base, alignments, versions, sizes, stack and heap, and 16 directories, of which the first is there.
  write(0x70, [8, 0x1_8000_0000], [4, 0x1000], [4, 0x200], [2, 6], [2, 0], [2, 0], [2, 0]);
  write(0x88, [2, 6], [2, 0], [4, 0], [4, 0x2000], [4, file], [4, 0], [2, 2], [2, 0x140]);
  write(0xa0, [8, 0x10_0000], [8, 0x1000], [8, 0x10_0000], [8, 0x1000], [4, 0], [4, 16]);
  write(0xc8, [4, memory], [4, names + Buffer.concat(texts).length]);
  header.write(".rdata", 0x148, "latin1");
  write(0x150, [4, 0x200], [4, memory], [4, 0x200], [4, file], [4, 0], [4, 0], [4, 0]);
  write(0x16c, [4, 0x4000_0040]);
  return Buffer.concat([header, section]);
}
