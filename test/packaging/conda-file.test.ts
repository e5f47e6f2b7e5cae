// The bytes of a package: always the same, what Python's library would write, and read by what reads archives.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { buildCondaPackage, type CondaPackage } from "../../src/packaging/conda-file.js";
import { packUstar } from "../../src/packaging/ustar.js";
import { packZip } from "../../src/packaging/zip.js";
import { frameAsZstd } from "../../src/packaging/zstd.js";
import { makeFolder, writeFiles } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { ABOUT, DIST, FILES, IDENTITY, makeExample, sha256 } from "./example-package.js";
import { type Reader, runPython } from "./readers.js";

// A change of this number changes every package that is made again: caches and channels then have another of the name.
const GOLDEN = "1800d7b9fc018e1f1de1ce1fa675f7f74b5e150e59fbee779b7d8da04351dcd3";

describe("the bytes of a package", () => {
  const { TZ } = process.env;
  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });

  it.each(["UTC", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "Africa/Monrovia"])(
    "are the same in %s, and on every Node and platform",
    (zone) => {
      process.env.TZ = zone;
      expect(sha256(makeExample().bytes)).toBe(GOLDEN);
    },
  );

  it("are the same for files in another order", () => {
    const { bytes } = buildCondaPackage(IDENTITY, [...FILES].reverse(), {
      summary: ABOUT.summary,
    });
    expect(bytes.equals(makeExample().bytes)).toBe(true);
  });

  it("name no license where none is told", () => {
    const { index, bytes } = buildCondaPackage({ ...IDENTITY, license: null }, [], ABOUT);
    expect(Object.keys(index)).not.toContain("license");
    expect(bytes.toString("latin1")).not.toContain("license");
  });
});

const python = findProgram("python3");

describeWith("an archive", "python3", python, (program) => {
  it("is what Python's library makes of the files", () => {
    const reader: Reader = { command: [program], env: {} };
    const members = FILES.map(({ path, content }) => ({ path, bytes: Buffer.from(content) }));
    const input = members.map(({ path, bytes }) => ({ path, content: bytes.toString("base64") }));
    const made = runPython(reader, "make-archives.py", input) as { tar: string; zip: string };
    const tar = Buffer.from(made.tar, "base64");
    const own = packUstar(members);
    expect(tar.subarray(0, own.length).equals(own)).toBe(true);
    // Python fills a tar up to a whole record of twenty blocks.
    expect(tar.subarray(own.length).every((byte) => byte === 0)).toBe(true);
    expect(tar.length - own.length).toBeLessThan(20 * 512);
    expect(packZip(members).equals(Buffer.from(made.zip, "base64"))).toBe(true);
  });
});

it("holds no path that a header of a tar cannot", () => {
  expect(() => packUstar([{ path: "a".repeat(101), bytes: Buffer.alloc(0) }])).toThrow(TypeError);
  expect(() => packUstar([{ path: "ä", bytes: Buffer.alloc(0) }])).toThrow(TypeError);
});

describeWith("a frame of zstd", "zstd", findProgram("zstd"), (program) => {
  it.each([0, 1, 2 ** 17 - 1, 2 ** 17, 2 ** 17 + 1, 2 ** 18, 1_000_000])(
    "of %i bytes holds them, and tells how many",
    (length) => {
      const bytes = Buffer.alloc(length, "0123456789");
      const frame = frameAsZstd(bytes);
      const options = { input: frame, maxBuffer: 2 ** 22 };
      const { stdout, stderr, status } = spawnSync(program, ["-d", "-c"], options);
      expect([String(stderr), status]).toEqual(["", 0]);
      expect(stdout.equals(bytes)).toBe(true);
      const file = join(makeFolder(), "x.zst");
      writeFileSync(file, frame);
      const { stdout: list } = spawnSync(program, ["-l", "-v", file], { encoding: "utf8" });
      expect(list).toContain(`(${length} B)\nRatio`);
    },
  );
});

/** The package on disk, gone with the test. */
function writePackage({ fileName, bytes }: CondaPackage): string {
  const folder = makeFolder();
  writeFiles(folder, { [fileName]: bytes });
  return join(folder, fileName);
}

describeWith("a package in unzip", "unzip", findProgram("unzip"), (program) => {
  it("is whole", () => {
    const { stdout, status } = spawnSync(program, ["-t", writePackage(makeExample())]);
    expect(String(stdout)).toContain("No errors detected");
    expect(status).toBe(0);
  });
});

describeWith("a package in bsdtar", "bsdtar", findProgram("bsdtar"), (program) => {
  it("can be read from a pipe, where only what is before each member is known", () => {
    const { bytes } = makeExample();
    const list = spawnSync(program, ["-t", "-f", "-"], { input: bytes });
    expect(String(list.stdout)).toBe(`metadata.json\npkg-${DIST}.tar.zst\ninfo-${DIST}.tar.zst\n`);
    const member = ["-x", "-O", "-f", "-", `info-${DIST}.tar.zst`];
    const info = spawnSync(program, member, { input: bytes }).stdout;
    const files = spawnSync(program, ["-x", "-O", "-f", "-", "info/files"], { input: info });
    expect(String(files.stdout)).toBe(
      `${FILES.map(({ path }) => path)
        .sort()
        .join("\n")}\n`,
    );
  });
});
