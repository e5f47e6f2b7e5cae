// install, from the packed package: what it writes, what it leaves alone, what it says.
import {
  appendFileSync,
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, makeHome, makeSession } from "../setup/environments.js";

const FIRST = "etc/conda/activate.d/00-conda-go-hooks.sh";
const ACTIVATE = "etc/conda/activate.d/zz-conda-go-hooks.sh";
const DEACTIVATE = "etc/conda/deactivate.d/00-conda-go-hooks.sh";
const RECORD = "etc/conda/conda-go-hooks.json";

it("installs into the environment that is named, in all of conda's ways, and says which prefix it is", () => {
  const { home, prefix } = makeHome();
  const env = { CONDA_ENVS_DIRS: join(home, "envs") };
  const ways = [
    ["-n", "myenv"],
    ["--name", "myenv"],
    ["--env", "myenv"],
    ["-p", prefix],
    ["--prefix", "envs/myenv"],
    ["--env", "./envs/myenv"],
  ];
  for (const way of ways) {
    const { stdout, status } = runCommand(home, ["install", ...way], env);
    expect(stdout).toContain(prefix);
    expect(status).toBe(0);
  }
  const { json } = runCommand(home, ["install", "--json"], { CONDA_PREFIX: prefix });
  expect(json.environments[0]).toMatchObject({ prefix, action: "unchanged" });
});

it("tells in JSON what it did", () => {
  const { home, prefix } = makeHome();
  const { json, stderr, status } = runCommand(home, [
    "install",
    "-p",
    prefix,
    "--shell",
    "sh",
    "--json",
  ]);
  expect(status).toBe(0);
  expect(stderr).toBe("");
  expect(json).toMatchObject({
    schemaVersion: 1,
    command: "install",
    environments: [
      {
        prefix,
        name: "myenv",
        action: "installed",
        files: [
          { path: FIRST, state: "created" },
          { path: ACTIVATE, state: "created" },
          { path: DEACTIVATE, state: "created" },
        ],
        warnings: [],
        error: null,
        profile: "isolated",
        next: `conda activate ${prefix}`,
      },
    ],
  });
});

it("writes the three scripts of each shell and the record, and nothing else", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix]);
  const files = Object.keys(readTree(join(prefix, "etc"))).filter(
    (path) => /\.\w+$/.test(path) && !path.endsWith(".d"),
  );
  const extensions = ["csh", "fish", "nu", "ps1", "sh"];
  expect(files).toEqual([
    ...extensions.map((extension) => `conda/activate.d/00-conda-go-hooks.${extension}`),
    ...extensions.map((extension) => `conda/activate.d/zz-conda-go-hooks.${extension}`),
    "conda/conda-go-hooks.json",
    ...extensions.map((extension) => `conda/deactivate.d/00-conda-go-hooks.${extension}`),
  ]);
});

it("changes nothing when it is all there, and says so", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix, "--profile", "direct"]);
  const before = readTree(prefix);
  const { mtimeMs } = statSync(join(prefix, RECORD));
  const { stdout, status } = runCommand(home, ["install", "-p", prefix, "--profile", "direct"]);
  expect(stdout).toMatch(/^unchanged/);
  expect(status).toBe(0);
  expect(readTree(prefix)).toEqual(before);
  expect(statSync(join(prefix, RECORD)).mtimeMs).toBe(mtimeMs);
});

it("updates to other settings, and keeps the recorded ones when none are given", () => {
  const { home, prefix } = makeHome();
  runCommand(home, [
    "install",
    "-p",
    prefix,
    "--profile",
    "direct",
    "--set",
    "GOBIN={prefix}/bin",
    "--shell",
    "sh",
  ]);
  const first = readFileSync(join(prefix, ACTIVATE), "utf8");
  expect(runCommand(home, ["install", "-p", prefix, "--json"]).json.environments[0]).toMatchObject({
    action: "unchanged",
    profile: "direct",
  });
  const updated = runCommand(home, [
    "install",
    "-p",
    prefix,
    "--profile",
    "offline",
    "--shell",
    "sh",
    "--json",
  ]).json.environments[0];
  expect(updated).toMatchObject({ action: "updated", profile: "offline" });
  expect(updated.files).toEqual([
    { path: FIRST, state: "updated" },
    { path: ACTIVATE, state: "updated" },
    { path: DEACTIVATE, state: "updated" },
  ]);
  expect(readFileSync(join(prefix, ACTIVATE), "utf8")).not.toBe(first);
});

