// The record: read back as written, and refused whenever it could lead us to a file that is not ours.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  formatLeftFolders,
  formatRecord,
  type InstallRecord,
  readLeftFolders,
  readRecord,
} from "../../src/conda/record.js";
import { makeError } from "../../src/errors/error.js";
import {
  asidePath,
  FOLDERS,
  JOURNAL_PATH,
  LEFT_PATH,
  RECORD_PATH,
  scriptPath,
} from "../../src/names.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { makePipe } from "./pipe.js";

const SHA256 = "0123456789abcdef".repeat(4);
const RECORD: InstallRecord = {
  schemaVersion: 1,
  version: "1.2.3",
  settings: { profile: "isolated", overrides: [], shells: null },
  folders: FOLDERS,
  files: [
    { path: scriptPath("last", ".sh"), sha256: SHA256 },
    { path: scriptPath("restore", ".sh"), sha256: SHA256, replaces: SHA256 },
  ],
};

/** Reads a record of this text. */
async function read(text: string): Promise<InstallRecord | null> {
  const prefix = makeEnvironment(join(makeFolder(), "work"));
  mkdirSync(dirname(join(prefix, RECORD_PATH)), { recursive: true });
  writeFileSync(join(prefix, RECORD_PATH), text);
  return readRecord(prefix);
}

const INVALID = { code: "record-invalid" };

describe("a record", () => {
  it("is none where there is no file, no folder, no environment", async () => {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    expect(await readRecord(prefix)).toBeNull();
    mkdirSync(join(prefix, "etc", "conda"), { recursive: true });
    expect(await readRecord(prefix)).toBeNull();
    expect(await readRecord(join(prefix, "gone"))).toBeNull();
    expect(await readRecord(join(prefix, "conda-meta", "history"))).toBeNull();
  });

  it("is read as it was written", async () => {
    expect(await read(formatRecord(RECORD))).toEqual(RECORD);
  });

  it("is read whatever its settings are: those are for others to judge", async () => {
    for (const settings of [null, 5, "x", [], { profile: "of the future" }]) {
      const record = { ...RECORD, settings };
      expect(await read(formatRecord(record))).toEqual(record);
    }
  });

  it("is read though it ends its lines as Windows does", async () => {
    expect(await read(formatRecord(RECORD).replaceAll("\n", "\r\n"))).toEqual(RECORD);
  });
});

describe("a journal", () => {
  it("is what a command that was cut off knew last, whatever the record says", async () => {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    mkdirSync(dirname(join(prefix, RECORD_PATH)), { recursive: true });
    writeFileSync(join(prefix, RECORD_PATH), formatRecord({ ...RECORD, files: [] }));
    writeFileSync(join(prefix, JOURNAL_PATH), formatRecord(RECORD));
    expect(await readRecord(prefix)).toEqual(RECORD);
  });

  it.each([
    ["{", INVALID],
    [`{"schemaVersion":1,"files":["../../x"]}`, INVALID],
    [JSON.stringify({ ...RECORD, schemaVersion: 2 }), { code: "newer-version" }],
  ])("is refused as a record is, and none is read in its place: %s", async (text, refusal) => {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    mkdirSync(dirname(join(prefix, RECORD_PATH)), { recursive: true });
    writeFileSync(join(prefix, RECORD_PATH), formatRecord(RECORD));
    const file = join(prefix, JOURNAL_PATH);
    writeFileSync(file, text);
    await expect(async () => readRecord(prefix)).rejects.toMatchObject({
      ...refusal,
      where: file,
    });
  });
});

