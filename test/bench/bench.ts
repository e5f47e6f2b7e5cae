// Speed, as ratios to a yardstick in the same run: prints a table and writes bench.json.
import { rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, it } from "vitest";
import { formatTable } from "../../src/reports/outcome.js";
import { makeLastingFolder } from "../setup/environments.js";
import { benchCommands } from "./commands.js";
import { benchFleet } from "./fleet.js";
import { benchFormerHooks } from "./former-hooks.js";
import { benchHooks } from "./hooks.js";
import { benchMany } from "./many.js";
import { ROUNDS, type Row } from "./measure.js";
import { benchRepair } from "./repair.js";
import { benchScan } from "./scan.js";
import { benchStart } from "./start.js";

const GROUPS = {
  hooks: benchHooks,
  "hooks, beside the former": benchFormerHooks,
  commands: benchCommands,
  start: benchStart,
  "all environments": benchMany,
  fleet: benchFleet,
  scan: benchScan,
  repair: benchRepair,
};
const REPORT = fileURLToPath(new URL("../../bench.json", import.meta.url));

const groups: Row[][] = [];
let folder: string;

beforeAll(() => {
  folder = makeLastingFolder();
  // What an earlier run found must not pass for what this one did.
  rmSync(REPORT, { force: true });
});

for (const [title, bench] of Object.entries(GROUPS)) {
  it(title, async () => {
    groups.push(await bench(folder));
  });
}

afterAll(() => {
  process.stdout.write(`${formatRows(groups)}\n`);
  rmSync(folder, { recursive: true, force: true });
  if (groups.length < Object.keys(GROUPS).length) return;
  const { version: node, platform } = process;
  const report = { node, platform, cpus: cpus().length, rounds: ROUNDS, rows: groups.flat() };
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
});

/** A line a row, the numbers flush right, and a blank line between the groups. */
function formatRows(groups: readonly (readonly Row[])[]): string {
  const line = (what: string, time: string, beside: string, ratio: string, wanted: string) => [
    what,
    time.padStart(9),
    beside,
    ratio.padStart(6),
    wanted.padStart(6),
  ];
  const lines = groups.flatMap((rows) => [
    [],
    ...rows.map(({ what, value, unit, beside, ratio, wanted }) => {
      const time = value?.toLocaleString("en", { maximumSignificantDigits: 3 }) ?? "";
      const fixed = (number?: number | null) => number?.toFixed(2) ?? "";
      return line(what, `${time} ${unit ?? ""}`, beside ?? "", fixed(ratio), fixed(wanted));
    }),
  ]);
  return formatTable([line("what", "time", "beside", "ratio", "wanted"), ...lines]);
}