it("applies the overrides in the order of the command line", () => {
  const { home, prefix } = makeHome();
  const overrides = [
    "--set",
    "GOFLAGS=-a",
    "--append",
    "GOFLAGS=-b",
    "--prepend",
    "GOFLAGS=-x",
    "--set",
    "GOPROXY=off",
    "--keep",
    "GOPROXY",
    "--unset",
    "GOSUMDB",
  ];
  const { json } = runCommand(home, ["install", "-p", prefix, ...overrides, "--json"]);
  expect(json.environments[0].settings).toMatchObject({
    GOFLAGS: { action: "set", value: "-x -a -b" },
    GOPROXY: { action: "keep" },
    GOSUMDB: { action: "unset" },
  });
});

it("installs for the shells that are named, and takes out those that are not any more", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix, "--shell", "all"]);
  const { json } = runCommand(home, ["install", "-p", prefix, "--shell", "powershell", "--json"]);
  expect(json.environments[0].files).toContainEqual({ path: ACTIVATE, state: "removed" });
  expect(Object.keys(readTree(prefix)).filter((path) => path.endsWith(".sh"))).toEqual([]);
});

it("shows with --dry-run what it would do, and does nothing", () => {
  const { home, prefix } = makeHome();
  const before = readTree(prefix);
  const fresh = runCommand(home, ["install", "-p", prefix, "--dry-run"]);
  expect(fresh.stdout).toMatch(/^would be installed/);
  expect(fresh.stdout).toContain(`\n  would be created  ${ACTIVATE}\n`);
  expect(fresh.stdout).not.toContain("+++");
  const text = runCommand(home, ["install", "-p", prefix, "--diff"]);
  expect(text.stdout).toContain(`+++ ${ACTIVATE}`);
  expect(text.stdout).toContain(fresh.stdout);
  expect(readTree(prefix)).toEqual(before);

  runCommand(home, ["install", "-p", prefix]);
  const installed = readTree(prefix);
  const update = runCommand(home, [
    "install",
    "-p",
    prefix,
    "--profile",
    "offline",
    "--dry-run",
    "--json",
  ]).json.environments[0];
  expect(update).toMatchObject({ action: "updated", dryRun: true });
  expect(update.diff).toMatch(/^\+ {6}GOPROXY="file:\/\/\/\$CONDA_PREFIX\/\S+,off" \\$/m);
  expect(readTree(prefix)).toEqual(installed);
});

it("shows with --diff how lines end only where that is a difference", () => {
  const { home, prefix } = makeHome();
  const args = ["install", "-p", prefix, "--shell", "cmd,sh", "--diff"];
  expect(runCommand(home, args).stdout).not.toContain("\\u000d");
  expect(runCommand(home, [...args, "--json"]).json.environments[0].diff).toContain(
    "exit /b 0\r\n",
  );
  runCommand(home, args.slice(0, -1));
  const update = runCommand(home, [...args, "--profile", "offline"]).stdout;
  expect(update).toMatch(/^\+@set "GOPROXY=/m);
  expect(update).not.toContain("\\u000d");

  const script = join(prefix, "etc/conda/activate.d/zz-conda-go-hooks.bat");
  writeFileSync(script, readFileSync(script, "utf8").replaceAll("\r\n", "\n"));
  const { stdout } = runCommand(home, [...args, "--force"]);
  expect(stdout).toMatch(/^-@exit \/b 0$/m);
  expect(stdout).toMatch(/^\+@exit \/b 0\\u000d$/m);
});

it.each([
  ["an edited file", (prefix: string) => appendFileSync(join(prefix, ACTIVATE), "# mine\n")],
  [
    "a foreign file",
    (prefix: string) =>
      writeFileSync(
        join(prefix, RECORD),
        readFileSync(join(prefix, RECORD), "utf8")
          .replace(ACTIVATE, DEACTIVATE)
          .replace(/,\s*\{[^{}]*deactivate\.d[^{}]*\.sh"[^{}]*\}/, ""),
      ),
  ],
])("refuses to lose %s, and takes it with --force, a copy kept", (_, spoil) => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix, "--shell", "sh"]);
  spoil(prefix);
  const edited = readFileSync(join(prefix, ACTIVATE), "utf8");
  const before = readTree(prefix);
  const refused = runCommand(home, ["install", "-p", prefix, "--profile", "direct", "--json"]);
  expect(refused.json.environments[0]).toMatchObject({
    action: "failed",
    error: { code: "file-not-ours" },
  });
  expect(refused.status).toBe(2);
  expect(readTree(prefix)).toEqual(before);

  const forced = runCommand(home, [
    "install",
    "-p",
    prefix,
    "--profile",
    "direct",
    "--force",
    "--json",
  ]);
  expect(forced.status).toBe(0);
  const copy = forced.json.environments[0].files.find(
    ({ state }: { state: string }) => state === "copy kept",
  ).path;
  expect(copy).not.toMatch(/\.(?:sh|ps1|nu)$/);
  expect(readFileSync(join(prefix, copy), "utf8")).toBe(edited);
  expect(runCommand(home, ["status", "-p", prefix, "--check"]).status).toBe(0);
});

