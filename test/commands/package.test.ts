// package, from the packed package: what it makes and tells, the second time too, and what it refuses.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTree, runCommand } from "../setup/command.js";
import { makeFolder } from "../setup/environments.js";

const PACKAGE = ["package", "--name", "acme-go-hooks", "--version", "1.0"];
const FILE = "noarch/acme-go-hooks-1.0-0.conda";

function readRepodata(channel: string) {
  return JSON.parse(readFileSync(join(channel, "noarch/repodata.json"), "utf8"));
}

describe("into a channel", () => {
  it("puts the package and its entry, and tells a person what it is and what to type", () => {
    const home = makeFolder();
    const channel = join(home, "channel");
    const { stdout, stderr, status } = runCommand(home, [...PACKAGE, "--out", "channel"]);
    expect([stderr, status]).toEqual(["", 0]);
    expect(stdout).toBe(`Wrote ${join(channel, FILE)}
  package acme-go-hooks 1.0, build 0, 84 kB, for sh, fish, csh, cmd, powershell, nushell
  profile isolated
  GOPATH      {prefix}/gopath
  GOMODCACHE  {prefix}/gopath/pkg/mod
  GOCACHE     {prefix}/.cache/go-build
  GOPROXY     keep
  GOFLAGS     append -modcacherw
  GOBIN       {prefix}/bin
Next: conda install -n ENV -c ${channel} acme-go-hooks
`);
    expect(Object.keys(readTree(home)).sort()).toEqual(
      ["channel", "channel/noarch", `channel/${FILE}`, "channel/noarch/repodata.json"].sort(),
    );
  });

  it("tells a program the same, by the package's size and sha256", () => {
    const home = makeFolder();
    const channel = join(home, "channel");
    const args = [...PACKAGE, "--out", channel, "--license", "MIT", "--build", "07", "--json"];
    const { json, stderr, status } = runCommand(home, args);
    expect([stderr, status]).toEqual(["", 0]);
    const file = join(channel, "noarch/acme-go-hooks-1.0-7.conda");
    const { "packages.conda": listed } = readRepodata(channel);
    const entry = listed["acme-go-hooks-1.0-7.conda"];
    expect(json).toMatchObject({
      schemaVersion: 1,
      command: "package",
      ...{ name: "acme-go-hooks", version: "1.0", build: 7, dryRun: false },
      ...{ file, channel, recipe: null, isChanged: true, config: null, warnings: [] },
      ...{ sha256: entry.sha256, size: readFileSync(file).length },
      ...{ profile: "isolated", settings: { GOPROXY: { action: "keep" } } },
      shells: ["sh", "fish", "csh", "cmd", "powershell", "nushell"],
      next: `conda install -n ENV -c ${channel} acme-go-hooks`,
    });
    expect(entry).toMatchObject({ license: "MIT", build: "7", build_number: 7, size: json.size });
  });

  it("prints one path with -q, and errors", () => {
    const home = makeFolder();
    const args = [...PACKAGE, "--profile", "direct", "--recipe", "recipe", "-q"];
    const { stdout, stderr, status } = runCommand(home, [...args, "--out", "channel"]);
    expect([stdout, stderr, status]).toEqual([`${join(home, "channel", FILE)}\n`, "", 0]);
    expect(runCommand(home, args).stdout).toBe(`${join(home, "recipe")}\n`);
    const refused = runCommand(home, [...PACKAGE, "--out", "channel", "-q"]);
    expect([refused.stdout, refused.status]).toEqual(["", 2]);
    expect(refused.stderr).toMatch(/^error: /);
  });

  it("names each file with -v, and what builds from a recipe", () => {
    const home = makeFolder();
    const args = [...PACKAGE, "--shell", "fish", "--recipe", "a recipe", "-v"];
    const { stdout } = runCommand(home, args);
    const { files, next, nextRecipe } = runCommand(home, [...args.slice(0, -1), "--json"]).json;
    expect(files).toHaveLength(3);
    expect(stdout).toContain(files.map((path: string) => `    ${path}\n`).join(""));
    expect([next, nextRecipe]).toEqual([
      null,
      `rattler-build build --recipe '${join(home, "a recipe")}'`,
    ]);
    expect(stdout).toMatch(/\nNext: rattler-build [^\n]+\n$/);
    expect(stdout).toContain(`Next: ${nextRecipe}\n`);
  });

  it("only looks with --dry-run, and makes no folder", () => {
    const home = makeFolder();
    const args = [...PACKAGE, "--out", "channel", "--recipe", "recipe"];
    const { stdout, stderr, status } = runCommand(home, [...args, "--dry-run"]);
    expect([stderr, status]).toEqual(["", 0]);
    expect(stdout).toMatch(
      new RegExp(
        `^Would write ${join(home, "channel", FILE)}\nWould write ${join(home, "recipe")}\n`,
      ),
    );
    expect(stdout).not.toContain("Next:");
    const planned = runCommand(home, [...args, "--dry-run", "--json"]).json;
    const none = { next: null, nextRecipe: null };
    expect(planned).toMatchObject({ dryRun: true, isChanged: true, ...none });
    expect(readdirSync(home)).toEqual([]);
    const { json } = runCommand(home, [...args, "--json"]);
    expect([planned.sha256, planned.file]).toEqual([json.sha256, json.file]);
    expect(runCommand(home, [...args, "--dry-run", "--json"]).json.isChanged).toBe(false);
  });

  it("changes nothing the second time, and says so", () => {
    const home = makeFolder();
    const first = runCommand(home, [...PACKAGE, "--out", "channel"]);
    const before = readTree(home);
    const { stdout, stderr, status } = runCommand(home, [...PACKAGE, "--out", "channel"]);
    expect([stdout, stderr, status]).toEqual([first.stdout.replace(/^Wrote/, "Unchanged:"), "", 0]);
    expect(runCommand(home, [...PACKAGE, "--out", "channel", "--json"]).json.isChanged).toBe(false);
    expect(readTree(home)).toEqual(before);
  });

  it("replaces no package by other contents, and takes another build beside it", () => {
    const home = makeFolder();
    const other = [...PACKAGE, "--out", "channel", "--profile", "offline"];
    runCommand(home, [...PACKAGE, "--out", "channel"]);
    const before = readTree(home);
    for (const more of [[], ["--dry-run"], ["--recipe", "recipe"]]) {
      const { json, status } = runCommand(home, [...other, ...more, "--json"]);
      expect([status, json.error]).toEqual([
        2,
        {
          code: "package-differs",
          message:
            "the channel already has acme-go-hooks-1.0-0.conda, with other contents, and caches know a package by its name",
          where: join(home, "channel", FILE),
          hint: "make a new build with --build 1, or another version with --version",
        },
      ]);
    }
    expect(readTree(home)).toEqual(before);
    expect(runCommand(home, [...other, "--build", "1"]).status).toBe(0);
    const { hint } = runCommand(home, [...other, "--json"]).json.error;
    expect(hint).toContain("--build 2,");
    const after = readTree(home);
    expect(after[`channel/${FILE}`]).toEqual(before[`channel/${FILE}`]);
    expect(Object.keys(readRepodata(join(home, "channel"))["packages.conda"])).toEqual([
      "acme-go-hooks-1.0-0.conda",
      "acme-go-hooks-1.0-1.conda",
    ]);
  });

  it("adds to a list of somebody else, of which all else stays as it is", () => {
    const home = makeFolder();
    mkdirSync(join(home, "channel/noarch"), { recursive: true });
    const list = `{"info": {"subdir": "noarch", "base_url": "../noarch/"}, "packages": {"a-1-0.tar.bz2": {"size": 9007199254740993, "x": 1.0}},
      "packages.conda": {"b-1-0.conda": {"depends": ["é"]}}, "removed": ["c-1-0.conda"], "signatures": {"b-1-0.conda": {}}, "v3": {"x": []}}`;
    writeFileSync(join(home, "channel/noarch/repodata.json"), list, { mode: 0o640 });
    for (const version of ["1.0", "1.1"])
      runCommand(home, ["package", "--name", "go-hooks", "--version", version, "--out", "channel"]);
    const after = readRepodata(join(home, "channel"));
    const {
      "go-hooks-1.0-0.conda": one,
      "go-hooks-1.1-0.conda": two,
      ...rest
    } = after["packages.conda"];
    expect([one.version, two.version]).toEqual(["1.0", "1.1"]);
    expect({ ...after, "packages.conda": rest }).toEqual({
      ...JSON.parse(list),
      repodata_version: 1,
    });
    const tree = readTree(home)["channel/noarch/repodata.json"];
    expect(tree).toContain('"size": 9007199254740993,');
    expect(tree).toContain('"x": 1.0');
    expect(tree?.split(" ")[0]).toBe("100640");
  });

  it.each([
    "not JSON",
    "[]",
    '{"packages": []}',
    '{"info": {"subdir": "linux-64"}}',
    '{"info": {"subdir": "noarch", "base_url": "../x"}}',
  ])("leaves the list %s as it is, and puts no package beside it", (list) => {
    const home = makeFolder();
    mkdirSync(join(home, "channel/noarch"), { recursive: true });
    writeFileSync(join(home, "channel/noarch/repodata.json"), list);
    const before = readTree(home);
    const args = [...PACKAGE, "--out", "channel", "--recipe", "recipe", "--json"];
    const { json, status } = runCommand(home, args);
    expect([status, json.error.code]).toEqual([2, "channel-invalid"]);
    expect(readTree(home)).toEqual(before);
  });

  it("names what is read in the list's place, with what makes it anew", () => {
    const home = makeFolder();
    mkdirSync(join(home, "a channel/noarch"), { recursive: true });
    writeFileSync(join(home, "a channel/noarch/repodata.json.zst"), "");
    const { stderr, status } = runCommand(home, [...PACKAGE, "--out", "a channel"]);
    expect(status).toBe(0);
    expect(stderr).toBe(
      `warning: ${join(home, "a channel/noarch/repodata.json.zst")} is read in the place of repodata.json, and does not have the package. Write it anew: python -m conda_index '${join(home, "a channel")}'\n`,
    );
  });
});

