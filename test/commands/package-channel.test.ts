// The path of a channel, from the packed package: which conda would misread, what stands in the way, what one types.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, inject, it } from "vitest";
import { readTree, runCommand } from "../setup/command.js";
import { makeFolder } from "../setup/environments.js";

const PACKAGE = ["package", "--name", "acme-go-hooks", "--version", "1.0"];
const LOCK = ".conda-go-hooks.lock";
const FILE = "noarch/acme-go-hooks-1.0-0.conda";

it.each([
  ["t", "a token"],
  ["t/channel", "a token"],
  ["noarch", "a folder called noarch"],
  ["linux-64", "name the folder above it"],
  ["linux-64/channel", "name another folder"],
  ["NoArch/channel", "a folder called NoArch"],
  ["osx-arm64/a/b", "a folder called osx-arm64"],
  ["win-64/", "name the folder above it"],
  ["go.conda", "ends in .conda"],
  ["go.tar.bz2", "ends in .tar.bz2"],
  ["repodata.json", "ends in .json"],
])("refuses %s, which conda would take for something else", (path, words) => {
  const home = makeFolder();
  for (const more of [[], ["--dry-run"], ["--recipe", "recipe"]]) {
    const { stdout, stderr, status } = runCommand(home, [...PACKAGE, "--out", path, ...more]);
    expect([stdout, status]).toEqual(["", 2]);
    expect(stderr).toContain(words);
    expect(stderr).toContain(`where: ${join(home, path).replace(/\/$/, "")}\n`);
  }
  expect(readTree(home)).toEqual({});
});

it.each([
  ["https://me:s3cret@conda.example/channel", "upload what is in it"],
  ["S3://bucket/channel", "upload what is in it"],
  ["https:/conda.example", "upload what is in it"],
  ["file:///srv/channel", "name the folder by its path"],
])("refuses the address %s, and says what a channel is made in", (address, words) => {
  const home = makeFolder();
  for (const more of [[], ["--dry-run"], ["--recipe", "recipe"]]) {
    const { stdout, stderr, status } = runCommand(home, [...PACKAGE, "--out", address, ...more]);
    expect([stdout, status]).toEqual(["", 2]);
    expect(stderr).toContain(words);
    expect(stderr).toContain("where: --out\n");
    expect(stderr).not.toContain("s3cret");
  }
  expect(readTree(home)).toEqual({});
});

it.each(["T", "tt", "linux-64-channel", "a-noarch", "linux-hooks", "go.conda/x", "win", "a.b"])(
  "takes %s",
  (path) => {
    const home = makeFolder();
    expect(runCommand(home, [...PACKAGE, "--out", path])).toMatchObject({ status: 0, stderr: "" });
    expect(existsSync(join(home, path, FILE))).toBe(true);
  },
);

it("takes a path from the current folder, and tells the whole one", () => {
  const home = makeFolder();
  mkdirSync(join(home, "here"));
  const cli = join(inject("installation"), "dist", "cli.cjs");
  const args = [cli, ...PACKAGE, "--out", "../there/./channel/", "--json"];
  const stdout = execFileSync(process.execPath, args, {
    cwd: join(home, "here"),
    encoding: "utf8",
  });
  expect(JSON.parse(stdout)).toMatchObject({
    channel: join(home, "there/channel"),
    file: join(home, "there/channel", FILE),
    next: `conda install -n ENV -c ${join(home, "there/channel")} acme-go-hooks`,
  });
});

it.each([
  "a b",
  "it's",
  'a "b"',
  "$HOME `id` $(id)",
  "a;b&c|d>e",
  "!x\\y",
  "Übung 漢字",
  "-c",
  "*?[a]",
  "{a,b}",
  "#x",
  "~",
])("prints for the channel %s a line that one can type", (name) => {
  const home = makeFolder();
  const { stdout } = runCommand(home, [...PACKAGE, "--out", `./${name}`]);
  const [, line] = /^Next: (.*)$/m.exec(stdout) ?? [];
  mkdirSync(join(home, "bin"));
  writeFileSync(join(home, "bin/conda"), `#!/bin/sh\nprintf '%s\\0' "$@"\n`);
  chmodSync(join(home, "bin/conda"), 0o755);
  const printed = execFileSync("bash", ["--noprofile", "--norc", "-c", line ?? ""], {
    encoding: "utf8",
    cwd: home,
    env: { PATH: `${join(home, "bin")}:/usr/bin:/bin`, HOME: home },
  });
  const words = ["install", "-n", "ENV", "-c", join(home, name), "acme-go-hooks"];
  expect(printed.split("\0")).toEqual([...words, ""]);
});

