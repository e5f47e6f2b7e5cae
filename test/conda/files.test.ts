// What writes into a prefix: whole files or none, nothing lost, nothing removed that is not ours.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  keepCopy,
  makeFolders,
  removeEmptyFolders,
  removeFile,
  removeTemporaries,
  replaceFile,
} from "../../src/conda/files.js";
import { FOLDERS, keptName, RECORD_PATH, scriptPath, temporaryName } from "../../src/names.js";
import { makePrefix } from "../setup/environments.js";

const SCRIPT = scriptPath("last", ".sh");
const OTHER = scriptPath("last", ".fish");
const RUN_BY_SHELLS = /\.(?:sh|fish|csh|ps1|bat|nu|xsh)$/;
const SHA256 = "0123456789abcdef".repeat(4);

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

async function withUmask(mask: number, work: () => Promise<void>): Promise<void> {
  const before = process.umask(mask);
  await work().finally(() => process.umask(before));
}

/** The id of a process that is no more. */
function endedProcess(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

/** All that is below etc. */
function list(prefix: string): string[] {
  return readdirSync(join(prefix, "etc"), { recursive: true, encoding: "utf8" }).sort();
}

describe("replaceFile", () => {
  it("writes a file and leaves nothing else behind", async () => {
    const prefix = makePrefix({ [OTHER]: "" });
    await replaceFile(prefix, SCRIPT, "text ✓\n");
    expect(readFileSync(join(prefix, SCRIPT), "utf8")).toBe("text ✓\n");
    expect(readdirSync(dirname(join(prefix, SCRIPT))).sort()).toEqual([
      basename(OTHER),
      basename(SCRIPT),
    ]);
  });

  it("leaves whoever reads the old file with the old file", async () => {
    const prefix = makePrefix({ [SCRIPT]: "the old one\n" });
    const reader = openSync(join(prefix, SCRIPT), "r");
    await replaceFile(prefix, SCRIPT, "new\n");
    expect(readFileSync(reader, "utf8")).toBe("the old one\n");
    closeSync(reader);
    expect(readFileSync(join(prefix, SCRIPT), "utf8")).toBe("new\n");
  });

  it.each([0o644, 0o664, 0o600, 0o666])(
    "lets those read it who may read the environment: %o",
    async (mode) => {
      const prefix = makePrefix({ [OTHER]: "" });
      chmodSync(join(prefix, "conda-meta", "history"), mode);
      await withUmask(0o077, () => replaceFile(prefix, SCRIPT, ""));
      expect(modeOf(join(prefix, SCRIPT))).toBe(mode);
    },
  );

  it("leaves nothing behind when it fails", async () => {
    const prefix = makePrefix({ [`${SCRIPT}/file`]: "in the way" });
    const before = list(prefix);
    await expect(replaceFile(prefix, SCRIPT, "new\n")).rejects.toThrow();
    expect(list(prefix)).toEqual(before);
  });

  it("replaces a link, and never writes to where it leads", async () => {
    const prefix = makePrefix({ [OTHER]: "precious\n" });
    for (const target of [basename(OTHER), basename(SCRIPT), "/nowhere/at-all"]) {
      rmSync(join(prefix, SCRIPT), { force: true });
      symlinkSync(target, join(prefix, SCRIPT));
      await replaceFile(prefix, SCRIPT, "new\n");
      expect(lstatSync(join(prefix, SCRIPT)).isFile()).toBe(true);
      expect(readFileSync(join(prefix, OTHER), "utf8")).toBe("precious\n");
    }
  });

  it("writes through no link that stands where it writes first", async () => {
    const prefix = makePrefix({ [OTHER]: "precious\n" });
    symlinkSync(basename(OTHER), temporaryName(join(prefix, SCRIPT)));
    await replaceFile(prefix, SCRIPT, "new\n").catch(() => undefined);
    expect(readFileSync(join(prefix, OTHER), "utf8")).toBe("precious\n");
  });
});

describe("removeFile", () => {
  it("removes a file, and is content when it is gone already", async () => {
    const prefix = makePrefix({ [SCRIPT]: "" });
    await removeFile(prefix, SCRIPT);
    expect(list(prefix)).toEqual(["conda", "conda/activate.d"]);
    await removeFile(prefix, SCRIPT);
    await removeFile(prefix, "etc/gone/altogether");
    await removeFile(prefix, "conda-meta/history/below-a-file");
  });

  it("removes a link, and not where it leads", async () => {
    const prefix = makePrefix({ "etc/precious": "", [RECORD_PATH]: "" });
    symlinkSync("../precious", join(prefix, "etc/conda/link"));
    await removeFile(prefix, "etc/conda/link");
    expect(list(prefix)).toEqual(["conda", RECORD_PATH.slice(4), "precious"]);
  });

  it("does not remove a folder", async () => {
    const prefix = makePrefix({ [SCRIPT]: "" });
    await expect(async () => removeFile(prefix, "etc/conda")).rejects.toThrow();
    expect(list(prefix)).toContain("conda/activate.d/zz-conda-go-hooks.sh");
  });
});

describe("keepCopy", () => {
  it("copies a file byte for byte to a name that no shell picks up", async () => {
    const prefix = makePrefix({ [SCRIPT]: "" });
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    writeFileSync(join(prefix, SCRIPT), bytes);
    const kept = await keepCopy(prefix, SCRIPT, SHA256);
    expect(readFileSync(join(prefix, kept))).toEqual(bytes);
    expect(readFileSync(join(prefix, SCRIPT))).toEqual(bytes);
    expect(kept).not.toMatch(RUN_BY_SHELLS);
  });

  it("keeps a copy that is there already, and another content beside it", async () => {
    const prefix = makePrefix({ [SCRIPT]: "edit" });
    const first = await keepCopy(prefix, SCRIPT, SHA256);
    expect(await keepCopy(prefix, SCRIPT, SHA256)).toBe(first);
    writeFileSync(join(prefix, SCRIPT), "another edit");
    const second = await keepCopy(prefix, SCRIPT, [...SHA256].reverse().join(""));
    expect(readFileSync(join(prefix, first), "utf8")).toBe("edit");
    expect(readFileSync(join(prefix, second), "utf8")).toBe("another edit");
  });

  it("moves a link itself away, as what it leads to is not ours either", async () => {
    const prefix = makePrefix({ [OTHER]: "precious\n" });
    symlinkSync(basename(OTHER), join(prefix, SCRIPT));
    const kept = await keepCopy(prefix, SCRIPT, SHA256);
    expect(readlinkSync(join(prefix, kept))).toBe(basename(OTHER));
    expect(lstatSync(join(prefix, SCRIPT), { throwIfNoEntry: false })).toBeUndefined();
    expect(readFileSync(join(prefix, OTHER), "utf8")).toBe("precious\n");
  });

  it("fails when there is nothing to keep", async () => {
    await expect(keepCopy(makePrefix(), SCRIPT, SHA256)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("does not take a copy that was cut off for a whole one", async () => {
    const prefix = makePrefix({ [SCRIPT]: "edit", [keptName(SCRIPT, SHA256)]: "ed" });
    const kept = await keepCopy(prefix, SCRIPT, SHA256);
    expect(readFileSync(join(prefix, kept), "utf8")).toBe("edit");
  });
});

describe("removeTemporaries", () => {
  const temporary = (path: string, pid: number) =>
    temporaryName(path).replace(`.${process.pid}.`, `.${pid}.`);

  it("removes what writes that were cut off left in our folders, and nothing else", async () => {
    const gone = endedProcess();
    const stays = [
      RECORD_PATH,
      SCRIPT,
      `${SCRIPT}.123`,
      keptName(SCRIPT, SHA256),
      "etc/conda/activate.d/conda-go-hooks-tmp",
      `${temporary(SCRIPT, gone)}.sh`,
      temporary("bin/go", gone),
      temporary("etc/conda/env_vars.d/x", gone),
    ];
    const goes = [
      temporary(SCRIPT, gone),
      temporary(RECORD_PATH, gone),
      temporary(OTHER, process.pid),
      // Of a number that another process has by now.
      temporary(SCRIPT, process.ppid),
    ];
    const prefix = makePrefix(Object.fromEntries([...stays, ...goes].map((path) => [path, ""])));
    await removeTemporaries(prefix);
    const left = readdirSync(prefix, { recursive: true, encoding: "utf8" });
    expect(goes.filter((path) => left.includes(path))).toEqual([]);
    expect(stays.filter((path) => !left.includes(path))).toEqual([]);
  });

  it("is content where there is no folder", async () => {
    await removeTemporaries(makePrefix());
  });

  it("is not needed for names that a shell would run", () => {
    expect(temporaryName(SCRIPT)).not.toMatch(RUN_BY_SHELLS);
  });
});

describe("the folders", () => {
  it("are made, those that are asked for", async () => {
    const prefix = makePrefix({ [SCRIPT]: "" });
    await makeFolders(prefix, ["etc/conda/deactivate.d", "bin", ".."]);
    expect(list(prefix)).toContain("conda/deactivate.d");
    expect(readdirSync(prefix).sort()).toEqual(["conda-meta", "etc"]);
  });

  it.each([
    [0o644, 0o755],
    [0o664, 0o775],
    [0o600, 0o700],
    [0o640, 0o750],
  ])("are made for those who may read the environment: %o makes %o", async (history, mode) => {
    const prefix = makePrefix();
    chmodSync(join(prefix, "conda-meta", "history"), history);
    await withUmask(0o077, async () => makeFolders(prefix, FOLDERS));
    for (const folder of FOLDERS) expect(modeOf(join(prefix, folder)), folder).toBe(mode);
  });

  it("that are made keep to the group of the folder they are in, where that is set", async () => {
    const prefix = makePrefix();
    chmodSync(prefix, 0o2775);
    await makeFolders(prefix, FOLDERS);
    expect(statSync(join(prefix, "etc")).mode & 0o2000).toBe(0o2000);
  });

  it("are removed when they are empty, the inner ones first", async () => {
    const prefix = makePrefix();
    for (const folder of FOLDERS) mkdirSync(join(prefix, folder));
    await removeEmptyFolders(prefix, FOLDERS);
    expect(readdirSync(prefix)).toEqual(["conda-meta"]);
    await removeEmptyFolders(prefix, FOLDERS);
  });

  it("stay when something is in them", async () => {
    const prefix = makePrefix({ "etc/conda/activate.d/activate-go.sh": "" });
    mkdirSync(join(prefix, "etc/conda/deactivate.d"));
    await removeEmptyFolders(prefix, FOLDERS);
    expect(list(prefix)).toEqual(["conda", "conda/activate.d", "conda/activate.d/activate-go.sh"]);
  });

  it("stay when they are not named, or are none of ours", async () => {
    const prefix = makePrefix();
    for (const folder of [...FOLDERS, "bin"]) mkdirSync(join(prefix, folder));
    await removeEmptyFolders(prefix, ["etc/conda/activate.d", "bin", "..", "conda-meta"]);
    expect(readdirSync(prefix).sort()).toEqual(["bin", "conda-meta", "etc"]);
    expect(list(prefix)).toEqual(["conda", "conda/deactivate.d"]);
  });

  it("stay when they are links or files", async () => {
    const prefix = makePrefix({ "etc/conda/activate.d": "" });
    mkdirSync(join(prefix, "elsewhere"));
    symlinkSync("../../elsewhere", join(prefix, "etc/conda/deactivate.d"));
    await removeEmptyFolders(prefix, FOLDERS);
    expect(list(prefix)).toEqual(["conda", "conda/activate.d", "conda/deactivate.d"]);
    expect(readdirSync(prefix)).toContain("elsewhere");
  });
});
