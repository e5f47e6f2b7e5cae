// Commands that obey a settings file, from the packed package: who follows which file, when it moves on, and who says so.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeError } from "../../src/errors/error.js";
import { readTree, runCommand } from "../setup/command.js";
import { type Files, makeEnvironment, makeFolder, writeFiles } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";

const FILE = "conda-go-hooks.yaml";
const RECORD = "etc/conda/conda-go-hooks.json";

const SHARED = `profile: shared-cache
variables:
  GOPRIVATE: corp.example
shells: [sh]
`;

/** A home with the environments api and web, and a project that names api. */
function makePlace(files: Files = { [FILE]: SHARED, "environment.yml": "name: api\n" }) {
  const home = makeFolder();
  const at = (name: string) => join(home, ".conda", "envs", name);
  for (const name of ["api", "web"]) makeEnvironment(at(name));
  const addProject = (name: string, its: Files) => {
    const folder = join(home, "src", name);
    mkdirSync(join(folder, ".git"), { recursive: true });
    writeFiles(folder, its);
    return folder;
  };
  const project = addProject("api", files);
  const runIn = (folder: string, words: string, env: Record<string, string> = {}) =>
    runCommand(folder, words.split(" "), { HOME: home, ...env });
  return {
    home,
    project,
    at,
    addProject,
    runIn,
    file: join(project, FILE),
    run: (words: string, env: Record<string, string> = {}) => runIn(project, words, env),
    /** The only report of a command. */
    report: (words: string, folder = project, env: Record<string, string> = {}) =>
      runIn(folder, `${words} --json`, env).json.environments[0],
    record: (name: string) => JSON.parse(readFileSync(join(at(name), RECORD), "utf8")),
  };
}

const write = (file: string, text: string) => writeFileSync(file, text);

/** What is to be typed, without the program. */
const wordsOf = (remedy: string) => /npx conda-go-hooks (.*)$/.exec(remedy)?.[1] ?? "";

