// Hooks that a conda package has brought in scripts of their own: told apart, alone and below installed ones, and left alone.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { addPackage, type PackageRequest } from "../sessions/add-package.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, writeFiles } from "../setup/environments.js";

const PACKAGE: PackageRequest = {
  profile: "offline",
  overrides: [
    { action: "set", variable: "GOPRIVATE", value: "git.example" },
    { action: "append", variable: "GOFLAGS", value: "-trimpath" },
  ],
};

function stage({ install = null as readonly string[] | null, isManaged = true } = {}) {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, ".conda", "envs", "ml"));
  if (install) runCommand(home, ["install", "-n", "ml", ...install]);
  addPackage(prefix, PACKAGE, isManaged);
  return { home, prefix };
}

/** Types lines in sh once the environment is active, as conda activates it. */
function typeInside(home: string, prefix: string, lines: readonly string[], env = {}) {
  const cli = join(inject("installation"), "dist", "cli.cjs");
  const script = [
    `cgh() { '${process.execPath}' '${cli}' "$@"; }`,
    `export CONDA_PREFIX='${prefix}' CONDA_SHLVL=1`,
    `for hook in '${prefix}'/etc/conda/activate.d/*.sh; do [ ! -e "$hook" ] || . "$hook"; done`,
    ...lines,
  ].join("\n");
  return spawnSync("/bin/sh", ["-c", script], {
    cwd: home,
    env: { PATH: "/usr/bin:/bin", HOME: home, ...env },
    encoding: "utf8",
  });
}

const statusOf = (home: string, ...more: readonly string[]) =>
  runCommand(home, ["status", "-n", "ml", "--json", ...more]).json.environments[0];

it("alone, they are said to be the package's, with what they set, and are as they should be", () => {
  const { home, prefix } = stage();
  const { stdout, status } = runCommand(home, ["status", "-n", "ml", "--check"]);
  expect([stdout, status]).toEqual([
    `\
packaged (acme-go 1.0)  ml  ${prefix}
  profile offline, by the package acme-go 1.0, build 0
  GOPATH      {prefix}/gopath
  GOMODCACHE  {prefix}/gopath/pkg/mod
  GOCACHE     {prefix}/.cache/go-build
  GOPROXY     file:///{prefix}/gopath/pkg/mod/cache/download,off
  GOFLAGS     append -modcacherw -trimpath
  GOBIN       {prefix}/bin
  GOPRIVATE   git.example
  GONOPROXY   none
`,
    0,
  ]);
  expect(statusOf(home)).toMatchObject({
    ...{ state: "packaged", profile: null, settings: null, version: null, packages: [] },
    packaged: {
      ...{ name: "acme-go", version: "1.0", build: "0", isManaged: true, profile: "offline" },
      ...{ owners: ["acme-go-1.0"], damaged: [] },
      settings: { GOPRIVATE: { action: "set", value: "git.example" } },
    },
    ...{ inShell: null, owners: [], warnings: [], next: null },
  });
});

it("below installed ones, both are said, and what stays of the package's", () => {
  const { home, prefix } = stage({ install: ["--profile", "shared-cache"] });
  const { stdout, status } = runCommand(home, ["status", "-n", "ml", "--check"]);
  expect(status).toBe(0);
  expect(stdout).toContain(`\
installed, packaged (acme-go 1.0)  ml  ${prefix}
`);
  expect(stdout).toMatch(
    /^ {2}on top of the package acme-go 1.0, build 0, profile offline, of which stays: GOPATH GOMODCACHE GOPROXY GOFLAGS GOPRIVATE GONOPROXY$/m,
  );
  expect(stdout).not.toContain("conda remove");
  expect(statusOf(home)).toMatchObject({ state: "installed", packaged: { version: "1.0" } });
});

it("are in the list, and no environment of it is to be put right because of them", () => {
  const { home, prefix } = stage();
  const other = makeEnvironment(join(home, ".conda", "envs", "web"));
  runCommand(home, ["install", "-n", "web", "--profile", "direct"]);
  addPackage(other, PACKAGE);
  expect(runCommand(home, ["list"]).stdout).toBe(`\
  name  hooks                              profile  prefix
  ml    packaged (acme-go 1.0)             offline  ${prefix}
  web   installed, packaged (acme-go 1.0)  direct   ${other}
`);
  const { stdout, status } = runCommand(home, ["status", "--all", "--check"]);
  expect(status).toBe(0);
  expect(stdout).not.toContain("conda remove");
});

