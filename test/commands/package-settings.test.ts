// The settings of a package, from the packed command: typed, from a settings file, for all platforms or for some.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readTree, runCommand } from "../setup/command.js";
import { makeFolder, writeFiles } from "../setup/environments.js";

const PACKAGE = ["package", "--name", "acme-go-hooks", "--version", "1.0", "--out", "channel"];
const FILE = "conda-go-hooks.yaml";
const SETTINGS = `profile: shared-cache
cgo: true
variables:
  GOPRIVATE: corp.example
  GOSUMDB: unset
  GOFLAGS: { append: [-trimpath] }
shells: [sh, cmd]
environments:
  web: { profile: direct, variables: { GOPROXY: "off" } }
  api: { shells: [fish] }
`;

/** A project with this settings file, and a folder in it. */
function makeProject(text: string): { file: string; below: string } {
  const home = makeFolder();
  mkdirSync(join(home, ".git"));
  mkdirSync(join(home, "below"));
  writeFiles(home, { [FILE]: text });
  return { file: join(home, FILE), below: join(home, "below") };
}

function tell(folder: string, ...args: string[]) {
  const { json, stderr, status } = runCommand(folder, [...PACKAGE, ...args, "--json"]);
  expect([stderr, status]).toEqual(["", 0]);
  return json;
}

function refuse(folder: string, ...args: string[]) {
  const before = readdirSync(folder);
  const { stdout, stderr, status } = runCommand(folder, [...PACKAGE, "--recipe", "r", ...args]);
  expect([stdout, status]).toEqual(["", 2]);
  expect(stderr.match(/^error: /gm)).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(before);
  return stderr;
}

it("takes every kind of setting, in the order in which they are typed", () => {
  const home = makeFolder();
  const args = ["--profile", "shared-cache", "--shell", "pwsh,zsh", "--unset", "GOSUMDB"];
  const more = [
    "--append",
    "GOFLAGS=-trimpath",
    "--prepend",
    "GOFLAGS=-v",
    "--set",
    "GOPRIVATE=a",
    "--keep",
    "GOBIN",
  ];
  const { json, stderr } = runCommand(home, [...PACKAGE, ...args, ...more, "--json"]);
  expect(stderr).toBe("");
  expect(json).toMatchObject({
    profile: "shared-cache",
    shells: ["sh", "powershell"],
    config: null,
  });
  expect(json.settings).toEqual({
    GOPATH: { action: "keep" },
    GOMODCACHE: { action: "keep" },
    GOCACHE: { action: "set", value: "{prefix}/.cache/go-build" },
    GOPROXY: { action: "keep" },
    GOFLAGS: { action: "add", prepend: ["-v"], append: ["-trimpath"] },
    GOSUMDB: { action: "unset" },
    GOPRIVATE: { action: "set", value: "a" },
  });
  expect(
    tell(
      home,
      "--build",
      "1",
      "--set",
      "GOBIN={prefix}/x",
      "--keep",
      "GOBIN",
      "--set",
      "GOBIN={prefix}/y",
    ).settings.GOBIN,
  ).toEqual({ action: "set", value: "{prefix}/y" });
});

it("goes by the settings file from the folder upwards, and leaves single environments out, with a warning", () => {
  const { file, below } = makeProject(SETTINGS);
  const { stdout, stderr, status } = runCommand(below, PACKAGE);
  expect(status).toBe(0);
  expect(stdout).toContain(`\n  profile shared-cache, from ${file}\n`);
  expect(stderr).toBe(
    `warning: cgo's settings are those for Linux and macOS. On Windows the libraries are in {prefix}/Library
warning: the package has what ${file} says for all environments, and not what it says for web, api alone
`,
  );
  const { config, shells, profile, settings, warnings } = tell(below);
  expect([config, shells, profile]).toEqual([file, ["sh", "cmd"], "shared-cache"]);
  expect(warnings.map(({ code }: { code: string }) => code)).toEqual([
    "package-reach",
    "package-reach",
  ]);
  expect(settings).toMatchObject({
    GOPROXY: { action: "keep" },
    GOPRIVATE: { action: "set", value: "corp.example" },
    GOSUMDB: { action: "unset" },
    GOFLAGS: { append: ["-trimpath"] },
    CGO_ENABLED: { action: "set", value: "1" },
    CGO_LDFLAGS: { append: expect.arrayContaining(["'-L{prefix}/lib'"]) },
  });
});

it("puts what is typed on top of the file, or goes by another one, or by none", () => {
  const { file, below } = makeProject(SETTINGS);
  const typed = tell(
    below,
    "--profile",
    "offline",
    "--set",
    "GOPRIVATE=b",
    "--no-cgo",
    "--shell",
    "nu",
  );
  expect(typed).toMatchObject({ config: file, profile: "offline", shells: ["nushell"] });
  expect(typed.settings).toMatchObject({
    GOPRIVATE: { value: "b" },
    GOSUMDB: { action: "unset" },
    GOPROXY: { value: expect.stringMatching(/^file:/) },
  });
  expect(Object.keys(typed.settings).filter((name) => name.startsWith("CGO"))).toEqual([]);
  const names = typed.typed.slice(2);
  expect(typed.typed.slice(0, 2)).toEqual(["profile", "shells"]);
  expect(names).toEqual(expect.arrayContaining(["GOPRIVATE", "CGO_ENABLED"]));
  const said = runCommand(below, [
    ...PACKAGE,
    "--build",
    "3",
    "--set",
    "GOPRIVATE=b",
    "--keep",
    "GOBIN",
  ]);
  expect(said.stdout).toContain(
    `  profile shared-cache, from ${file} with what is typed on top: GOPRIVATE, GOBIN\n`,
  );
  writeFiles(below, { "other.toml": 'profile = "offline"\n' });
  const other = tell(below, "--config", "other.toml", "--build", "1");
  expect(other).toMatchObject({
    config: join(below, "other.toml"),
    profile: "offline",
    warnings: [{ code: "package-reach", message: expect.stringMatching(/^GOPROXY holds/) }],
  });
  const none = tell(below, "--no-config", "--build", "2");
  expect(none).toMatchObject({ config: null, profile: "isolated", warnings: [] });
  expect(refuse(below, "--config", "nope.yaml")).toContain("there is no such file");
  writeFiles(below, { [FILE]: "profile: nope\n" });
  expect(refuse(below)).toContain(`where: ${join(below, FILE)}:1:`);
});

