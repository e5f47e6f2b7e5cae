// Where a settings file is found, and which of them is not gone by.
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, lchownSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findConfig, readConfig } from "../../src/config/find-config.js";
import { makeFolder } from "../setup/environments.js";
import { catchRefusal, findIn, makeSession, refusalIn, refusalOf, writeFiles } from "./read.js";

const YAML = "conda-go-hooks.yaml";

it.each([
  [YAML, "profile: direct"],
  ["conda-go-hooks.yml", "profile: direct"],
  ["conda-go-hooks.json", '{"profile": "direct"}'],
  ["package.json", '{"name": "x", "conda-go-hooks": {"profile": "direct"}}'],
  ["pixi.toml", '[workspace]\nname = "x"\n[tool.conda-go-hooks]\nprofile = "direct"'],
  ["pyproject.toml", '[project]\nname = "x"\n[tool]\nconda-go-hooks = { profile = "direct" }'],
])("%s is found", (name, text) => {
  const folder = writeFiles(makeFolder(), { [name]: text });
  expect(findConfig(undefined, makeSession(folder))).toEqual({
    file: join(folder, name),
    isNamed: false,
    config: { profile: "direct" },
    environmentFile: null,
    findEnvironment: expect.any(Function),
  });
});

describe("the search", () => {
  const below = (files: Readonly<Record<string, string>>) => {
    const folder = writeFiles(makeFolder(), { "repo/a/b/x": "", ...files });
    return findConfig(undefined, makeSession(join(folder, "repo", "a", "b")))?.config.profile;
  };

  it("goes up to the repository's root, and takes the nearest", () => {
    const root = { "repo/.git/HEAD": "", [`repo/${YAML}`]: "profile: direct" };
    expect(below(root)).toBe("direct");
    expect(below({ ...root, [`repo/a/${YAML}`]: "profile: offline" })).toBe("offline");
  });

  it("takes a file called .git for a root too, as a worktree has one", () => {
    expect(below({ "repo/.git": "gitdir: x", [`repo/${YAML}`]: "profile: direct" })).toBe("direct");
  });

  it("goes no further than the root", () => {
    const outer = { "repo/.git": "gitdir: x", [YAML]: "profile: direct" };
    expect(below(outer)).toBeUndefined();
    expect(below({ ...outer, "repo/a/.git": "gitdir: y", [`repo/${YAML}`]: "" })).toBeUndefined();
  });

  it("stays in the current folder outside of a repository", () => {
    expect(below({ [`repo/${YAML}`]: "profile: direct" })).toBeUndefined();
    expect(below({ [`repo/a/b/${YAML}`]: "profile: direct" })).toBe("direct");
  });
});

it("refuses two in one folder, and names both", () => {
  const files = { [YAML]: "cgo: true", "package.json": '{"conda-go-hooks": {}}' };
  const { fault, where, hint } = refusalOf(files);
  expect(fault).toBe("config-two");
  expect(where).toBe(`${YAML}, package.json`);
  expect(hint).toContain("--config package.json");
});

describe("files of other tools", () => {
  it.each([
    ["package.json", '{"devDependencies": {"conda-go-hooks": "^1"}}'],
    ["package.json", '{"devDependencies": {"conda-go-hooks": "^1"},,}'],
    ["package.json", '{"name": "conda-go-hooks", "keywords": ["conda-go-hooks"]}'],
    ["package.json", "[]"],
    ["pixi.toml", '[dependencies]\nconda-go-hooks = "*"'],
    ["pixi.toml", "[dependencies]\nconda-go-hooks = * # not TOML"],
    ["pyproject.toml", "[tool.other]\nx = 1"],
  ])("%s without settings is left alone: %j", (name, text) => {
    expect(findIn({ [name]: text })).toBeNull();
  });

  it("which are folders or lead nowhere are left alone", () => {
    const folder = makeFolder();
    mkdirSync(join(folder, "package.json"));
    symlinkSync("nowhere", join(folder, "pixi.toml"));
    execFileSync("mkfifo", [join(folder, "pyproject.toml")]);
    expect(findConfig(undefined, makeSession(folder))).toBeNull();
  });

  it.each([
    ["package.json", '{\n"conda-go-hook": {}}', "2:1"],
    ["package.json", '{"conda_go_hooks": {}}', "1:2"],
    ["package.json", '{"condaGoHooks": {}}', "1:2"],
    ["pixi.toml", "[conda-go-hooks]\ncgo = true", "1:2"],
    ["pyproject.toml", "[conda-go-hooks.variables]", "1:2"],
    ["pyproject.toml", "[tool.conda_go_hooks]\ncgo = true", "1:7"],
    ["pyproject.toml", "[tool.conda-go-hook]", "1:7"],
    ["pyproject.toml", "[tool.conda-go-hooks]\ncgo = true\n[tool.conda_go_hooks]", "3:7"],
  ])("%s with settings below nearly our key is refused: %j", (name, text, place) => {
    const { fault, where } = refusalOf({ [name]: text });
    expect(`${fault} ${where}`).toBe(`config-near-key ${name}:${place}`);
  });

  it.each([
    ["package.json", '{"conda-go-hooks": {"cgo": true,}}', "config-json package.json:1:33"],
    ["pyproject.toml", "[tool.conda-go-hooks]\ncgo: true", "config-toml pyproject.toml:2:4"],
    ["package.json", '{"conda-go-hooks": null}', "config-root package.json:1:2"],
  ])("%s with settings that cannot be read is refused: %j", (name, text, expected) => {
    const { fault, where } = refusalOf({ [name]: text });
    expect(`${fault} ${where}`).toBe(expected);
  });
});

