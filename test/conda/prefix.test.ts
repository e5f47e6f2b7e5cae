// Which prefixes we call an environment, and which ones we refuse to change.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { checkActivatable, checkEnvironment, checkWritable } from "../../src/conda/prefix.js";
import { type CondaGoHooksError, makeError } from "../../src/errors/error.js";
import { JOURNAL_PATH, LEFT_PATH, RECORD_PATH } from "../../src/names.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";

const FOLDERS = ["etc", "etc/conda", "etc/conda/activate.d", "etc/conda/deactivate.d"];

describe("an environment", () => {
  it("is a folder with conda-meta/history", async () => {
    await checkEnvironment(makeEnvironment(join(makeFolder(), "work")));
  });

  it("may be reached by a link", async () => {
    const folder = makeFolder();
    symlinkSync(makeEnvironment(join(folder, "work")), join(folder, "link"));
    await checkEnvironment(join(folder, "link"));
  });

  it.each<[string, (prefix: string) => void]>([
    ["nothing", () => undefined],
    ["a file", (prefix) => writeFileSync(prefix, "")],
    ["an empty folder", (prefix) => mkdirSync(prefix)],
    ["a folder with conda-meta only", (prefix) => mkdirSync(join(prefix, "conda-meta"), MAKE)],
    ["a folder with a file conda-meta", (prefix) => writeIn(prefix, "conda-meta")],
    ["a link to itself", (prefix) => symlinkSync(prefix, prefix)],
    ["a link to nothing", (prefix) => symlinkSync("/nowhere", prefix)],
  ])("is not %s", async (_, make) => {
    const prefix = join(makeFolder(), "work");
    make(prefix);
    const check = async () => checkEnvironment(prefix);
    await expect(check).rejects.toMatchObject({ code: "environment-invalid", where: prefix });
  });

  const MAKE = { recursive: true } as const;
  function writeIn(prefix: string, name: string): void {
    mkdirSync(prefix, MAKE);
    writeFileSync(join(prefix, name), "");
  }
});

describe("the path of an environment", () => {
  function refusalOf(prefix: string, platform: string = process.platform): string | null {
    try {
      checkActivatable(prefix, platform);
      return null;
    } catch (error) {
      return (error as CondaGoHooksError).code;
    }
  }

  it.each(["$", "`", '"', "'", "\n", "\r", "\x1b", "\u0085"])(
    "may not hold %j, with which conda cannot activate it",
    (character) => {
      expect(refusalOf(`/envs/a${character}b`)).toBe("environment-invalid");
    },
  );

  it("may hold a ' on Windows, where cmd.exe and PowerShell activate it", () => {
    expect(refusalOf("C:\\envs\\it's", "win32")).toBeNull();
    for (const character of ["$", "`", '"', "\n"])
      expect(refusalOf(`C:\\a${character}b`, "win32")).toBe("environment-invalid");
  });

  it("may not hold what separates the entries of PATH", () => {
    expect(refusalOf(`/envs/a${delimiter}b`)).toBe("environment-invalid");
  });

  it.each([" ", "\\", "é ✓ 漢", "(&;#!~*=|<>?)", "%{prefix}", "-n"])(
    "may hold %j",
    (characters) => {
      expect(refusalOf(`/envs/a${characters}`)).toBeNull();
    },
  );
});

describe("an environment that we may change", () => {
  it("is left as it was by the check", async () => {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    await checkWritable(prefix);
    expect(readdirSync(prefix, { recursive: true })).toEqual(["conda-meta", "conda-meta/history"]);
    expect(statSync(join(prefix, "conda-meta/history")).size).toBe(0);
  });

  it("may have every folder of ours", async () => {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    for (const folder of FOLDERS) mkdirSync(join(prefix, folder));
    await checkWritable(prefix);
  });

  it("may itself be a link, and have links that stay within", async () => {
    const folder = makeFolder();
    const prefix = makeEnvironment(join(folder, "elsewhere", "work"));
    mkdirSync(join(prefix, "share"));
    symlinkSync("share", join(prefix, "etc"));
    symlinkSync(prefix, join(folder, "work"));
    await checkWritable(join(folder, "work"));
  });

  it("may have a link to a folder within whose name looks like a way out", async () => {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    mkdirSync(join(prefix, "..etc"));
    symlinkSync("..etc", join(prefix, "etc"));
    await checkWritable(prefix);
  });
});

