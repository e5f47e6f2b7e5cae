// The packed command as a win32 program: every command, by every way in which Windows names an environment.
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { renderPhase } from "../../src/hooks/render.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import { defaultDialects } from "../../src/hooks/select-dialects.js";
import { HOOKS, PHASES, scriptPath } from "../../src/names.js";
import { readTree } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { expectInReadme } from "../setup/readme.js";
import { toWindowsPath } from "../setup/wine.js";
import { describeOnWindows, type Run, runOnWindows, WINDOWS_NODES } from "./windows-node.js";

const LONG = ["x", "y", "z"].map((letter) => letter.repeat(100)).join("/");

/** An environment below a home, and how it is named there. */
interface Naming {
  readonly title: string;
  readonly path?: string;
  readonly name: (prefix: string) => readonly string[];
  readonly env?: (home: string) => Readonly<Record<string, string>>;
}

const NAMINGS: readonly Naming[] = [
  { title: "by its path", name: (prefix) => ["-p", prefix] },
  { title: "with blanks", path: "my envs/a b", name: (prefix) => ["-p", prefix] },
  { title: "with more than ASCII", path: "Übung ✓/漢字", name: (prefix) => ["-p", prefix] },
  { title: "with what shells read", path: "a (b) & c ^ %d% {e}", name: (prefix) => ["-p", prefix] },
  { title: "with slashes", name: (prefix) => ["-p", prefix.replaceAll("\\", "/")] },
  {
    title: "with another case of the drive",
    name: (prefix) => ["-p", prefix.replace("Z:", "z:")],
  },
  {
    title: "with another case of all",
    path: "Envs/Übung",
    name: (prefix) => ["-p", prefix.toUpperCase()],
  },
  { title: "without a drive", name: (prefix) => ["-p", prefix.slice(2)] },
  { title: "from the current folder", name: () => ["-p", ".\\envs\\work"] },
  { title: "from the current folder of the drive", name: () => ["-p", "Z:envs\\work"] },
  { title: "by a path as it is", name: (prefix) => ["-p", `\\\\?\\${prefix}`] },
  { title: "with more than 260 characters", path: LONG, name: (prefix) => ["-p", prefix] },
  {
    title: "as it is, with more than 260 characters",
    path: LONG,
    name: (prefix) => ["-p", `\\\\?\\${prefix}`],
  },
  {
    title: "by its name",
    name: () => ["-n", "work"],
    env: (home) => ({ CONDA_ENVS_DIRS: toWindowsPath(join(home, "envs")) }),
  },
  {
    title: "by its name in another case",
    name: () => ["-n", "WORK"],
    env: (home) => ({ CONDA_ENVS_DIRS: toWindowsPath(join(home, "envs")) }),
  },
  {
    title: "by nothing, as it is active",
    name: () => [],
    env: (home) => ({ CONDA_PREFIX: toWindowsPath(join(home, "envs", "work")) }),
  },
];

const scripts = defaultDialects("win32").flatMap(({ extension }) =>
  HOOKS.map((hook) => scriptPath(hook, extension)),
);