describe("a list that does not say what the channel has", () => {
  const anew = (home: string) =>
    `Write the list anew: python -m conda_index ${join(home, "channel")}\n`;
  const make = (home: string, ...more: string[]) =>
    runCommand(home, [...PACKAGE, "--out", "channel", ...more]);

  it("is told of where packages are in none, and of these it names none", () => {
    const home = makeFolder();
    mkdirSync(join(home, "channel/noarch"), { recursive: true });
    writeFileSync(join(home, "channel/noarch/a-1-0.conda"), "x");
    const words = "1 package in this channel is in no list, so conda does not find it";
    expect(make(home, "--dry-run").stderr).toBe(`warning: ${words}. ${anew(home)}`);
    writeFileSync(join(home, "channel/noarch/b-1-0.tar.bz2"), "x");
    const more = "2 packages in this channel are in no list, so conda does not find them";
    expect(make(home)).toMatchObject({ status: 0, stderr: `warning: ${more}. ${anew(home)}` });
    expect(Object.keys(readRepodata(join(home, "channel"))["packages.conda"])).toHaveLength(1);
    const { warnings } = make(home, "--json").json;
    expect(warnings).toEqual([
      { code: "channel-index", message: expect.stringContaining("2 packages") },
    ]);
  });

  it("is told of where it names packages that are not there, which stay in it", () => {
    const home = makeFolder();
    mkdirSync(join(home, "channel/noarch"), { recursive: true });
    const list = {
      packages: { "a-1-0.tar.bz2": {} },
      "packages.conda": { "b-1-0.conda": {}, "c-1-0.conda": {} },
      removed: ["d-1-0.conda"],
    };
    writeFileSync(join(home, "channel/noarch/repodata.json"), JSON.stringify(list));
    for (const file of ["c-1-0.conda", "d-1-0.conda"])
      writeFileSync(join(home, "channel/noarch", file), "x");
    const words = "2 packages that are not there, such as a-1-0.tar.bz2";
    expect(make(home).stderr).toBe(`warning: the channel's list names ${words}. ${anew(home)}`);
    expect(readRepodata(join(home, "channel"))).toMatchObject(list);
    writeFileSync(join(home, "channel/noarch/a-1-0.tar.bz2"), "x");
    const one = "a package that is not there: b-1-0.conda";
    expect(make(home).stderr).toBe(`warning: the channel's list names ${one}. ${anew(home)}`);
  });
});

