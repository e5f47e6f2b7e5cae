// What cmd.exe does in its own way: quotes, percents, carets, and what its hooks refuse to hold.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { renderHook, renderPhase } from "../../src/hooks/render.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import { defaultDialects } from "../../src/hooks/select-dialects.js";
import type { Override } from "../../src/hooks/settings.js";
import { HOOKS } from "../../src/names.js";
import { cmd } from "../../src/shells/cmd.js";
import { concatenate, PrefixText } from "../../src/shells/word.js";
import { text } from "../properties/text.js";
import { runCommand } from "../setup/command.js";
import { findCommandPrompt } from "../setup/command-prompt.js";
import { makeEnvironment, makeFolder, makeLastingFolder } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";
import { expectInReadme } from "../setup/readme.js";
import { toWindowsPath } from "../setup/wine.js";
import { FLAG_CASES, writeHooks } from "./hook-files.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("is there by default on Windows, and nowhere else", () => {
  const shellsOn = (platform: string) =>
    defaultDialects(platform).map(({ shells: [name] }) => name);
  expect(shellsOn("win32").sort()).toEqual(["cmd", "nushell", "powershell", "sh"]);
  for (const platform of ["linux", "darwin"])
    expect(shellsOn(platform).sort()).toEqual(["csh", "fish", "nushell", "powershell", "sh"]);
});

it.each([
  ['a"b', 'has a "'],
  ["a!b", "has a !"],
  ["é", "other than ASCII"],
])("refuses to hold %s, and says what to do", (value, fault) => {
  const prefix = makeEnvironment(join(makeFolder(), "env"));
  const args = ["install", "-p", prefix, "--set", `GOPRIVATE=${value}`, "--shell"];
  const { status, stderr } = runCommand(folder, [...args, "sh,cmd"]);
  expect(status).toBe(2);
  expect(stderr).toContain(fault);
  expect(stderr).toContain("without cmd: --shell");
  expect(runCommand(folder, [...args, "sh"]).status).toBe(0);
});

// wine cannot show it, as it expands twice.
it("leaves each value to delayed expansion, where that is on, before it is expanded in any other way", () => {
  const settings = resolveSettings({ profile: "direct", overrides: [] }, "win32");
  const lines = renderPhase(cmd, "activate", settings).split("\r\n");
  const guards = lines.filter((line) => line.startsWith('@if not "%'));
  expect(guards.length).toBeGreaterThan(20);
  for (const guard of guards)
    expect(lines[lines.indexOf(guard) - 1]).toMatch(/^@if "!!"=="" goto \w+$/);
});

it("jumps upwards only in the line that makes shorter what it loops over, and while there is some left", () => {
  const settings = resolveSettings({ profile: "direct", overrides: [] }, "win32");
  const scripts = HOOKS.map((hook) => renderHook(cmd, hook, settings).split("\r\n"));
  const isUpwards = (line: string, index: number, lines: readonly string[]) => {
    const label = /\bgoto (\w+)$/.exec(line)?.[1];
    return label !== undefined && lines.slice(0, index).includes(`:${label}`);
  };
  const jumps = scripts.flatMap((lines) => lines.filter(isUpwards));
  expect(jumps.length).toBe(1);
  for (const jump of jumps) {
    expect(jump).toMatch(
      /^@set "(\w+)=" & for \/f "tokens=2,\*" %%G in \("- %\1%"\) do @set "\1=%%H" & if defined \1 goto \w+$/,
    );
  }
});

