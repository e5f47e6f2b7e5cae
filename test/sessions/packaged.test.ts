// Hooks that a conda package brings, alone and below installed ones: the recorded sessions, in every real shell.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import type { Override } from "../../src/hooks/settings.js";
import { isPackagedPath, type Phase } from "../../src/names.js";
import { makeLastingFolder } from "../setup/environments.js";
import { addPackage, listScripts, type PackageRequest, packagedSettings } from "./add-package.js";
import { expectInside } from "./expected.js";
import { installEnvironments } from "./install-environments.js";
import { hasFlagIn, type Move, type Performance, SESSIONS, type Stage, valuesAt } from "./play.js";
import { describeOnStages, openStages } from "./stages.js";
import { expectUntouched, holdable, makePlay } from "./there-and-back.js";
import { USER_VALUES, type UserValues } from "./user-values.js";

/** An environment's hooks, the outer ones first; null for none. */
interface Layers {
  readonly packaged: PackageRequest | null;
  readonly installed: PackageRequest | null;
}

const append = (value: string): Override => ({ action: "append", variable: "GOFLAGS", value });

// A variable that only the package sets, one that only the installed hooks set, one that both do, flags on flags, and
// one that is kept in either.
const PACKAGE: PackageRequest = {
  profile: "isolated",
  overrides: [
    { action: "set", variable: "GOPROXY", value: "https://proxy.example/$(touch pwned),direct" },
    { action: "set", variable: "GOPRIVATE", value: "git.example;`touch pwned`/{prefix}" },
    { action: "set", variable: "GOBIN", value: "{prefix}/site" },
    { action: "set", variable: "GOSUMDB", value: "off" },
    { action: "keep", variable: "GOMODCACHE" },
    append("-trimpath -modfile={prefix}/a.mod"),
  ],
};
const OTHER_PACKAGE: PackageRequest = {
  profile: "shared-cache",
  overrides: [
    { action: "keep", variable: "GOCACHE" },
    { action: "unset", variable: "GOSUMDB" },
    { action: "prepend", variable: "GOFLAGS", value: "-x" },
  ],
};
const INSTALLED: PackageRequest = {
  profile: "offline",
  overrides: [
    { action: "keep", variable: "GOPROXY" },
    { action: "set", variable: "GOVCS", value: "*:git" },
    append("-trimpath -race"),
  ],
};
const SMALL: PackageRequest = {
  profile: "shared-cache",
  overrides: [{ action: "unset", variable: "GOSUMDB" }],
};

// Who plays the environments of the sessions.
const CASTS: Readonly<Record<string, Readonly<Record<string, Layers>>>> = {
  "packaged, below installed ones": {
    a: { packaged: PACKAGE, installed: INSTALLED },
    b: { packaged: OTHER_PACKAGE, installed: null },
    c: { packaged: null, installed: null },
  },
  "packaged here, installed there": {
    a: { packaged: null, installed: INSTALLED },
    b: { packaged: PACKAGE, installed: null },
    c: { packaged: OTHER_PACKAGE, installed: SMALL },
  },
  "both in each": {
    a: { packaged: OTHER_PACKAGE, installed: INSTALLED },
    b: { packaged: PACKAGE, installed: SMALL },
    c: { packaged: PACKAGE, installed: PACKAGE },
  },
};

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const casts = Object.entries(CASTS).map(([title, cast], index) => ({
  title,
  cast,
  plain: join(folder, `plain ${index}`.replace(" ", "-")),
  strange: join(folder, `str ange (é ✓) & ;#~[a]= ${index}`),
}));
for (const { cast, plain, strange } of casts)
  for (const home of [plain, strange]) await makeHome(home, cast);

async function makeHome(home: string, cast: Readonly<Record<string, Layers>>): Promise<void> {
  const installed = Object.entries(cast).map(([name, layers]) => [name, layers.installed] as const);
  // Packages come with an environment, and hooks are installed in it.
  await installEnvironments(home, Object.fromEntries(installed), folder);
  for (const [name, { packaged }] of Object.entries(cast))
    if (packaged !== null) addPackage(join(home, name), packaged);
}

function hasHooks({ packaged, installed }: Layers): boolean {
  return packaged !== null || installed !== null;
}

/** The user's variables inside: the package's settings act on the user's own, the installed ones on what comes of it. */
function expectLayers(
  { packaged, installed }: Layers,
  prefix: string,
  user: UserValues,
  stage: Stage,
  mode: string,
): UserValues {
  const find = hasFlagIn(stage, mode);
  const below = packaged ? expectInside(packagedSettings(packaged), prefix, user, find) : user;
  if (installed === null) return below;
  return expectInside(resolveSettings(installed, process.platform), prefix, below, find);
}

