// A folder that Go takes for a proxy, by a file URL, with modules that a test makes up.
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { type Files, writeFiles } from "./environments.js";

/** Writes one version of a module, each with its go.mod among the files. */
export function writeModule(proxy: string, module: string, version: string, files: Files): void {
  const entries = Object.entries(files).map(
    ([path, text]) => [`${module}@${version}/${path}`, Buffer.from(text)] as const,
  );
  writeFiles(join(proxy, module, "@v"), {
    list: `${version}\n`,
    [`${version}.info`]: JSON.stringify({ Version: version, Time: "2020-01-01T00:00:00Z" }),
    [`${version}.mod`]: files["go.mod"] ?? "",
    [`${version}.zip`]: zip(entries),
  });
}

/** As plain as a zip can be: nothing is compressed. */
function zip(entries: readonly (readonly [string, Buffer])[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const path = Buffer.from(name);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(content.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(path.length, 22);
    const head = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), about, path]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), about, place, path);
    local.push(head, content);
    offset += head.length + content.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
