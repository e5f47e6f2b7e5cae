// Only absolute folders of the PATH are searched: what lies in the current one is somebody else's.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { findTools } from "../src/conda/tools.js";
import { findProgram, listCandidates } from "../src/find-program.js";
import { runCommand } from "./setup/command.js";
import { findCommandPrompt } from "./setup/command-prompt.js";
import { makeFolder, makeSession } from "./setup/environments.js";
import { describeWith } from "./setup/programs.js";
import { findTool } from "./setup/tools.js";
import { toWindowsPath } from "./setup/wine.js";

/** Programs that leave a file behind when they are run, in a folder and in its `bin`. */
function plant(...names: string[]): string {
  const folder = makeFolder();
  mkdirSync(join(folder, "bin"));
  for (const file of names.flatMap((name) => [join(folder, name), join(folder, "bin", name)])) {
    writeFileSync(file, `#!/bin/sh\n: > '${join(folder, "ran")}'\n`);
    chmodSync(file, 0o755);
  }
  return folder;
}

describe("what lies in the current folder", () => {
  it("is not found by way of npx, which puts its packages' programs on the PATH", () => {
    const folder = plant("go");
    const bin = join(folder, "node_modules", ".bin");
    cpSync(join(folder, "bin"), bin, { recursive: true });
    expect(findProgram("go", makeSession(folder, { PATH: `${bin}:${bin}/` }))).toBeNull();
    expect(findProgram("go", makeSession(folder, { PATH: `${bin}:${folder}/bin` }))).toBe(
      join(folder, "bin", "go"),
    );
  });

  it.each([".", "", ":/usr/bin:", "bin", "./bin:/usr/bin", "bin/../bin"])(
    "is neither found nor run with a PATH of '%s'",
    (PATH) => {
      const folder = plant("go", "conda", "mamba", "micromamba");
      writeFileSync(join(folder, "go.mod"), "module example.com/a\n");
      runCommand(folder, ["scan", ".", "--verify"], { PATH });
      runCommand(folder, ["status", "-n", "nowhere"], { PATH });
      runCommand(folder, ["status", "-n", "nowhere"], {
        PATH,
        CONDA_EXE: "./conda",
        MAMBA_EXE: "bin/mamba",
      });
      expect(existsSync(join(folder, "ran"))).toBe(false);
    },
  );

  it("is not run by a go that is a script, which looks for its own programs", () => {
    const folder = plant("interpreter");
    writeFileSync(join(folder, "go.mod"), "module example.com/a\n");
    const tools = makeFolder();
    for (const [name, text] of [
      ["go", "#!/usr/bin/env interpreter\n"],
      ["interpreter", "#!/bin/sh\necho go1.27.3\n"],
    ] as const) {
      writeFileSync(join(tools, name), text);
      chmodSync(join(tools, name), 0o755);
    }
    const { status } = runCommand(folder, ["scan", ".", "--verify"], { PATH: `${tools}:/usr/bin` });
    expect([status, existsSync(join(folder, "ran"))]).toEqual([0, false]);
  });

  it.each([".:/usr/bin", ":/usr/bin", "."])(
    "is not run by a conda that is a script, with a PATH of '%s' behind its own folder",
    (PATH) => {
      const folder = plant("interpreter");
      const tools = makeFolder();
      writeFileSync(join(tools, "conda"), "#!/usr/bin/env interpreter\n");
      chmodSync(join(tools, "conda"), 0o755);
      runCommand(folder, ["status", "-n", "nowhere"], { PATH: `${tools}:${PATH}` });
      expect(existsSync(join(folder, "ran"))).toBe(false);
    },
  );

  it("is found and run by who names its folder", () => {
    const folder = plant("go", "conda");
    const session = makeSession(folder, { PATH: join(folder, "bin") });
    expect(findProgram("go", session)).toBe(join(folder, "bin", "go"));
    const named = makeSession(folder, { PATH: "", CONDA_EXE: join(folder, "conda") });
    expect(findTools(named)).toEqual([{ name: "conda", program: join(folder, "conda") }]);
    writeFileSync(join(folder, "go.mod"), "module example.com/a\n");
    runCommand(folder, ["scan", ".", "--verify"], { PATH: join(folder, "bin") });
    expect(existsSync(join(folder, "ran"))).toBe(true);
  });
});

it("passes by folders and by files that cannot be run", () => {
  const folder = plant("go");
  mkdirSync(join(folder, "first", "go"), { recursive: true });
  mkdirSync(join(folder, "second"));
  writeFileSync(join(folder, "second", "go"), "");
  const PATH = ["first", "second", "bin"].map((name) => join(folder, name)).join(":");
  expect(findProgram("go", makeSession(folder, { PATH }))).toBe(join(folder, "bin", "go"));
});