it.each([
  ["alone", null],
  ["below installed ones", ["--profile", "isolated", "--append=GOFLAGS=-race", "--keep=GOBIN"]],
])("active %s, the shell has what they all set, until it is changed", (_, install) => {
  const { home, prefix } = stage({ install });
  const user = { GOFLAGS: "-v", GOPROXY: "https://mine.example" };
  const ask = (...lines: readonly string[]) =>
    JSON.parse(typeInside(home, prefix, [...lines, "cgh status --json --check"], user).stdout)
      .environments[0];
  const { inShell, warnings } = ask();
  expect([inShell.effect, warnings]).toEqual(["in-force", []]);
  const presentOf = (name: string) =>
    inShell.variables.find((one: { name: string }) => one.name === name)?.present;
  expect(presentOf("GOFLAGS")).toBe(
    install ? "-v -modcacherw -trimpath -race" : "-v -modcacherw -trimpath",
  );
  expect(presentOf("GOPRIVATE")).toBe("git.example");
  expect(presentOf("GOPROXY")).toContain("cache/download,off");
  const changed = ask("export GOPRIVATE=other");
  expect(changed.inShell.effect).toBe("changed");
  expect(changed.warnings[0].message).toContain("GOPRIVATE");
  expect(ask("export CONDA_GO_HOOKS=0").inShell.effect).toBe("switched-off");
});

it("do nothing in a shell for which they have no scripts", () => {
  const { home, prefix } = stage();
  for (const phase of ["activate.d/00", "activate.d/zz", "deactivate.d/00"])
    spawnSync("rm", [join(prefix, "etc", "conda", `${phase}-conda-go-hooks-site.sh`)]);
  const lines = ["cgh env -p . --format json", "cgh status --json"];
  const { stdout } = typeInside(home, prefix, [`cd '${prefix}'`, ...lines]);
  expect(stdout).toMatch(/^\{\}\n/);
  const { environments } = JSON.parse(stdout.replace(/^\{\}\n/, ""));
  expect(environments[0]).toMatchObject({ state: "packaged", inShell: { effect: "other-shell" } });
});

it("are exported and started from with the settings that they have, and no others count as installed", () => {
  const { home, prefix } = stage();
  const whose = "# These are the settings of the package acme-go 1.0.\n";
  const { stdout } = runCommand(home, ["status", "-n", "ml", "--export"]);
  expect(stdout).toContain(whose);
  const { content } = runCommand(home, ["init", "-n", "ml", "--dry-run", "--json"]).json;
  expect(content).toContain(whose);
  runCommand(home, ["init", "-n", "ml"]);
  expect(runCommand(home, ["install", "--all", "--installed-only"]).stdout).toBe(
    "No environment has installed hooks.\n",
  );
  for (const text of [stdout, content]) {
    writeFiles(home, { "conda-go-hooks.yaml": text });
    runCommand(home, ["install", "-n", "ml"]);
    const { profile, settings, packaged } = statusOf(home);
    expect([profile, settings]).toEqual([
      packaged.profile,
      expect.objectContaining(packaged.settings),
    ]);
  }
  expect(runCommand(home, ["status", "-n", "ml", "--export"]).stdout).not.toContain("acme-go");
  runCommand(home, ["uninstall", "-n", "ml"]);
  rmSync(join(home, "conda-go-hooks.yaml"));
  addPackage(prefix, PACKAGE, true, (text) => text.replace('"offline"', '"unheard-of"'));
  expect(statusOf(home, "--export").error.message).toContain("the package acme-go 1.0 has brought");
});

it("that conda does not know are said to be a copy", () => {
  const { home, prefix } = stage({ isManaged: false });
  const { stdout, status } = runCommand(home, ["status", "-n", "ml", "--check"]);
  expect(status).toBe(0);
  expect(stdout).toContain(
    "The hooks are from the package acme-go 1.0, but conda has no record of it: they are a copy\n",
  );
  expect(stdout).not.toContain("conda remove");
  const before = readTree(prefix);
  const { stderr } = runCommand(home, ["uninstall", "-n", "ml"]);
  expect(stderr).toContain("To be rid of them: delete the scripts named conda-go-hooks-site");
  expect(readTree(prefix)).toEqual(before);
  expect(runCommand(home, ["status", "--all"]).stdout).toContain("ml: Remove it: delete");
});