it("does not take back what a newer version made, unless it is told to", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix, "--profile", "offline"]);
  const whole = readTree(prefix);
  const record = readFileSync(join(prefix, RECORD), "utf8");
  const become = (version: string) =>
    writeFileSync(
      join(prefix, RECORD),
      record.replace(/"version": ".*"/, `"version": "${version}"`),
    );
  become("99.0.0");
  const before = readTree(prefix);
  for (const options of [[], ["--profile", "direct"], ["--dry-run"]]) {
    const args = ["install", "-p", prefix, ...options];
    const { stderr, status } = runCommand(home, args);
    expect(stderr).toMatch(/^error: version 99\.0\.0 installed these hooks/);
    expect(stderr).toContain("use npx conda-go-hooks@99.0.0; to go back to");
    expect(status).toBe(2);
    expect(runCommand(home, [...args, "--json"]).json.environments[0].error.code).toBe(
      "newer-version",
    );
  }
  expect(readTree(prefix)).toEqual(before);
  expect(runCommand(home, ["install", "-p", prefix, "--force"]).status).toBe(0);
  expect(readTree(prefix)).toEqual(whole);
  // Nor is it kept from anything by what is no version.
  for (const version of ["0.0.99", "99", "99.0.0\\u001b[2J", "99.0.0;id"]) {
    become(version);
    expect(runCommand(home, ["install", "-p", prefix]).status).toBe(0);
    expect(readTree(prefix)).toEqual(whole);
  }
});

it("does not take settings that it cannot read for none", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix, "--profile", "offline", "--unset", "GOPRIVATE"]);
  const record = readFileSync(join(prefix, RECORD), "utf8");
  writeFileSync(join(prefix, RECORD), record.replace('"action": "unset"', '"action": "of later"'));
  const before = readTree(prefix);
  for (const options of [[], ["--force"], ["--shell", "sh"]]) {
    const { json, status } = runCommand(home, ["install", "-p", prefix, "--json", ...options]);
    expect(json.environments[0].error.code).toBe("record-invalid");
    expect(status).toBe(2);
  }
  expect(readTree(prefix)).toEqual(before);
  expect(runCommand(home, ["install", "-p", prefix, "--profile", "offline"]).status).toBe(0);
});

it("says of a recorded profile that it does not know whose it is, and shows it on one line", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix]);
  const record = readFileSync(join(prefix, RECORD), "utf8");
  writeFileSync(join(prefix, RECORD), record.replace('"isolated"', '"x)\\nerror: forged"'));
  for (const options of [[], ["--shell", "sh"]]) {
    const { json } = runCommand(home, ["install", "-p", prefix, "--json", ...options]);
    expect(json.environments[0].error).toMatchObject({
      code: "record-invalid",
      hint: expect.stringContaining("add --profile NAME"),
    });
  }
  const { stdout, stderr } = runCommand(home, ["install", "-p", prefix, "--profile", "offline"]);
  expect(stdout + stderr).not.toMatch(/^error/m);
  expect(stdout).toContain("(was x)");
});

it("has nothing to complain of where it has nothing to do", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix]);
  writeFileSync(join(prefix, "conda-meta", "frozen"), "{}");
  const { stdout, status } = runCommand(home, ["install", "-p", prefix]);
  expect(stdout).toMatch(/^unchanged /);
  expect(status).toBe(0);
  expect(runCommand(home, ["install", "-p", prefix, "--profile", "direct"]).status).toBe(2);
});