describeOnStages(openStages(), (stage, { extension }) => {
  for (const mode of stage.modes)
    for (const { title, cast, plain, strange } of casts) {
      const home = stage.plainPrefixOnly ? plain : strange;
      const prefixOf = (name: string) => join(home, name);
      const scriptsOf = (name: string, phase: Phase) =>
        hasHooks(cast[name] as Layers) ? listScripts(prefixOf(name), phase, extension) : [];
      const inside = (name: string, user: UserValues) => {
        const layers = cast[name];
        return layers ? expectLayers(layers, prefixOf(name), user, stage, mode) : user;
      };
      it.each(cast.a?.packaged && cast.b?.installed ? Object.keys(USER_VALUES) : ["mixed"])(
        `${mode} options: ${title}, the user's values %s`,
        async (values) => {
          const user = holdable(USER_VALUES[values] as UserValues, stage, mode);
          const plays = [
            ...SESSIONS.map(({ name, moves }) => makePlay(name, user, moves(prefixOf, scriptsOf))),
            ...(cast.a?.packaged ? listOddWays(prefixOf("a"), extension) : []).map(
              ([name, moves]) => makePlay(name, user, moves),
            ),
          ];
          const performances = await stage.perform(plays, mode, performanceFolder());
          SESSIONS.forEach(({ name, looks }, index) => {
            const performance = performances[index] as Performance;
            for (const { label, environment } of looks)
              expect(valuesAt(performance, label), `${name}, ${label}`).toEqual(
                inside(environment, user),
              );
          });
          plays.forEach(({ title: name, moves }, index) => {
            const performance = performances[index] as Performance;
            for (const move of moves)
              if (move.move === "look" && /^(?:user|a)\b/.test(move.label))
                expect(valuesAt(performance, move.label), name).toEqual(
                  inside(move.label.split(" ")[0] ?? "", user),
                );
            expectUntouched(performance, name);
          });
        },
      );
    }
});

/** What conda never recorded. */
function listOddWays(prefix: string, extension: string): [string, Move[]][] {
  const enter: Move = { move: "set", name: "CONDA_PREFIX", value: prefix };
  const switchTo = (value: string | null): Move => ({ move: "set", name: "CONDA_GO_HOOKS", value });
  const look = (label: string): Move => ({ move: "look", label });
  const source = (phase: Phase, isMeant: (path: string) => boolean = () => true): Move[] =>
    listScripts(prefix, phase, extension)
      .filter((file) => isMeant(file.slice(prefix.length + 1).replaceAll("\\", "/")))
      .map((file): Move => ({ move: "source", file }));
  const isFirst = (path: string) => /\.d\/00-/.test(path);
  const isInstalled = (path: string) => !isPackagedPath(path);
  const visit = [...source("activate"), look("a"), ...source("deactivate")];
  const theirs: Move = { move: "set", name: "GOFLAGS", value: "-buildmode=pie" };
  return [
    [
      "activated three times",
      [enter, ...source("activate"), ...source("activate"), ...visit, look("user")],
    ],
    [
      "deactivated twice",
      [
        enter,
        ...source("activate"),
        ...source("deactivate"),
        ...source("deactivate"),
        look("user"),
      ],
    ],
    [
      "another script between the hooks sets flags",
      [
        enter,
        ...source("activate", isFirst),
        theirs,
        ...source("activate", (path) => !isFirst(path)),
        ...source("deactivate"),
        look("user"),
      ],
    ],
    [
      "interrupted, and activated anew",
      [enter, ...source("activate", isFirst), ...visit, look("user")],
    ],
    [
      "interrupted, and deactivated",
      [enter, ...source("activate", isFirst), theirs, ...source("deactivate"), look("user")],
    ],
    [
      "interrupted, not given back, and another environment activated",
      [
        enter,
        ...source("activate", isFirst),
        theirs,
        // One that has installed hooks alone.
        { move: "set", name: "CONDA_PREFIX", value: `${prefix}-other` },
        ...source("activate", isInstalled),
        ...source("deactivate", isInstalled),
        look("user"),
      ],
    ],
    [
      "interrupted, given back, and switched off",
      [
        enter,
        ...source("activate", isFirst),
        theirs,
        ...source("deactivate"),
        switchTo("0"),
        ...source("activate"),
        look("user"),
        ...source("deactivate"),
        switchTo(null),
        look("user again"),
      ],
    ],
    [
      "interrupted, not given back, and switched off",
      [
        enter,
        ...source("activate", isFirst),
        switchTo("0"),
        ...source("activate"),
        look("user"),
        ...source("deactivate"),
        switchTo(null),
        look("user again"),
      ],
    ],
    [
      "the package removed while active",
      [
        enter,
        ...source("activate"),
        ...source("deactivate", isInstalled),
        look("user"),
        ...source("activate", isInstalled),
        ...source("deactivate", isInstalled),
        look("user again"),
      ],
    ],
    [
      "switched off",
      [
        enter,
        switchTo("0"),
        ...source("activate"),
        look("user"),
        ...source("deactivate"),
        switchTo(null),
        look("user again"),
      ],
    ],
    [
      "the installed ones removed while active",
      [enter, ...source("activate"), ...source("deactivate", isPackagedPath)],
    ],
    [
      "installed while the packaged ones were active",
      [
        enter,
        ...source("activate", isPackagedPath),
        ...source("deactivate"),
        look("user"),
        ...visit,
        look("user again"),
      ],
    ],
    [
      "the package added while the installed ones were active",
      [
        enter,
        ...source("activate", isInstalled),
        ...source("deactivate"),
        look("user"),
        ...visit,
        look("user again"),
      ],
    ],
  ];
}

let performances = 0;
function performanceFolder(): string {
  return join(folder, `performance ${performances++}`);
}

it("leaves no trace of a value that was run as code", () => {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(names.length).toBeGreaterThan(1000);
  expect(names.filter((name) => name.endsWith("pwned"))).toEqual([]);
});