describeOnWindows("the command", (node) => {
  it("installs, looks, and removes, however the environment is named", async () => {
    const cases = NAMINGS.map(({ title, path = "envs/work", name, env = () => ({}) }) => {
      const home = makeFolder();
      const prefix = makeEnvironment(join(home, path));
      const run = (...args: string[]): Run => ({
        args: [...args, ...name(toWindowsPath(prefix)), "--json"],
        cwd: toWindowsPath(home),
        env: env(home),
      });
      return { title, prefix, bare: readTree(prefix), run };
    });
    const play = async (...args: string[]) => {
      const ran = await runOnWindows(
        node,
        makeFolder(),
        cases.map(({ run }) => run(...args)),
        2,
      );
      return ran.map(({ status, stdout, stderr }, index) => {
        const [report] = stdout.startsWith("{") ? JSON.parse(stdout).environments : [];
        const { title, prefix } = cases[index] as (typeof cases)[number];
        expect([status, stderr, report?.error], title).toEqual([0, "", null]);
        return { title, prefix, report };
      });
    };
    for (const { title, prefix, report } of await play("install")) {
      expect([report.action, report.warnings], title).toEqual(["installed", []]);
      const tree = Object.keys(readTree(prefix));
      expect(tree.filter((path) => path.includes("hooks")).sort(), title).toEqual(
        [...scripts, "etc/conda/conda-go-hooks.json"].sort(),
      );
    }
    for (const { title, report } of await play("status"))
      expect(report.state, title).toBe("installed");
    for (const { title, report } of await play("install"))
      expect(report.action, title).toBe("unchanged");
    for (const { title, report } of await play("uninstall", "--force"))
      expect([report.action, report.warnings], title).toEqual(["removed", []]);
    for (const { title, prefix, bare } of cases) expect(readTree(prefix), title).toEqual(bare);
    expectInReadme(
      `in Node ${WINDOWS_NODES.map(({ version }) => version).join(" and ")} for Windows`,
      `looks and removes by ${NAMINGS.length} ways to name an environment`,
    );
  });

  it("knows an environment again by whatever case of its path", async () => {
    const home = makeFolder();
    const [work, other] = ["Work", "other"].map((name) =>
      makeEnvironment(join(home, "Envs", name)),
    ) as [string, string];
    const upper = toWindowsPath(work).toUpperCase();
    mkdirSync(join(home, ".conda"));
    const paths = [toWindowsPath(work), upper, toWindowsPath(other).replace("Z:", "z:")];
    writeFileSync(join(home, ".conda", "environments.txt"), `${paths.join("\r\n")}\r\n`);
    const env = { CONDA_ENVS_DIRS: toWindowsPath(join(home, "ENVS")), CONDA_PREFIX: upper };
    const [listed, active, excluded, byName] = await runOnWindows(node, home, [
      { args: ["list", "--json"], env },
      { args: ["status", "--json", "-p", toWindowsPath(work).toLowerCase()], env },
      { args: ["status", "--json", "--all", "--exclude", upper], env },
      { args: ["status", "--json", "--all", "--exclude", "WORK"], env },
    ]);
    const told = [listed, active, excluded, byName].map((ran) => {
      expect([ran?.status, ran?.stderr]).toEqual([0, ""]);
      const reports: { name: string; active: boolean }[] = JSON.parse(
        ran?.stdout ?? "",
      ).environments;
      return reports.map(({ name, active }) => `${name.toLowerCase()} ${active}`).sort();
    });
    expect(told).toEqual([
      ["other false", "work true"],
      ["work true"],
      ["other false"],
      ["other false"],
    ]);
  });

  it("renders the scripts that it renders elsewhere for Windows", async () => {
    const settings = resolveSettings({ profile: "isolated", overrides: [] }, "win32");
    const scripts = defaultDialects("win32").flatMap((dialect) =>
      PHASES.map((phase) => ({ dialect, phase, text: renderPhase(dialect, phase, settings) })),
    );
    const args = scripts.map(({ dialect: { shells }, phase }) => ({
      args: ["render", "--shell", shells[0], "--phase", phase],
    }));
    const ran = await runOnWindows(node, makeFolder(), args, 2);
    expect(ran.map(({ stdout }) => stdout)).toEqual(scripts.map(({ text }) => text));
  });

  it("refuses an environment that conda cannot activate, but for one that fails in bash alone", async () => {
    const home = makeFolder();
    const make = (name: string) => toWindowsPath(makeEnvironment(join(home, name)));
    const [held, dollar, semicolon] = await runOnWindows(node, home, [
      { args: ["install", "-p", make("it's")] },
      { args: ["install", "-p", make("$a")] },
      { args: ["install", "-p", make("a;b")] },
    ]);
    expect([held?.status, held?.stderr]).toEqual([
      0,
      "warning: conda cannot activate this environment in bash, as its path has a '. cmd.exe and PowerShell can\n",
    ]);
    for (const ran of [dollar, semicolon]) {
      expect(ran?.status).toBe(2);
      expect(ran?.stderr).toContain("make the environment again under another path");
    }
  });

  it("goes back over a file that somebody has open for a while", async () => {
    const home = makeFolder();
    const prefix = makeEnvironment(join(home, "work"));
    const at = ["-p", toWindowsPath(prefix)];
    const open = [...scripts, "etc/conda/conda-go-hooks.json"].map((path) =>
      toWindowsPath(join(prefix, path)),
    );
    const [, updated, status] = await runOnWindows(node, home, [
      { args: ["install", ...at] },
      {
        args: ["install", "--profile", "direct", ...at],
        meanwhile: { open, milliseconds: 1500 },
      },
      { args: ["status", "--check", ...at] },
    ]);
    expect([updated?.status, status?.status], updated?.stderr).toEqual([0, 0]);
    expect(updated?.stdout).toContain("updated");
    expect(updated?.milliseconds).toBeGreaterThan(1500);
  });

  it("gives up on a file that somebody keeps open, and says so", async () => {
    const home = makeFolder();
    const prefix = makeEnvironment(join(home, "work"));
    const at = ["-p", toWindowsPath(prefix)];
    const record = toWindowsPath(join(prefix, "etc/conda/conda-go-hooks.json"));
    const [, failed, again] = await runOnWindows(node, home, [
      { args: ["install", ...at] },
      { args: ["install", "--profile", "direct", ...at], meanwhile: { open: [record] } },
      { args: ["install", "--profile", "offline", ...at] },
    ]);
    expect([failed?.status, failed?.stdout]).toEqual([2, ""]);
    expect(failed?.stderr).toContain("error: another program has it open");
    expect(failed?.stderr).toContain(`where: ${record}`);
    expect([again?.status, again?.stdout.split(" ")[0]]).toEqual([0, "updated"]);
  });

  it("removes all but the folder that somebody stands in, and that later", async () => {
    const home = makeFolder();
    const prefix = makeEnvironment(join(home, "work"));
    const bare = readTree(prefix);
    const at = ["-p", toWindowsPath(prefix)];
    const standIn = [toWindowsPath(join(prefix, "etc/conda/activate.d"))];
    const [, removed, again] = await runOnWindows(node, home, [
      { args: ["install", ...at] },
      { args: ["uninstall", ...at], meanwhile: { standIn } },
      { args: ["uninstall", ...at], meanwhile: { standIn } },
    ]);
    for (const ran of [removed, again]) {
      expect([ran?.status, ran?.stdout.split(" ")[0]], ran?.stderr).toEqual([0, "removed"]);
      expect(ran?.stderr).toMatch(
        /^warning: etc\/conda\/activate\.d stays, as a program has it as its current folder/,
      );
    }
    const left = Object.keys(readTree(prefix)).filter((path) => !(path in bare));
    expect(left.map((path) => basename(path)).sort()).toEqual([
      ".conda-go-hooks-left.json",
      "activate.d",
      "conda",
      "etc",
    ]);
    const [told, cleared, absent] = await runOnWindows(node, home, [
      { args: ["status", ...at] },
      { args: ["uninstall", ...at] },
      { args: ["status", ...at] },
    ]);
    expect(told?.stdout).toMatch(/^incomplete/);
    expect([cleared?.status, cleared?.stderr]).toEqual([0, ""]);
    expect(absent?.stdout).toMatch(/^absent/);
    expect(readTree(prefix)).toEqual(bare);
  });
});
