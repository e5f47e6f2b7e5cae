// package as a win32 program: the very bytes that Linux makes, a channel by every way to write its path, many at once.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isTemporaryName } from "../../src/names.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeFolder } from "../setup/environments.js";
import { toWindowsPath } from "../setup/wine.js";
import { describeOnWindows, runOnWindows } from "./windows-node.js";

const PACKAGE = ["package", "--name", "acme-go-hooks", "--version", "1.0"];

const OPTIONS: readonly (readonly string[])[] = [
  [],
  ["--profile", "direct", "--shell", "cmd,powershell"],
  ["--cgo", "--append", "GOFLAGS=-trimpath", "--license", "MIT", "--build", "3"],
  ["--set", "GOBIN=C:\\x y", "--unset", "GOSUMDB"],
  ["--set", "GOPATH=/a:/b", "--shell", "sh"],
];

describeOnWindows("package", (node) => {
  it("makes the files that Linux makes, to the byte", async () => {
    const home = makeFolder();
    const linux = OPTIONS.map((options, index) => {
      const place = ["--out", `linux ${index}`, "--recipe", `linux recipe ${index}`];
      const { json } = runCommand(home, [...PACKAGE, ...options, ...place, "--json"]);
      return json;
    });
    const ran = await runOnWindows(
      node,
      home,
      OPTIONS.map((options, index) => ({
        args: [
          ...[...PACKAGE, ...options, "--json"],
          ...["--out", `windows ${index}`, "--recipe", `windows recipe ${index}`],
        ],
      })),
      2,
    );
    for (const [index, { status, stdout, stderr }] of ran.entries()) {
      expect([status, stderr]).toEqual([0, ""]);
      const told = JSON.parse(stdout);
      const { sha256, size, settings, shells, warnings } = linux[index];
      expect(told).toMatchObject({ sha256, size, settings, shells, warnings, isChanged: true });
      expect(told.channel).toBe(toWindowsPath(join(home, `windows ${index}`)));
      expect(told.next).toBe(`conda install -n ENV -c "${told.channel}" acme-go-hooks`);
      for (const folder of ["", "recipe "]) {
        const read = (platform: string) =>
          readContents(join(home, `${platform} ${folder}${index}`));
        expect(read("windows"), OPTIONS[index]?.join(" ")).toEqual(read("linux"));
      }
    }
  });

  it("takes a channel by every way to write its path, and refuses what conda would misread", async () => {
    const home = makeFolder();
    mkdirSync(join(home, "Channel"));
    writeFileSync(join(home, "file"), "");
    const whole = toWindowsPath(join(home, "Channel"));
    const good = [
      whole,
      whole.replaceAll("\\", "/"),
      "Channel\\",
      ".\\Channel",
      whole.slice(2),
      whole.replace("Z:", "z:"),
    ];
    const bad: [string, string][] = [
      ["a\\t\\b", "a folder called t"],
      ["a/t", "a folder called t"],
      ["a\\NOARCH\\b", "a folder called NOARCH"],
      ["win-64", "name the folder above it"],
      ["a.conda", "ends in .conda"],
      ["file", "this is not a folder"],
      ["", "nobody says where"],
    ];
    const runs = [...good, ...bad.map(([path]) => path)].map((path) => ({
      args: [...PACKAGE, "--shell", "cmd", "--out", path],
    }));
    const ran = await runOnWindows(node, home, runs, 1);
    const outcomes = ran.map(({ status, stdout }) => [status, stdout.split(" ")[0]]);
    expect(outcomes).toEqual([
      [0, "Wrote"],
      ...good.slice(1).map(() => [0, "Unchanged:"]),
      ...bad.map(() => [2, ""]),
    ]);
    for (const [index, [path, words]] of bad.entries())
      expect(ran[good.length + index]?.stderr, path).toContain(words);
    expect(Object.keys(readTree(home)).sort()).toEqual(
      [
        ...["AppData", "Channel", "Channel/noarch", "Channel/noarch/acme-go-hooks-1.0-0.conda"],
        ...["Channel/noarch/repodata.json", "file"],
      ].filter((path) => path !== "AppData"),
    );
  });

  it("at once with others: every package is named, and nothing else is left", async () => {
    const home = makeFolder();
    const builds = [0, 1, 2, 3, 4, 5, 6, 7];
    const runs = builds.map((build) => ({
      args: [...PACKAGE, "--shell", "cmd,sh", "--out", "channel", "--build", `${build}`],
    }));
    for (const { status, stderr } of await runOnWindows(node, home, runs, 4))
      expect([status, stderr]).toEqual([0, ""]);
    const list = JSON.parse(readFileSync(join(home, "channel/noarch/repodata.json"), "utf8"));
    const files = builds.map((build) => `acme-go-hooks-1.0-${build}.conda`);
    expect(Object.keys(list["packages.conda"])).toEqual(files);
    const left = Object.keys(readTree(join(home, "channel")));
    expect(left.filter((path) => isTemporaryName(path) || path.endsWith(".lock"))).toEqual([]);
    expect(left).toHaveLength(builds.length + 2);
  });

  it("waits for a list that somebody has open for a while", async () => {
    const home = makeFolder();
    const list = toWindowsPath(join(home, "channel/noarch/repodata.json"));
    const args = [...PACKAGE, "--shell", "cmd,sh", "--out", "channel"];
    const [, held, kept] = await runOnWindows(node, home, [
      { args },
      { args: [...args, "--build", "1"], meanwhile: { open: [list], milliseconds: 1500 } },
      { args: [...args, "--build", "2"], meanwhile: { open: [list] } },
    ]);
    expect([held?.status, held?.stderr]).toEqual([0, ""]);
    expect(kept?.status).toBe(2);
    expect(kept?.stderr).toContain("error: another program has it open");
    const left = Object.keys(readTree(join(home, "channel")));
    expect(left.filter((path) => isTemporaryName(path) || path.endsWith(".lock"))).toEqual([]);
  });
});

/** Modes do not exist on Windows. */
function readContents(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(readTree(folder)).map(([path, text]) => [path, text.replace(/^\d+ /, "")]),
  );
}