describe("a plain install in a project", () => {
  it("takes the environment and the settings that it names, says so, and does nothing twice", () => {
    const { run, report, at, file, project, record } = makePlace();
    const { stdout, stderr, status } = run("install");
    expect([stderr, status]).toEqual(["", 0]);
    expect(stdout).toContain(`installed  api  ${at("api")}\n`);
    expect(stdout).toContain(join(project, "environment.yml"));
    expect(stdout).toContain(`profile shared-cache, from ${file}\n`);
    expect(record("api")).toMatchObject({ settings: { shells: ["sh"] }, config: { file } });
    const before = readTree(at("api"));
    const again = run("install");
    expect(again.stdout).toContain(`unchanged  api  ${at("api")}\n`);
    expect(again.stdout).toContain(`profile shared-cache, from ${file}\n`);
    expect(readTree(at("api"))).toEqual(before);
    expect(report("install", join(project, ".git"))).toMatchObject({ action: "unchanged" });
    expect(existsSync(join(at("web"), "etc"))).toBe(false);
  });

  it("is not misled by the order of the record's keys", () => {
    const { run, report, at, record } = makePlace();
    run("install");
    const turn = (value: unknown): unknown =>
      typeof value !== "object" || value === null || Array.isArray(value)
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, one]) => [key, turn(one)]),
          );
    write(join(at("api"), RECORD), JSON.stringify(turn(record("api"))));
    expect(report("install")).toMatchObject({ action: "unchanged" });
  });

  it("warns whoever has another environment active, but not base", () => {
    const { report, at, home } = makePlace();
    const codes = (env: Record<string, string>) =>
      report("install", undefined, env).warnings.map(({ code }: { code: string }) => code);
    expect(codes({ CONDA_PREFIX: at("web"), CONDA_DEFAULT_ENV: "web" })).toEqual(["other-active"]);
    expect(codes({ CONDA_PREFIX: at("api"), CONDA_DEFAULT_ENV: "api" })).toEqual([]);
    expect(codes({ CONDA_PREFIX: home, CONDA_DEFAULT_ENV: "base" })).toEqual([]);
    expect(existsSync(join(at("web"), "etc"))).toBe(false);
  });

  it("says how to make an environment that is not there yet", () => {
    const { report, project } = makePlace({ [FILE]: SHARED, "environment.yml": "name: new\n" });
    const file = join(project, "environment.yml");
    const command = `conda env create -f ${file}`;
    for (const words of ["install", "status"])
      expect(report(words).error).toEqual(
        makeError("project-environment", { name: "new", file, command }).toJSON(),
      );
  });

  it("takes the active environment where the project names none, and one that is named", () => {
    const { report, at, file } = makePlace({ [FILE]: SHARED });
    const env = { CONDA_PREFIX: at("web"), CONDA_DEFAULT_ENV: "web" };
    expect(report("install", undefined, env)).toMatchObject({ name: "web", config: file });
    expect(report("install -n api")).toMatchObject({ name: "api", config: file, chosenBy: null });
  });

  it("needs no environment.yml where one names the environment", () => {
    const { run, project, report, file } = makePlace({ [FILE]: SHARED, "environment.yml": "a: [" });
    expect(run("install --json").json.error).toMatchObject({ code: "config-invalid" });
    expect(report("install -n web")).toMatchObject({ error: null, config: file });
    for (const words of ["status -n web", "status -n api"])
      expect(report(words)).toMatchObject({ error: null, chosenBy: null });
    writeFiles(project, { "m/go.mod": "module m\n\ngo 1.22\n" });
    expect(run("scan .").status).toBe(0);
  });

  it("changes nothing by a file that asks nothing of environments", () => {
    const { report, run } = makePlace({ [FILE]: "scan:\n  ignore: [replace-target-absolute]\n" });
    run("install -n api --profile offline --no-config");
    expect(report("install -n api")).toMatchObject({ action: "unchanged", profile: "offline" });
  });

  it("changes nothing where it refuses the file", () => {
    const { run, at, file } = makePlace();
    run("install");
    const before = readTree(at("api"));
    for (const text of ["profile: offlin\n", "variables:\n  GOMODCACHE: relative\n", "- : ["]) {
      write(file, text);
      const { stderr, status } = run("install");
      expect(stderr).toContain(file);
      expect(status).toBe(2);
      expect(run("install -n web").status).toBe(2);
    }
    expect(readTree(at("api"))).toEqual(before);
    expect(existsSync(join(at("web"), "etc"))).toBe(false);
    // What names no file and no environment is not in its way.
    expect(run("install -n web --no-config").status).toBe(0);
  });

  it("starts afresh from the file, and not from what is recorded", () => {
    const { home, report, runIn, record, file } = makePlace();
    runIn(home, "install -n api --profile offline --shell fish --set GOPROXY=off");
    const seen = report("install");
    expect(seen).toMatchObject({
      action: "updated",
      profile: "shared-cache",
      formerProfile: "offline",
      dropped: ["--set GOPROXY=off"],
    });
    expect(record("api").settings).toMatchObject({ shells: ["sh"] });
    write(file, "profile: direct\n");
    expect(report("install")).toMatchObject({ profile: "direct", dropped: [] });
    expect(record("api").settings).toEqual({ profile: "direct", overrides: [], shells: null });
  });

  it("goes on from the file in a colleague's clone, at another path", () => {
    const { addProject, report, run, file } = makePlace();
    run("install");
    const clone = addProject("clone", { [FILE]: SHARED, "environment.yml": "name: api\n" });
    const config = join(clone, FILE);
    expect(report("install", clone)).toMatchObject({ config, formerConfig: file });
    expect(report("install", clone)).toMatchObject({ action: "unchanged", config });
    expect(report("status", clone).config).toEqual({ file: config, state: "current", error: null });
  });
});

