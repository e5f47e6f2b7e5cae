// The user's own settings for Go: by our reading of the file of `go env -w`, and by the real go.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { addUserSettings } from "../../src/go/settings/user-settings.js";
import { makeFolder } from "../setup/environments.js";
import { describeWithGo, runGo } from "./real-go.js";

const NAMES = ["GOFLAGS", "GOPATH", "GOMODCACHE", "GOOS", "GOARCH", "CGO_ENABLED"] as const;

const TEXTS = {
  "a line for each": "GOFLAGS=-mod=mod\nGOOS=windows\nGOMODCACHE=/some/cache\n",
  "of two for one name the last": "GOOS=windows\nGOOS=darwin\n",
  "no end to the last": "GOARCH=arm64\nGOFLAGS=-tags=a",
  "quotes as they stand": 'GOMODCACHE=/"x"\n',
  "what is no setting":
    "# GOOS=windows\n goarch=arm64\nGOARCH\n=x\n\nmod=GOOS\rGOOS=plan9\nGOFLAGS=-x\n",
  "blanks as they stand": "GOFLAGS = -mod=mod\nGOPATH=/a b \n",
  "nothing after all": "GOOS=windows\nGOOS=\n",
};

describeWithGo("settings as in Go", (go) => {
  it.each(Object.entries(TEXTS))("%s", async (_, text) => {
    const home = makeFolder();
    const GOENV = join(home, "env");
    writeFileSync(GOENV, text);
    for (const GOOS of ["", "freebsd"]) {
      const { stdout, stderr } = await runGo(go, home, ["env", "-json", ...NAMES], { GOENV, GOOS });
      const env = addUserSettings({ GOENV, GOOS, GOFLAGS: "" }, { cwd: home, platform: "linux" });
      const said = JSON.parse(stdout);
      // Where nobody says anything, Go has defaults.
      const set = NAMES.filter((name) => env[name]);
      expect([stderr, ...set.map((name) => env[name])]).toEqual([
        "",
        ...set.map((name) => said[name]),
      ]);
      const { GOFLAGS } = said;
      expect(env.GOFLAGS ?? "").toBe(GOFLAGS);
      if (GOOS === "") expect(env.GOOS || process.platform).toBe(said.GOOS);
    }
  });
});

const WRITTEN = "GOFLAGS=-mod=mod\n";
const write = (file: string): string => {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, WRITTEN);
  return file;
};
const flagsOf = (
  env: Readonly<Record<string, string>>,
  home: string,
  platform = "linux",
): string | undefined => addUserSettings({ HOME: home, ...env }, { cwd: home, platform }).GOFLAGS;

it.each([
  ["linux", {}, ".config/go/env"],
  ["linux", { XDG_CONFIG_HOME: "conf" }, "conf/go/env"],
  ["darwin", { XDG_CONFIG_HOME: "conf" }, "Library/Application Support/go/env"],
  ["win32", { APPDATA: "data" }, "data/go/env"],
])("lie on %s, with %j, in %s", (platform, variables, place) => {
  const home = makeFolder();
  write(join(home, place));
  const env = Object.entries(variables).map(([name, value]) => [name, join(home, value)]);
  expect(flagsOf(Object.fromEntries(env), home, platform)).toBe("-mod=mod");
});

it("are where GOENV says, and nowhere when it is off", () => {
  const home = makeFolder();
  write(join(home, ".config/go/env"));
  write(join(home, "mine"));
  expect(flagsOf({ GOENV: join(home, "mine") }, home)).toBe("-mod=mod");
  expect(flagsOf({ GOENV: "mine" }, home)).toBe("-mod=mod");
  expect(flagsOf({ GOENV: "" }, home)).toBe("-mod=mod");
  expect(flagsOf({ GOENV: "off" }, home)).toBeUndefined();
  expect(flagsOf({ GOENV: join(home, "none") }, home)).toBeUndefined();
  // A folder is no such file.
  expect(flagsOf({ GOENV: home }, home)).toBeUndefined();
});

it("are passed over where the place for them is none", () => {
  const home = makeFolder();
  write(join(home, "conf/go/env"));
  expect(flagsOf({ XDG_CONFIG_HOME: "conf" }, home)).toBeUndefined();
  expect(flagsOf({}, home, "win32")).toBeUndefined();
  expect(flagsOf({ HOME: "" }, home)).toBeUndefined();
});

it("give way to the shell's, unless those are empty", () => {
  const home = makeFolder();
  write(join(home, ".config/go/env"));
  expect(flagsOf({ GOFLAGS: "-x" }, home)).toBe("-x");
  expect(flagsOf({ GOFLAGS: " " }, home)).toBe(" ");
  expect(flagsOf({ GOFLAGS: "" }, home)).toBe("-mod=mod");
});
