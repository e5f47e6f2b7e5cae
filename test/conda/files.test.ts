// What writes into a prefix: whole files or none, nothing lost, nothing removed that is not ours.
import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import writeFileAtomic from "write-file-atomic";
import {
  keepCopy,
  removeEmptyFolders,
  removeFile,
  removeLeftovers,
  writeFile,
} from "../../src/conda/files.js";
import { FOLDERS, isLeftover, keptName, RECORD_PATH, scriptPath } from "../../src/names.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";

const SCRIPT = scriptPath("activate", ".sh");
const SHA256 = "0123456789abcdef".repeat(4);

/** An environment with these files. */
function makePrefix(files: Readonly<Record<string, string>> = {}): string {
  const prefix = makeEnvironment(join(makeFolder(), "work"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(prefix, path)), { recursive: true });
    writeFileSync(join(prefix, path), text);
  }
  return prefix;
}

/** All that is below etc. */
function list(prefix: string): string[] {
  return readdirSync(join(prefix, "etc"), { recursive: true, encoding: "utf8" }).sort();
}

describe("writeFile", () => {
  it("makes the folders and leaves nothing else behind", async () => {
    const prefix = makePrefix();
    await writeFile(prefix, SCRIPT, "text ✓\n");
    expect(readFileSync(join(prefix, SCRIPT), "utf8")).toBe("text ✓\n");
    expect(list(prefix)).toEqual([
      "conda",
      "conda/activate.d",
      "conda/activate.d/zz-conda-go-hooks.sh",
    ]);
  });

  it("leaves whoever reads the old file with the old file", async () => {
    const prefix = makePrefix({ [SCRIPT]: "the old one\n" });
    const reader = openSync(join(prefix, SCRIPT), "r");
    await writeFile(prefix, SCRIPT, "new\n");
    expect(readFileSync(reader, "utf8")).toBe("the old one\n");
    closeSync(reader);
    expect(readFileSync(join(prefix, SCRIPT), "utf8")).toBe("new\n");
  });

  it("keeps the rights that its owner gave the file", async () => {
    const prefix = makePrefix({ [SCRIPT]: "old\n" });
    chmodSync(join(prefix, SCRIPT), 0o640);
    await writeFile(prefix, SCRIPT, "new\n");
    expect(statSync(join(prefix, SCRIPT)).mode & 0o777).toBe(0o640);
  });

  it("leaves nothing behind when it fails", async () => {
    const prefix = makePrefix({ [`${SCRIPT}/file`]: "in the way" });
    const before = list(prefix);
    await expect(writeFile(prefix, SCRIPT, "new\n")).rejects.toThrow();
    expect(list(prefix)).toEqual(before);
  });

  it("replaces a link to nothing", async () => {
    const prefix = makePrefix({ [scriptPath("activate", ".fish")]: "" });
    symlinkSync("/nowhere/at-all", join(prefix, SCRIPT));
    await writeFile(prefix, SCRIPT, "new\n");
    expect(lstatSync(join(prefix, SCRIPT)).isFile()).toBe(true);
  });

  it.fails("replaces a link, and never writes to where it leads", async () => {
    const prefix = makePrefix({ [scriptPath("activate", ".fish")]: "" });
    const outside = join(prefix, "..", "outside");
    writeFileSync(outside, "precious\n");
    symlinkSync(outside, join(prefix, SCRIPT));
    await writeFile(prefix, SCRIPT, "new\n");
    expect(readFileSync(outside, "utf8")).toBe("precious\n");
    expect(lstatSync(join(prefix, SCRIPT)).isFile()).toBe(true);
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
    await expect(removeFile(prefix, "etc/conda")).rejects.toThrow();
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
    expect(kept).not.toMatch(/\.(?:sh|fish|csh|ps1|bat|nu|xsh)$/);
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

  it("fails when there is nothing to keep", async () => {
    await expect(keepCopy(makePrefix(), SCRIPT, SHA256)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.fails("does not take a copy that was cut off for a whole one", async () => {
    const prefix = makePrefix({ [SCRIPT]: "edit", [keptName(SCRIPT, SHA256)]: "ed" });
    const kept = await keepCopy(prefix, SCRIPT, SHA256);
    expect(readFileSync(join(prefix, kept), "utf8")).toBe("edit");
  });
});

describe("removeLeftovers", () => {
  it("removes what a write that was cut off left beside these paths, and nothing else", async () => {
    const stays = [
      RECORD_PATH,
      `${RECORD_PATH}.bak`,
      `${RECORD_PATH}.12x`,
      `${RECORD_PATH}.`,
      "etc/conda/other.json.123",
      SCRIPT,
      keptName(SCRIPT, "12345678".repeat(8)),
      `${scriptPath("activate", ".fish")}.123`,
      "etc/conda/activate.d/123",
    ];
    const goes = [`${RECORD_PATH}.123`, `${RECORD_PATH}.4294967295`, `${SCRIPT}.0`];
    const prefix = makePrefix(Object.fromEntries([...stays, ...goes].map((path) => [path, ""])));
    await removeLeftovers(prefix, [RECORD_PATH, SCRIPT]);
    const files = list(prefix)
      .map((path) => `etc/${path}`)
      .filter((path) => statSync(join(prefix, path)).isFile());
    expect(files).toEqual([...stays].sort());
  });

  it("is content where there is no folder", async () => {
    await removeLeftovers(makePrefix(), [RECORD_PATH, SCRIPT]);
  });

  it("knows the names that the library gives to files it is writing", () => {
    const { _getTmpname: name } = writeFileAtomic as unknown as {
      _getTmpname(file: string): string;
    };
    expect(isLeftover(name("zz-conda-go-hooks.sh"), "zz-conda-go-hooks.sh")).toBe(true);
  });
});

describe("the folders", () => {
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