it.each([
  ["alone", null, "packaged", "packaged"],
  ["below installed ones", ["--profile", "shared-cache"], "installed", "installed, packaged"],
])(
  "%s of which a script is not as it was are found, and nothing is believed",
  (_, install, state, word) => {
    const { home, prefix } = stage({ install });
    const path = "etc/conda/activate.d/zz-conda-go-hooks-site.sh";
    const text = readFileSync(join(prefix, path), "utf8");
    writeFileSync(join(prefix, path), `${text}export GOPRIVATE=other.example\n`);
    const { stdout, status } = runCommand(home, ["status", "-n", "ml", "--check"]);
    expect(status).toBe(1);
    expect(stdout).toContain(`${word} (acme-go 1.0, damaged)  ml  ${prefix}\n`);
    expect(stdout).toMatch(/^ {2}edited +etc\/conda\/activate.d\/zz-conda-go-hooks-site.sh$/m);
    expect(stdout).toContain(
      `1.0, build 0${install ? ": " : "; "}only running its scripts would tell`,
    );
    const next = "Bring the package's scripts back: conda install --force-reinstall -n ml acme-go";
    expect(stdout.endsWith(`\n${next}\n`)).toBe(true);
    expect(statusOf(home)).toMatchObject({
      ...{ state, next },
      packaged: { profile: null, settings: null, damaged: [{ path, state: "edited" }] },
    });
    const all = runCommand(home, ["status", "--all", "--check"]);
    expect([all.stdout, all.status]).toEqual([expect.stringContaining(`\nml: ${next}\n`), 1]);
    const { unknown, variables } = runCommand(home, ["env", "-n", "ml", "--json"]).json;
    expect(unknown.map(({ name }: { name: string }) => name)).toContain("GOPRIVATE");
    expect(variables).not.toHaveProperty("GOPRIVATE");
    expect(runCommand(home, ["env", "-n", "ml"]).stdout).not.toContain("git.example");
    expect(runCommand(home, ["exec", "-n", "ml", "--", "env"]).stdout).not.toMatch(/^GOPRIVATE=/m);
    for (const change of [
      () => writeFileSync(join(prefix, path), ""),
      () => rmSync(join(prefix, path)),
    ]) {
      change();
      expect(runCommand(home, ["status", "-n", "ml", "--check"]).status).toBe(1);
      expect(runCommand(home, ["exec", "-n", "ml", "--", "env"]).stdout).not.toContain(
        "git.example",
      );
    }
    addPackage(prefix, PACKAGE);
    expect(runCommand(home, ["status", "-n", "ml", "--check"]).status).toBe(0);
  },
);

it("that two packages have brought are named both, and of the other one it is said how it goes", () => {
  const { home, prefix } = stage();
  const record = { files: ["etc/conda/activate.d/zz-conda-go-hooks-site.sh"] };
  writeFiles(prefix, { "conda-meta/other-2.0-0.json": JSON.stringify(record) });
  const { stdout, status } = runCommand(home, ["status", "-n", "ml", "--check"]);
  expect(status).toBe(1);
  expect(stdout).toContain(
    "\nKeep one package, and remove what brought the same scripts: conda remove -n ml other (then conda install --force-reinstall -n ml acme-go)\n",
  );
  expect(statusOf(home).packaged).toMatchObject({
    ...{ name: "acme-go", owners: ["acme-go-1.0", "other-2.0"], profile: "offline" },
  });
});

it("that two packages have brought stay, and it is said what removes both", () => {
  const { home, prefix } = stage({ install: ["--profile", "direct"] });
  const last = "etc/conda/activate.d/zz-conda-go-hooks-site.sh";
  writeFiles(prefix, { "conda-meta/other-2.0-0.json": JSON.stringify({ files: [last] }) });
  expect(runCommand(home, ["uninstall", "-n", "ml"]).stderr).toContain(
    "To be rid of them: conda remove -n ml acme-go other\n",
  );
  // A script that no package brought in these words is somebody's record's all the same.
  rmSync(join(prefix, "conda-meta/acme-go-1.0-0.json"));
  expect(runCommand(home, ["uninstall", "-n", "ml"]).stderr).toContain(
    "conda remove -n ml other\n",
  );
  expect(runCommand(home, ["status", "-n", "ml"]).stdout).not.toContain("delete the scripts");
});

