// The folders in which Go keeps modules and builds: whose they are, what stays of them, what they have room for.
import { change, type Origin, type Way } from "./change.js";
import { makeCommand, runOr } from "./command.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";

export interface Folder {
  readonly path: string;
}

export interface Given extends Folder {
  /** What it comes from. */
  readonly variable: string;
  readonly origin: Origin;
}

const countOf = (count: number, what: string): string[] =>
  count === 0 ? [] : [`${count} ${what}${count === 1 ? "" : "s"}`];

export const CACHES = {
  "module-cache-holds": ({ variable, path, holds, origin }: Given & { holds: string }) => {
    const { fix, commands } = elsewhere(variable, origin, `move ${holds} out of it`);
    return explain(
      `the module cache is ${path}, which holds ${holds}, and go clean -modcache deletes it whole`,
      [],
      `${fix} (and do not run go clean -modcache before)`,
      ...commands,
    );
  },
  "module-cache-read-only": ({
    path,
    modules,
    toolchains,
  }: Folder & { modules: number; toolchains: number }) => {
    const found = [...countOf(modules, "module"), ...countOf(toolchains, "toolchain")];
    const command = makeCommand("chmod", "-R", "u+w", path);
    return explain(
      `${found.join(" and ")} in the module cache of the environment ${modules + toolchains === 1 ? "is" : "are"} read-only, and so conda env remove leaves the folder behind`,
      [],
      `${runOr(command, "make the folder and all that is in it writable")}${toolchains > 0 ? "; GOTOOLCHAIN=local keeps Go from downloading another toolchain" : ""}`,
      command,
    );
  },
  "cache-not-writable": ({
    variable,
    path,
    keeps,
    origin,
  }: Given & { keeps: "modules" | "builds" }) => {
    const { fix, commands } = elsewhere(variable, origin, "make the folder yours");
    return explain(
      keeps === "builds"
        ? `you may not write to the build cache, ${path}, and without one go builds nothing`
        : `you may not write to the module cache, ${path}, so go downloads no module that is not in it`,
      keeps === "builds"
        ? [`failed to initialize build cache at ${path}`]
        : [`mkdir ${path}`, `open ${path}/cache/`],
      fix,
      ...commands,
    );
  },
  "build-cache-disk-full": ({ path, megabytes }: Folder & { megabytes: number }) =>
    explain(
      `the disk of the build cache, ${path}, has ${megabytes} MB left`,
      [],
      "free some space: go clean -cache deletes what is in the build cache; or give GOCACHE a folder on another disk",
    ),
  "prefix-in-proxy": ({ character, origin }: { character: string; origin: Origin }) => {
    const { fix, commands } = change("GOPROXY", "off", origin);
    return explain(
      `GOPROXY has the environment's path in a URL, and Go reads the ${character} in it otherwise`,
      [],
      fix,
      ...commands,
    );
  },
} as const satisfies Sentences;

/** How to have the folder where Go has it by default. @param otherwise what to do where it is there */
function elsewhere(variable: string, origin: Origin, otherwise: string): Way {
  return origin.source === "default"
    ? { fix: otherwise, commands: [] }
    : change(variable, null, origin);
}

const ORIGIN: Origin = { source: "shell", file: null, line: null, selector: null };
const ENVIRONMENT = "/home/you/miniforge3/envs/api";

export const ABOUT_CACHES: AboutOf<typeof CACHES> = {
  "module-cache-holds": {
    about:
      "`go clean -modcache` deletes the folder of GOMODCACHE with everything in it, whatever that is: an environment, a home, a project. It asks nothing and knows no way back.",
    example: {
      level: "error",
      line: null,
      args: { variable: "GOMODCACHE", path: ENVIRONMENT, holds: "the environment", origin: ORIGIN },
    },
  },
  "module-cache-read-only": {
    about:
      "Go makes the folders of its module cache read-only unless -modcacherw is in GOFLAGS when it downloads, and those of a toolchain always: it chooses the toolchain before it reads GOFLAGS. `conda env remove` cannot delete them, and says nothing.",
    example: {
      level: "warning",
      line: null,
      args: { path: `${ENVIRONMENT}/gopath/pkg/mod`, modules: 3, toolchains: 1 },
    },
  },
  "cache-not-writable": {
    about:
      "A cache that belongs to somebody else: root made it, under sudo, or it is on a disk that only can be read. Without a build cache nothing is built. With a module cache like that, go builds with what is in it, and downloads nothing more.",
    example: {
      level: "error",
      line: null,
      args: { variable: "GOCACHE", path: "/var/cache/go", keeps: "builds", origin: ORIGIN },
    },
  },
  "build-cache-disk-full": {
    about:
      "Go before 1.26 fails when the disk of its build cache is full, though the program is built. Newer ones say nothing, keep nothing, and compile everything anew each time.",
    example: {
      level: "warning",
      line: null,
      args: { path: "/home/you/.cache/go-build", megabytes: 12 },
    },
  },
  "prefix-in-proxy": {
    about:
      "The profile offline has the environment's module cache for a proxy, by a file URL. Where the environment was renamed or cloned to a path with one of `% , | ? #`, Go reads that as something else: it fails where it looks for a version, and after a `,` or `|` it asks a server with the name of the rest.",
    example: { level: "error", line: null, args: { character: ",", origin: ORIGIN } },
  },
};
