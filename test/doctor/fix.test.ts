// doctor --fix: what it updates, and what it leaves alone.
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/commands/doctor.js";
import { HOOKS } from "../../src/findings/codes/hooks.js";
import type { DoctorResult } from "../../src/reports/doctor.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, makeSession, writeFiles } from "../setup/environments.js";

const LAST = "etc/conda/activate.d/zz-conda-go-hooks.sh";
const RECORD = "etc/conda/conda-go-hooks.json";

const isVersion = (version: string) => (prefix: string) => {
  const file = join(prefix, RECORD);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/"version": "[^"]*"/, `"version": "${version}"`));
};
const lose = (path: string) => (prefix: string) => rmSync(join(prefix, path));

function makeHome(spoil: (prefix: string) => void) {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "myenv"));
  runCommand(home, ["install", "-p", prefix, "--profile", "direct", "--keep", "GOBIN"]);
  const installed = readTree(prefix);
  spoil(prefix);
  const doctor = (...args: readonly string[]) =>
    runCommand(home, ["doctor", "-p", prefix, ...args]);
  // What is found of this machine's Go is none of it.
  const json = (...args: readonly string[]): DoctorResult => {
    const result: DoctorResult = doctor(...args, "--json").json;
    return { ...result, findings: result.findings.filter(({ code }) => code in HOOKS) };
  };
  return { home, prefix, installed, doctor, json };
}

describe.each([
  ["outdated", isVersion("0.0.1")],
  ["incomplete", lose(LAST)],
] as const)("hooks that are %s", (state, spoil) => {
  it("are as the record has them, and the report is of afterwards", () => {
    const { prefix, installed, json } = makeHome(spoil);
    expect(json().findings).toMatchObject([{ code: `hooks-${state}` }]);
    const { fixed, findings } = json("--fix", "--yes");
    expect(findings).toEqual([]);
    expect(fixed).toMatchObject([
      { prefix, action: "updated", dryRun: false, profile: "direct", dropped: [], error: null },
    ]);
    expect(readTree(prefix)).toEqual(installed);
    expect(json("--fix")).toMatchObject({ fixed: [], findings: [] });
  });

  it("are shown and left alone with --dry-run", () => {
    const { prefix, json, doctor } = makeHome(spoil);
    const before = readTree(prefix);
    const { fixed, findings } = json("--fix", "--dry-run");
    expect(fixed).toMatchObject([{ action: "updated", dryRun: true }]);
    expect(findings).toMatchObject([{ code: `hooks-${state}` }]);
    expect(doctor("--fix", "--dry-run").stdout).toMatch(/^would be updated {2}myenv/m);
    expect(readTree(prefix)).toEqual(before);
  });

  it("are shown to whoever is asked, and changed by a yes alone", async () => {
    const { home, prefix, installed } = makeHome(spoil);
    const before = readTree(prefix);
    const asked: (string | null)[] = [];
    const answer = async (isYes: boolean) => {
      const terminal = {
        confirm: async (makeQuestion: () => Promise<string | null>) => {
          asked.push(await makeQuestion());
          return isYes;
        },
        showProgress: () => undefined,
      };
      return run({ prefix, fix: true }, { ...makeSession(home), terminal });
    };
    const declined = await answer(false);
    expect(declined.text).toMatch(/^Nothing fixed: /);
    expect(readTree(prefix)).toEqual(before);
    const accepted = await answer(true);
    expect(accepted.text).toMatch(/^updated {2}myenv/);
    expect(readTree(prefix)).toEqual(installed);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatch(/^would be updated {2}myenv/m);
  });
});

it("shows what it changes where nobody is there to ask", () => {
  const { doctor } = makeHome(lose(LAST));
  const { stdout } = doctor("--fix");
  expect(stdout).toMatch(/^\+# Made by conda-go-hooks[\s\S]*^updated {2}myenv[\s\S]*^hooks +ok/m);
});

it.each([
  ["drifted", (prefix: string) => appendFileSync(join(prefix, LAST), "#")],
  ["foreign", lose(RECORD)],
  ["newer", isVersion("99.0.1")],
  [
    "packaged",
    (prefix: string) => {
      appendFileSync(join(prefix, LAST), "#");
      writeFiles(prefix, { "conda-meta/go-1.0-0.json": JSON.stringify({ files: [LAST] }) });
    },
  ],
  [
    "incomplete",
    (prefix: string) => {
      isVersion("99.0.1")(prefix);
      lose(LAST)(prefix);
    },
  ],
  [
    "incomplete",
    (prefix: string) => {
      rmSync(join(prefix, "etc"), { recursive: true });
      writeFiles(prefix, { ".conda-go-hooks.json.12.conda-go-hooks-tmp": "{" });
    },
  ],
  ["absent", (prefix: string) => rmSync(join(prefix, "etc"), { recursive: true })],
  [
    "outdated",
    (prefix: string) => {
      isVersion("0.0.1")(prefix);
      writeFiles(prefix, { "conda-meta/frozen": "" });
    },
  ],
] as const)("touches no hooks that are %s", (state, spoil) => {
  const { prefix, json, doctor } = makeHome(spoil);
  const before = readTree(prefix);
  expect(json("--fix", "--yes")).toMatchObject({
    fixed: [],
    findings: [{ code: `hooks-${state}` }],
  });
  const { stdout } = doctor("--fix");
  expect(stdout).toMatch(/^Nothing fixed: /);
  expect(readTree(prefix)).toEqual(before);
});