it("of which this version cannot tell what they set are named all the same", () => {
  const { home, prefix } = stage();
  const strip = (text: string) => text.replace('"offline"', '"unheard-of"');
  addPackage(prefix, PACKAGE, true, strip);
  const { stdout, status } = runCommand(home, ["status", "-n", "ml", "--check"]);
  expect(status).toBe(0);
  expect(stdout).toContain(
    "by the package acme-go 1.0, build 0; this version cannot tell what it sets\n",
  );
  expect(statusOf(home).packaged).toMatchObject({ profile: null, settings: null });
  runCommand(home, ["install", "-n", "ml", "--profile", "shared-cache"]);
  const inside = typeInside(home, prefix, ["cgh status --json"]);
  const [report] = JSON.parse(inside.stdout).environments;
  expect([report.inShell.effect, report.warnings]).toEqual(["in-force", []]);
});

it("whose settings do not hold on this platform are named with the reason", () => {
  const { home, prefix } = stage();
  const strip = (text: string) =>
    text.replace('"git.example"', '"C:\\\\go"').replace("GOPRIVATE", "GOPATH");
  addPackage(prefix, PACKAGE, true, strip);
  const { stdout, status } = runCommand(home, ["status", "-n", "ml", "--check"]);
  expect(status).toBe(0);
  expect(stdout).toContain(`build 0; its settings do not hold on ${process.platform}: `);
  expect(stdout).toContain("C:\\go");
  expect(statusOf(home).packaged.refusal).toMatchObject({ platform: process.platform });
});

it("alone hide what go env -w wrote, and are what a settings file goes on top of", () => {
  const { home, prefix } = stage();
  writeFiles(home, {
    ".config/go/env": "GOPROXY=direct\n",
    "conda-go-hooks.yaml": "profile: offline\n",
    "environment.yml": "name: ml\n",
  });
  const onTop =
    /nothing is installed yet of the settings file .*conda-go-hooks.yaml\. To have it on top of the package acme-go 1.0: npx conda-go-hooks install$/m;
  expect(runCommand(home, ["status"]).stderr).toMatch(onTop);
  rmSync(join(home, "conda-go-hooks.yaml"));
  const [{ message }] = statusOf(home).warnings;
  const [, command = ""] = /npx conda-go-hooks (install .*--unset GOPROXY)/.exec(message) ?? [];
  expect(command).toBe("install -n ml --profile offline --unset GOPROXY");
  const { json } = runCommand(home, ["doctor", "-n", "ml", "--json"]);
  expect(json.findings.map(({ code }: { code: string }) => code)).toContain("go-env-hidden");
  const before = statusOf(home).packaged.settings;
  runCommand(home, command.split(" "));
  expect(statusOf(home).warnings).toEqual([]);
  expect(statusOf(home).settings).toMatchObject({
    GOPATH: before.GOPATH,
    GOPROXY: { action: "unset" },
  });
  const inside = typeInside(home, prefix, ['echo "[$GOPROXY]"'], { GOPROXY: "mine" });
  expect(inside.stdout).toBe("[]\n");
});

it("are no reason for a warning or a guard, and what of them stays is said when one installs", () => {
  const { home, prefix } = stage();
  const words = ["install", "-n", "ml", "--profile", "shared-cache"];
  const { stdout, stderr } = runCommand(home, words);
  expect(stderr).toBe("");
  expect(stdout).toContain(
    "\n  on top of the package acme-go 1.0, build 0, profile offline, of which stays: GOPATH GOMODCACHE GOPROXY GOFLAGS GOPRIVATE GONOPROXY\n",
  );
  expect(stdout).not.toContain("saved too");
  const { json } = runCommand(home, [...words, "--set", "GOFLAGS=-v", "--json"]);
  expect(json.environments[0]).toMatchObject({
    ...{ warnings: [], guarded: [], packaged: { name: "acme-go", profile: "offline" } },
  });
  expect(statusOf(home)).toMatchObject({ owners: [], warnings: [] });
  // Nor where they were active before.
  const active = typeInside(home, prefix, ["cgh install --keep GOFLAGS"]);
  expect(active.stderr).toBe("");
});

