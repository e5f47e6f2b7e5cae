// status of the active environment: what this shell has, who else sets it, and what to type.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";

const SET = ["--profile", "shared-cache", "--keep", "GOBIN"];

function makeHome() {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, ".conda", "envs", "ml"));
  runCommand(home, ["install", "-n", "ml", ...SET]);
  const inForce = {
    CONDA_PREFIX: prefix,
    GOCACHE: `${prefix}/.cache/go-build`,
    _CONDA_GO_HOOKS_SAVED_GOCACHE: "/mine",
    _CONDA_GO_HOOKS_UNSET_GOCACHE: "GOCACHE",
  };
  const look = (env: Record<string, string>) => {
    const { json, status } = runCommand(home, ["status", "-n", "ml", "--check", "--json"], env);
    return { report: json.environments[0], status };
  };
  return { home, prefix, inForce, look };
}

it("finds all in force after an activation, values of the user's own among it", () => {
  const { home, inForce, look } = makeHome();
  const env = { ...inForce, GOPROXY: "direct" };
  const { report, status } = look(env);
  expect([report.inShell.effect, report.warnings, status]).toEqual(["in-force", [], 0]);
  expect(report.inShell.variables).toContainEqual({
    name: "GOPROXY",
    setting: { action: "keep" },
    wanted: "direct",
    present: "direct",
    isAsWanted: true,
  });
  expect(runCommand(home, ["status", "-n", "ml"], env).stdout).toMatch(
    /^ {2}GOPROXY +keep +direct$/m,
  );
});

it.each<[string, (env: Record<string, string>) => Record<string, string>, string]>([
  ["changed", (env) => ({ ...env, GOCACHE: "/other" }), "conda activate ml"],
  [
    "changed",
    (env) => ({ ...env, GOFLAGS: "-x", _CONDA_GO_HOOKS_UNSET_GOFLAGS: "1" }),
    "conda activate ml",
  ],
  [
    "switched-off",
    (env) => ({ ...env, CONDA_GO_HOOKS: "0" }),
    "unset CONDA_GO_HOOKS, then conda activate ml",
  ],
  ["not-activated", ({ CONDA_PREFIX = "" }) => ({ CONDA_PREFIX }), "conda activate ml"],
])("finds it %s, and says what to type", (effect, change, next) => {
  const { inForce, look } = makeHome();
  const { report, status } = look(change(inForce));
  expect([report.inShell.effect, status]).toEqual([effect, 1]);
  expect(report.warnings).toMatchObject([
    { code: "active", message: expect.stringMatching(`${next}$`) },
  ]);
});

it.each([
  [
    "conda-meta/state",
    '{"env_vars": {"GOPROXY": "off"}}',
    "conda env config vars unset GOPROXY -n ml",
    1,
  ],
  [
    "etc/conda/env_vars.d/go.json",
    '{"GOPROXY": "off"}',
    "a package, in etc/conda/env_vars.d/go.json",
    0,
  ],
  [
    "etc/conda/activate.d/zzz.sh",
    "# mine\nexport GOCACHE=/c\n",
    "line 2 of etc/conda/activate.d/zzz.sh, after",
    1,
  ],
  [
    "etc/conda/activate.d/00-a.sh",
    "export GOPROXY=off\n",
    "line 1 of etc/conda/activate.d/00-a.sh, before",
    1,
  ],
  ["etc/conda/activate.d/zzz.sh", "export GOPROXY=off\n", "install -n ml", 1],
  // `-` comes before `.`, and conda sorts names with their ends.
  ["etc/conda/activate.d/zz.sh", "export GOCACHE=/c\n", "zz.sh, after", 1],
  ["etc/conda/activate.d/00-conda-go-hooks-x.sh", "export GOCACHE=/c\n", "x.sh, before", 1],
  ["etc/conda/deactivate.d/0.sh", "unset GOCACHE\n", "0.sh, after our hooks gave", 1],
  ["etc/conda/deactivate.d/q.sh", "unset GOCACHE\n", null, 0],
  ["etc/conda/deactivate.d/q.sh", "unset GOSUMDB\n", "install -n ml", 1],
  ["etc/conda/activate.d/00.sh", "export GOCACHE=/c\n", null, 0],
  ["etc/conda/activate.d/activate-z61-go.sh", "export GOCACHE=/c\n", null, 0],
  ["etc/conda/activate.d/activate-z61-go.sh", "export GOPROXY=off\n", "may get lost", 1],
  ["etc/conda/activate.d/activate-z61-go.sh", "export GOSUMDB=off\n", "install -n ml", 1],
])("names who else sets a variable: %s", (path, text, words, code) => {
  const { prefix, look } = makeHome();
  mkdirSync(dirname(join(prefix, path)), { recursive: true });
  writeFileSync(join(prefix, path), text);
  const { report, status } = look({});
  expect(report.warnings).toMatchObject(
    words === null ? [] : [{ code: "other-owner", message: expect.stringContaining(words) }],
  );
  expect(status).toBe(code);
});