describe("a named file", () => {
  const find = (name: string, text: string) => {
    const folder = writeFiles(makeFolder(), { [name]: text });
    return findConfig(name, makeSession(folder));
  };

  it.each([
    ["go.yaml", "profile: direct"],
    ["go.json", '{"profile": "direct"}'],
    ["go.TOML", 'profile = "direct"'],
    ["go.conf", "profile: direct"],
    ["package.json", '{"conda-go-hooks": {"profile": "direct"}}'],
    ["sub/pyproject.toml", '[tool.conda-go-hooks]\nprofile = "direct"'],
  ])("is read by its name's end: %s", (name, text) => {
    expect(find(name, text)).toMatchObject({ isNamed: true, config: { profile: "direct" } });
  });

  it("is taken though there are two others", () => {
    const files = { [YAML]: "", "conda-go-hooks.json": "{}", "go.yaml": "profile: direct" };
    const folder = writeFiles(makeFolder(), files);
    expect(findConfig("go.yaml", makeSession(folder))?.config.profile).toBe("direct");
  });

  it("is refused when it is not there, or holds no settings", () => {
    expect(refusalOf({}, "go.yaml")).toMatchObject({ fault: "config-no-file", where: "go.yaml" });
    expect(refusalOf({ "package.json": "{}" }, "package.json").fault).toBe("config-no-key");
    expect(refusalOf({ "pixi.toml": "[conda-go-hooks]" }, "pixi.toml").fault).toBe(
      "config-near-key",
    );
  });
});

describe("what is no file of text", () => {
  const refuse = (make: (path: string) => void) => {
    const folder = makeFolder();
    make(join(folder, YAML));
    return refusalIn(folder);
  };

  it.each<[string, (path: string) => void]>([
    ["a folder", (path) => mkdirSync(path)],
    ["a pipe", (path) => execFileSync("mkfifo", [path])],
    ["a link that leads nowhere", (path) => symlinkSync("nowhere", path)],
  ])("%s is refused", (_, make) => {
    expect(refuse(make)).toMatchObject({ fault: "config-no-file", where: YAML });
  });

  it.each([
    ["UTF-16", Buffer.from("profile: direct", "utf16le"), "1:2"],
    ["Latin-1", Buffer.from("# x\n# \xe4", "latin1"), "2:3"],
    ["a zero", Buffer.from("cgo: true\n\0"), "2:1"],
  ])("%s is refused", (_, text, place) => {
    const { fault, where } = refusalOf({ [YAML]: text });
    expect(`${fault} ${where}`).toBe(`config-encoding ${YAML}:${place}`);
  });
});

describe("a recorded path", () => {
  it("is read again", () => {
    const folder = writeFiles(makeFolder(), { [YAML]: "profile: direct" });
    const found = readConfig(join(folder, YAML), false, makeSession("/"));
    expect(found).toMatchObject({ file: join(folder, YAML), isNamed: false });
  });

  it.each([
    ["linux", "conda-go-hooks.yaml"],
    ["linux", "//host/share/conda-go-hooks.yaml"],
    ["linux", "/x\0/conda-go-hooks.yaml"],
    ["linux", "C:\\x\\conda-go-hooks.yaml"],
    ["win32", "\\\\host\\share\\conda-go-hooks.yaml"],
    ["win32", "//host/share/conda-go-hooks.yaml"],
    ["win32", "\\\\?\\C:\\conda-go-hooks.yaml"],
    ["win32", "\\conda-go-hooks.yaml"],
    ["win32", "C:conda-go-hooks.yaml"],
  ])("on %s is refused when it is not of this computer: %j", (platform, file) => {
    const act = () => readConfig(file, false, makeSession("/", { platform }));
    expect(catchRefusal("/nowhere", act)).toMatchObject({ fault: "config-path", where: file });
  });

  it("is refused when nothing is there any more", () => {
    const folder = makeFolder();
    const act = () => readConfig(join(folder, YAML), false, makeSession("/"));
    expect(catchRefusal(folder, act)).toMatchObject({ fault: "config-no-file", where: YAML });
  });
});

