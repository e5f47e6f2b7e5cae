// render, profiles and the command line itself, from the packed package.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { run as runRender } from "../../src/commands/render.js";
import { renderHook } from "../../src/index.js";
import { hooksOf, PHASES, scriptPath } from "../../src/names.js";
import { makePipe } from "../conda/pipe.js";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, makeSession } from "../setup/environments.js";

function joinScripts(shell: string, texts: readonly string[]): string {
  if (texts.length === 1) return texts.join("");
  if (shell === "cmd")
    return texts.join("\r\n").replace("@exit /b 0\r\n\r\n@rem Made", "\r\n@rem Made");
  if (shell !== "tcsh") return texts.join("\n");
  const [first = "", last = ""] = texts;
  return `${first.replace(/^exit$/m, "goto conda_go_hooks_last")}conda_go_hooks_last:\n\n${last}`;
}

it("renders the very scripts that install writes, and that ejs makes of the template", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "myenv"));
  runCommand(home, ["install", "-p", prefix, "--profile", "direct", "--shell", "all"]);
  for (const [shell, extension] of [
    ["sh", ".sh"],
    ["fish", ".fish"],
    ["tcsh", ".csh"],
    ["pwsh", ".ps1"],
    ["nu", ".nu"],
    ["cmd", ".bat"],
  ] as const) {
    for (const phase of PHASES) {
      const args = ["render", "--shell", shell, "--phase", phase, "--profile", "direct"];
      const paths = hooksOf(phase).map((hook) => join(prefix, scriptPath(hook, extension)));
      const texts = paths.map((path) => readFileSync(path, "utf8"));
      // Where the first of two would end the file, it goes on with the last.
      const installed = joinScripts(shell, texts);
      expect(runCommand(home, args).stdout).toBe(installed);
      expect(renderHook({ shell, phase, profile: "direct" }).script).toBe(installed);
      expect(runCommand(home, [...args, "--json"]).json).toMatchObject({
        schemaVersion: 1,
        command: "render",
        phase,
        script: installed,
      });
    }
  }
});

describe("render --out", () => {
  it.each([
    ["cmd", "activate"],
    ["pwsh", "deactivate"],
  ])(
    "writes the very script for %s that install writes, and replaces one of ours",
    (shell, phase) => {
      const home = makeFolder();
      const file = join(home, "a script");
      writeFileSync(file, "# Made by conda-go-hooks, an older one.\n", { mode: 0o640 });
      const args = ["render", "--shell", shell, "--phase", phase];
      const { stdout, stderr, status } = runCommand(home, [...args, "--out", "a script"]);
      expect([stdout, stderr, status]).toEqual([`Wrote ${file}\n`, "", 0]);
      expect(readFileSync(file, "utf8")).toBe(runCommand(home, args).stdout);
      expect(lstatSync(file).mode & 0o777).toBe(0o640);
      const { json } = runCommand(home, [...args, "--out", file, "--json"]);
      expect(json).toMatchObject({ command: "render", phase, out: file, script: null });
      expect(runCommand(home, [...args, "--json"]).json.out).toBeNull();
      expect(readdirSync(home)).toEqual(["a script"]);
    },
  );

  it("makes a file as a redirection would", () => {
    const home = makeFolder();
    runCommand(home, ["render", "--out", "x.sh"]);
    spawnSync("sh", ["-c", ": > y.sh"], { cwd: home });
    expect(lstatSync(join(home, "x.sh")).mode).toBe(lstatSync(join(home, "y.sh")).mode);
  });

  it("replaces no file of somebody else's, no folder, link or pipe, and makes no folder", () => {
    const home = makeFolder();
    writeFileSync(join(home, "file"), "kept");
    mkdirSync(join(home, "folder"));
    symlinkSync("file", join(home, "link"));
    symlinkSync("nowhere", join(home, "dangling"));
    makePipe(join(home, "pipe"));
    const before = readdirSync(home);
    for (const out of ["file", "folder", "link", "dangling", "pipe", ".", "", "none/x", "file/x"]) {
      const { stdout, stderr, status } = runCommand(home, ["render", "--out", out]);
      expect([stdout, status], out).toEqual(["", 2]);
      expect(stderr, out).toMatch(/^error: .*\n {2}where: .*\n {2}try: .*\n$/);
    }
    expect(readdirSync(home)).toEqual(before);
    expect(readFileSync(join(home, "file"), "utf8")).toBe("kept");
  });

  it("writes a password as install does, into a file for nobody else, and says so", () => {
    const home = makeFolder();
    writeFileSync(join(home, "x.sh"), "", { mode: 0o644 });
    const args = ["render", "--set", "GOPROXY=https://me:s3cret@proxy.example", "--out", "x.sh"];
    const { stdout, stderr } = runCommand(home, args);
    expect(readFileSync(join(home, "x.sh"), "utf8")).toContain("https://me:s3cret@proxy.example");
    expect(lstatSync(join(home, "x.sh")).mode & 0o777).toBe(0o600);
    expect(stderr).toMatch(/^warning: the file holds the password in GOPROXY in clear/);
    const { stdout: json } = runCommand(home, [...args, "--json"]);
    expect(stdout + stderr + json).not.toContain("s3cret");
  });

  it("promises no such file on Windows, where rights come from the folder", async () => {
    const session = makeSession(makeFolder());
    const value = "https://me:s3cret@proxy.example";
    const options = {
      overrides: [{ action: "set", variable: "GOPROXY", value } as const],
      out: "x.sh",
    };
    const told = async (platform: string) =>
      (await runRender(options, { ...session, platform })).notes.join("\n");
    expect(await told("linux")).toMatch(/Only you can read it$/);
    expect(await told("win32")).toMatch(/Everyone who can read its folder can read it$/);
  });
});