const isHere = process.platform === "win32";
const windowsNode = isHere ? process.execPath : findTool("node-22-windows", "node.exe");
const prompt = windowsNode === null ? null : findCommandPrompt();
describeWith("a Node on Windows", "cmd.exe with a Node for Windows", prompt, ({ command, env }) => {
  /** What is run of a checkout that has programs of these names in it. */
  function runIn(checkout: string, before: string): string[] {
    for (const name of ["go", "conda", "mamba"])
      writeFileSync(join(checkout, `${name}.bat`), `@echo ran>"%~dp0ran-${name}"\r\n`);
    writeFileSync(join(checkout, "go.mod"), "module example.com/a\n");
    const node = isHere ? process.execPath : toWindowsPath(windowsNode as string);
    const cli = toWindowsPath(join(inject("installation"), "dist", "cli.cjs"));
    const lines = [
      before,
      `@"${node}" "${cli}" scan . --verify`,
      `@"${node}" "${cli}" status -n nowhere`,
    ];
    const file = join(makeFolder(), "run.bat");
    writeFileSync(file, lines.map((line) => `${line}\r\n`).join(""));
    const [program, ...args] = command;
    spawnSync(program, [...args, "/d", "/c", toWindowsPath(file)], {
      cwd: checkout,
      env: { ...process.env, ...env, NODE_SKIP_PLATFORM_CHECK: "1" },
      // No pipe, which wine's programs would hold.
      stdio: "ignore",
      timeout: 60_000,
    });
    return readdirSync(checkout).filter((name) => name.startsWith("ran-"));
  }

  it("runs nothing of the current folder, be it on the PATH as such", () => {
    expect(runIn(makeFolder(), "")).toEqual([]);
    expect(runIn(makeFolder(), "@set PATH=.;;%PATH%")).toEqual([]);
    expect(runIn(makeFolder(), "@set CONDA_EXE=.\\conda.bat")).toEqual([]);
  });

  it("runs what an absolute folder of the PATH has, but of go no script", () => {
    expect(runIn(makeFolder(), "@set PATH=%CD%;%PATH%")).toEqual(["ran-conda", "ran-mamba"]);
  });
});

describe("on Windows", () => {
  const candidates = (program: string, PATH: string, PATHEXT?: string) =>
    listCandidates(program, {
      env: { PATH, ...(PATHEXT !== undefined && { PATHEXT }) },
      platform: "win32",
    });

  it.each([
    ".",
    "",
    ";",
    "bin",
    ".\\bin",
    "\\tools",
    "/tools",
    "C:",
    "C:bin",
    '"."',
    "%APPDATA%\\x",
    "C:\\checkout\\node_modules\\.bin",
  ])("a PATH of '%s' has no folder", (PATH) => {
    expect(candidates("go", PATH)).toEqual([]);
  });

  it("a program is looked for with each ending of PATHEXT, folder by folder", () => {
    const PATH = '.;C:\\Go\\bin;;"D:\\a;b";\\\\server\\share\\bin;C:/msys/bin';
    expect(candidates("go", PATH, ".EXE;.BAT;")).toEqual([
      "C:\\Go\\bin\\go.EXE",
      "C:\\Go\\bin\\go.BAT",
      "D:\\a;b\\go.EXE",
      "D:\\a;b\\go.BAT",
      "\\\\server\\share\\bin\\go.EXE",
      "\\\\server\\share\\bin\\go.BAT",
      "C:\\msys\\bin\\go.EXE",
      "C:\\msys\\bin\\go.BAT",
    ]);
    expect(candidates("go", "C:\\Go", "")).toEqual(
      [".COM", ".EXE", ".BAT", ".CMD"].map((end) => `C:\\Go\\go${end}`),
    );
  });

  it("a path is taken when it is absolute, as it is and without its ending", () => {
    expect(candidates("C:\\conda\\conda.exe", "C:\\x", ".EXE")[0]).toBe("C:\\conda\\conda.exe");
    expect(candidates("C:\\conda\\conda", "C:\\x", ".EXE")).toEqual(["C:\\conda\\conda.EXE"]);
    for (const path of [".\\conda.exe", "conda\\conda.exe", "\\conda.exe", "C:conda\\a.exe"]) {
      expect(candidates(path, "C:\\x", ".EXE"), path).toEqual([]);
    }
  });
});