it("names no file that says nothing of all environments", () => {
  const { file, below } = makeProject("environments: { web: { profile: direct } }\n");
  const { config, profile, warnings } = tell(below);
  expect([config, profile]).toEqual([null, "isolated"]);
  expect(warnings).toEqual([
    { code: "package-reach", message: expect.stringContaining(`what ${file} says`) },
  ]);
});

it.each([
  [
    "a path of Windows",
    ["--set", "GOBIN=C:\\x"],
    "on Linux and macOS Go refuses these settings: GOBIN=",
  ],
  ["a path of Unix", ["--set", "GOBIN=/x"], "on Windows Go refuses these settings: GOBIN="],
  [
    "a list of Unix",
    ["--set", "GOPATH=/a:/b", "--shell", "sh"],
    "on Windows Go refuses these settings: GOPATH=",
  ],
  ["cgo", ["--cgo"], "cgo's settings are those for Linux and macOS. On Windows"],
  ["direct", ["--profile", "direct"], "profile direct: -mod=mod breaks projects with a go.work"],
  ["offline", ["--profile", "offline"], "GOPROXY holds {prefix}, and cannot hold a path that has"],
  ["shells of Unix", ["--shell", "fish,csh"], "on Windows the package sets nothing"],
  ["a shell of Windows", ["--shell", "cmd"], "on Linux and macOS the package sets nothing"],
  [
    "a license that is no SPDX expression",
    ["--recipe", "r", "--license", "our own"],
    "rattler-build will refuse the license 'our own' in the recipe",
  ],
  ["a flag", ["--append", "GOFLAGS=-trimpth"], "no go command has the flag -trimpth."],
])("warns of %s, and makes the package", (_, args, words) => {
  const home = makeFolder();
  const { stderr, status } = runCommand(home, [...PACKAGE, ...args]);
  expect(status).toBe(0);
  expect(stderr.startsWith(`warning: ${words}`), stderr).toBe(true);
  expect(stderr.match(/^warning: /gm)).toHaveLength(1);
});

it.each([
  ["offline without a network", ["--profile", "offline", "--set", "GOPROXY=off"]],
  ["shells of both", ["--shell", "fish,cmd"]],
  ["a shell for both", ["--shell", "pwsh"]],
  ["a license without a recipe", ["--license", "our own"]],
  ["one license", ["--recipe", "r", "--license", "BSD-3-Clause"]],
  ["many", ["--recipe", "r", "--license", "(MIT OR GPL-2.0+ WITH x-y) AND LicenseRef-Acme"]],
])("does not warn of %s", (_, args) => {
  expect(runCommand(makeFolder(), [...PACKAGE, ...args])).toMatchObject({ status: 0, stderr: "" });
});

it("warns of a version that sorts otherwise than one thinks", () => {
  const args = ["package", "--name", "a", "--version", "1.26+x", "--out", "channel"];
  const { stderr, status } = runCommand(makeFolder(), args);
  expect([stderr, status]).toEqual([
    expect.stringMatching(/^warning: conda takes 1\.26\+x for older than 1\.26,/),
    0,
  ]);
});

it.each([
  [
    "a path that is whole on no platform",
    ["--set", "GOBIN=x"],
    "GOBIN='x' is not an absolute path",
  ],
  [
    "paths of two platforms",
    ["--set", "GOBIN=C:\\x", "--set", "GOCACHE=/x"],
    "is not an absolute path",
  ],
  ["a variable that hooks leave alone", ["--set", "GOROOT=/x"], "GOROOT"],
  ["what no cmd.exe can hold", ["--set", 'GOFLAGS=-ldflags="-X=a=b"'], "cmd.exe"],
])("refuses %s", (_, args, words) => {
  expect(refuse(makeFolder(), ...args)).toContain(words);
});

it.each([
  ["typed", ["--set", "GOPROXY=https://me:s3cret@proxy.example"], ""],
  ["in the file", [], "variables: { GOPROXY: 'https://me:s3cret@proxy.example,direct' }\n"],
  ["in another variable", ["--set", "GONOPROXY=https://me:s3cret@a.example"], ""],
])("refuses a password, %s, and does not show it", (_, args, text) => {
  const { below } = makeProject(text);
  const stderr = refuse(below, ...args);
  expect(stderr).toMatch(/holds a password, and whoever can read the channel could read it\n/);
  expect(stderr).not.toContain("s3cret");
  // Neither when it is hidden by what is typed behind it.
  const { json } = runCommand(below, [
    ...PACKAGE,
    ...args,
    "--set",
    "GOPROXY=off",
    "--keep",
    "GONOPROXY",
    "--recipe",
    "r",
    "--json",
  ]);
  expect(json.settings.GOPROXY).toEqual({ action: "set", value: "off" });
  const written = JSON.stringify(readTree(join(below, "r")));
  expect(written).toContain("zz-conda-go-hooks-site.sh");
  expect(written).not.toContain("s3cret");
});
