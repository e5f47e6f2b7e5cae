// A package as people get it: made by the command, put into an environment, and activated, updated and removed there.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { packageHooks } from "../../src/commands/package.js";
import { type CondaTool, findTools } from "../../src/conda/tools.js";
import { settingsToPackage } from "../../src/hooks/packaged.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import type { Override } from "../../src/hooks/settings.js";
import { hasSavedState, PACKAGED_NAME } from "../../src/names.js";
import { currentSession } from "../../src/session.js";
import { makeActivatingConda } from "../conda/stand-in.js";
import { makeEnvironment, makeLastingFolder, makeSession } from "../setup/environments.js";
import { describeWith, findProgram, skip } from "../setup/programs.js";
import { CONDA_SHELLS, type CondaShell, perform } from "./conda-shells.js";
import { expectInside } from "./expected.js";
import { pickVariables, USER_VALUES, type UserValues } from "./user-values.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAME = "acme-go-hooks";
const OVERRIDES: Readonly<Record<string, readonly Override[]>> = {
  "1.0": [{ action: "set", variable: "GOPROXY", value: "https://proxy.example,direct" }],
  "1.1": [
    { action: "set", variable: "GOPRIVATE", value: "git.example/*" },
    { action: "append", variable: "GOFLAGS", value: "-trimpath" },
  ],
};
// Installed hooks that go on top.
const INSTALLED = { profile: "shared-cache", overrides: [] };

const channel = join(folder, "channel");
for (const [version, overrides] of Object.entries(OVERRIDES))
  await packageHooks({ name: NAME, version, overrides, out: channel }, makeSession(folder));

/** The user's variables where this version of the package is. */
function expectPackaged(version: string, prefix: string, user: UserValues): UserValues {
  const request = { profile: "isolated", overrides: OVERRIDES[version] ?? [] };
  return expectInside(settingsToPackage(resolveSettings(request, "linux")), prefix, user);
}

/** How packages come into an environment, and go. */
interface Manager {
  put(prefix: string, version: string): void;
  remove(prefix: string): void;
}

function testPackage(title: string, tool: CondaTool, manager: Manager): void {
  for (const shell of CONDA_SHELLS) {
    const program = shell.path ?? findProgram(shell.program);
    describeWith(`${title} in ${shell.program}`, shell.program, program, (found) => {
      it("is in force, is updated, goes below installed hooks, and is gone again", async () => {
        const user = USER_VALUES.mixed as UserValues;
        const prefix = join(folder, `${title} ${shell.program}`.replaceAll(" ", "-"), "env");
        const look = () => activate(tool, shell, found, prefix, user);
        manager.put(prefix, "1.0");
        expect(await look()).toEqual(expectPackaged("1.0", prefix, user));
        manager.put(prefix, "1.1");
        expect(await look()).toEqual(expectPackaged("1.1", prefix, user));
        await install({ ...INSTALLED, prefix, shells: ["all"] }, makeSession(folder));
        const below = expectPackaged("1.1", prefix, user);
        const settings = resolveSettings(INSTALLED, process.platform);
        expect(await look()).toEqual(expectInside(settings, prefix, below));
        manager.remove(prefix);
        expect(await look()).toEqual(expectInside(settings, prefix, user));
      }, 300_000);
    });
  }
}

/** Goes in and out, and checks that nothing is left. @returns the user's variables inside */
async function activate(
  tool: CondaTool,
  shell: CondaShell,
  program: string,
  prefix: string,
  user: UserValues,
): Promise<UserValues> {
  const lines = [`${tool.name} activate ${shell.dialect.quote(prefix)}`, `${tool.name} deactivate`];
  const [before, inside, after] = await perform(tool, shell, program, lines, user, folder);
  expect(inside?.CONDA_PREFIX).toBe(prefix);
  expect(inside?.[PACKAGED_NAME]).toBeUndefined();
  expect(pickVariables(after ?? {})).toEqual(pickVariables(before ?? {}));
  expect(hasSavedState(after ?? {})).toBe(false);
  return pickVariables(inside ?? {});
}

const tools = findTools(currentSession());
if (tools.length === 0) skip("there is no conda, mamba or micromamba", "a package by real conda");
for (const tool of tools) testPackage(`a package by ${tool.name}`, tool, manageBy(tool));

function manageBy({ name, program }: CondaTool): Manager {
  const run = (...args: string[]) =>
    execFileSync(program, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        CONDA_PKGS_DIRS: join(folder, "pkgs"),
        CONDA_AUTO_ACTIVATE_BASE: "false",
        MAMBA_ROOT_PREFIX: process.env.MAMBA_ROOT_PREFIX ?? join(folder, "root"),
      },
    });
  const from = ["--override-channels", "-c", channel];
  return {
    put: (prefix, version) => {
      const verb = existsSync(join(prefix, "conda-meta", "history")) ? "install" : "create";
      run(verb, "-y", "-p", prefix, ...from, `${NAME}=${version}`);
      // Only conda itself has it.
      if (name === "conda") {
        // It names the packages of which a file is missing or altered.
        const report = run("doctor", "-p", prefix);
        expect(report).not.toContain(NAME);
      }
    },
    remove: (prefix) => {
      run("remove", "-y", "-p", prefix, NAME);
    },
  };
}

// Its shells' part is conda's own. What conda does to the files, other programs do here, which know nothing of us.
const readers = ["unzip", "zstd", "tar"].every((program) => findProgram(program) !== null);
describeWith("by hand, a package", "unzip and zstd", readers || null, () => {
  const standIn: CondaTool = {
    name: "conda",
    program: makeActivatingConda(join(folder, "conda")).program,
  };
  testPackage("and a stand-in for conda", standIn, {
    put: (prefix, version) => {
      if (existsSync(prefix)) removeByHand(prefix);
      else makeEnvironment(prefix);
      putByHand(prefix, version);
    },
    remove: removeByHand,
  });
});

function putByHand(prefix: string, version: string): void {
  const parts = join(folder, `parts ${version}`);
  mkdirSync(parts, { recursive: true });
  const dist = `${NAME}-${version}-0`;
  runOrThrow("unzip", ["-qo", join(channel, "noarch", `${dist}.conda`), "-d", parts]);
  for (const [part, into] of [
    ["pkg", prefix],
    ["info", parts],
  ] as const) {
    const tar = join(parts, `${part}.tar`);
    runOrThrow("zstd", ["-dqf", join(parts, `${part}-${dist}.tar.zst`), "-o", tar]);
    runOrThrow("tar", ["-xf", tar, "-C", into]);
  }
  const files = readFileSync(join(parts, "info", "files"), "utf8")
    .trim()
    .split("\n");
  const record = { name: NAME, version, build: "0", files };
  writeFileSync(join(prefix, "conda-meta", `${dist}.json`), JSON.stringify(record));
}

function removeByHand(prefix: string): void {
  const meta = join(prefix, "conda-meta");
  for (const name of readdirSync(meta).filter((one) => one.startsWith(NAME))) {
    const { files } = JSON.parse(readFileSync(join(meta, name), "utf8"));
    for (const file of files) rmSync(join(prefix, file));
    rmSync(join(meta, basename(name)));
  }
}

function runOrThrow(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}
