// In every shell: what Go has of itself is not lost by adding to it, and what a package's script sets is given back.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { cgoOverrides } from "../../src/hooks/cgo.js";
import { renderHook } from "../../src/hooks/render.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import { VARIABLES } from "../../src/hooks/variables.js";
import { HOOKS, type Hook, scriptPath } from "../../src/names.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { findDialect } from "../../src/shells/dialects.js";
import { findCommandPrompt } from "../setup/command-prompt.js";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith, findNushells, findPowerShell } from "../setup/programs.js";
import { openCmdStage } from "./cmd-stage.js";
import { openCshStage } from "./csh-stage.js";
import { expectInside } from "./expected.js";
import { openFishStage } from "./fish-stage.js";
import { openNushellStage } from "./nushell-stage.js";
import type { HasFlag, Move, Performance, Stage } from "./play.js";
import { openPosixStage, POSIX_SHELLS } from "./posix-stages.js";
import { openPowerShellStage } from "./powershell-stage.js";
import type { UserValues } from "./user-values.js";
import { openXonshStage } from "./xonsh-stage.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PREFIX = "/opt/my env";
const SETTINGS = resolveSettings(
  {
    profile: "shared-cache",
    overrides: [
      ...cgoOverrides("linux"),
      { action: "prepend", variable: "CGO_CFLAGS", value: "-DX=1" },
      // One that Go has of itself.
      { action: "append", variable: "CGO_CFLAGS", value: "-g" },
    ],
    guarded: ["GOOS", "GOARCH", "GOSUMDB"],
  },
  "linux",
);
const INCLUDE = `'-I${PREFIX}/include'`;
const LINK = `'-L${PREFIX}/lib' '-Wl,-rpath,${PREFIX}/lib'`;

const powershell = findPowerShell();
const prompt = findCommandPrompt();
const stages: readonly (readonly [string, string, Stage | null])[] = [
  ...POSIX_SHELLS.map((shell) => [shell.name, "sh", openPosixStage(shell)] as const),
  ["fish", "fish", openFishStage()],
  ["tcsh", "csh", openCshStage()],
  ["xonsh", "sh", openXonshStage()],
  ["cmd.exe", "cmd", prompt && openCmdStage(prompt)],
  ["PowerShell", "powershell", powershell && openPowerShellStage(powershell)],
  ...findNushells().map(
    (nu) => ["nushell", "nushell", nu === null ? null : openNushellStage(nu)] as const,
  ),
];

for (const [name, language, stage] of stages) {
  describeWith(`${name} ${stage?.version ?? ""}`.trim(), name, stage, (found) => {
    const file = writeHooks(findDialect(language));
    const [mode = "default"] = found.modes;
    const set = (name: string, value: string): Move => ({ move: "set", name, value });
    const run = (hook: Hook): Move => ({ move: "source", file: file(hook) });
    const perform = (moves: readonly Move[], user: UserValues) =>
      found
        .perform([{ title: name, user, moves }], mode, join(folder, `run ${runs++}`))
        .then(([one]) => one as Performance);

    it.each<[string, UserValues]>([
      ["none", {}],
      ["empty ones", { CGO_CFLAGS: "", CGO_CXXFLAGS: "", CGO_LDFLAGS: "" }],
      ["some", { CGO_CFLAGS: "-O0", CGO_LDFLAGS: "-L/home/you/lib -g" }],
    ])("adds to the flags for cgo of a user who has %s", async (_, user) => {
      const own = found.holdsEmpty ? user : holdNone(user);
      const { looks } = await perform(
        [
          set("CONDA_PREFIX", PREFIX),
          run("first"),
          run("last"),
          { move: "look", label: "inside" },
          run("restore"),
          { move: "look", label: "after" },
        ],
        own,
      );
      const hasFlag: HasFlag | undefined =
        found.hasFlag &&
        ((flags, flag, token) => found.hasFlag?.(flags, flag, token, mode) ?? false);
      const inside = pick(looks.get("inside"));
      expect(inside).toEqual(expectInside(SETTINGS, PREFIX, own, hasFlag));
      expect(inside.CGO_ENABLED).toBe("1");
      if (!user.CGO_CFLAGS) {
        expect(inside).toMatchObject({
          CGO_CFLAGS: `-DX=1 -O2 -g ${INCLUDE}`,
          CGO_CXXFLAGS: `-O2 -g ${INCLUDE}`,
          CGO_LDFLAGS: `-O2 -g ${LINK}`,
        });
      } else expect(inside.CGO_CFLAGS).toBe(`-DX=1 -O0 ${INCLUDE} -g`);
      expect(pick(looks.get("after"))).toEqual(own);
    });

    it("gives back what another script sets, and leaves what only the user changes", async () => {
      const { looks } = await perform(
        [
          set("CONDA_PREFIX", PREFIX),
          run("first"),
          set("GOOS", "plan9"),
          set("CGO_LDFLAGS", "-Lpackage"),
          // The user's very value, as far as the last script can tell; the package changes it at the end.
          set("GOARCH", "arm64"),
          run("last"),
          // Behind our last one.
          set("GOSUMDB", "off"),
          { move: "look", label: "inside" },
          set("GOPROXY", "direct"),
          set("GOARCH", "package"),
          set("GOSUMDB", "package"),
          run("restore"),
          { move: "look", label: "after" },
        ],
        {
          GOOS: "linux",
          GOARCH: "arm64",
          GOSUMDB: "sum.example",
          GOPROXY: "https://proxy.example",
        },
      );
      expect(pick(looks.get("inside"))).toMatchObject({
        GOOS: "plan9",
        GOARCH: "arm64",
        CGO_LDFLAGS: `-Lpackage ${LINK}`,
      });
      expect(pick(looks.get("after"))).toEqual({
        GOOS: "linux",
        GOARCH: "arm64",
        GOSUMDB: "sum.example",
        GOPROXY: "direct",
      });
    });
  });
}

let runs = 0;

/** Writes the three hooks of a language. @returns where each one is */
function writeHooks(dialect: Dialect): (hook: Hook) => string {
  const file = (hook: Hook) => join(folder, scriptPath(hook, dialect.extension));
  for (const hook of HOOKS) {
    mkdirSync(join(file(hook), ".."), { recursive: true });
    writeFileSync(file(hook), renderHook(dialect, hook, SETTINGS));
  }
  return file;
}

function holdNone(user: UserValues): UserValues {
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value !== ""));
}

function pick(look: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const names = VARIABLES.map(({ name }) => name);
  return Object.fromEntries(Object.entries(look ?? {}).filter(([name]) => names.includes(name)));
}