it("tells which variables get another setting", () => {
  const { home, prefix } = makeHome();
  const args = ["install", "-p", prefix, "--shell", "sh"];
  runCommand(home, [...args, "--set", "GOBIN={prefix}/bin", "--unset", "GOPRIVATE"]);
  const { stdout } = runCommand(home, [...args, "--set", "GOBIN={prefix}/sbin"]);
  expect(stdout).toContain("  profile isolated, changes GOBIN\n");
  expect(stdout).toContain("  GOBIN  {prefix}/bin -> {prefix}/sbin\n");
  expect(runCommand(home, args).stdout).not.toContain("changes");
});

it("refuses a file with our name when there is no record", () => {
  const { home, prefix } = makeHome();
  mkdirSync(join(prefix, "etc/conda/activate.d"), { recursive: true });
  writeFileSync(join(prefix, ACTIVATE), "echo mine\n");
  const before = readTree(prefix);
  const { json, status } = runCommand(home, ["install", "-p", prefix, "--json"]);
  expect(json.environments[0].error).toMatchObject({
    code: "file-not-ours",
    where: expect.stringContaining("foreign"),
  });
  expect(status).toBe(2);
  expect(readTree(prefix)).toEqual(before);
});

it("completes an installation that was cut off, without --force", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix]);
  const whole = readTree(prefix);
  // As after the record and one script of an update: the others are still the old ones.
  const record = JSON.parse(readFileSync(join(prefix, RECORD), "utf8"));
  const later = makeHome();
  runCommand(later.home, ["install", "-p", later.prefix, "--profile", "direct"]);
  const planned = JSON.parse(readFileSync(join(later.prefix, RECORD), "utf8"));
  const files = planned.files.map((file: { path: string }, index: number) => ({
    ...file,
    replaces: record.files[index].sha256,
  }));
  writeFileSync(join(prefix, RECORD), JSON.stringify({ ...planned, files }));
  cpSync(join(later.prefix, ACTIVATE), join(prefix, ACTIVATE));
  writeFileSync(join(prefix, `${ACTIVATE}.999999999.conda-go-hooks-tmp`), "half a scr");

  const cutOff = runCommand(home, ["status", "-p", prefix, "--json"]).json.environments[0];
  expect(cutOff.state).toBe("incomplete");
  const { json } = runCommand(home, ["install", "-p", prefix, "--profile", "isolated", "--json"]);
  expect(json.environments[0]).toMatchObject({ action: "updated", error: null });
  expect(readTree(prefix)).toEqual(whole);
});

it("says how the change takes effect where the environment is active", () => {
  const { home, prefix } = makeHome();
  const env = { CONDA_PREFIX: prefix, CONDA_ENVS_DIRS: join(home, "envs") };
  const { stdout } = runCommand(home, ["install", "-n", "myenv"], env);
  expect(stdout).toContain("Active in this shell");
  expect(stdout).toContain("conda activate myenv");
  const mamba = runCommand(home, ["install", "-n", "myenv", "--profile", "direct"], {
    ...env,
    MAMBA_EXE: "/opt/micromamba",
  });
  expect(mamba.stdout).toContain("micromamba activate myenv");
});

it("warns of a second owner, of a password, of what a profile costs", () => {
  const { home, prefix } = makeHome();
  writeFileSync(
    join(prefix, "conda-meta", "state"),
    JSON.stringify({ env_vars: { GOFLAGS: "-x" } }),
  );
  const { json, stdout } = runCommand(home, [
    "install",
    "-p",
    prefix,
    "--profile",
    "direct",
    "--set",
    "GOPROXY=https://me:s3cret@proxy.example",
    "--json",
  ]);
  const codes = json.environments[0].warnings.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(["caution", "password", "other-owner"]);
  expect(stdout).not.toContain("s3cret");
  expect(readFileSync(join(prefix, ACTIVATE), "utf8")).toContain("s3cret");
});

it.each([
  [["--set", "GOROOT=/x"], "usage"],
  [["--set", "GOPATH=~/go"], "setting-invalid"],
  [["--set", "GOPATH"], "usage"],
  [["--profile", "nope"], "usage"],
  [["--shell", "sh,nope"], "usage"],
  [["--nope"], "usage"],
  [["-n", "a/b"], "usage"],
  [["-n", "a", "-p", "/b"], "usage"],
])("refuses %j before anything is looked at", (args, code) => {
  const { home, prefix } = makeHome();
  const before = readTree(home);
  const { json, status, stderr } = runCommand(home, ["install", ...args, "--json"], {
    CONDA_PREFIX: prefix,
  });
  expect(json).toMatchObject({ schemaVersion: 1, command: "install", error: { code } });
  expect(stderr).toBe("");
  expect(status).toBe(2);
  expect(readTree(home)).toEqual(before);
});

