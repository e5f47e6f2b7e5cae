// One command without activating, as a win32 program: exec by its own way to batch files, and env for cmd.exe.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { toWindowsPath } from "../setup/wine.js";
import { describeOnNewest, type Run, runOnWindows } from "./windows-node.js";

describeOnNewest("without activating", (node) => {
  const program = toWindowsPath(node.program);

  function stage() {
    const home = makeFolder();
    const prefix = makeEnvironment(join(home, "my envs", "work"));
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
      return toWindowsPath(join(home, path));
    };
    const at = ["-p", toWindowsPath(prefix)];
    const exec = (...words: string[]): Run => ({ args: ["exec", ...at, ...words] });
    return { home, prefix: toWindowsPath(prefix), at, exec, write };
  }

  it("gives a program the environment, its words and its exit code", async () => {
    const { home, prefix, at, exec } = stage();
    const show =
      "console.log(JSON.stringify([process.env, process.argv.slice(1)]));process.exit(7)";
    const words = ["--json", "a b", 'c"d', "e\\", "%PATH%", "&", ""];
    const [, ran] = await runOnWindows(node, home, [
      { args: ["install", ...at] },
      { ...exec(program, "-e", show, "--", ...words), env: { GOFLAGS: "-v", GoPath: "C:\\mine" } },
    ]);
    expect(ran?.status, ran?.stderr).toBe(7);
    const [env, given] = JSON.parse(ran?.stdout ?? "");
    expect(given).toEqual(words);
    expect(env).toMatchObject({
      GOPATH: `${prefix}/gopath`,
      GOFLAGS: "-v -modcacherw",
      _CONDA_GO_HOOKS_SAVED_GOFLAGS: "-v",
      _CONDA_GO_HOOKS_SAVED_GOPATH: "C:\\mine",
      _CONDA_GO_HOOKS_UNSET_GOBIN: "1",
      CONDA_PREFIX: prefix,
    });
    const path = ["", "\\Library\\mingw-w64\\bin", "\\Library\\usr\\bin", "\\Library\\bin"];
    const folders = [...path, "\\Scripts", "\\bin"].map((folder) => `${prefix}${folder}`);
    const [, all = ""] = Object.entries<string>(env).find(([name]) => /^path$/i.test(name)) ?? [];
    expect(
      all
        .replace(/\\(?=;)/g, "")
        .split(";")
        .slice(0, 6),
    ).toEqual(folders);
  });

  it("runs a batch file of the environment with the words as they are, or refuses them", async () => {
    const { home, exec, write } = stage();
    write(
      "my envs/work/Scripts/tool.cmd",
      `@"${program}" -e "console.log(JSON.stringify(process.argv.slice(1)))" -- %*\r\n@exit /b 3\r\n`,
    );
    write("other.bat", "@echo ran\r\n");
    const words = ["a b", "c\\", "&", "x|y>z", "^", ""];
    const [held, percent, quote, current] = await runOnWindows(node, home, [
      exec("tool", ...words),
      exec("tool", "%PATH%"),
      exec("tool", '"&echo pwned'),
      // Windows would look in the current folder first.
      exec("other"),
    ]);
    expect([held?.status, held?.stderr]).toEqual([3, ""]);
    expect(JSON.parse(held?.stdout ?? "")).toEqual(words);
    for (const refused of [percent, quote]) {
      expect([refused?.status, refused?.stdout]).toEqual([126, ""]);
      expect(refused?.stderr).toMatch(/^error: /);
    }
    expect([current?.status, current?.stdout]).toEqual([127, ""]);
  });

  it("prints what cmd.exe evaluates to what it says", async () => {
    const { home, prefix, at, write } = stage();
    const GOFLAGS = `-x "a" & echo pwned "&" ^ (b) | <c> d%e`;
    const print = (format: string): Run => ({
      args: ["env", ...at, "--format", format],
      env: { GOFLAGS, GOSUMDB: "mine" },
    });
    const [, cmd, json] = await runOnWindows(node, home, [
      { args: ["install", "--unset", "GOSUMDB", ...at] },
      print("cmd"),
      print("json"),
    ]);
    const expected = JSON.parse(json?.stdout ?? "");
    expect(expected).toMatchObject({ GOPATH: `${prefix}/gopath`, GOSUMDB: null });
    expect(expected.GOFLAGS).toBe(`${GOFLAGS} -modcacherw`);
    const look = `@"${program}" -e "console.log(JSON.stringify(process.env))"\r\n`;
    const script = write("evaluate.bat", `${cmd?.stdout}${look}`);
    const comspec = "C:\\windows\\system32\\cmd.exe";
    const [ran] = await runOnWindows(node, home, [
      { program: comspec, args: ["/d", "/c", script], env: { GOSUMDB: "mine" } },
    ]);
    const seen = JSON.parse(ran?.stdout ?? "");
    for (const [name, value] of Object.entries(expected)) expect(seen[name] ?? null).toBe(value);
  });
});
