// Environments that have the hooks of before version 0.2: seen as outdated, moved over, taken out.
import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { formerPath, installFormer } from "../former/install-former.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";

const ACTIVATE = formerPath("activate", ".sh");
const DEACTIVATE = formerPath("deactivate", ".sh");
const RESTORE = "etc/conda/deactivate.d/00-conda-go-hooks.sh";

function makeFormer() {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "myenv"));
  const bare = readTree(prefix);
  installFormer(prefix, { profile: "direct", overrides: [], shells: ["sh"] });
  const run = (...args: string[]) => runCommand(home, [...args, "-p", prefix, "--json"]);
  const list = () =>
    ["activate.d", "deactivate.d"].flatMap((folder) =>
      readdirSync(join(prefix, "etc/conda", folder)),
    );
  return { home, prefix, bare, run, list };
}

const OURS = ["00-conda-go-hooks.sh", "zz-conda-go-hooks.sh", "00-conda-go-hooks.sh"];

it("are outdated", () => {
  const { run } = makeFormer();
  expect(run("status").json.environments[0]).toMatchObject({
    state: "outdated",
    profile: "direct",
  });
  expect(run("status", "--check").status).toBe(1);
});

it("move over, with the settings that they have, and the old script that gives back goes", () => {
  const { run, list, prefix, home } = makeFormer();
  const [report] = run("install").json.environments;
  expect(report).toMatchObject({ action: "updated", profile: "direct", restore: [] });
  expect(report.files).toContainEqual({ path: DEACTIVATE, state: "removed" });
  expect(list()).toEqual(OURS);
  expect(run("status", "--check").status).toBe(0);
  expect(run("install").json.environments[0].action).toBe("unchanged");
  // What has come of it is what comes of an installation.
  const fresh = makeEnvironment(join(home, "fresh"));
  runCommand(home, ["install", "-p", fresh, "--profile", "direct", "--shell", "sh"]);
  expect(readTree(join(prefix, "etc"))).toEqual(readTree(join(fresh, "etc")));
});

it("move over while they are active, and the shell still gives everything back", () => {
  const { home, prefix } = makeFormer();
  const user = { GOPATH: "/home/you/go", GOFLAGS: "-v" };
  const inside = {
    ...user,
    CONDA_PREFIX: prefix,
    GOPATH: `${prefix}/gopath`,
    _CONDA_GO_HOOKS_SAVED_GOPATH: user.GOPATH,
    _CONDA_GO_HOOKS_UNSET_GOCACHE: "1",
  };
  const args = ["install", "-p", prefix, "--json"];
  const [report] = runCommand(home, args, inside).json.environments;
  // The new script gives it back: there is nothing to type.
  expect(report).toMatchObject({ action: "updated", active: true, restore: [] });
  expect(existsSync(join(prefix, RESTORE))).toBe(true);
});

it("are taken out, and leave nothing", () => {
  const { run, bare, prefix } = makeFormer();
  expect(run("uninstall").json.environments[0]).toMatchObject({ action: "removed" });
  expect(readTree(prefix)).toEqual(bare);
});

it("are taken out while they are active, with what to type", () => {
  const { home, prefix } = makeFormer();
  const env = { CONDA_PREFIX: prefix, _CONDA_GO_HOOKS_SAVED_GOPATH: "/home/you/go" };
  const { json } = runCommand(home, ["uninstall", "-p", prefix, "--force", "--json"], env);
  expect(json.environments[0].restore).toMatchObject([{ shell: "sh" }]);
});

it.each([
  ["activates", ACTIVATE],
  ["deactivates", DEACTIVATE],
])("with an edit in the script that %s are left as they are, but for --force", (_, path) => {
  const { run, prefix, list } = makeFormer();
  appendFileSync(join(prefix, path), "# precious\n");
  const edited = readTree(prefix);
  expect(run("install").json.environments[0].error).toMatchObject({
    where: expect.stringContaining(path),
  });
  expect(readTree(prefix)).toEqual(edited);

  expect(run("install", "--force").json.environments[0]).toMatchObject({ action: "updated" });
  const kept = list().find((name) => name.endsWith(".kept"));
  expect(list().filter((name) => name !== kept)).toEqual(OURS);
  const place = join(prefix, path, "..", kept as string);
  expect(readFileSync(place, "utf8")).toContain("# precious");
});

it("with an edit in the script that activates stay with what undoes it when they are taken out", () => {
  const { run, prefix, list } = makeFormer();
  appendFileSync(join(prefix, ACTIVATE), "# precious\n");
  expect(run("uninstall").status).toBe(1);
  expect(list()).toEqual(["zz-conda-go-hooks.sh", "zz-conda-go-hooks.sh"]);
});
