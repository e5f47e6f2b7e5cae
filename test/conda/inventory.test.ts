// What is on disk under our names, held against the record: one state for each case.
import { createHash } from "node:crypto";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  type FileState,
  findMissingFolders,
  hasLeftovers,
  takeInventory,
} from "../../src/conda/inventory.js";
import type { InstallRecord, RecordedFile } from "../../src/conda/record.js";
import { FOLDERS, scriptPath, temporaryName } from "../../src/names.js";
import { makePrefix } from "../setup/environments.js";
import { makePipe } from "./pipe.js";

const SCRIPT = scriptPath("last", ".sh");
const OTHER = scriptPath("last", ".fish");

function hash(text: string | Buffer): string {
  return createHash("sha256").update(text).digest("hex");
}

function makeRecord(...files: RecordedFile[]): InstallRecord {
  return { schemaVersion: 1, version: "1.2.3", settings: null, folders: [], files };
}

it.each<[FileState, string | null, RecordedFile | null]>([
  ["ours", "text", { path: SCRIPT, sha256: hash("text") }],
  ["ours", "old", { path: SCRIPT, sha256: hash("new"), replaces: hash("old") }],
  ["ours", "new", { path: SCRIPT, sha256: hash("new"), replaces: hash("old") }],
  ["edited", "third", { path: SCRIPT, sha256: hash("new"), replaces: hash("old") }],
  ["edited", "text ", { path: SCRIPT, sha256: hash("text") }],
  ["edited", "text\r\n", { path: SCRIPT, sha256: hash("text\n") }],
  ["edited", "", { path: SCRIPT, sha256: hash("text") }],
  ["missing", null, { path: SCRIPT, sha256: hash("text") }],
  ["foreign", "text", null],
  ["absent", null, null],
])("a file is %s: %j on disk, %j in the record", async (state, content, recorded) => {
  const prefix = makePrefix(content === null ? {} : { [SCRIPT]: content });
  const inventory = await takeInventory(prefix, makeRecord(...(recorded ? [recorded] : [])), [
    SCRIPT,
  ]);
  const sha256 = content === null ? null : hash(content);
  expect([...inventory]).toEqual([[SCRIPT, { path: SCRIPT, state, sha256, content, owner: null }]]);
});

it("every path of the record is looked at, and every one that is asked for, each once", async () => {
  const prefix = makePrefix({ [SCRIPT]: "text" });
  const record = makeRecord({ path: OTHER, sha256: hash("") });
  const inventory = await takeInventory(prefix, record, [SCRIPT, OTHER, SCRIPT]);
  expect([...inventory.values()].map(({ path, state }) => [path, state])).toEqual([
    [OTHER, "missing"],
    [SCRIPT, "foreign"],
  ]);
});

it("without a record, all that is there is foreign", async () => {
  const inventory = await takeInventory(makePrefix({ [SCRIPT]: "text" }), null, [SCRIPT, OTHER]);
  expect([...inventory.values()].map(({ state }) => state)).toEqual(["foreign", "absent"]);
});

it("a hash is of the bytes, also where they are no text", async () => {
  const bytes = Buffer.from([0xff, 0xfe, 0, 0x80]);
  const record = makeRecord({ path: SCRIPT, sha256: hash(bytes) });
  const inventory = await takeInventory(makePrefix({ [SCRIPT]: bytes }), record, []);
  expect(inventory.get(SCRIPT)).toMatchObject({ state: "ours", sha256: hash(bytes) });
});

it("a file where a folder should be leaves nothing in it", async () => {
  const prefix = makePrefix({ "etc/conda": "a file" });
  const inventory = await takeInventory(prefix, null, [SCRIPT]);
  expect(inventory.get(SCRIPT)).toMatchObject({ state: "absent" });
});

it("temporary files of ours in our folders are seen, and no others", async () => {
  const prefix = makePrefix({ [`${OTHER}.tmp`]: "", "etc/conda/activate.d/x.123": "" });
  expect(await hasLeftovers(prefix)).toBe(false);
  writeFileSync(temporaryName(join(prefix, SCRIPT)), "");
  expect(await hasLeftovers(prefix)).toBe(true);
  expect(await hasLeftovers(makePrefix({ "conda-meta/x.1.conda-go-hooks-tmp": "" }))).toBe(false);
});

it("the folders that are missing are those that are not there", async () => {
  expect(await findMissingFolders(makePrefix())).toEqual(FOLDERS);
  const prefix = makePrefix({ [SCRIPT]: "text" });
  expect(await findMissingFolders(prefix)).toEqual(["etc/conda/deactivate.d"]);
  symlinkSync("/nowhere", join(prefix, "etc/conda/deactivate.d"));
  expect(await findMissingFolders(prefix)).toEqual([]);
});

it("a link is never ours, even where it leads to what we would have written", async () => {
  const prefix = makePrefix({ [OTHER]: "text", elsewhere: "text" });
  symlinkSync(join(prefix, "elsewhere"), join(prefix, SCRIPT));
  const record = makeRecord({ path: SCRIPT, sha256: hash("text") });
  const edited = await takeInventory(prefix, record, []);
  expect(edited.get(SCRIPT)).toMatchObject({ state: "edited" });
  expect(edited.get(SCRIPT)?.sha256).not.toBe(hash("text"));
  const foreign = await takeInventory(prefix, null, [SCRIPT]);
  expect(foreign.get(SCRIPT)).toMatchObject({ state: "foreign" });
});

it.each(["/nowhere", "zz-conda-go-hooks.sh"])("so is a link to %s", async (target) => {
  const prefix = makePrefix({ [OTHER]: "" });
  symlinkSync(target, join(prefix, SCRIPT));
  const inventory = await takeInventory(prefix, null, [SCRIPT]);
  expect(inventory.get(SCRIPT)).toMatchObject({ state: "foreign" });
});

it("a folder with the name of a script is an error of the file system, which says where", async () => {
  const prefix = makePrefix({ [`${SCRIPT}/file`]: "" });
  const look = async () => takeInventory(prefix, null, [SCRIPT]);
  await expect(look).rejects.toMatchObject({ code: "file-system", where: join(prefix, SCRIPT) });
});

it("so is a pipe, which nobody would ever finish reading", { timeout: 3_000 }, async () => {
  const prefix = makePrefix();
  makePipe(join(prefix, SCRIPT));
  const look = async () => takeInventory(prefix, null, [SCRIPT]);
  await expect(look).rejects.toMatchObject({ code: "file-system", where: join(prefix, SCRIPT) });
});