it.each<[string, string, string, (path: string) => void]>([
  ["a file in the channel's place", "channel", "channel", (path) => writeFileSync(path, "mine")],
  ["a file above it", "channel", "", (path) => writeFileSync(path, "mine")],
  ["a link to nowhere", "channel", "channel", (path) => symlinkSync("nowhere", path)],
  ["a file for noarch", "channel/noarch", "channel", (path) => writeFileSync(path, "mine")],
  ["a link to nowhere for noarch", "channel/noarch", "channel", (path) => symlinkSync("x", path)],
  [
    "a link for the list",
    "channel/noarch/repodata.json",
    "channel",
    (path) => symlinkSync("../../list", path),
  ],
  ["a folder for the list", "channel/noarch/repodata.json", "channel", (path) => mkdirSync(path)],
  [
    "a link for the package",
    `channel/${FILE}`,
    "channel",
    (path) => symlinkSync("../../list", path),
  ],
  ["a link for the lock", `channel/${LOCK}`, "channel", (path) => symlinkSync("../made", path)],
  ["a folder for the lock", `channel/${LOCK}`, "channel", (path) => mkdirSync(path)],
  [
    "a pipe for the lock",
    `channel/${LOCK}`,
    "channel",
    (path) => void execFileSync("mkfifo", [path]),
  ],
  ["a folder for the package", `channel/${FILE}`, "channel", (path) => mkdirSync(path)],
])("%s is left as it is, and named", (_, path, out, make) => {
  const home = makeFolder();
  writeFileSync(join(home, "list"), "{}");
  mkdirSync(dirname(join(home, path)), { recursive: true });
  make(join(home, path));
  const before = readTree(home);
  const args = [...PACKAGE, "--out", out || "channel/below", "--recipe", "recipe", "--json"];
  for (const more of [[], ["--dry-run"]]) {
    const { json, status } = runCommand(home, [...args, ...more]);
    expect(status).toBe(2);
    expect(json.error).toMatchObject({
      code: "file-system",
      message: expect.stringMatching(/^(?:this is not a |a file is where a folder should be$)/),
      where: expect.stringContaining(join(home, path)),
    });
  }
  expect(readTree(home)).toEqual(before);
});

it("follows a link to a folder", () => {
  const home = makeFolder();
  mkdirSync(join(home, "real/noarch"), { recursive: true });
  symlinkSync("real", join(home, "channel"));
  expect(runCommand(home, [...PACKAGE, "--out", "channel"]).status).toBe(0);
  expect(readFileSync(join(home, "real/noarch/repodata.json"), "utf8")).toContain("acme-go-hooks");
});

it.each(["--out", "--recipe"])(
  "%s where no folder can be made, or below a link to nowhere, ends with one error in our words",
  (option) => {
    const home = makeFolder();
    symlinkSync("nowhere", join(home, "link"));
    const before = readTree(home);
    const places: [string, string, string][] = [
      ["link/below", join(home, "link"), "this symbolic link leads nowhere"],
      ["link", join(home, "link"), "this "],
    ];
    // A place of Linux where mkdir says that the parent is not there.
    if (existsSync("/proc/self")) places.push(["/proc/x", "/proc/x", "no folder can be made here"]);
    for (const [path, where, words] of places) {
      const { json, status } = runCommand(home, [...PACKAGE, option, path, "--json"]);
      expect([status, json.error], path).toMatchObject([2, { code: "file-system", where }]);
      expect(json.error.message.startsWith(words), json.error.message).toBe(true);
    }
    expect(readTree(home)).toEqual(before);
  },
);

it("has packages that everyone can read who can read the list, whatever the umask", () => {
  const home = makeFolder();
  runCommand(home, [...PACKAGE, "--out", "channel"]);
  const former = process.umask(0o077);
  try {
    runCommand(home, [...PACKAGE, "--out", "channel", "--build", "1"]);
  } finally {
    process.umask(former);
  }
  const folder = join(home, "channel", "noarch");
  const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
  expect(modes).toEqual([0o644, 0o644, 0o644]);
});