it("goes to disk with the line ends without which cmd.exe misses labels", () => {
  const script = renderPhase(
    cmd,
    "activate",
    resolveSettings({ profile: "direct", overrides: [] }, "win32"),
  );
  expect(script.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

describeWith("cmd.exe", "cmd.exe", findCommandPrompt(), ({ command, env, isWine, fails }) => {
  /** What the lines print, in any mode. */
  const run = (
    lines: readonly string[],
    values: Record<string, string> = {},
    option = "/v:off",
  ) => {
    writeFileSync(join(folder, "script.bat"), `${lines.join("\r\n")}\r\n`);
    const [program, ...args] = command;
    const start = () =>
      spawnSync(program, [...args, "/u", "/d", option, "/c", "script.bat"], {
        cwd: folder,
        env: { ...env, ...values },
        stdio: ["ignore", "pipe", "pipe"],
      })
        .output.map((said) => said?.toString("utf16le"))
        .join("\n");
    if (fails?.test(start())) {
      rmSync(join(folder, "out"));
      start();
    }
    return readFileSync(join(folder, "out"), "utf16le").split("\r\n").slice(0, -1);
  };
  // As where a cmd.exe does not know how to read one of them: wine 10, for one, had such a line.
  it("ends, whichever line of its loop is missing", () => {
    const overrides = [{ action: "append", variable: "GOFLAGS", value: "-race" }] as const;
    const { activate } = writeHooks(cmd, join(folder, "hooks"), overrides);
    const lines = readFileSync(activate, "utf8").split("\r\n");
    const start = lines.indexOf(":look_GOFLAGS");
    const end = lines.indexOf(":join_GOFLAGS");
    expect(end - start).toBeGreaterThan(2);
    for (let missing = start + 1; missing < end; missing += 1) {
      writeFileSync(join(folder, "loop.bat"), lines.toSpliced(missing, 1).join("\r\n"));
      const [program, ...args] = command;
      const { status, signal } = spawnSync(program, [...args, "/d", "/c", "loop.bat"], {
        cwd: folder,
        env: { ...env, CONDA_PREFIX: "/p", GOFLAGS: "-v -x -race" },
        stdio: "ignore",
        timeout: 20_000,
        killSignal: "SIGKILL",
      });
      expect([status, signal], lines[missing]).toEqual([0, null]);
    }
  });

  const look = ["@set GO>> out", "@echo status %ERRORLEVEL% >> out"];
  const play = (overrides: readonly Override[], user: Record<string, string>, option?: string) => {
    mkdirSync(folder, { recursive: true });
    rmSync(join(folder, "out"), { force: true });
    const { activate, deactivate } = writeHooks(cmd, join(folder, "hooks"), overrides);
    const call = (file: string) => `@call "${toWindowsPath(file)}"`;
    return run(
      [call(activate), ...look, call(deactivate), ...look],
      { CONDA_PREFIX: "/p q", ...user },
      option,
    );
  };

  it("gives back what it quotes, and the prefix in it", () => {
    const isHeld = (value: string) => cmd.findFault?.(value) === null;
    const texts = fc.sample(
      text.map((value) => value.replace(/[^ -~]|["!]/g, "'")),
      1000,
    );
    expect(texts.every(isHeld)).toBe(true);
    rmSync(join(folder, "out"), { force: true });
    const lines = texts.flatMap((value) => [
      `@set ${cmd.quote(concatenate("A=", value, ";"))}`,
      `@set ${cmd.quote(concatenate("B=", new PrefixText([value, value]), ";"))}`,
      "@set A>> out",
      "@set B>> out",
    ]);
    const printed = run(lines, { CONDA_PREFIX: "/p (&|^) ' é" });
    const rest = printed.filter((line) => /^[AB]=/.test(line));
    expectInReadme(`for cmd.exe may have | ${rest.length} | 0 |`);
    expect(rest).toEqual(
      texts.flatMap((value) => [`A=${value};`, `B=${value}/p (&|^) ' é${value};`]),
    );
  });

  it("neither changes nor runs what is in a value, and takes no other variable for ours", () => {
    const values = [
      'q"q&echo pwn&"',
      'a"b"c',
      '"',
      '""',
      "^^ ^& & | < > ( )",
      "!x! !",
      "a=b",
      "%",
      ...(isWine ? [] : ["%PATH%"]),
    ];
    for (const value of values.filter((value) => !isWine || value !== "%")) {
      const user = { GOPATH: value, GOPATH_X: "other", GOFLAGS: value };
      const printed = play(
        [
          { action: "set", variable: "GOPATH", value: "{prefix}/x" },
          { action: "append", variable: "GOFLAGS", value: "-race" },
        ],
        user,
      );
      expect(printed).toEqual([
        ...[
          "GOBIN=/p q/bin",
          "GOCACHE=/p q/.cache/go-build",
          `GOFLAGS=${value} -race`,
          "GOPATH=/p q/x",
          "GOPATH_X=other",
          "status 0 ",
        ],
        ...[`GOFLAGS=${value}`, `GOPATH=${value}`, "GOPATH_X=other", "status 0 "],
      ]);
    }
  });

  const flagCases = FLAG_CASES.filter(({ flag, user }) => cmd.findFault?.(flag + user) === null);
  // What starts with a ; is a comment to `for /f`, unless told otherwise.
  const comment = { flag: "-race", user: ";x ;y -race", isThere: true };
  it.each([...flagCases, comment])("finds $flag in $user: $isThere", ({ flag, user, isThere }) => {
    const override = { action: "append", variable: "GOFLAGS", value: flag } as const;
    const [, , flags] = play([override], { GOFLAGS: user });
    expect(flags).toBe(`GOFLAGS=${isThere ? user : `${user} ${flag}`}`);
  });
});