describe("what is typed", () => {
  it("wins over the file, is shown as on top of it, and is dropped the next time with a word", () => {
    const { run, report } = makePlace();
    const typed =
      "--profile direct --set GOPRIVATE=mine.example --append GOFLAGS=-v --shell sh,fish";
    expect(report(`install ${typed}`).settings).toMatchObject({
      GOPROXY: { action: "set", value: "direct" },
      GOPRIVATE: { action: "set", value: "mine.example" },
    });
    const onTop = [
      "--profile direct",
      "--set GOPRIVATE=mine.example",
      "--append GOFLAGS=-v",
      "--shell sh,fish",
    ];
    expect(report("status")).toMatchObject({ state: "installed", onTop });
    expect(run("status").stdout).toContain(`on top of the file: ${onTop.join(" ")}\n`);
    const { stdout } = run("install");
    expect(stdout).toContain("(was direct)");
    expect(stdout).toContain("drops --set GOPRIVATE=mine.example --append GOFLAGS=-v");
    expect(report("status")).toMatchObject({ profile: "shared-cache", onTop: [] });
  });

  it("keeps the file's variables where it is a profile", () => {
    const { report } = makePlace();
    expect(report("install --profile offline")).toMatchObject({
      profile: "offline",
      settings: { GOPRIVATE: { action: "set", value: "corp.example" } },
    });
  });

  it("is on top of it, and no prefix of the environment's own in the file is", () => {
    const { report, at, file, run } = makePlace();
    write(file, `variables:\n  GOBIN: ${join(at("api"), "bin")}\n`);
    run("install");
    expect(report("status")).toMatchObject({
      onTop: [],
      settings: { GOBIN: { value: "{prefix}/bin" } },
    });
    expect(report("install")).toMatchObject({ action: "unchanged" });
  });

  it("is refused where it contradicts itself", () => {
    const { run, file, at } = makePlace();
    const [first, second] = ["--config", "--no-config"];
    expect(run(`install --config ${file} --no-config --json`).json.error).toEqual(
      makeError("option-twice", { first, second }).toJSON(),
    );
    expect(run(`install --no-config --config ${file} --json`).json.error).toEqual(
      makeError("option-twice", { first: second, second: first }).toJSON(),
    );
    const error = makeError("reset-and-config", { file }).toJSON();
    expect(run("install --reset --json").json).toMatchObject({ error });
    expect(run(`install --reset --config ${file} --json`).json).toMatchObject({ error });
    expect(existsSync(join(at("api"), "etc"))).toBe(false);
    expect(run("install --reset --no-config -n api").status).toBe(0);
  });
});

