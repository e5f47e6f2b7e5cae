// status of the active environment: what this shell has, who else sets it, and what to type.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import type { InstallOptions } from "../../src/commands/install-draft.js";
import { status } from "../../src/commands/status.js";
import type { Override } from "../../src/hooks/settings.js";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, makeSession } from "../setup/environments.js";

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
    "unset CONDA_GO_HOOKS .then conda activate ml.",
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

/** What status says in a shell that has these flags, where the hooks have these settings. */
async function lookAtFlags(
  overrides: InstallOptions["overrides"],
  env: (prefix: string) => Record<string, string>,
) {
  const prefix = makeEnvironment(join(makeFolder(), "a b"));
  const session = makeSession(dirname(prefix));
  const profile = "shared-cache";
  await install({ prefix, profile, overrides: [...KEPT, ...(overrides ?? [])] }, session);
  const saved = { _CONDA_GO_HOOKS_UNSET_GOCACHE: "1", CONDA_PREFIX: prefix };
  const inShell = makeSession(dirname(prefix), { ...saved, ...env(prefix) });
  const { environments } = await status({ prefix }, inShell);
  return environments[0]?.inShell;
}
const KEPT = ["GOBIN", "GOCACHE"].map((variable) => ({ action: "keep", variable }) as const);

it.each<[string, InstallOptions["overrides"], (prefix: string) => Record<string, string>]>([
  [
    "is asked for twice",
    [
      { action: "append", variable: "GOFLAGS", value: "-v -x -v" },
      { action: "append", variable: "GOFLAGS", value: "-x" },
      { action: "prepend", variable: "GOFLAGS", value: "-a -b -a" },
    ],
    () => ({ GOFLAGS: "-b -a -v -x", _CONDA_GO_HOOKS_UNSET_GOFLAGS: "1" }),
  ],
  ...["append", "prepend"].map(
    (action): [string, InstallOptions["overrides"], (prefix: string) => Record<string, string>] => [
      `csh has ${action}ed once more`,
      [{ action, variable: "CGO_CFLAGS", value: "-I/opt" } as Override],
      () => {
        const [own, flag] = ["-g -I/opt -O", "-I/opt"];
        return {
          CGO_CFLAGS: action === "append" ? `${own} ${flag}` : `${flag} ${own}`,
          _CONDA_GO_HOOKS_SAVED_CGO_CFLAGS: own,
        };
      },
    ],
  ),
  [
    "has a blank, and is the user's own",
    [{ action: "append", variable: "CGO_CFLAGS", value: "'-I{prefix}/include'" }],
    (prefix) => ({
      CGO_CFLAGS: `'-I${prefix}/include'`,
      _CONDA_GO_HOOKS_SAVED_CGO_CFLAGS: `'-I${prefix}/include'`,
    }),
  ],
])("finds a flag in force that %s", async (_, overrides, env) => {
  expect(await lookAtFlags(overrides, env)).toMatchObject({ effect: "in-force" });
});

it.each(["-v -x", "-x -v -w", "-w"])("finds other flags changed: %s", async (flags) => {
  const overrides = [{ action: "append", variable: "GOFLAGS", value: "-x -v" }] as const;
  const saved = { _CONDA_GO_HOOKS_UNSET_GOFLAGS: "1" };
  const found = await lookAtFlags(overrides, () => ({ GOFLAGS: flags, ...saved }));
  expect(found).toMatchObject({ effect: "changed" });
});

it("says of a shell for which there are no hooks how it gets them", async () => {
  const prefix = makeEnvironment(join(makeFolder(), "env"));
  const session = makeSession(dirname(prefix), { CONDA_PREFIX: prefix });
  await install({ prefix, shells: ["fish"] }, session);
  const look = async (shell: string | null) => {
    const { environments } = await status({ prefix }, { ...session, shell });
    return [environments[0]?.inShell?.effect, environments[0]?.warnings[0]?.message];
  };
  expect(await look("dash")).toEqual([
    "other-shell",
    expect.stringMatching(/install -p \S+ --shell sh,fish \(then conda activate /),
  ]);
  for (const shell of ["fish", null])
    expect(await look(shell)).toEqual(["not-activated", expect.anything()]);
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
