// Frames bytes as zstd without compressing them: the same bytes on every Node, of which the older have no zstd.

// RFC 8878. The hooks of an environment are some kilobytes.
const MAGIC = 0xfd2fb528;
/** A single segment, so that its size is the window's, and the size in four bytes; no checksum, as a package's is known. */
const DESCRIPTOR = 0b10_1_00000;
const MAX_BLOCK = 128 * 1024;
const LAST = 1;

/** One frame, of raw blocks. @param bytes fewer than 4 GiB */
export function frameAsZstd(bytes: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUInt32LE(MAGIC);
  header.writeUInt8(DESCRIPTOR, 4);
  header.writeUInt32LE(bytes.length, 5);
  const parts: Buffer[] = [header];
  // A block of nothing ends the frame of nothing.
  for (let start = 0; start === 0 || start < bytes.length; start += MAX_BLOCK) {
    const block = bytes.subarray(start, start + MAX_BLOCK);
    const isLast = start + MAX_BLOCK >= bytes.length;
    const size = Buffer.alloc(3);
    size.writeUIntLE((block.length << 3) | (isLast ? LAST : 0), 0, 3);
    parts.push(size, block);
  }
  return Buffer.concat(parts);
}