it("says in text what happened, where, and what to type, on stderr alone", () => {
  const { home } = makeHome();
  const { stdout, stderr, status } = runCommand(home, ["install", "-n", "myenw"], {
    CONDA_ENVS_DIRS: join(home, "envs"),
  });
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^error: .*myenw.*\n {2}where: .*\n {2}try: .*myenv/);
  expect(status).toBe(2);
});

it("goes with the environment that it is cloned into", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix]);
  const clone = join(home, "envs", "clone");
  cpSync(prefix, clone, { recursive: true });
  expect(runCommand(home, ["status", "-p", clone, "--check"]).status).toBe(0);
  expect(JSON.stringify(readTree(clone))).not.toContain(home);
});

it("keeps the settings where only the shells are named, and the shells where only settings are", () => {
  const { home, prefix } = makeHome();
  runCommand(home, [
    "install",
    "-p",
    prefix,
    "--profile",
    "offline",
    "--set",
    "GOBIN={prefix}/bin",
  ]);
  const shells = runCommand(home, ["install", "-p", prefix, "--shell", "sh", "--json"]);
  expect(shells.json.environments[0]).toMatchObject({
    profile: "offline",
    settings: { GOBIN: { action: "set", value: "{prefix}/bin" } },
  });
  const settings = runCommand(home, ["install", "-p", prefix, "--profile", "direct", "--json"]);
  expect(settings.json.environments[0]).toMatchObject({
    profile: "direct",
    formerProfile: "offline",
  });
  expect(Object.keys(readTree(prefix)).filter((path) => path.endsWith(".ps1"))).toEqual([]);
});

it.each(["a link to a file of the user's", "a dangling link"])(
  "never writes through %s, nor takes it for ours",
  (kind) => {
    const { home, prefix } = makeHome();
    const target = join(home, "precious");
    runCommand(home, ["install", "-p", prefix]);
    if (kind !== "a dangling link") renameSync(join(prefix, ACTIVATE), target);
    else runCommand(home, ["uninstall", "-p", prefix]);
    mkdirSync(join(prefix, "etc/conda/activate.d"), { recursive: true });
    symlinkSync(target, join(prefix, ACTIVATE));
    const before = readTree(home);
    const refused = runCommand(home, ["install", "-p", prefix, "--profile", "direct", "--json"]);
    expect(refused.json.environments[0].error.code).toBe("file-not-ours");
    expect(readTree(home)).toEqual(before);

    expect(
      runCommand(home, ["install", "-p", prefix, "--profile", "direct", "--force"]).status,
    ).toBe(0);
    expect(lstatSync(join(prefix, ACTIVATE)).isFile()).toBe(true);
    expect(readTree(home).precious).toBe(before.precious);
  },
);

it("says what stands in the way when it is no file", () => {
  const { home, prefix } = makeHome();
  mkdirSync(join(prefix, ACTIVATE), { recursive: true });
  const { json, status } = runCommand(home, ["install", "-p", prefix, "--json"]);
  expect(json.environments[0].error).toMatchObject({
    code: "file-system",
    where: join(prefix, ACTIVATE),
  });
  expect(status).toBe(2);
});

it("leaves files alone whose names only look like those of our temporary ones", () => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix]);
  writeFileSync(join(prefix, `${ACTIVATE}.20240612`), "my backup");
  writeFileSync(join(prefix, `${RECORD}.1`), "another");
  runCommand(home, ["install", "-p", prefix, "--profile", "direct"]);
  runCommand(home, ["uninstall", "-p", prefix]);
  expect(readFileSync(join(prefix, `${ACTIVATE}.20240612`), "utf8")).toBe("my backup");
  expect(readFileSync(join(prefix, `${RECORD}.1`), "utf8")).toBe("another");
});

it("makes the hooks as readable as the environment, whatever the umask", () => {
  const { home, prefix } = makeHome();
  chmodSync(join(prefix, "conda-meta", "history"), 0o644);
  const before = process.umask(0o077);
  try {
    runCommand(home, ["install", "-p", prefix]);
  } finally {
    process.umask(before);
  }
  expect(statSync(join(prefix, ACTIVATE)).mode & 0o777).toBe(0o644);
  expect(statSync(join(prefix, RECORD)).mode & 0o777).toBe(0o644);
  expect(statSync(join(prefix, "etc/conda/activate.d")).mode & 0o777).toBe(0o755);
});

