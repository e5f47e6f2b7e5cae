// What the hooks cost beside those of before version 0.2: of one environment all, in every shell.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { renderHook } from "../../src/hooks/render.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import { hooksOf, PHASES, type Phase } from "../../src/names.js";
import { csh } from "../../src/shells/csh.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { fish } from "../../src/shells/fish.js";
import { nushell } from "../../src/shells/nushell.js";
import { posix } from "../../src/shells/posix.js";
import { powershell } from "../../src/shells/powershell.js";
import { renderFormer } from "../former/render-former.js";
import { findNushell, findPowerShell, findProgram } from "../setup/programs.js";
import { leaveOut, makeRow, type Row } from "./measure.js";
import { runProgram } from "./run-program.js";

/** The texts of the scripts, in the order in which conda runs them. */
type Scripts = Readonly<Record<Phase, readonly string[]>>;

const VERSIONS = ["ours", "former"] as const;
type Version = (typeof VERSIONS)[number];

const BESIDE = "those of version 0.1";
// As long as they are with most people: tcsh copies them all at each change.
const GOPATH = "/home/you/go";
const PREFIX = "/home/you/miniconda3/envs/api";

/** Measures the default profile. */
export async function benchFormerHooks(folder: string): Promise<Row[]> {
  const place = join(folder, "former");
  mkdirSync(place);
  const find = (name: string, ...options: string[]) => {
    const program = findProgram(name);
    return program === null ? null : [program, ...options];
  };
  const nu = findNushell();
  const rows = [posix, fish, csh, nushell, powershell].map(compareLengths);
  for (const [name, command, dialect] of [
    ["bash", find("bash"), posix],
    ["dash", find("dash"), posix],
    ["zsh", find("zsh", "-f"), posix],
    ["mksh", find("mksh"), posix],
    ["busybox sh", find("busybox", "sh"), posix],
    ["ksh93", find("ksh"), posix],
    ["fish", find("fish", "--no-config"), fish],
    ["tcsh", find("tcsh", "-f"), csh],
    ["nushell", nu === null ? null : [nu, "--no-config-file"], nushell],
  ] as const) {
    rows.push(await compareInstructions(name, command, dialect, join(place, name)));
  }
  rows.push(await compareTimes(findPowerShell(), join(place, "PowerShell")));
  return rows;
}

function renderAll(dialect: Dialect): Record<Version, Scripts> {
  const settings = resolveSettings(
    {
      profile: "isolated",
      overrides: [],
    },
    process.platform,
  );
  // Which the profile had not.
  const { GOBIN, ...former } = settings;
  const render = (phase: Phase) =>
    hooksOf(phase).map((hook) => renderHook(dialect, hook, settings));
  const renderThen = (phase: Phase) => [renderFormer(dialect, phase, former)];
  return {
    ours: { activate: render("activate"), deactivate: render("deactivate") },
    former: { activate: renderThen("activate"), deactivate: renderThen("deactivate") },
  };
}

function compareLengths(dialect: Dialect): Row {
  const scripts = renderAll(dialect);
  const [ours, former] = VERSIONS.map((version) =>
    PHASES.flatMap((phase) => scripts[version][phase]).map((text) => Buffer.byteLength(text)),
  ).map((lengths) => lengths.reduce((sum, length) => sum + length)) as [number, number];
  return makeRow(`text of the ${dialect.extension} hooks`, "bytes", [ours], BESIDE, [former]);
}

/** What reading and running them once more adds, so that the start is not in it. */
function countsFor(dialect: Dialect): { readonly few: number; readonly many: number } {
  // It keeps all that it has read, and takes longer with each.
  return dialect === nushell ? { few: 1, many: 3 } : { few: 2, many: 12 };
}

async function compareInstructions(
  name: string,
  command: readonly string[] | null,
  dialect: Dialect,
  folder: string,
): Promise<Row> {
  const what = `instructions of activate + deactivate in ${name}`;
  const valgrind = findProgram("valgrind");
  if (command === null) return leaveOut(what, `there is no ${name}`);
  if (valgrind === null) return leaveOut(what, "there is no valgrind");
  mkdirSync(folder);
  const scripts = renderAll(dialect);
  const count = async (version: Version, times: number) => {
    const place = join(folder, `${version}-${times}`);
    mkdirSync(place);
    const script = writePairs(dialect, scripts[version], times, place);
    const options = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
    const { stdout, stderr } = await runProgram(
      [valgrind, ...options, ...command, script],
      { cwd: place, env: environmentOf(place) },
      "pipe",
    );
    checkLooks(stdout);
    // The last one is of the shell itself: tcsh starts a second process.
    return Number(/^.*Collected : (\d+)/s.exec(stderr)?.[1]) / 1000;
  };
  const measure = async (version: Version) => {
    const { few, many } = countsFor(dialect);
    const less = await count(version, few);
    return ((await count(version, many)) - less) / (many - few);
  };
  return makeRow(what, "thousand", [await measure("ours")], BESIDE, [await measure("former")]);
}