it.each([
  [["install", "api", "web"], "name one environment, or use --all"],
  [["render", "sh"], "it takes only options"],
  [["profiles", "offline"], "it takes only options"],
])("says to %j what can be typed instead", (words, way) => {
  expect(runCommand(makeFolder(), words).stderr).toContain(`try:   ${way}; `);
});

it("shows no password in a rendered script, and says so", () => {
  const { stdout, stderr } = runCommand(makeFolder(), [
    "render",
    "--set",
    "GOPROXY=https://me:s3cret@proxy.example",
  ]);
  expect(stdout).toContain("https://***@proxy.example");
  expect(stdout + stderr).not.toContain("s3cret");
  expect(stderr).toContain("GOPROXY");
});

it("lists the profiles, in lines that every terminal holds, and as JSON", () => {
  const home = makeFolder();
  const { stdout } = runCommand(home, ["profiles"]);
  expect(stdout).toMatch(/^isolated \(default\): /);
  expect(stdout).toMatch(/^offline: .*\n(?: .*\n)* {2}GOPROXY +file:\/\/\/\{prefix\}\S+,off$/m);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  const { json } = runCommand(home, ["profiles", "--json"]);
  expect(json.profiles.map(({ name }: { name: string }) => name)).toEqual([
    "isolated",
    "shared-cache",
    "offline",
    "direct",
  ]);
});

it.each([[["nope"]], [["status", "--nope"]], [["render", "--shell"]], [["status", "too", "many"]]])(
  "answers %j with one error and exit code 2",
  (args) => {
    const text = runCommand(makeFolder(), args);
    expect(text.stdout).toBe("");
    expect(text.stderr).toMatch(/^error: [^\n]*\n {2}try: [^\n]*\n$/);
    expect(text.status).toBe(2);
    const { json } = runCommand(makeFolder(), [...args, "--json"]);
    expect(json).toMatchObject({ schemaVersion: 1, error: { code: "usage" } });
  },
);

it("answers --help and --version on stdout with exit code 0, and no command at all with 2", () => {
  const home = makeFolder();
  for (const args of [["--help"], ["install", "--help"], ["--version"]]) {
    const { stdout, stderr, status } = runCommand(home, args);
    expect([stdout !== "", stderr, status]).toEqual([true, "", 0]);
  }
  expect(runCommand(home, []).status).toBe(2);
});

it("says what is wrong, as an error and not as a finding, when nothing can be written or read", () => {
  const cli = join(inject("installation"), "dist", "cli.cjs");
  const full = spawnSync("sh", ["-c", `'${process.execPath}' '${cli}' profiles >/dev/full`], {
    encoding: "utf8",
  });
  expect(full.stderr).toMatch(/^error: [^\n]*\n$/);
  expect(full.status).toBe(2);
  const gone = `mkdir gone && cd gone && rmdir ../gone && '${process.execPath}' '${cli}' status -p x`;
  const nowhere = spawnSync("sh", ["-c", gone], { encoding: "utf8", cwd: makeFolder() });
  expect(nowhere.stderr).toMatch(/^error: /);
  expect(nowhere.status).toBe(2);
});

it("minds no reader that has seen enough", () => {
  const cli = join(inject("installation"), "dist", "cli.cjs");
  const { stderr } = spawnSync("sh", ["-c", `'${process.execPath}' '${cli}' render | true`], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
});

it("runs through the link that npm makes in .bin", () => {
  const home = makeFolder();
  symlinkSync(
    join(realpathSync(inject("installation")), "dist", "cli.cjs"),
    join(home, "conda-go-hooks"),
  );
  expect(
    spawnSync(join(home, "conda-go-hooks"), ["--version"], { encoding: "utf8" }).stdout,
  ).toMatch(/^\d/);
});

it("can be imported, with types", () => {
  const home = makeFolder();
  const installation = inject("installation");
  const program = `
    import { install, renderHook, scan, status, uninstall, CondaGoHooksError, type InstallReport } from "conda-go-hooks";
    const { script } = renderHook({ shell: "sh", phase: "activate", profile: "direct" });
    const prefix = process.argv[2] as string;
    const installed: InstallReport | undefined = (await install({ prefix })).environments[0];
    const state = (await status({ prefix })).environments[0]?.state;
    const { summary } = await scan({ folders: [prefix] });
    const removed = (await uninstall({ prefix })).environments[0]?.action;
    let code = "";
    try { renderHook({ profile: "nope" }); } catch (error) { if (error instanceof CondaGoHooksError) code = error.code; }
    console.log(script.length > 100, installed?.action, state, summary.modules, removed, code);
  `;
  cpSync(join(installation, ".."), join(home, "node_modules"), { recursive: true });
  writeFileSync(join(home, "package.json"), '{"type":"module"}');
  writeFileSync(join(home, "program.ts"), program);
  const tsc = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
  const types = join(import.meta.dirname, "../../node_modules/@types");
  const compiled = spawnSync(
    process.execPath,
    [
      tsc,
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--types",
      "node",
      "--typeRoots",
      types,
      "program.ts",
    ],
    { cwd: home, encoding: "utf8" },
  );
  expect(compiled.stdout).toBe("");
  const prefix = makeEnvironment(join(home, "env"));
  writeFileSync(join(prefix, "go.mod"), "module example.com/a\n");
  const ran = spawnSync(process.execPath, ["program.js", prefix], {
    cwd: home,
    encoding: "utf8",
  });
  expect(ran.stdout + ran.stderr).toBe("true installed installed 1 removed usage\n");
});
