// Packs files into a zip that stores them, of which each byte follows from their names and contents.
import { crc32 } from "node:zlib";
import type { Member } from "./ustar.js";

// By our own code, and not by fflate, whose bytes are as good: no library promises that its next version writes the
// same, and a package that is made again has to have the sha256 that the channel knows.

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 2.0, as Python's zipfile says, which conda's packages are made by; made on Unix, for the mode. */
const NEEDED = 20;
const MADE_BY = (3 << 8) | NEEDED;
/** A file with mode 0644. */
const ATTRIBUTES = (0o100644 << 16) >>> 0;
/** 1980-01-01, before which there is no time for a zip. */
const DATE = (1 << 5) | 1;

/** The archive, with the files in this order. */
export function packZip(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of members) {
    const name = Buffer.from(path, "latin1");
    const shared = makeShared(name, bytes);
    const local = Buffer.concat([uint32(LOCAL), shared, name, bytes]);
    const rest = Buffer.concat([
      uint16(0),
      uint16(0),
      uint16(0),
      uint32(ATTRIBUTES),
      uint32(offset),
    ]);
    centrals.push(Buffer.concat([uint32(CENTRAL), uint16(MADE_BY), shared, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const count = uint16(members.length);
  const ends = [uint32(END), uint32(0), count, count, uint32(directory.length), uint32(offset)];
  return Buffer.concat([...locals, directory, ...ends, uint16(0)]);
}

/** What the header before a file and the one in the directory share: from what is needed to the extra field's length. */
function makeShared(name: Buffer, bytes: Buffer): Buffer {
  const [flags, stored, time, extra] = [uint16(0), uint16(0), uint16(0), uint16(0)];
  const sizes = [uint32(bytes.length), uint32(bytes.length)];
  const head = [uint16(NEEDED), flags, stored, time, uint16(DATE), uint32(crc32(bytes))];
  return Buffer.concat([...head, ...sizes, uint16(name.length), extra]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
