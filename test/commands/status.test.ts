// status, from the packed package: every state, and what --check makes of it.
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";

const FIRST = "etc/conda/activate.d/00-conda-go-hooks.sh";
const ACTIVATE = "etc/conda/activate.d/zz-conda-go-hooks.sh";
const DEACTIVATE = "etc/conda/deactivate.d/00-conda-go-hooks.sh";
const RECORD = "etc/conda/conda-go-hooks.json";

const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(file, change(readFileSync(file, "utf8")));

it.each([
  ["installed", () => undefined, 0],
  ["absent", (prefix: string) => rmSync(join(prefix, "etc"), { recursive: true }), 1],
  ["drifted", (prefix: string) => appendFileSync(join(prefix, ACTIVATE), "#"), 1],
  ["incomplete", (prefix: string) => rmSync(join(prefix, ACTIVATE)), 1],
  ["foreign", (prefix: string) => rmSync(join(prefix, RECORD)), 1],
  [
    "outdated",
    (prefix: string) =>
      edit(join(prefix, RECORD), (record) =>
        record.replace(/"version": "[^"]*"/, '"version": "0.0.1"'),
      ),
    1,
  ],
  [
    "newer",
    (prefix: string) =>
      edit(join(prefix, RECORD), (record) =>
        record.replace(/"version": "[^"]*"/, '"version": "99.0.1-rc.1"'),
      ),
    1,
  ],
  [
    "outdated",
    (prefix: string) =>
      edit(join(prefix, RECORD), (record) => record.replace('"isolated"', '"of another version"')),
    1,
  ],
] as const)("tells %s, and touches nothing", (state, spoil, code) => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "myenv"));
  runCommand(home, ["install", "-p", prefix]);
  spoil(prefix);
  const before = readTree(prefix);
  const { json, status, stderr } = runCommand(home, ["status", "-p", prefix, "--check", "--json"]);
  expect(json).toMatchObject({
    schemaVersion: 1,
    command: "status",
    environments: [{ prefix, name: "myenv", state, error: null, active: false }],
  });
  expect(stderr).toBe("");
  expect(status).toBe(code);
  expect(runCommand(home, ["status", "-p", prefix]).status).toBe(0);
  expect(readTree(prefix)).toEqual(before);
});

it("sends who wants to mend what a newer version made to that version, whatever is wrong", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, ".conda", "envs", "myenv"));
  runCommand(home, ["install", "-p", prefix]);
  edit(join(prefix, RECORD), (record) =>
    record.replace(/"version": "[^"]*"/, '"version": "99.0.1"'),
  );
  const look = () => runCommand(home, ["status", "-n", "myenv", "--json"]).json.environments[0];
  const command = "npx conda-go-hooks@99.0.1 install -n myenv";
  expect(look()).toMatchObject({
    state: "newer",
    next: `Change it with the newer version: ${command}`,
  });
  appendFileSync(join(prefix, ACTIVATE), "#");
  expect(look()).toMatchObject({ state: "drifted", next: expect.stringContaining(`${command} -`) });
  rmSync(join(prefix, ACTIVATE));
  expect(look()).toMatchObject({ state: "incomplete", next: expect.stringContaining(command) });
  const { stdout } = runCommand(home, ["status", "--all"]);
  expect(stdout).toContain(`myenv: Finish it: ${command}`);
  expect(stdout).not.toContain("--installed-only");
});

it("names the files that drifted", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "myenv"));
  runCommand(home, ["install", "-p", prefix, "--shell", "sh"]);
  appendFileSync(join(prefix, ACTIVATE), "#");
  const { json } = runCommand(home, ["status", "-p", prefix, "--json"]);
  expect(json.environments[0].files).toEqual([
    { path: FIRST, state: "ok" },
    { path: ACTIVATE, state: "edited" },
    { path: DEACTIVATE, state: "ok" },
  ]);
});

it("tells profile, settings, version, and whether this shell has it active", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "myenv"));
  runCommand(home, ["install", "-p", prefix, "--profile", "offline", "--append", "GOFLAGS=-race"]);
  const { json } = runCommand(home, ["status", "--json"], { CONDA_PREFIX: prefix });
  expect(json.environments[0]).toMatchObject({
    profile: "offline",
    settings: {
      GOPATH: { action: "set", value: "{prefix}/gopath" },
      GOFLAGS: { action: "add", prepend: [], append: ["-modcacherw", "-race"] },
    },
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    active: true,
  });
});

it("does not let a name or a value write on the terminal, nor a password be seen", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "e\u001b]0;owned\u0007nv\u202e"));
  mkdirSync(join(prefix, "etc/conda"), { recursive: true });
  const settings = {
    profile: "isolated",
    overrides: [{ action: "set", variable: "GOPROXY", value: "https://me:s3cret@proxy.example" }],
    shells: null,
  };
  writeFileSync(
    join(prefix, RECORD),
    JSON.stringify({ schemaVersion: 1, version: "0\u001b[31m", settings, folders: [], files: [] }),
  );
  for (const json of [[], ["--json"]]) {
    const { stdout, stderr } = runCommand(home, ["status", "-p", prefix, ...json]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(stdout).toContain("***@proxy.example");
    expect(stdout + stderr).not.toContain("s3cret");
  }
});

it("calls an environment incomplete in which a command was cut off, and says both ways out", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "myenv"));
  writeFileSync(join(prefix, ".conda-go-hooks.json.12.conda-go-hooks-tmp"), "{");
  const { stdout } = runCommand(home, ["status", "-p", prefix]);
  expect(stdout).toContain("incomplete");
  expect(stdout).toMatch(/Finish it: .* install .*\nRemove it: .* uninstall /);
  expect(runCommand(home, ["uninstall", "-p", prefix]).status).toBe(0);
  expect(runCommand(home, ["status", "-p", prefix]).stdout).toContain("absent");
});
