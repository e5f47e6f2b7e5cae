// Packs files into a tar in the ustar format, of which each byte follows from their paths and contents.

// By our own code, and not by modern-tar, whose bytes were the same when this was written: it works in web streams, so
// that all that makes a package would be asynchronous, and no library promises that its next version writes the same
// bytes. A package that is made again has to have the sha256 that the channel knows.

const BLOCK = 512;
const MODE = "0000644";

/** A file of an archive. */
export interface Member {
  /** Relative, of ASCII, with `/` between the parts, 100 characters at most. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** The archive, with the files in this order; of nobody, of 1970, mode 0644. */
export function packUstar(members: readonly Member[]): Buffer {
  const blocks = members.flatMap(({ path, bytes }) => [
    makeHeader(path, bytes.length),
    bytes,
    Buffer.alloc(-bytes.length & (BLOCK - 1)),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function makeHeader(path: string, size: number): Buffer {
  if (!/^[!-~]{1,100}$/.test(path)) throw new TypeError(`no path for a ustar header: ${path}`);
  const header = Buffer.alloc(BLOCK);
  const put = (offset: number, text: string) => header.write(text, offset, "latin1");
  put(0, path);
  put(100, MODE);
  for (const owner of [108, 116]) put(owner, "0".repeat(7));
  put(124, size.toString(8).padStart(11, "0"));
  put(136, "0".repeat(11));
  put(156, "0");
  put(257, "ustar\u000000");
  // The sum is taken with spaces where it is put.
  put(148, " ".repeat(8));
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return header;
}