/** Writes the scripts, and one that runs all of them so often. @returns its path */
function writePairs(dialect: Dialect, scripts: Scripts, times: number, place: string): string {
  // In copies that differ, as nushell reads none twice that it has seen.
  const lines = (phase: Phase, round: number) =>
    scripts[phase].map((text, index) => {
      const file = join(place, `${phase}-${index}-${round}${dialect.extension}`);
      writeFileSync(file, `${text}# ${round}\n`);
      return dialect.source(file);
    });
  const rounds = Array.from({ length: times }, (_, round) => [
    ...lines("activate", round),
    ...(round === 0 ? [look(dialect)] : []),
    ...lines("deactivate", round),
  ]);
  const script = join(place, `script${dialect.extension}`);
  writeFileSync(script, [...rounds.flat(), look(dialect), ""].join("\n"));
  return script;
}

function look({ id }: Dialect): string {
  return id === "nushell" ? "print $env.GOPATH" : 'echo "$GOPATH"';
}

function environmentOf(home: string): Record<string, string | undefined> {
  return {
    PATH: process.env.PATH,
    HOME: home,
    LC_ALL: "C.UTF-8",
    POWERSHELL_TELEMETRY_OPTOUT: "1",
    CONDA_PREFIX: PREFIX,
    GOPATH,
    GOFLAGS: "-v",
  };
}

/** That the scripts have set what they should, and given it back. */
function checkLooks(output: string): void {
  expect(output.trimEnd().split(/\r?\n/)).toEqual([`${PREFIX}/gopath`, GOPATH]);
}

// A script gets faster there the more often it has run.
const WARM_UPS = 300;
const ROUNDS = 15;
const TIMES = 100;

/** In turns, in one process of PowerShell, whose start is dear; of each the best. */
async function compareTimes(command: readonly string[] | null, folder: string): Promise<Row> {
  const what = "activate + deactivate in PowerShell, warm";
  if (command === null) return leaveOut(what, "there is no PowerShell");
  mkdirSync(folder);
  const scripts = renderAll(powershell);
  const bodies = VERSIONS.map((version) => {
    const place = join(folder, version);
    mkdirSync(place);
    return PHASES.map((phase) =>
      scripts[version][phase].map((text, index) => {
        const file = join(place, `${phase}-${index}.ps1`);
        writeFileSync(file, text);
        return powershell.source(file);
      }),
    );
  });
  const loop = (times: number, lines: readonly string[]) =>
    [`for ($i = 0; $i -lt ${times}; $i++) {`, ...lines, "}"].join("\n");
  const script = join(folder, "script.ps1");
  const lines = [
    ...bodies.map((body) => loop(WARM_UPS, body.flat())),
    "$times = @(@(), @())",
    `for ($round = 0; $round -lt ${ROUNDS}; $round++) {`,
    ...bodies.flatMap((body, version) => [
      "$watch = [Diagnostics.Stopwatch]::StartNew()",
      loop(TIMES, body.flat()),
      `$times[${version}] += $watch.Elapsed.TotalMilliseconds * ${1000 / TIMES}`,
    ]),
    "}",
    "$times | ForEach-Object { ($_ | Measure-Object -Minimum).Minimum }",
    ...(bodies[0]?.[0] ?? []),
    "$Env:GOPATH",
    ...(bodies[0]?.[1] ?? []),
    "$Env:GOPATH",
  ];
  writeFileSync(script, lines.join("\n"));
  const { stdout } = await runProgram(
    [...command, script],
    { cwd: folder, env: environmentOf(folder) },
    "pipe",
  );
  const [ours, former, ...looks] = stdout.trimEnd().split(/\r?\n/);
  checkLooks(looks.join("\n"));
  return makeRow(what, "µs", [Number(ours)], BESIDE, [Number(former)]);
}