describe("a file that everybody can write to", () => {
  const stage = (path: string, mode: number) => {
    const folder = writeFiles(makeFolder(), { [YAML]: "cgo: true", "environment.yml": "name: x" });
    chmodSync(join(folder, path), mode);
    return folder;
  };

  it.each([
    [YAML, 0o646, YAML],
    [".", 0o777, YAML],
    [".", 0o1777, YAML],
  ])("by %s of mode %o is not gone by, unless it is named", (path, mode, file) => {
    const folder = stage(path, mode);
    const { fault, where, hint } = refusalIn(folder);
    expect({ fault, where }).toEqual({ fault: "config-untrusted", where: file });
    expect(hint).toContain(`--config ${YAML}`);
    expect(findConfig(YAML, makeSession(folder))?.config).toEqual({ cgo: true });
    const act = () => readConfig(join(folder, YAML), false, makeSession("/"));
    expect(catchRefusal(folder, act).fault).toBe("config-untrusted");
    expect(findConfig(undefined, makeSession(folder, { platform: "win32" }))).not.toBeNull();
  });

  it("by the environment.yml beside it is gone by, but not where that is needed", () => {
    const folder = stage("environment.yml", 0o646);
    const found = findConfig(undefined, makeSession(folder));
    const refusal = catchRefusal(folder, () => found?.findEnvironment());
    expect(refusal).toMatchObject({ fault: "config-untrusted", where: "environment.yml" });
    expect(findConfig(YAML, makeSession(folder))?.findEnvironment()).toEqual({ name: "x" });
  });

  it.each([
    '{"conda-go-hooks": {"profil": "direct"}}',
    '{"conda-go-hooks": {,}}',
    '{"condaGoHooks": {}}',
  ])("is complained of for nothing else: %s", (text) => {
    const folder = writeFiles(makeFolder(), { "package.json": text });
    expect(refusalIn(folder).fault).not.toBe("config-untrusted");
    chmodSync(join(folder, "package.json"), 0o646);
    expect(refusalIn(folder).fault).toBe("config-untrusted");
  });

  it("which only mentions us is left alone", () => {
    const text = '{"devDependencies": {"conda-go-hooks": "^1"}}';
    const folder = writeFiles(makeFolder(), { "package.json": text });
    chmodSync(join(folder, "package.json"), 0o646);
    expect(findConfig(undefined, makeSession(folder))).toBeNull();
  });

  it("is another matter than one that a group can write to", () => {
    expect(findConfig(undefined, makeSession(stage(".", 0o775)))).not.toBeNull();
    expect(findConfig(undefined, makeSession(stage(YAML, 0o664)))).not.toBeNull();
  });
});

// Only root can give a file away.
describe.skipIf(process.geteuid?.() !== 0)("a file of another user", () => {
  const OTHER = 12345;
  const stage = (path: string) => {
    const folder = writeFiles(makeFolder(), { [YAML]: "cgo: true", "environment.yml": "name: x" });
    chownSync(join(folder, path), OTHER, OTHER);
    return folder;
  };

  it.each([YAML, "."])("by %s is not gone by", (path) => {
    const folder = stage(path);
    expect(refusalIn(folder).fault).toBe("config-untrusted");
    expect(findConfig(YAML, makeSession(folder))).not.toBeNull();
  });

  it("is gone by when sudo was started by that user", () => {
    const folder = stage(YAML);
    const asked = (SUDO_UID: string) => () =>
      findConfig(undefined, makeSession(folder, { env: { SUDO_UID } }));
    expect(asked(String(OTHER))()).not.toBeNull();
    expect(catchRefusal(folder, asked("1")).fault).toBe("config-untrusted");
    expect(catchRefusal(folder, asked("")).fault).toBe("config-untrusted");
  });

  it("is not gone by through a link into a folder that everybody can write", () => {
    const folder = makeFolder();
    const wide = writeFiles(makeFolder(), { [YAML]: "cgo: true" });
    symlinkSync(join(wide, YAML), join(folder, YAML));
    expect(findConfig(undefined, makeSession(folder))).not.toBeNull();
    chmodSync(wide, 0o777);
    expect(refusalIn(folder).fault).toBe("config-untrusted");
  });

  it("is not gone by through a link, whoever owns which", () => {
    const folder = makeFolder();
    const outside = stage(YAML);
    symlinkSync(join(outside, YAML), join(folder, YAML));
    expect(refusalIn(folder).fault).toBe("config-untrusted");
    const other = makeFolder();
    writeFileSync(join(other, "own"), "cgo: true");
    symlinkSync("own", join(other, YAML));
    expect(findConfig(undefined, makeSession(other))).not.toBeNull();
    lchownSync(join(other, YAML), OTHER, OTHER);
    expect(refusalIn(other).fault).toBe("config-untrusted");
  });
});