describe("a file that has moved on", () => {
  it("makes hooks outdated, and the printed remedy updates them from anywhere", () => {
    const { home, addProject, runIn, run, report, file } = makePlace();
    run("install");
    expect(report("status")).toMatchObject({ state: "installed", config: { state: "current" } });
    write(file, SHARED.replace("corp.example", "new.example"));
    expect(run("status").stdout).toContain(`from ${file}, which has changed since\n`);
    expect(run("status --check").status).toBe(1);
    const seen = report("status");
    expect(seen).toMatchObject({ state: "outdated", config: { state: "changed", error: null } });
    expect(seen.next).toBe(`Update: npx conda-go-hooks install -n api --config ${file}`);
    const { findings } = runIn(home, "doctor -n api --json").json;
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: "hooks-outdated",
        message: expect.stringContaining(file),
        fix: expect.stringContaining(wordsOf(seen.next)),
      }),
    );
    const other = addProject("other", { [FILE]: "profile: offline\n" });
    expect(runIn(other, wordsOf(seen.next)).status).toBe(0);
    expect(report("status --check")).toMatchObject({
      state: "installed",
      settings: { GOPRIVATE: { value: "new.example" } },
    });
  });

  it("is obeyed by --all, which obeys no file that is found", () => {
    const { addProject, runIn, run, report, file } = makePlace();
    run("install");
    run("install -n web --no-config --profile direct");
    write(file, SHARED.replace("corp.example", "new.example"));
    const other = addProject("other", { [FILE]: "profile: offline\n" });
    const { stdout } = runIn(other, "status --all");
    const [, remedy = ""] = /Update: (.*)/.exec(stdout) ?? [];
    expect(runIn(other, `${wordsOf(remedy)} --yes`).stdout).toContain("1 unchanged");
    expect(report("status -n api", other)).toMatchObject({
      state: "installed",
      profile: "shared-cache",
      settings: { GOPRIVATE: { value: "new.example" } },
    });
    expect(report("status -n web", other)).toMatchObject({ profile: "direct", config: null });
  });

  it("is not obeyed by --all where another one is named", () => {
    const { addProject, runIn, run, report } = makePlace();
    run("install");
    const other = join(addProject("other", { [FILE]: "profile: offline\n" }), FILE);
    runIn("/", `install --all --config ${other} --yes`);
    for (const name of ["api", "web"])
      expect(report(`status -n ${name}`)).toMatchObject({
        profile: "offline",
        config: { file: other, state: "current" },
      });
  });

  it("is what doctor --fix goes by, in any other project's folder", () => {
    const { addProject, runIn, run, report, file } = makePlace();
    run("install");
    write(file, SHARED.replace("corp.example", "new.example"));
    const other = addProject("other", { [FILE]: "profile: offline\n" });
    expect(runIn(other, "doctor -n api --fix --yes --json").json.fixed).toMatchObject([
      { action: "updated", config: file },
    ]);
    expect(report("status -n api")).toMatchObject({ state: "installed", profile: "shared-cache" });
  });

  it("lets go of the environment where it asks nothing of it any more", () => {
    const { run, report, file } = makePlace();
    run("install");
    write(file, "scan:\n  ignore: [replace-target-absolute]\n");
    const { next, state } = report("status");
    expect(state).toBe("outdated");
    expect(run(wordsOf(next)).stdout).toContain(`no longer bound to ${file}\n`);
    expect(report("status")).toMatchObject({
      state: "installed",
      profile: "shared-cache",
      config: null,
    });
  });
});

describe("a file that is gone or not valid", () => {
  it("is warned of while the settings stay, until one goes on without it", () => {
    const { home, runIn, run, report, file, at } = makePlace();
    run("install");
    renameSync(file, `${file}.away`);
    const seen = report("status -n api");
    expect(seen).toMatchObject({
      state: "installed",
      config: { file, state: "gone", error: makeError("config-gone", { file }).toJSON() },
      warnings: [{ code: "settings-file" }],
    });
    expect(runIn(home, "status -n api --check").status).toBe(1);
    expect(runIn(home, "doctor -n api --json").json.warnings).toEqual(seen.warnings);
    const before = readTree(at("api"));
    const { stderr, status } = runIn(home, "install -n api");
    expect(stderr).toContain(file);
    expect(status).toBe(0);
    expect(readTree(at("api"))).toEqual(before);
    const [, words = ""] = /npx conda-go-hooks (.*)\n/.exec(stderr) ?? [];
    expect(runIn(home, words).stdout).toContain(`no longer bound to ${file}\n`);
    expect(report("status -n api --check")).toMatchObject({ config: null, warnings: [] });
  });

  it("fails an update that would need it, and nothing else", () => {
    const { home, runIn, run, report, file, at } = makePlace();
    run("install");
    run("install -n web --no-config");
    write(file, "profile: offlin\n");
    const seen = report("status -n api");
    expect(seen.config).toMatchObject({ state: "invalid", error: { where: `${file}:1:1` } });
    expect(seen.warnings).toMatchObject([{ code: "settings-file" }]);
    expect(runIn(home, "status -n api --check").status).toBe(1);
    const before = readTree(at("api"));
    const { json, status } = runIn(home, "install --all --yes --json");
    expect(status).toBe(1);
    expect(json.environments).toMatchObject([
      { name: "api", action: "failed", error: seen.config.error },
      { name: "web", action: "unchanged" },
    ]);
    expect(readTree(at("api"))).toEqual(before);
  });
});