it.each([
  [null, ["sh", "fish", "csh", "nushell"]],
  ["fish", ["fish"]],
  ["zsh", ["sh"]],
  ["pwsh", []],
])("says in %s how to have the values back when it takes its hooks out", async (shell, shells) => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-p", prefix]);
  const env = { CONDA_PREFIX: "/other", CONDA_PREFIX_1: prefix, _CONDA_GO_HOOKS_UNSET_GOPATH: "1" };
  const session = { ...makeSession(home, env), shell };
  const { environments } = await install({ prefix, shells: ["pwsh"] }, session);
  expect(environments[0]?.restore.map((one) => one.shell)).toEqual(shells);
});

it("stores what is below the prefix as {prefix}, and warns of what only begins like it", () => {
  const { home, prefix } = makeHome();
  const set = ["--set", `GOPATH=${prefix}/mine`, "--set", `GOBIN=${prefix}-shared/bin`];
  const { stdout, stderr } = runCommand(home, ["install", "-p", prefix, ...set]);
  expect(stdout).toContain("Stored as {prefix}/..., so that a clone has its own: GOPATH\n");
  expect(stderr).toContain(
    "warning: the value of GOBIN is a path that begins like this environment's",
  );
  const { json } = runCommand(home, ["status", "-p", prefix, "--json"]);
  expect(json.environments[0].settings.GOPATH.value).toBe("{prefix}/mine");
  expect(runCommand(home, ["install", "-p", prefix]).stdout).toMatch(/^unchanged/);
});

it("warns of a blank in the path when it is for xonsh, which runs no hook there", () => {
  const { home, prefix } = makeHome();
  const strange = makeEnvironment(join(home, "envs", "my env"));
  const warnings = (...args: string[]) =>
    runCommand(home, ["install", ...args, "--json"]).json.environments[0].warnings;
  expect(warnings("-p", strange, "--shell", "xonsh")).toMatchObject([
    { code: "blank-in-prefix", message: expect.stringContaining("xonsh before 0.24") },
  ]);
  expect(warnings("-p", strange, "--shell", "bash")).toEqual([]);
  expect(warnings("-p", prefix, "--shell", "xonsh")).toEqual([]);
});

it("changes base only when it is named, and shows its state all the same", () => {
  const home = makeFolder();
  const base = makeEnvironment(join(home, "envs", "conda"));
  const env = { CONDA_PREFIX: base, CONDA_DEFAULT_ENV: "base" };
  const before = readTree(base);
  for (const command of ["install", "uninstall"]) {
    const { json, status } = runCommand(home, [command, "--json"], env);
    expect(json.environments[0]).toMatchObject({
      action: "failed",
      error: { code: "no-environment" },
    });
    expect(status).toBe(2);
  }
  expect(readTree(base)).toEqual(before);
  expect(runCommand(home, ["status", "--json"], env).json.environments[0].state).toBe("absent");
  expect(
    runCommand(home, ["install", "-n", "base", "--json"], env).json.environments[0],
  ).toMatchObject({ action: "installed", name: "base", prefix: base });
});

it("refuses settings that make a record too large to be read again, and changes nothing", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "myenv"));
  const before = readTree(prefix);
  const large = ["GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOVCS", "GOAUTH"].map(
    (name) => ["--set", `${name}=${"x".repeat(100_000)}${name === "GOVCS" ? ":git" : ""}`],
  );
  const { status, stderr } = runCommand(home, ["install", "-p", prefix, ...large.flat()]);
  expect(status).toBe(2);
  expect(stderr).toContain("the settings take more than 512 kB");
  expect(readTree(prefix)).toEqual(before);
});

it("lays a value that was typed to its own account, and not to the record", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "myenv"));
  runCommand(home, ["install", "-p", prefix, "--shell", "all"]);
  const { status, stderr } = runCommand(home, ["install", "-p", prefix, "--set", "GOBIN=/é"]);
  expect(status).toBe(2);
  expect(stderr).toContain("without cmd: --shell");
  expect(stderr).not.toContain("record");
});

it("warns of a value that Go takes, and that does not do what it looks like", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "myenv"));
  const setting = ["--set", "GO111MODULE=off", "--set", "GOTOOLCHAIN=go1.99.0"];
  const { stdout } = runCommand(home, ["install", "-p", prefix, ...setting, "--json"]);
  const { warnings } = JSON.parse(stdout).environments[0];
  expect(warnings.filter(({ code }: { code: string }) => code === "odd-value")).toHaveLength(2);
});