describe("refuses, with one error, and writes nothing:", () => {
  const WHERE = ["--out", "channel", "--recipe", "recipe"];
  it.each<[string, string[], string, string]>([
    ["no place", [...PACKAGE], "usage", "--out"],
    ["an empty channel", [...PACKAGE, "--out", "", "--recipe", "recipe"], "usage", "--out"],
    ["an empty recipe", [...PACKAGE, "--recipe", "", "--out", "channel"], "usage", "--recipe"],
    ["no name", ["package", "--version", "1.0", ...WHERE], "usage", "--name"],
    ["an empty name", ["package", "--name=", "--version", "1.0", ...WHERE], "usage", "--name"],
    ["no version", ["package", "--name", "a", ...WHERE], "usage", "--version"],
    [
      "a name",
      ["package", "--name", "Acme", "--version", "1", ...WHERE],
      "package-invalid",
      "--name",
    ],
    [
      "a path",
      ["package", "--name", "../a", "--version", "1", ...WHERE],
      "package-invalid",
      "--name",
    ],
    [
      "a version",
      ["package", "--name", "a", "--version", "1-0", ...WHERE],
      "package-invalid",
      "--version",
    ],
    ["a build", [...PACKAGE, "--build", "1.5", ...WHERE], "package-invalid", "--build"],
    ["a build below 0", [...PACKAGE, "--build=-1", ...WHERE], "package-invalid", "--build"],
    [
      "a large build",
      [...PACKAGE, "--build", "9007199254740993", ...WHERE],
      "package-invalid",
      "--build",
    ],
    ["a license", [...PACKAGE, "--license", "a\nb", ...WHERE], "package-invalid", "--license"],
    ["a profile", [...PACKAGE, "--profile", "nope", ...WHERE], "usage", "--profile"],
    ["a shell", [...PACKAGE, "--shell", "nope", ...WHERE], "usage", "--shell"],
    ["a variable", [...PACKAGE, "--set", "GOROOT=/x", ...WHERE], "usage", "--set GOROOT"],
    ["an option", [...PACKAGE, "--env", "x", ...WHERE], "usage", ""],
    ["a word", [...PACKAGE, "x", ...WHERE], "usage", ""],
  ])("%s", (_, args, code, where) => {
    const home = makeFolder();
    const { stdout, stderr, status } = runCommand(home, args);
    expect([stdout, status]).toEqual(["", 2]);
    expect(stderr).toMatch(/^error: [^\n]+\n(?: {2}where: [^\n]+\n)?(?: {2}try: {3}[^\n]+\n)?$/);
    const { error } = runCommand(home, [...args, "--json"]).json;
    expect([error.code, error.where ?? ""]).toEqual([code, where]);
    expect(existsSync(join(home, "channel")) || readdirSync(home).length > 0).toBe(false);
  });
});

it.each<[string[], string, string]>([
  [["acme", "--version", "1.0"], "expected 0 arguments", "name the package with --name"],
  [["-n", "acme", "--version", "1.0"], "unknown option '-n'", "name the package with --name"],
  [["--name", "--version", "1.0"], "--name has no value", "put its value behind --name"],
  [["--name", "--version=1.0"], "--name has no value", "put its value behind --name"],
  [["--name", "a", "--version", "--out", "x"], "--version has no value", "behind --version"],
  [["--name", "a", "--version", "1", "--out", "--recipe", "x"], "--out has no value", "--out"],
  [["--name", "a", "--version", "1", "--recipe", "--json"], "--recipe has no value", "--recipe"],
  [["--name", "a", "--version", "1", "--license", "-q"], "the option -q", "--license"],
])("%j is said plainly", (args, words, hint) => {
  const home = makeFolder();
  const { stdout, stderr, status } = runCommand(home, ["package", ...args]);
  const said = `${stderr}${stdout}`;
  expect(status).toBe(2);
  expect(said.toLowerCase()).toContain(words.toLowerCase());
  expect(said).toContain(hint);
  expect(said).not.toContain("environment");
  expect(readdirSync(home)).toEqual([]);
});
