// In every shell: what Go has of itself is not lost by adding to it, and what a package's script sets is given back.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { cgoOverrides } from "../../src/hooks/cgo.js";
import { renderHook } from "../../src/hooks/render.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import { HOOKS, type Hook, scriptPath } from "../../src/names.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { makeLastingFolder } from "../setup/environments.js";
import { expectInside } from "./expected.js";
import { hasFlagIn, type Move, type Performance, valuesAt } from "./play.js";
import { describeOnStages, openStages } from "./stages.js";
import { type UserValues, withoutEmpty } from "./user-values.js";

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

describeOnStages(openStages(), (stage, dialect) => {
  const file = writeHooks(dialect);
  const [mode = "default"] = stage.modes;
  const set = (name: string, value: string): Move => ({ move: "set", name, value });
  const run = (hook: Hook): Move => ({ move: "source", file: file(hook) });
  const perform = async (moves: readonly Move[], user: UserValues) => {
    const play = { title: stage.name, user, moves };
    const [performance] = await stage.perform([play], mode, join(folder, `run ${runs++}`));
    return performance as Performance;
  };

  it.each<[string, UserValues]>([
    ["none", {}],
    ["empty ones", { CGO_CFLAGS: "", CGO_CXXFLAGS: "", CGO_LDFLAGS: "" }],
    ["some", { CGO_CFLAGS: "-O0", CGO_LDFLAGS: "-L/home/you/lib -g" }],
  ])("adds to the flags for cgo of a user who has %s", async (_, user) => {
    const own = stage.holdsEmpty ? user : withoutEmpty(user);
    const performance = await perform(
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
    const inside = valuesAt(performance, "inside");
    expect(inside).toEqual(expectInside(SETTINGS, PREFIX, own, hasFlagIn(stage, mode)));
    expect(inside.CGO_ENABLED).toBe("1");
    if (!user.CGO_CFLAGS) {
      expect(inside).toMatchObject({
        CGO_CFLAGS: `-DX=1 -O2 -g ${INCLUDE}`,
        CGO_CXXFLAGS: `-O2 -g ${INCLUDE}`,
        CGO_LDFLAGS: `-O2 -g ${LINK}`,
      });
    } else expect(inside.CGO_CFLAGS).toBe(`-DX=1 -O0 ${INCLUDE} -g`);
    expect(valuesAt(performance, "after")).toEqual(own);
  });

  it("gives back what another script sets, and leaves what only the user changes", async () => {
    const performance = await perform(
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
    expect(valuesAt(performance, "inside")).toMatchObject({
      GOOS: "plan9",
      GOARCH: "arm64",
      CGO_LDFLAGS: `-Lpackage ${LINK}`,
    });
    expect(valuesAt(performance, "after")).toEqual({
      GOOS: "linux",
      GOARCH: "arm64",
      GOSUMDB: "sum.example",
      GOPROXY: "direct",
    });
  });
});

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