describe("a record is refused", () => {
  it.each(["", "\n", "{", "null", "[]", "5", '"record"', "{}", "\0\0\0\0"])(
    "when it holds %j",
    async (text) => {
      await expect(read(text)).rejects.toMatchObject(INVALID);
    },
  );

  it("when it is cut off, wherever", async () => {
    const whole = formatRecord(RECORD).trimEnd();
    const step = Math.ceil(whole.length / 20);
    for (let length = 0; length < whole.length; length += step) {
      await expect(read(whole.slice(0, length)), `${length}`).rejects.toMatchObject(INVALID);
    }
  });

  it("when a newer version wrote it, and says so", async () => {
    for (const schemaVersion of [2, 99]) {
      const error = read(JSON.stringify({ schemaVersion, all: "else is different" }));
      await expect(error).rejects.toMatchObject({ code: "newer-version" });
      await expect(error).rejects.toMatchObject({ hint: expect.stringContaining("@latest") });
    }
  });

  it.each([
    ["without schemaVersion", { schemaVersion: undefined }],
    ["with a schemaVersion that never was", { schemaVersion: 0 }],
    ["with a schemaVersion of another type", { schemaVersion: "1" }],
    ["with a newer schemaVersion of another type", { schemaVersion: "2" }],
    ["without version", { version: undefined }],
    ["with a version of another type", { version: 1 }],
    ["without folders", { folders: undefined }],
    ["with folders of another type", { folders: { length: 0 } }],
    ["without files", { files: undefined }],
    ["with files of another type", { files: { length: 0 } }],
    ["with a file of another type", { files: [scriptPath("last", ".sh")] }],
    ["with no file", { files: [null] }],
  ])("%s", async (_, change) => {
    await expect(read(JSON.stringify({ ...RECORD, ...change }))).rejects.toMatchObject(INVALID);
  });

  it.each([
    [{ length: 0 }],
    [[null]],
    [[{ path: "etc/conda/activate.d/a.sh", aside: "etc/conda/activate.d/a.sh", sha256: SHA256 }]],
    [[{ path: "/x", aside: asidePath("etc/conda/activate.d/a.sh", 1), sha256: SHA256 }]],
    [[{ path: "etc/conda/activate.d/a.sh", aside: asidePath("etc/conda/activate.d/a.sh", 1) }]],
  ])("when it names the adopted script %j, and says so", async (adopted) => {
    const { message } = makeError("record-broken", { file: RECORD_PATH, fault: "adopted" });
    await expect(read(JSON.stringify({ ...RECORD, adopted }))).rejects.toMatchObject({
      ...INVALID,
      message,
    });
  });

  it.each([
    "../../x",
    "/etc/passwd",
    "",
    ".",
    "conda-meta/history",
    "etc/conda/conda-go-hooks.json",
    "etc/conda/activate.d/activate-go.sh",
    "etc/conda/activate.d/zz-conda-go-hooks",
    "etc/conda/activate.d/zz-conda-go-hooks.sh/../../../../x",
    "etc/conda/activate.d/../activate.d/zz-conda-go-hooks.sh",
    "../etc/conda/activate.d/zz-conda-go-hooks.sh",
    "/etc/conda/activate.d/zz-conda-go-hooks.sh",
    "./etc/conda/activate.d/zz-conda-go-hooks.sh",
    "etc\\conda\\activate.d\\zz-conda-go-hooks.sh",
    "etc/conda/activate.d/zz-conda-go-hooks.sh\n",
    "etc/conda/activate.d/zz-conda-go-hooks.sh\0",
    "etc/conda/activate.d/zz-conda-go-hooks.sh.12345678.kept",
    "etc/conda/activate.d/zz-conda-go-hooksXsh",
    5,
    null,
    ["etc/conda/activate.d/zz-conda-go-hooks.sh"],
  ])("when it names the file %j", async (path) => {
    const files = [...RECORD.files, { path, sha256: SHA256 }];
    await expect(read(JSON.stringify({ ...RECORD, files }))).rejects.toMatchObject(INVALID);
  });

  it.each([
    "..",
    "../..",
    "",
    ".",
    "/",
    "conda-meta",
    "etc/",
    "etc/conda/../..",
    "bin",
    5,
    null,
    ["etc"],
  ])("when it names the folder %j", async (folder) => {
    const folders = ["etc", folder];
    await expect(read(JSON.stringify({ ...RECORD, folders }))).rejects.toMatchObject(INVALID);
  });

  it.each(["", SHA256.slice(1), `${SHA256}0`, SHA256.toUpperCase(), `${SHA256}\n`, 5, null])(
    "when it has the hash %j",
    async (hash) => {
      const path = scriptPath("last", ".sh");
      for (const file of [
        { path, sha256: hash },
        { path, sha256: SHA256, replaces: hash },
      ]) {
        const text = JSON.stringify({ ...RECORD, files: [file] });
        await expect(read(text)).rejects.toMatchObject(INVALID);
      }
    },
  );

  it("when it is 10 MB of something else, in no time", { timeout: 5_000 }, async () => {
    await expect(read("x".repeat(10_000_000))).rejects.toMatchObject(INVALID);
    const folders = Array(2_000_000).fill("etc");
    await expect(read(JSON.stringify({ ...RECORD, folders }))).rejects.toMatchObject(INVALID);
  });
});

describe("a record that is no file is refused, and not none", () => {
  it.each<[string, (file: string) => void]>([
    ["a folder", (file) => mkdirSync(file)],
    ["a link to itself", (file) => symlinkSync(file, file)],
    ["a link to nothing", (file) => symlinkSync("/nowhere", file)],
    ["a link to a record", (file) => symlinkSync(writeRecord(), file)],
    ["a pipe", (file) => makePipe(file)],
  ])("%s", { timeout: 5_000 }, async (_, make) => {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    const file = join(prefix, RECORD_PATH);
    mkdirSync(dirname(file), { recursive: true });
    make(file);
    await expect(async () => readRecord(prefix)).rejects.toMatchObject({ ...INVALID, where: file });
  });

  function writeRecord(): string {
    const file = join(makeFolder(), "record.json");
    writeFileSync(file, formatRecord(RECORD));
    return file;
  }
});

it.each([
  [formatLeftFolders(["etc/conda", "etc/conda/activate.d"]), ["etc/conda", "etc/conda/activate.d"]],
  ['["bin", "..", "/", "conda-meta", "etc"]', ["etc"]],
  ['{"folders": ["etc"]}', []],
  ["null", []],
  ["[", []],
  ["", []],
])("of the folders that are noted as left, ours alone count: %j", (text, folders) => {
  const prefix = makeEnvironment(join(makeFolder(), "work"));
  expect(readLeftFolders(prefix)).toEqual([]);
  writeFileSync(join(prefix, LEFT_PATH), text);
  expect(readLeftFolders(prefix)).toEqual(folders);
});