describe("--no-config", () => {
  it("lets go of the file, and says that instead of nothing", () => {
    const { run, report, file } = makePlace();
    run("install");
    const { stdout } = run("install -n api --no-config");
    expect(stdout).toContain(`profile shared-cache, no longer bound to ${file}\n`);
    expect(report("status -n api")).toMatchObject({
      state: "installed",
      config: null,
      warnings: [],
    });
    // In its own project, that is worth a word.
    expect(report("status")).toMatchObject({ config: null, warnings: [{ code: "settings-file" }] });
    expect(report("install -n api --no-config")).toMatchObject({ action: "unchanged" });
  });

  it("is in what is printed for an environment that does not follow the file found here", () => {
    const { runIn, run, report, addProject, home, at } = makePlace();
    const next = () => report("status -n web").next;
    // It is not this project's.
    expect(next()).toBe("Install: npx conda-go-hooks install -n web --no-config");
    expect(report("status").next).toBe("Install: npx conda-go-hooks install -n api");
    expect(report("status -n web", home).next).toBe("Install: npx conda-go-hooks install -n web");
    runIn(home, "install -n web --profile direct");
    unlinkSync(join(at("web"), "etc/conda/activate.d/zz-conda-go-hooks.sh"));
    const [finish = "", remove = ""] = next().split("\n");
    expect(wordsOf(remove)).toBe("uninstall -n web");
    const { findings } = run("doctor -n web --json").json;
    expect(findings[0]).toMatchObject({ code: "hooks-incomplete" });
    expect(findings[0].fix).toContain(wordsOf(finish));
    expect(run(wordsOf(finish)).status).toBe(0);
    expect(report("status -n web")).toMatchObject({ state: "installed", profile: "direct" });
    const broken = addProject("broken", { [FILE]: "- : [" });
    unlinkSync(join(at("web"), "etc/conda/activate.d/zz-conda-go-hooks.sh"));
    expect(report("status -n web", broken).next).toContain("install -n web --no-config\n");
  });
});