it("are told from others' scripts, which are warned of alone and together", () => {
  const { home, prefix } = stage();
  writeFiles(prefix, {
    "etc/conda/activate.d/zzz.sh": "export GOPRIVATE=late\n",
    "etc/conda/activate.d/b.sh": "export GOOS=linux GOVCS=off\n",
    "etc/conda/activate.d/c.sh": "export GOPROXY=direct\n",
  });
  const [alone] = statusOf(home).owners;
  expect(statusOf(home).owners).toHaveLength(1);
  expect(alone).toMatchObject({ variable: "GOPRIVATE", path: "etc/conda/activate.d/zzz.sh" });
  runCommand(home, ["install", "-n", "ml", "--profile", "shared-cache"]);
  const { owners } = statusOf(home);
  expect(owners.map(({ path }: { path: string }) => path)).toEqual(["etc/conda/activate.d/zzz.sh"]);
});

it("are neither adopted nor in the way of an adoption", () => {
  const { home, prefix } = stage();
  expect(
    runCommand(home, ["adopt", "-n", "ml", "--yes", "--json"]).json.environments[0],
  ).toMatchObject({ action: "nothing", left: [], adopted: [] });
  const path = "etc/conda/activate.d/mine.sh";
  writeFiles(prefix, { [path]: "export GOVCS='*:git'\n" });
  const { json } = runCommand(home, ["adopt", "-n", "ml", "--yes", "--json"]);
  expect(json.environments[0]).toMatchObject({ action: "adopted", adopted: [{ path }], left: [] });
});

it("stay when one uninstalls, and it is said what removes them", () => {
  const { home, prefix } = stage();
  const before = readTree(prefix);
  const alone = runCommand(home, ["uninstall", "-n", "ml"]);
  expect([alone.stdout, alone.stderr, alone.status]).toEqual([
    `had none but a package's hooks  ml  ${prefix}\n`,
    "warning: the hooks of the package acme-go 1.0 stay. To be rid of them: conda remove -n ml acme-go\n",
    0,
  ]);
  expect(readTree(prefix)).toEqual(before);
  runCommand(home, ["install", "-n", "ml"]);
  const { stdout, stderr } = runCommand(home, ["uninstall", "-n", "ml"]);
  expect(stdout).toMatch(/^removed/);
  expect(stderr).toContain("conda remove -n ml acme-go");
  expect(readTree(prefix)).toEqual(before);
});

it("go on using what Go has stored because of them, which --purge leaves and names", () => {
  const { home, prefix } = stage({ install: ["--profile", "shared-cache"] });
  const modules = "gopath/pkg/mod/cache/download/x/@v";
  writeFiles(prefix, {
    [`${modules}/list`]: "v1.0.0",
    ".cache/go-build/README": "",
    ".cache/go-build/trim.txt": "1",
  });
  const words = ["uninstall", "-n", "ml", "--purge"];
  const planned = runCommand(home, [...words, "--dry-run", "--json"]).json.environments[0];
  const { stdout } = runCommand(home, words);
  expect(stdout).toContain("  removed: .cache/go-build (");
  expect(stdout).toMatch(
    /^ {2}left behind: gopath\/pkg \(.*\): the package acme-go 1.0 still uses it$/m,
  );
  expect(stdout).not.toContain("add --purge");
  expect(planned.stillUsed.map(({ path }: { path: string }) => path)).toEqual(["gopath/pkg"]);
  expect(readTree(prefix)).toHaveProperty([`${modules}/list`]);
});

it("are not told of in each environment that has nothing else to be removed", () => {
  const { home } = stage();
  expect(runCommand(home, ["uninstall", "--all", "--yes"]).stderr).toBe("");
});

it("give back what the shell has saved, where installed ones are removed while it is active", () => {
  const { home, prefix } = stage({ install: [] });
  const { stdout } = typeInside(home, prefix, ["cgh uninstall --force --json"]);
  expect(JSON.parse(stdout).environments[0]).toMatchObject({ action: "removed", restore: [] });
});

it("hide what go env -w wrote also below a setting that only keeps", () => {
  const { home, prefix } = stage({ install: ["--set", "GOPROXY=off"] });
  writeFiles(home, { ".config/go/env": "GOPROXY=direct\n" });
  const [warning] = statusOf(home).warnings;
  const command = /npx conda-go-hooks (install .*--unset GOPROXY)/.exec(warning.message)?.[1];
  runCommand(home, command?.split(" ") ?? []);
  expect(statusOf(home).warnings).toEqual([]);
  const inside = typeInside(home, prefix, ['echo "[$GOPROXY]"'], { GOPROXY: "mine" });
  expect(inside.stdout).toBe("[]\n");
});
