// A fleet: what a package costs its machines, beside hooks that are installed on each of them.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "vitest";
import { packageHooks } from "../../src/commands/package.js";
import { isPackagedPath, PHASES, type Phase } from "../../src/names.js";
import { makeSession } from "../setup/environments.js";
import { findProgram } from "../setup/programs.js";
import { leaveOut, makeRow, measureTimes, type Row } from "./measure.js";
import { runNode } from "./run-program.js";
import { commandLine, makeSite, type Site } from "./site.js";

const NAME = "acme-go-hooks";
const DIST = `${NAME}-1.0-0`;

/** Machines, and environments of each. SMALL=1 takes a tenth of the machines. */
const MACHINES = process.env.SMALL === "1" ? 10 : 100;
const ENVIRONMENTS = 100;
const NEEDED = ["unzip", "zstd", "tar", "cp"];

/**
 * Plays a fleet whose machines fetch the package from a web server, unpack it once and link it into each environment, as
 * conda does; what conda does besides, such as solving, comes on top for any package.
 */
export async function benchFleet(folder: string): Promise<Row[]> {
  const missing = NEEDED.find((program) => findProgram(program) === null);
  if (missing !== undefined || process.platform !== "linux")
    return [leaveOut("fleet", `there is no ${missing ?? "GNU cp"}`)];
  const home = join(folder, "fleet");
  mkdirSync(home);
  const channel = join(home, "channel");
  await packageHooks({ name: NAME, version: "1.0", out: channel }, makeSession(home));
  return [
    ...(await benchMachine(home, channel)),
    ...(await playFleet(home, channel)),
    ...(await benchActivation(home, channel)),
  ];
}

/** What bash takes for the scripts of one environment: the package's, installed ones, and both. */
async function benchActivation(home: string, channel: string): Promise<Row[]> {
  const bash = findProgram("bash");
  if (bash === null) return [leaveOut("activate and deactivate, packaged", "there is no bash")];
  const [prefix = ""] = makeSite(join(home, "activation"), 1).prefixes;
  linkAll({ prefixes: [prefix] }, unpack(channel, join(prefix, "..")));
  await runNode(commandLine("install", "-p", prefix), { cwd: home, env: { HOME: home } });
  const walk = (isRun: (path: string) => boolean) => ({
    run: () => {
      const lines = PHASES.flatMap((phase) => listScripts(prefix, phase).filter(isRun));
      const loop = `for i in {1..500}; do\n${lines.map((path) => `. '${path}'`).join("\n")}\ndone`;
      execFileSync(bash, ["--noprofile", "--norc", "-c", loop], {
        stdio: "ignore",
        env: { CONDA_PREFIX: prefix },
      });
      return Promise.resolve();
    },
  });
  const isPackaged = (path: string) => isPackagedPath(path.slice(prefix.length + 1));
  const {
    packaged = [],
    installed = [],
    both = [],
  } = await measureTimes({
    packaged: walk(isPackaged),
    installed: walk((path) => !isPackaged(path)),
    both: walk(() => true),
  });
  const what = "activate and deactivate 500 times in bash";
  return [
    makeRow(`${what}: packaged hooks`, "ms", packaged, "installed hooks", installed),
    makeRow(`${what}: both`, "ms", both, "installed hooks", installed),
  ];
}

/** In conda's order. */
function listScripts(prefix: string, phase: Phase): string[] {
  const folder = join(prefix, "etc", "conda", `${phase}.d`);
  const names = readdirSync(folder).filter((name) => name.endsWith(".sh"));
  const ordered = phase === "activate" ? names.sort() : names.sort().reverse();
  return ordered.map((name) => join(folder, name));
}

/** One machine, beside an installation in all of its environments. */
async function benchMachine(home: string, channel: string): Promise<Row[]> {
  let site: Site;
  let count = 0;
  const makeNext = () => {
    site = makeSite(join(home, `site ${count++}`), ENVIRONMENTS);
  };
  const { link = [], install = [] } = await measureTimes(
    {
      link: { prepare: makeNext, run: async () => linkAll(site, unpack(channel, site.envs)) },
      install: {
        prepare: makeNext,
        run: () => runNode(commandLine("install", "--all", "--yes"), site.surroundings),
      },
    },
    { rounds: 3, warmUps: 0 },
  );
  const what = `unpack, and link into ${ENVIRONMENTS} environments`;
  return [makeRow(what, "ms", link, "install --all", install)];
}

/** All machines, one after the other: what the server sends, and what is on the disks afterwards. */
async function playFleet(home: string, channel: string): Promise<Row[]> {
  const server = serve(channel);
  const address = await server.open();
  const start = process.hrtime.bigint();
  let inodes = 0;
  for (let machine = 0; machine < MACHINES; machine++) {
    const site = makeSite(join(home, `machine ${machine}`), ENVIRONMENTS);
    for (const path of ["repodata.json", `${DIST}.conda`]) await fetch(`${address}/noarch/${path}`);
    const cache = unpack(channel, site.envs);
    linkAll(site, cache);
    inodes += countInodes(site, cache);
  }
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  server.close();
  const environments = (MACHINES * ENVIRONMENTS).toLocaleString("en");
  const row = (what: string, value: number, unit: Row["unit"]): Row => ({
    what: `${environments} environments on ${MACHINES} machines: ${what}`,
    value,
    unit,
    beside: null,
    ratio: null,
  });
  return [
    row("requests", server.sent.requests, null),
    row("fetched", server.sent.bytes / 1e6, "MB"),
    row("scripts on the disks", inodes, null),
    row("all machines, in turn", milliseconds, "ms"),
  ];
}

/** Unpacks the package, once for a machine. @returns the folder */
function unpack(channel: string, machine: string): string {
  const cache = join(machine, "..", "pkgs");
  mkdirSync(join(cache, DIST), { recursive: true });
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { cwd: cache });
  run("unzip", "-qo", join(channel, "noarch", `${DIST}.conda`));
  run("zstd", "-dqf", `pkg-${DIST}.tar.zst`);
  run("tar", "-xf", `pkg-${DIST}.tar`, "-C", DIST);
  return join(cache, DIST);
}

/** As conda links: one inode for all environments. */
function linkAll({ prefixes }: Pick<Site, "prefixes">, cache: string): void {
  for (const prefix of prefixes) execFileSync("cp", ["-rl", join(cache, "etc"), prefix]);
}

/** The scripts that are there, each once however many environments have it. */
function countInodes({ prefixes }: Site, cache: string): number {
  const files = execFileSync("find", [cache, "-type", "f"], { encoding: "utf8" })
    .trim()
    .split("\n");
  // The cache itself has it, and each environment.
  for (const file of files) expect(statSync(file).nlink).toBe(prefixes.length + 1);
  return files.length;
}

function serve(channel: string) {
  const sent = { requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    const body = execFileSync("cat", [join(channel, request.url ?? "")]);
    sent.requests += 1;
    sent.bytes += body.length;
    response.end(body);
  });
  const open = () =>
    new Promise<string>((resolve) =>
      server.listen(0, "127.0.0.1", () =>
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      ),
    );
  return { sent, open, close: () => server.close() };
}

function fetch(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(address, (response) => response.resume().on("end", resolve)).on("error", reject);
  });
}