describe("every printed install", () => {
  it("goes by the file of the environment, or by none that is found here", () => {
    const { home, run, report, runIn, file, at, addProject } = makePlace();
    const other = addProject("other", { [FILE]: "profile: offline\n" });
    run("install");
    runIn(home, "install -n web --set GOPROXY=off");
    writeFiles(at("api"), { "etc/conda/activate.d/a.sh": "export GOOS=js\n" });
    writeFiles(at("web"), { "etc/conda/activate.d/a.sh": "export GOOS=js\n" });
    writeFiles(home, { ".config/go/env": "GOPRIVATE=x\nGOPROXY=direct\n" });
    const install = /npx conda-go-hooks install [^\n"',;]*/g;
    for (const [name, option] of [
      ["api", `--config ${file}`],
      ["web", "--no-config"],
    ]) {
      const said = ["status", "doctor"].map((words) => runIn(other, `${words} -n ${name}`));
      const found = said.flatMap(({ stdout, stderr }) => `${stdout}${stderr}`.match(install) ?? []);
      expect(found.length).toBeGreaterThan(2);
      for (const command of found)
        expect(command).toMatch(`npx conda-go-hooks install -n ${name} ${option}`);
    }
    const { warnings } = report("install -n web --no-config --dry-run", other);
    expect(JSON.stringify(warnings)).toContain("install -n web --no-config --keep GOPROXY");
  });
});

describe("the record", () => {
  it.each([
    ["a relative path", { file: FILE, settings: {} }],
    ["a share", { file: "//host/share/conda-go-hooks.yaml", settings: {} }],
    ["no path", { settings: {} }],
    ["no settings", { file: `/src/${FILE}` }],
    ["a text", `/src/${FILE}`],
  ])("is broken with %s for a settings file", (_, config) => {
    const { home, runIn, at, record, report } = makePlace();
    runIn(home, "install -n api");
    write(join(at("api"), RECORD), JSON.stringify({ ...record("api"), config }));
    const file = join(at("api"), RECORD);
    expect(report("status -n api", home).error).toEqual(
      makeError("record-broken", { file, fault: "config" }).toJSON(),
    );
  });
});

describe("init", () => {
  it("writes what an environment has, and install gives another one the same", () => {
    const { addProject, runIn, at, report, record, home } = makePlace();
    const settings =
      "--profile offline --set GOPRIVATE=corp.example --prepend GOFLAGS=-v --cgo --unset GOAUTH --keep GOBIN --shell sh,fish";
    runIn(home, `install -n web ${settings}`);
    const folder = addProject("new", { "environment.yml": "name: api\n" });
    const dry = runIn(folder, "init web --dry-run");
    expect(existsSync(join(folder, FILE))).toBe(false);
    const { stdout, stderr, status } = runIn(folder, "init web");
    expect([stderr, status]).toEqual(["", 0]);
    expect(stdout).toContain(`Wrote ${join(folder, FILE)}\n`);
    expect(stdout).toMatch(/install takes api, which .*environment\.yml names\n/);
    const text = readFileSync(join(folder, FILE), "utf8");
    expect(dry.stdout).toBe(text);
    for (const line of text.split("\n").filter((one) => one.startsWith("# ")))
      expect(line.startsWith("# yaml-language-server") || line.length <= 80).toBe(true);
    expect(runIn(folder, wordsOf(/Next: (.*)\n/.exec(stdout)?.[1] ?? "")).status).toBe(0);
    expect(report("status -n api").settings).toEqual(report("status -n web").settings);
    expect(record("api").settings.shells).toEqual(["sh", "fish"]);
    expect(readTree(join(at("api"), "etc/conda/activate.d"))).toEqual(
      readTree(join(at("web"), "etc/conda/activate.d")),
    );
    expect(report("status", folder)).toMatchObject({ name: "api", state: "installed", onTop: [] });
  });

  it("never writes over a file, nor beside another one with settings", () => {
    const { run, runIn, project, addProject, file } = makePlace();
    const before = readTree(project);
    for (const words of ["init", "init --dry-run"])
      expect(run(`${words} --json`).json.error).toEqual(
        makeError("init-exists", { path: file }).toJSON(),
      );
    expect(readTree(project)).toEqual(before);
    write(file, "- : [");
    expect(run("init --dry-run").status).toBe(2);
    const other = addProject("other", { "package.json": '{"conda-go-hooks": {"cgo": true}}' });
    expect(runIn(other, "init --json").json.error).toMatchObject({ code: "file-not-ours" });
    expect(existsSync(join(other, FILE))).toBe(false);
  });

  it("writes a valid file of the default settings, in which every example is valid too", () => {
    const { addProject, runIn, report, at } = makePlace();
    const folder = addProject("new", {});
    const { stdout } = runIn(folder, "init");
    expect(stdout).toContain("default settings");
    expect(report("install -n api", folder)).toMatchObject({ profile: "isolated", dropped: [] });
    const file = join(folder, FILE);
    const examples = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => /^#(?: {2,}|\s*[a-z]+:(?:\s|$)(?!\/\/))/.test(line) && !/npx/.test(line))
      .map((line) => line.replace(/^# ?/, ""));
    expect(examples.filter((line) => /^\S/.test(line)).length).toBeGreaterThan(5);
    write(file, `${examples.join("\n")}\n`);
    makeEnvironment(at("ci"));
    expect(report("install -n ci", folder)).toMatchObject({
      action: "installed",
      profile: "offline",
    });
  });

  it("leaves passwords out, and says so", () => {
    const { addProject, runIn, home } = makePlace();
    runIn(home, "install -n web --set GOPROXY=https://me:s3cret@proxy.example --set GOAUTH=off");
    const folder = addProject("new", {});
    const { stderr } = runIn(folder, "init web");
    expect(stderr).toContain("GOPROXY is left out");
    const text = readFileSync(join(folder, FILE), "utf8");
    expect(text).not.toContain("s3cret");
    expect(text).toContain("GOAUTH");
    const exported = runIn(folder, "status -n web --export");
    expect(exported.stdout + exported.stderr).not.toContain("s3cret");
    expect(exported.stderr).toContain("GOPROXY is left out");
  });

  it("leaves out whatever is shown as ***, which no file may say", () => {
    const { project, run, runIn, home, addProject, file } = makePlace();
    const words = ["install", "-n", "web", "--append", "GOFLAGS=-ldflags=-X=main.t=me:s3cret@host"];
    expect(runCommand(home, words, { HOME: home }).stderr).toContain("GOFLAGS");
    const folder = addProject("new", { ".envrc": "export GOFLAGS=-X=me:s3cret@host\n" });
    const said = ["init web --dry-run", "status -n web --export", "adopt --from .envrc"].map(
      (one) => runIn(folder, one).stdout,
    );
    for (const text of said) expect(text).not.toMatch(/s3cret|\*\*\*@/);
    write(file, "variables:\n  GOPROXY: https://***@proxy.example\n");
    expect(run("install").status).toBe(2);
    write(join(project, FILE), SHARED);
    expect(run("install -n web --set GOPROXY=https://***@proxy.example").status).toBe(2);
  });
});

describe("status --export", () => {
  it("prints a settings file that install takes as it is, and as a text in JSON", () => {
    const { home, addProject, runIn, record } = makePlace();
    runIn(home, "install -n web --profile direct --append GOFLAGS=-race --shell sh");
    const { stdout, status, stderr } = runIn(home, "status -n web --export");
    expect([stderr, status]).toEqual(["", 0]);
    expect(runIn(home, "status -n web --export --json").json.exported).toBe(stdout);
    expect(runIn(home, "status -n web --json").json).not.toHaveProperty("exported");
    const folder = addProject("new", { [FILE]: stdout });
    runIn(folder, "install -n api");
    expect(record("api").settings).toEqual(record("web").settings);
  });

  it("is for one environment, which has hooks", () => {
    const { home, runIn, at, report } = makePlace();
    expect(runIn(home, "status --all --export --json").json.error).toEqual(
      makeError("export-all").toJSON(),
    );
    expect(report("status -n api --export", home).error).toEqual(
      makeError("no-export", { prefix: at("api") }).toJSON(),
    );
  });
});

describe("scan.ignore", () => {
  const broken = { "m/go.mod": "module m\n\ngo 1.22\n\nreplace x => ../gone\n" };

  it("adds to --ignore, for scan and doctor, and needs not ignore anything", () => {
    const { run, file, project } = makePlace();
    writeFiles(project, broken);
    const codes = (words: string) => run(`${words} --json`).json.summary.codes;
    const found = Object.keys(codes("scan"));
    expect(found.length).toBeGreaterThan(0);
    write(file, `scan:\n  ignore: [${found.join(", ")}, replace-target-absolute]\n`);
    expect(codes("scan")).toEqual({});
    expect(Object.keys(codes("scan --no-config"))).toEqual(found);
    for (const code of found) expect(codes("doctor")).not.toHaveProperty(code);
    for (const code of found) expect(codes("doctor --no-config")).toHaveProperty(code);
  });

  it("of a file that everybody can write hides nothing, and stops neither scan nor repair", () => {
    const { run, file, project } = makePlace();
    writeFiles(project, broken);
    const [code] = Object.keys(run("scan --json").json.summary.codes);
    write(file, `scan:\n  ignore: [${code}]\n`);
    const before = run("scan --json").json;
    expect(before).not.toHaveProperty("warnings");
    chmodSync(file, 0o666);
    const { json } = run("scan --json");
    expect(json.warnings).toMatchObject([{ code: "settings-file" }]);
    expect(json.summary.ignored).toBeLessThan(before.summary.ignored);
    const { stderr, status } = run("scan");
    expect(stderr).toMatch(/^warning: no finding is left out by /);
    expect(status).toBe(0);
    // Without a go it goes no further, but not because of the file.
    expect(run("repair --dry-run --json").json.error?.code ?? "no-go").toBe("no-go");
    const { error } = run("install -n web --json").json;
    for (const option of [`--config ${file}`, "--no-config"]) expect(error.hint).toContain(option);
    expect(run("install -n web --no-config").status).toBe(0);
  });

  it("hides nothing from doctor where a code or a key is mistyped", () => {
    const { run, file, project } = makePlace();
    writeFiles(project, broken);
    for (const text of ["scan:\n  ignore: [replace-target-absolut]\n", "scna: {}\n", "- : ["]) {
      write(file, text);
      const { json } = run("doctor --json");
      expect(json.findings).toEqual(run("doctor --no-config --json").json.findings);
      expect(json.warnings).toMatchObject([{ code: "settings-file" }]);
      expect(json.warnings[0].message).toContain(file);
      expect(json.findings.length).toBeGreaterThan(0);
      expect(run("doctor").stderr).toContain("warning: ");
      expect(run("scan").status).toBe(2);
    }
  });
});

describeWith("in a real shell", "bash", findProgram("bash"), (bash) => {
  it("an activation gives the values that the file asks for", () => {
    const { run, at, home, file } = makePlace();
    write(
      file,
      'variables:\n  GOPRIVATE: "a b\'c"\n  GOFLAGS: { append: [-race] }\n  GOPROXY: keep\n',
    );
    expect(run("install").status).toBe(0);
    const script = `for f in "$CONDA_PREFIX"/etc/conda/activate.d/*.sh; do . "$f"; done
printf '%s\\n' "$GOPATH" "$GOPRIVATE" "$GOFLAGS" "$GOPROXY"`;
    const { stdout } = spawnSync(bash, ["--norc", "-euc", script], {
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin", HOME: home, CONDA_PREFIX: at("api"), GOPROXY: "mine" },
    });
    expect(stdout).toBe(`${at("api")}/gopath\na b'c\n-modcacherw -race\nmine\n`);
  });
});

it("is not obeyed by demo", { timeout: 120_000 }, () => {
  const { run, file } = makePlace();
  write(file, "- : [");
  const { json } = run("demo --json");
  expect(json).toMatchObject({ profile: "isolated" });
  rmSync(file);
});

describe("a file of another user that was named", () => {
  it.skipIf(process.geteuid?.() !== 0)(
    "is followed from then on, wherever install is typed",
    () => {
      const { run, runIn, report, file, home } = makePlace();
      chownSync(file, 12345, 12345);
      expect(run("install --json").json.error).toMatchObject({ code: "config-invalid" });
      expect(run(`install -n api --config ${file}`).status).toBe(0);
      expect(report("status -n api", home)).toMatchObject({ config: { state: "current" } });
      write(file, `${SHARED}cgo: true\n`);
      chownSync(file, 12345, 12345);
      expect(runIn(home, "install -n api").status).toBe(0);
      expect(report("status -n api", home)).toMatchObject({
        config: { state: "current" },
        settings: { CGO_ENABLED: { value: "1" } },
      });
    },
  );
});

describe("env and exec in a project", () => {
  it("take the environment that it names, and say so where another one is active", () => {
    const { run, at, file } = makePlace();
    run("install");
    const active = { CONDA_PREFIX: at("web"), CONDA_DEFAULT_ENV: "web" };
    const { stdout, stderr } = run("env --format dotenv", active);
    expect(stdout).toContain(`GOBIN=${join(at("api"), "bin")}\n`);
    expect(stderr).toContain("web is active");
    const words = `exec -- ${process.execPath} -p process.env.CONDA_PREFIX`;
    expect(run(words).stdout).toBe(`${at("api")}\n`);
    expect(run(words.replace("exec", "exec -n web"))).toMatchObject({
      stdout: `${at("web")}\n`,
      stderr: "",
    });
    expect(run("env --no-config --json").json.error).toEqual(makeError("none-active").toJSON());
    expect(run(`env --config ${file} --json`).json.prefix).toBe(at("api"));
  });

  it("say how to make it where it is not there yet", () => {
    const { run, project } = makePlace({ [FILE]: SHARED, "environment.yml": "name: later\n" });
    const command = `conda env create -f ${join(project, "environment.yml")}`;
    const error = makeError("project-environment", {
      name: "later",
      file: join(project, "environment.yml"),
      command,
    }).toJSON();
    expect(run("env --json").json.error).toEqual(error);
    expect(run("exec -- true").status).toBe(125);
  });
});