describe("an environment that we may not change", () => {
  it.each([
    ["", null],
    ["{}", null],
    ['{"message": "ask Ann"}', "ask Ann"],
    ['{"message": 5}', null],
    ["null", null],
    ["{", null],
  ])("is frozen by a file conda-meta/frozen with '%s' in it", (text, reason) => {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    const file = join(prefix, "conda-meta", "frozen");
    writeFileSync(file, text);
    expect(() => checkWritable(prefix)).toThrow(makeError("frozen", { file, reason }));
    checkWritable(prefix, true);
  });

  it.each<[string, (file: string) => void]>([
    ["a folder", (file) => mkdirSync(file)],
    ["a link to nothing", (file) => symlinkSync("/nowhere", file)],
  ])("is not frozen by %s of that name", (_, make) => {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    make(join(prefix, "conda-meta", "frozen"));
    checkWritable(prefix);
  });

  it.each(FOLDERS)("has a file as %s", async (folder) => {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    mkdirSync(join(prefix, folder, ".."), { recursive: true });
    writeFileSync(join(prefix, folder), "");
    await expect(async () => checkWritable(prefix)).rejects.toMatchObject({
      code: "environment-invalid",
    });
  });

  describe.each(FOLDERS)("has as %s a link", (folder) => {
    it.each<[string, (folder: string, link: string) => string]>([
      ["out of it", (outside) => outside],
      ["to the folder above it", (outside) => join(outside, "..")],
      ["to one whose name starts alike", (outside) => join(outside, "..", "work2")],
      ["to nothing", () => "nowhere"],
      ["to itself", (_, link) => link],
    ])("%s", async (_, target) => {
      const home = makeFolder();
      const prefix = makeEnvironment(join(home, "work"));
      const outside = join(home, "outside");
      mkdirSync(outside);
      mkdirSync(join(home, "work2"));
      const link = join(prefix, folder);
      mkdirSync(join(link, ".."), { recursive: true });
      symlinkSync(target(outside, link), link);
      await expect(async () => checkWritable(prefix)).rejects.toMatchObject({
        code: "environment-invalid",
      });
    });
  });
});

describe("the record of an environment that we may change", () => {
  function makeWithLink(target: string): string {
    const prefix = makeEnvironment(join(makeFolder(), "work"));
    mkdirSync(join(prefix, "etc", "conda"), { recursive: true });
    writeFileSync(join(prefix, "etc", "other.json"), "");
    symlinkSync(target, join(prefix, RECORD_PATH));
    return prefix;
  }

  it.each([RECORD_PATH, JOURNAL_PATH, LEFT_PATH])("is a file: %s", (path) => {
    const prefix = makeEnvironment(makeFolder());
    mkdirSync(join(prefix, path), { recursive: true });
    expect(() => checkWritable(prefix)).toThrow(
      makeError("folder-for-file", { path: join(prefix, path) }),
    );
  });

  it("is no link out of it", async () => {
    const outside = join(makeFolder(), "record.json");
    writeFileSync(outside, "");
    const check = async () => checkWritable(makeWithLink(outside));
    await expect(check).rejects.toMatchObject({ code: "environment-invalid" });
  });

  it("may be a link that stays within", async () => {
    await checkWritable(makeWithLink("../other.json"));
  });
});

// access(2) asks who really runs the process, and root may write anywhere: it takes a process of its
// own that is somebody else for good. Hence the installed package and not the sources.
const platform = process.platform === "win32" ? null : process.platform;
describeWith("an environment that is read-only for us", "POSIX user to become", platform, () => {
  it("is refused: all of it", () => {
    const prefix = makeOpenEnvironment();
    withMode(prefix, 0o555);
    expect(checkAsNobody(prefix)).toBe("environment-read-only");
  });

  it("is refused: its history", () => {
    const prefix = makeOpenEnvironment();
    withMode(join(prefix, "conda-meta", "history"), 0o444);
    expect(checkAsNobody(prefix)).toBe("environment-read-only");
  });

  it.each(FOLDERS)("is refused: %s", (folder) => {
    const prefix = makeOpenEnvironment();
    withMode(join(prefix, folder), 0o555);
    expect(checkAsNobody(prefix)).toBe("environment-read-only");
  });

  it("is not one that is open to us", () => {
    expect(checkAsNobody(makeOpenEnvironment())).toBe("fine");
  });

  it("is frozen first of all", () => {
    const prefix = makeOpenEnvironment();
    writeFileSync(join(prefix, "conda-meta", "frozen"), "");
    withMode(prefix, 0o555);
    expect(checkAsNobody(prefix)).toBe("environment-frozen");
  });

  it("is told from one that is not there", () => {
    const prefix = makeOpenEnvironment();
    withMode(join(prefix, ".."), 0o000);
    expect(checkAsNobody(prefix)).not.toBe("environment-invalid");
  });

  it("is told from a folder that is no environment", () => {
    const prefix = makeOpenEnvironment();
    withMode(join(prefix, "conda-meta"), 0o000);
    expect(checkAsNobody(prefix)).toBe("EACCES");
  });
});

/** An environment with all of our folders that anybody may change. */
function makeOpenEnvironment(): string {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "work"));
  for (const folder of FOLDERS) mkdirSync(join(prefix, folder));
  const all = readdirSync(home, { recursive: true, encoding: "utf8" });
  for (const path of ["", ...all]) chmodSync(join(home, path), 0o777);
  return prefix;
}

/** Until the end of the test, so that its folder can be removed by whoever runs it. */
function withMode(path: string, mode: number): void {
  chmodSync(path, mode);
  onTestFinished(() => {
    chmodSync(path, 0o777);
    rmSync(path, { recursive: true });
  });
}

/** What becomes of both checks in a process without any rights. */
function checkAsNobody(prefix: string): string {
  const module = join(inject("installation"), "dist", "conda", "prefix.js");
  const script = `
    const { checkEnvironment, checkWritable } = await import(process.argv[1]);
    if (process.getuid() === 0) {
      process.setgroups([]);
      process.setgid(65534);
      process.setuid(65534);
    }
    const check = async () => {
      await checkEnvironment(process.argv[2]);
      await checkWritable(process.argv[2]);
      return "fine";
    };
    console.log(await check().catch((error) => error.code));`;
  const args = ["--input-type=module", "--eval", script, pathToFileURL(module).href, prefix];
  return execFileSync(process.execPath, args, { encoding: "utf8", cwd: "/" }).trim();
}
