// The demo: what it shows, through what, and what it says when something is not as it should be.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, inject, it } from "vitest";
import { run } from "../../src/commands/demo.js";
import { makeActivatingConda, makeProgram } from "../conda/stand-in.js";
import { runCommand } from "../setup/command.js";
import { makeFolder, makeSession } from "../setup/environments.js";
import { describeWith, findPowerShell } from "../setup/programs.js";

interface Story {
  readonly shell: string;
  readonly through: string | null;
  readonly before: Record<string, string>;
  readonly inside: Record<string, string>;
  readonly after: Record<string, string>;
  readonly restored: boolean;
  readonly output: string;
}

it("shows the whole story in every shell there is, and leaves nothing behind", () => {
  const home = makeFolder();
  const { json, status } = runCommand(home, ["demo", "--json"]);
  expect(status).toBe(0);
  expect(readdirSync(home)).toEqual([]);
  expect(json).toMatchObject({ isFine: true, isClean: true });
  expect(json.shells.map(({ shell }: { shell: string }) => shell)).toContain("sh");
  expectAllTold(json.shells);
});

function expectAllTold(stories: readonly Story[]): void {
  for (const { before, inside, after, output } of stories) {
    expect(inside.GOPATH).toMatch(/gopath$/);
    expect(inside.GOPATH).not.toBe(before.GOPATH);
    expect(after).toEqual(before);
    expect(output).toBe("");
  }
}

// As a conda of 2025 or later wants it: with both names of one setting in the environment, none of its commands runs.
it.each([
  {},
  { CONDA_AUTO_ACTIVATE: "true" },
  { CONDA_AUTO_ACTIVATE: "true", CONDA_AUTO_ACTIVATE_BASE: "true" },
])("goes through a conda that is on the PATH, the user's own settings %j", (user) => {
  const home = makeFolder();
  const conda = makeActivatingConda(join(home, "conda"));
  const { json, status } = runCommand(home, ["demo", "--json"], {
    ...user,
    PATH: `${dirname(conda.program)}:/usr/bin:/bin`,
  });
  expectAllTold(json.shells);
  expect(status).toBe(0);
  const through = (json.shells as Story[]).filter((story) => story.through === "conda");
  expect(through.map(({ shell }) => shell)).toContain("bash");
  expect(conda.calls()).toContain("shell.bash hook");
});

describeWith("PowerShell", "PowerShell", findPowerShell(), ([program]) => {
  const pwsh = `PATH=/usr/bin:/bin exec '${program}' "$@"`;

  it.each([null, "conda"])("is shown through %s", (through) => {
    const conda = makeActivatingConda(join(makeFolder(), "conda"));
    const { json } = demonstrate(
      { pwsh, ...(through && { conda: `exec '${conda.program}' "$@"` }) },
      "--json",
    );
    expect(json.shells).toMatchObject([{ shell: "pwsh", restored: true, through }]);
    expectAllTold(json.shells);
  });
});

it("skips a shell that does not end, whatever holds its output", async () => {
  const home = makeFolder();
  makeProgram(join(home, "nu"), "/bin/sleep 100 & exec /bin/sleep 100");
  const session = makeSession(home, { PATH: home });
  const { result } = await run({ timeLimit: 300 }, session);
  expect(result).toMatchObject({
    shells: [],
    skipped: [{ shell: "nu", skipped: "no end after 0.3 seconds" }],
    isFine: false,
  });
});

/** Runs the demo with these programs alone on the PATH. */
function demonstrate(programs: Readonly<Record<string, string>>, ...args: string[]) {
  const home = makeFolder();
  const bin = join(home, "bin");
  mkdirSync(bin);
  for (const [name, lines] of Object.entries(programs)) makeProgram(join(bin, name), lines);
  return runCommand(home, ["demo", ...args], { PATH: bin, POWERSHELL_TELEMETRY_OPTOUT: "1" });
}

const BASH = 'exec /bin/bash "$@"';

it.each([
  ["its hook ends with an error", "echo 'no conda today' >&2; exit 1", "no conda today"],
  ["its hook prints nothing", "exit 0", "it gave no reason"],
  [
    "it does not activate",
    "echo 'conda() { echo \"no such environment\" >&2; return 1; }'",
    "no such environment",
  ],
])("says that conda itself failed, and not that a value was lost: %s", (_, conda, said) => {
  const { stdout, status } = demonstrate({ conda, bash: BASH });
  expect(stdout).toContain("conda itself failed: ");
  expect(stdout).toContain(said);
  expect(stdout).toContain("conda itself failed in 1 of 1 shells");
  expect(stdout).not.toContain("NOT");
  expect(status).toBe(1);
});

it("skips a shell that runs no line, and shows why", () => {
  const { stdout, status } = demonstrate({
    bash: BASH,
    zsh: "exit 0",
    pwsh: "echo 'there is no distribution'; exit 1",
  });
  expect(stdout).toContain("zsh: skipped, as it runs no script here: exit code 0\n");
  expect(stdout).toContain(
    "pwsh: skipped, as it runs no script here: exit code 1, there is no distribution\n",
  );
  expect(stdout).toContain("In all 1 shells, every variable came back exactly as it was.\n");
  expect(status).toBe(0);
});

it("fails when there is no shell that it could show", () => {
  const { json, status } = demonstrate({ sh: "exit 0" }, "--json");
  expect(json).toMatchObject({
    isFine: false,
    shells: [],
    skipped: [{ shell: "sh", skipped: "exit code 0" }],
  });
  expect(status).toBe(1);
});

function spoil(file: string, part: RegExp, spoilt: string): void {
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(part);
  writeFileSync(file, text.replace(part, spoilt));
}

it("fails the demo when something is not restored", () => {
  const home = makeFolder();
  const broken = join(home, "node_modules", "conda-go-hooks");
  cpSync(join(inject("installation"), ".."), join(home, "node_modules"), { recursive: true });
  spoil(
    join(broken, "dist", "cli", "hooks.cjs"),
    /"posix\/restore": \(.*?\) => \{/,
    '$& return "";',
  );
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(broken, "dist", "cli.cjs"), "demo"],
    {
      encoding: "utf8",
    },
  );
  expect(stdout).toContain("NOT");
  expect(status).toBe(1);
});
