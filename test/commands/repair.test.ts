// repair, from the packed package and with the newest Go there is: what it plans, asks, does, leaves and says.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { repair } from "../../src/commands/repair.js";
import type { Terminal } from "../../src/session.js";
import { describeWithGo, type Go, goHome, goVersions, REFERENCE, runGo } from "../go/real-go.js";
import { type Ran, readTree, runCommand } from "../setup/command.js";
import {
  type Files,
  makeEnvironment,
  makeFolder,
  makeSession,
  writeFiles,
} from "../setup/environments.js";
import { writeModule } from "../setup/module-proxy.js";
import { describeWith, findProgram } from "../setup/programs.js";

const newest = goVersions.find(({ minor }) => minor === REFERENCE) ?? null;

const A = "example.com/a";
const MAIN = `package main\n\nimport _ "${A}"\n\nfunc main() {}\n`;
const LIB = { "go.mod": `module ${A}\n\ngo 1.18\n`, "a.go": "package a\n" };
const mod = (rest: string) => `module example.com/m\n\ngo 1.18\n\nrequire ${A} v0.0.0\n\n${rest}\n`;
const at = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [join(folder, path), text]));
/** A project whose module has moved to libs/a. */
const MOVED = {
  "m/go.mod": mod(`replace ${A} => ../a // ours`),
  "m/main.go": MAIN,
  ...at("libs/a", LIB),
};

function makeTree(files: Files): string {
  const root = makeFolder();
  // As a repository has it, where repair ends to look.
  mkdirSync(join(root, ".git"));
  writeFiles(root, files);
  return root;
}

const envOf = (go: Go | null, env: Record<string, string> = {}): Record<string, string> => ({
  PATH: `${go === null ? "" : `${dirname(go.program)}:`}/usr/bin:/bin`,
  HOME: goHome,
  GOPROXY: "off",
  GOSUMDB: "off",
  GOTELEMETRY: "off",
  ...env,
});

describeWith("repair", "Go 1.27; test/setup/fetch-tools fetches it", newest, (go) => {
  const run = (cwd: string, args: readonly string[], env: Record<string, string> = {}): Ran =>
    runCommand(cwd, ["repair", ...args], envOf(go, env));
  const expectContent = async (folder: string, ...patterns: string[]) => {
    for (const verb of ["build", "vet"]) {
      // The .git is an empty folder.
      const args = [verb, "-buildvcs=false", ...(patterns.length > 0 ? patterns : ["./..."])];
      const { code, stderr } = await runGo(go, folder, args);
      expect(code, stderr).toBe(0);
    }
  };

  it("finds the one folder that declares the module, and changes that line alone", async () => {
    const root = makeTree(MOVED);
    const ran = run(join(root, "m"), ["--json"]);
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.json.projects).toMatchObject([
      {
        file: join(root, "m/go.mod"),
        mode: "mod",
        outcome: "mended",
        steps: [
          {
            code: "replace-target-missing",
            line: 7,
            does: [{ what: `go mod edit -replace=${A}=../libs/a`, folder: join(root, "m") }],
          },
        ],
        completes: [],
        downloads: [],
        left: [],
        after: [{ isOk: true }, { isOk: true }, { isOk: true }],
      },
    ]);
    expect(ran.json.projects[0].before[0]).toMatchObject({
      command: "go list -m all",
      isOk: false,
      says: expect.stringContaining("(replaced by ../a)"),
    });
    expect(readFileSync(join(root, "m/go.mod"), "utf8")).toBe(
      mod(`replace ${A} => ../libs/a // ours`),
    );
    expect(existsSync(join(root, "m/go.sum"))).toBe(false);
    await expectContent(join(root, "m"));
    expect(run(join(root, "m"), ["--json"]).json.projects).toEqual([]);
  });

  it("looks at a module that go.work names without a dot", async () => {
    const root = makeTree({
      "go.work": "go 1.22\n\nuse (\n\tm\n\t./m\n)\n",
      "m/go.mod": "module example.com/m\n\ngo 1.22\n",
      "m/m.go": "package m\n",
    });
    const ran = run(root, ["--json"]);
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.json.projects[0].after[1].command).toBe("go build ./m/...");
    await expectContent(root, "./m/...");
  });

  it("names the lines of the file as it stands, whatever is done before", () => {
    const root = makeTree({
      "go.work": `go 1.22\n\nuse ./m\n\nreplace example.com/m => ./m\nreplace ${A} => ./a\n`,
      "m/go.mod": mod(""),
      "m/main.go": MAIN,
      ...at("libs/a", LIB),
    });
    const { json, stderr } = run(root, ["--json"]);
    const lines = json.projects[0].steps.map(({ code, line }: never) => [code, line]);
    expect(lines, stderr).toEqual([
      ["work-replaces-used", 5],
      ["replace-target-missing", 6],
    ]);
  });

  it("does not let go choose one of two targets when it is about another line", () => {
    const root = makeTree({
      "go.work":
        "go 1.22\n\nuse ./m\n\nreplace example.com/m => ./m\n" +
        `replace ${A} => ./libs/a\nreplace ${A} => ./a\n`,
      "m/go.mod": mod(""),
      "m/main.go": MAIN,
      ...at("a", LIB),
      ...at("libs/a", LIB),
    });
    const before = readTree(root);
    const { status, json, stderr } = run(root, ["--json"]);
    expect(status, stderr).toBe(1);
    expect(json.projects).toMatchObject([{ outcome: "left", left: [{ reason: "choice" }] }]);
    expect(readTree(root)).toEqual(before);
  });

  it.each([
    ["says the same, and is mended", "../a", 0, "mended"],
    ["says something else, and is left", "../a2", 1, "left"],
  ])("a line that is there twice %s", (_, other, code, outcome) => {
    const root = makeTree({
      "m/go.mod":
        `module example.com/m\n\ngo 1.18\n\nrequire (\n\t${A} v0.0.0\n\texample.com/b v0.0.0\n)\n\n` +
        `replace (\n\t// where b is\n\texample.com/b => ../b\n)\n\n` +
        `replace (\n\t${A} => ../a\n)\n\nreplace ${A} => ${other}\n`,
      "m/m.go": `package m\n\nimport (\n\t_ "${A}"\n\t_ "example.com/b"\n)\n`,
      ...at("a", LIB),
      ...at("a2", LIB),
      ...at("libs/b", { "go.mod": "module example.com/b\n\ngo 1.18\n", "b.go": "package b\n" }),
    });
    const before = readTree(root);
    const { status, json, stderr } = run(join(root, "m"), ["--json"]);
    expect(status, stderr).toBe(code);
    expect(json.projects).toMatchObject([{ outcome }]);
    if (outcome === "left") expect(readTree(root)).toEqual(before);
  });

  it("mends modules of a workspace whose common target has moved", async () => {
    const of = (name: string) =>
      `module example.com/${name}\n\ngo 1.22\n\nrequire ${A} v0.0.0\n\nreplace ${A} => ../a\n`;
    const root = makeTree({
      "go.work": "go 1.22\n\nuse (\n\t./m\n\t./n\n)\n",
      "m/go.mod": of("m"),
      "m/m.go": `package m\n\nimport _ "${A}"\n`,
      "n/go.mod": of("n"),
      "n/n.go": `package n\n\nimport _ "${A}"\n`,
      ...at("libs/a", LIB),
    });
    const { status, json, stderr } = run(root, ["--json"]);
    expect(status, stderr).toBe(0);
    const outcomes = json.projects.map(({ outcome }: { outcome: string }) => outcome);
    expect(outcomes).toEqual(["mended", "mended"]);
    await expectContent(root, "./m/...", "./n/...");
  });

  it("mends modules that need each other, whichever comes first", async () => {
    const requires = (...names: string[]) =>
      names.map((name) => `require example.com/${name} v0.0.0\n`).join("");
    for (const [first, second] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      const healthy = `${requires(second)}\nreplace example.com/${second} => ../${second}\n\nreplace example.com/e => ../e2\n`;
      const broken = `${requires(first, "e")}\nreplace example.com/${first} => ../${first}\n\nreplace example.com/e => ../e\n`;
      const root = makeTree({
        [`${first}/go.mod`]: `module example.com/${first}\n\ngo 1.18\n\n${healthy}`,
        [`${first}/x.go`]: "package x\n",
        [`${second}/go.mod`]: `module example.com/${second}\n\ngo 1.18\n\n${broken}`,
        [`${second}/x.go`]: 'package x\n\nimport _ "example.com/e"\n',
        "e/go.mod": "module example.com/e\n\ngo 1.21.0\n",
        "e/e.go": "package e\n",
        "e2/go.mod": "module example.com/e\n\ngo 1.18\n",
        "e2/e.go": "package e\n",
      });
      const { status, stderr } = run(root, ["--json", "."]);
      expect(status, stderr).toBe(0);
      await expectContent(join(root, first));
      await expectContent(join(root, second));
    }
  });

  it("mends what needs a module that the repair itself finds, and that is broken too", () => {
    const of = (name: string, needed: string, path: string) =>
      `module example.com/${name}\n\ngo 1.18\n\nrequire example.com/${needed} v0.0.0\n\nreplace example.com/${needed} => ${path}\n`;
    const root = makeTree({
      "z/d/go.mod": "module example.com/d\n\ngo 1.21.0\n",
      "z/d/d.go": "package d\n",
      "z/c/go.mod": of("c", "d", "../../d"),
      "z/c/c.go": 'package c\n\nimport _ "example.com/d"\n',
      "a/go.mod": of("a", "c", "../c"),
      "a/a.go": 'package a\n\nimport _ "example.com/c"\n',
      "zz/go.mod": of("z", "a", "../a"),
      "zz/z.go": 'package z\n\nimport _ "example.com/a"\n',
    });
    const { status, json, stderr } = run(root, ["--json", "."]);
    expect(status, stderr).toBe(0);
    expect(json.projects).toHaveLength(3);
  });

  it("does not follow links around", () => {
    const names = ["a", "b", "c"];
    const root = makeTree({});
    for (const name of names) {
      const others = names.filter((other) => other !== name);
      const lines = others.map(
        (other) =>
          `require example.com/${other} v0.0.0\nreplace example.com/${other} => ./deps/${other}\n`,
      );
      writeFiles(join(root, name), {
        "go.mod": `module example.com/${name}\n\ngo 1.18\n${lines.join("")}`,
        "x.go": "package x\n",
        "deps/README": "",
      });
      for (const other of others) symlinkSync(`../../${other}`, join(root, name, "deps", other));
    }
    const { status, json, stderr } = run(root, ["--json", "."]);
    expect(status, stderr).toBe(0);
    expect(json).toMatchObject({ scanned: 3, projects: [] });
  });

  it("mends a target before the module that needs it", () => {
    const of = (name: string, needed: string) =>
      `module example.com/${name}\n\ngo 1.18\n\nrequire example.com/${needed} v0.0.0\n\nreplace example.com/${needed} => ../${needed}\n`;
    const root = makeTree({
      "a/go.mod": `${of("a", "b")}\nreplace example.com/c => ../c\n`,
      "b/go.mod": of("b", "c"),
      "c/go.mod": "module example.com/c\n\ngo 1.21.0\n",
    });
    const { status, json, stderr } = run(root, ["--json", "."]);
    expect(status, stderr).toBe(0);
    const files = json.projects.map(({ file }: { file: string }) => file);
    expect(files).toEqual([join(root, "b/go.mod"), join(root, "a/go.mod")]);
  });

  // The module beside go.mod has no place, as something else has its name.
  it.each([
    ["needed", [A]],
    ["not needed", ["example.com/b"]],
  ])("does not fill vendor where that removes a module, %s", (_, imported) => {
    const root = makeTree({
      "go.mod":
        `module example.com/m\n\ngo 1.18\n\nrequire ${imported[0]} v0.0.0\n\n` +
        `replace ${A} => ./vendor/${A}\n\nreplace example.com/b => ./b\n`,
      "m.go": `package m\n\nimport _ "${imported[0]}"\n`,
      "a/README": "",
      ...at(`vendor/${A}`, LIB),
      ...at("libs/b", { "go.mod": "module example.com/b\n\ngo 1.18\n", "b.go": "package b\n" }),
    });
    const before = readTree(root);
    const ran = run(root, ["--json"]);
    expect(ran.status, ran.stderr).toBe(1);
    expect(ran.json.projects).toMatchObject([{ outcome: "left" }]);
    expect(readTree(root)).toEqual(before);
  });

  it("puts a go.mod back that takes a package away from the module around it", () => {
    const root = makeTree({
      "go.mod": mod(`replace ${A} => ./a`),
      "m.go": `package m\n\nimport (\n\t_ "${A}"\n\t_ "example.com/m/a"\n)\n`,
      "a/a.go": "package a\n",
    });
    const before = readTree(root);
    const ran = run(root, ["--json"]);
    expect(ran.status, ran.stderr).toBe(1);
    expect(ran.json.projects).toMatchObject([{ outcome: "put-back" }]);
    expect(readTree(root)).toEqual(before);
  });

  it("does not take a C compiler that is missing for a repair that failed", () => {
    const root = makeTree({
      ...MOVED,
      "m/c.go": 'package main\n\n// int f();\nimport "C"\n',
    });
    const env = { CC: "/nowhere/cc", CGO_ENABLED: "1" };
    const ran = run(join(root, "m"), ["--json"], env);
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.json.projects).toMatchObject([{ outcome: "mended" }]);
  });

  it("moves nothing away that is where go would write a file", () => {
    const root = makeTree({ ...MOVED, "m/go.sum/README": "" });
    const before = readTree(root);
    const ran = run(join(root, "m"), ["--json"]);
    expect(ran.json.error).toMatchObject({ code: "file-system", where: join(root, "m/go.sum") });
    expect(readTree(root)).toEqual(before);
  });

  it("shows the plan and the diff, and with --dry-run does nothing", () => {
    const root = makeTree(MOVED);
    const before = readTree(root);
    const { stdout, status } = run(root, ["m", "--dry-run"]);
    expect(status).toBe(0);
    expect(stdout).toContain(`    in m: go mod edit -replace=${A}=../libs/a`);
    expect(stdout).toContain(`-replace ${A} => ../a // ours\n+replace ${A} => ../libs/a // ours\n`);
    expect(stdout).toContain("1 to mend; nothing was changed");
    expect(readTree(root)).toEqual(before);
  });

  it("looks at the project that the folder is in", () => {
    const root = makeTree({ ...MOVED, "m/deep/x/x.go": "package x\n" });
    const { json } = run(join(root, "m/deep/x"), ["--json"]);
    expect(json.projects).toMatchObject([{ file: join(root, "m/go.mod"), outcome: "mended" }]);
  });

  it("fills vendor where Go builds from it, and leaves it alone with --mode mod", async () => {
    const root = makeTree({ ...MOVED, ...at("a", LIB) });
    const m = join(root, "m");
    expect(await runGo(go, m, ["mod", "vendor"])).toMatchObject({ code: 0 });
    rmSync(join(root, "a"), { recursive: true });
    writeFileSync(join(root, "libs/a/new.go"), "package a\n");
    const vendored = readTree(join(m, "vendor"));
    const json = run(m, ["--json", "--mode", "mod"]).json;
    expect(json.projects).toMatchObject([{ mode: "mod", outcome: "mended", completes: [] }]);
    expect(readTree(join(m, "vendor"))).toEqual(vendored);
    writeFileSync(join(m, "go.mod"), MOVED["m/go.mod"]);
    const again = run(m, ["--json"]).json;
    expect(again.projects).toMatchObject([
      { mode: "vendor", outcome: "mended", completes: ["go mod vendor"] },
    ]);
    expect(existsSync(join(m, "vendor", A, "new.go"))).toBe(true);
    await expectContent(m);
  });

  it("makes a vendor folder with --mode vendor", async () => {
    const root = makeTree(MOVED);
    const { json } = run(join(root, "m"), ["--json", "--mode", "vendor"]);
    expect(json.projects).toMatchObject([{ outcome: "mended", completes: ["go mod vendor"] }]);
    expect(existsSync(join(root, "m/vendor", A, "a.go"))).toBe(true);
    await expectContent(join(root, "m"));
    // And where nothing else is wrong.
    rmSync(join(root, "m/vendor"), { recursive: true });
    expect(run(join(root, "m"), ["--json", "--mode", "vendor"]).json.projects).toMatchObject([
      { outcome: "mended", completes: ["go mod vendor"], diff: null },
    ]);
  });

  it("keeps to the whole: an error that takes judgement leaves all of it, unless --only names a code", () => {
    const root = makeTree({
      ...MOVED,
      "m/go.mod": mod(
        `replace ${A} => ../a\nrequire example.com/b v0.0.0\nreplace example.com/b => ../b`,
      ),
    });
    const before = readTree(root);
    const { json, status } = run(join(root, "m"), ["--json"]);
    expect(status).toBe(1);
    expect(json.projects).toMatchObject([
      {
        outcome: "left",
        steps: [],
        left: [{ reason: "nowhere", looked: [root], code: "replace-target-missing" }],
      },
    ]);
    expect(readTree(root)).toEqual(before);
    const { stdout } = run(join(root, "m"), []);
    expect(stdout).toContain("Nothing is changed here");
    expect(stdout).toContain("--search");
  });

  it("mends a part of it with --only", async () => {
    const root = makeTree({
      "m/go.mod": `module example.com/m\n\ngo 1.18\n\nrequire ${A} v0.0.0\n\nreplace ${A} => ./a\n\nrequire example.com/b v0.0.0\n\nreplace example.com/b => ../b\n`,
      "m/main.go": MAIN,
      "m/a/a.go": "package a\n",
    });
    const ran = run(join(root, "m"), ["--json", "--only", "replace-target-no-go-mod"]);
    expect(ran.json.projects).toMatchObject([
      { outcome: "mended", left: [{ code: "replace-target-missing" }] },
    ]);
    expect(ran.status).toBe(1);
    expect(readFileSync(join(root, "m/a/go.mod"), "utf8")).toBe(`module ${A}\n\ngo 1.18\n`);
  });

  it("names the module below the root of a repository", async () => {
    const root = makeTree({ ...MOVED, ...at("a/go", LIB), "a/README": "" });
    rmSync(join(root, "libs"), { recursive: true });
    const { json } = run(join(root, "m"), ["--json"]);
    expect(json.projects).toMatchObject([
      { outcome: "mended", steps: [{ code: "replace-target-no-go-mod" }] },
    ]);
    expect(readFileSync(join(root, "m/go.mod"), "utf8")).toContain("=> ../a/go // ours");
    await expectContent(join(root, "m"));
  });

  it("looks below other folders with --search", () => {
    const root = makeTree({ ...MOVED });
    const other = makeFolder();
    renameSync(join(root, "libs"), join(other, "libs"));
    expect(run(join(root, "m"), ["--json"]).json.projects).toMatchObject([{ outcome: "left" }]);
    const { json } = run(join(root, "m"), ["--json", "--search", join(other, "libs")]);
    expect(json.projects).toMatchObject([{ outcome: "mended" }]);
  });

  it("lists the folders where several would do, and takes the one that is chosen", async () => {
    const root = makeTree({ ...MOVED, ...at("old/a", LIB) });
    const before = readTree(root);
    const { json, status, ...ran } = run(join(root, "m"), ["--json", "--yes"]);
    expect(status, ran.stderr).toBe(1);
    expect(json.projects).toMatchObject([
      { outcome: "left", left: [{ reason: "choice", choices: ["../libs/a", "../old/a"] }] },
    ]);
    expect(readTree(root)).toEqual(before);
    const asked: string[] = [];
    const terminal: Terminal = {
      confirm: async (makeQuestion) => {
        asked.push((await makeQuestion()) ?? "");
        return true;
      },
      choose: async (question, choices) => {
        asked.push(question);
        return choices.indexOf("../old/a");
      },
      showProgress: () => undefined,
    };
    const session = { ...makeSession(join(root, "m"), envOf(go)), terminal };
    const { projects } = await repair({}, session);
    expect(projects).toMatchObject([{ outcome: "mended" }]);
    expect(asked[0]).toContain("go.mod:7: the folder ../a does not exist");
    expect(asked[1]).toContain("+replace example.com/a => ../old/a // ours");
    expect(asked).toHaveLength(2);
  });

  it("shows no control character of a folder's name or of a comment to who is asked", async () => {
    const root = makeTree({
      ...MOVED,
      "m/go.mod": mod(`replace ${A} => ../a // \x1b[31m`),
      ...at("libs/\x1b[32m", LIB),
    });
    const shown: string[] = [];
    const terminal: Terminal = {
      choose: async (question, choices) => shown.push(question, ...choices) && 0,
      confirm: async (makeQuestion) => shown.push((await makeQuestion()) ?? "") === 0,
      showProgress: () => undefined,
    };
    const session = { ...makeSession(join(root, "m"), envOf(go)), terminal };
    await expect(repair({}, session)).rejects.toMatchObject({ code: "declined" });
    expect(shown).toHaveLength(4);
    expect(shown.join("\n")).toContain("\\u001b[31m");
    expect(shown.join("\n")).not.toContain("\x1b");
  });

  it("prints no command in which a shell would run a folder's name", () => {
    const root = makeTree({ "m/go.mod": mod(`replace ${A} => ../a`), ...at("libs/$(x)", LIB) });
    const [project] = run(join(root, "m"), ["--dry-run", "--json"]).json.projects;
    expect(project.steps[0].does[0].what).toMatch(/^\(not for a shell\) /);
  });

  it("prints the tabs of a diff as blanks", () => {
    const root = makeTree({
      ...MOVED,
      "m/go.mod": mod(`replace (\n\t${A} => ../a\n\texample.com/b v1.0.0 => ${A} v1.0.0\n)`),
    });
    expect(run(join(root, "m"), ["--dry-run"]).stdout).toContain(`\n+    ${A} => ../libs/a\n`);
  });

  it("reads a left side in quotes", () => {
    const root = makeTree({ ...MOVED, "m/go.mod": mod(`replace "${A}" => libs`) });
    expect(run(join(root, "m"), []).status).toBe(0);
    expect(readFileSync(join(root, "m/go.mod"), "utf8")).toBe(mod(`replace "${A}" => ../libs/a`));
  });

  it("leaves a file with a comment in another encoding", () => {
    const root = makeTree(MOVED);
    const file = join(root, "m/go.mod");
    const bytes = Buffer.from(`${mod(`replace ${A} => ../a`)}// caf\xe9\n`, "latin1");
    writeFileSync(file, bytes);
    const { status, json } = run(join(root, "m"), ["--json"]);
    expect(status).toBe(1);
    expect(json.projects).toMatchObject([{ outcome: "left", left: [{ reason: "judgement" }] }]);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it("makes no module of a package that another module has", () => {
    const root = makeTree({
      "m/go.mod": mod(`replace ${A} => ../other/a`),
      "m/main.go": MAIN,
      "other/go.mod": "module example.com/other\n\ngo 1.18\n",
      "other/other.go": 'package other\n\nimport _ "example.com/other/a"\n',
      "other/a/a.go": "package a\n",
    });
    const { json } = run(join(root, "m"), ["--json"]);
    expect(json.projects).toMatchObject([{ outcome: "left", left: [{ reason: "judgement" }] }]);
    expect(existsSync(join(root, "other/a/go.mod"))).toBe(false);
  });

  it("does nothing where somebody says no", async () => {
    const root = makeTree(MOVED);
    const before = readTree(root);
    const terminal: Terminal = { confirm: async () => false, showProgress: () => undefined };
    const session = { ...makeSession(join(root, "m"), envOf(go)), terminal };
    await expect(repair({}, session)).rejects.toMatchObject({ code: "declined" });
    expect(readTree(root)).toEqual(before);
  });

  it("drops a replace whose version is in the module cache, with its checksums", async () => {
    const root = makeTree({
      "m/go.mod": mod(`replace ${A} => ../a`).replace("v0.0.0", "v1.0.0"),
      "m/main.go": MAIN,
    });
    const proxy = join(root, "proxy");
    writeModule(proxy, A, "v1.0.0", LIB);
    const cache = {
      GOMODCACHE: join(root, "cache"),
      GOPROXY: `file://${proxy}`,
      GOFLAGS: "-modcacherw",
    };
    const m = join(root, "m");
    expect(run(m, ["--json"], cache).json.projects).toMatchObject([{ outcome: "left" }]);
    expect(await runGo(go, root, ["mod", "download", `${A}@v1.0.0`], cache)).toMatchObject({
      code: 0,
    });
    const ran = run(m, ["--json"], cache);
    expect(ran.json.projects, ran.stdout).toMatchObject([
      { outcome: "mended", steps: [{ does: [{ what: `go mod edit -dropreplace=${A}` }] }] },
    ]);
    expect(readFileSync(join(m, "go.sum"), "utf8")).toContain(`${A} v1.0.0 h1:`);
    const build = ["build", "-buildvcs=false", "./..."];
    expect(await runGo(go, m, build, cache)).toMatchObject({ code: 0 });
  });

  it("says what go has to download, and goes to the network only for that", async () => {
    const root = makeTree({
      ...MOVED,
      "m/go.mod": `${MOVED["m/go.mod"]}\nrequire example.com/p v1.0.0\n`,
      "m/p.go": 'package main\n\nimport _ "example.com/p"\n',
      "m/go.sum": "",
    });
    const m = join(root, "m");
    const proxy = join(root, "proxy");
    writeModule(proxy, "example.com/p", "v1.0.0", {
      "go.mod": "module example.com/p\n",
      "p.go": "package p\n",
    });
    const online = {
      GOMODCACHE: join(root, "cache"),
      GOPROXY: `file://${proxy}`,
      GOFLAGS: "-modcacherw",
    };
    writeFileSync(join(root, "go.mod"), "module x\n\nrequire example.com/p v1.0.0\n");
    const sums = { ...online, GOMODCACHE: join(root, "other") };
    expect(await runGo(go, root, ["mod", "download"], sums)).toMatchObject({ code: 0 });
    expect(
      await runGo(go, root, ["list", "-mod=mod", "-deps", "example.com/p"], sums),
    ).toMatchObject({ code: 0 });
    renameSync(join(root, "go.sum"), join(m, "go.sum"));
    rmSync(join(root, "go.mod"));
    const { stdout } = run(m, ["--dry-run"], online);
    expect(stdout).toContain("needs the network: go downloads 1 module: example.com/p@v1.0.0");
    expect(existsSync(join(root, "cache/cache/download"))).toBe(false);
    expect(run(m, ["--json"], { ...online, GOPROXY: "off" }).json.projects).toMatchObject([
      { outcome: "put-back" },
    ]);
    expect(run(m, ["--json"], online).json.projects).toMatchObject([
      { outcome: "mended", downloads: ["example.com/p@v1.0.0"] },
    ]);
  });

  it("puts back what go is not content with, and says what go says", () => {
    // What the module requires is not to be had, and go.mod does not tell that it is needed.
    const root = makeTree({
      ...MOVED,
      "m/go.mod": MOVED["m/go.mod"].replace("go 1.18", "go 1.16"),
      "libs/a/go.mod": `module ${A}\n\ngo 1.16\n\nrequire example.com/p v1.0.0\n`,
    });
    const before = readTree(root);
    const { stdout, status } = run(join(root, "m"), []);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /error: go\.mod is as it was: go is not content with the repair\n +go .* says: .*\n(?:.*\n)*? *example\.com\/p@v1\.0\.0: missing go\.sum entry/,
    );
    expect(readTree(root)).toEqual(before);
  });

  it("does not take the errors of the sources for its own", () => {
    const root = makeTree({ ...MOVED, "m/x/x.go": "package x\n\nvar x int = nothing\n" });
    const { json, status } = run(join(root, "m"), ["--json"]);
    expect(json.projects).toMatchObject([
      { outcome: "mended", after: [{ isOk: true }, { isOk: false }, { isOk: false }] },
    ]);
    expect(status).toBe(0);
  });

  describeWith("in a repository", "git", findProgram("git"), (git) => {
    function commit(root: string): void {
      const who = ["-c", "user.name=you", "-c", "user.email=you@example.com"];
      for (const args of [
        ["init", "-q"],
        ["add", "-A"],
        [...who, "commit", "-qm", "all"],
      ])
        expect(spawnSync(git, args, { cwd: root, encoding: "utf8" })).toMatchObject({ status: 0 });
    }

    it("does not touch a file that git has not recorded so, unless it may", () => {
      const root = makeTree(MOVED);
      commit(root);
      writeFileSync(join(root, "m/go.mod"), `${MOVED["m/go.mod"]}// new\n`);
      const before = readTree(join(root, "m"));
      const { stderr, status } = run(join(root, "m"), ["--yes"]);
      expect(status).toBe(2);
      expect(stderr).toContain("what git has not recorded");
      expect(stderr).toContain(join(root, "m/go.mod"));
      expect(readTree(join(root, "m"))).toEqual(before);
      expect(run(join(root, "m"), ["--dry-run"]).status).toBe(0);
      expect(run(join(root, "m"), ["--yes", "--allow-dirty"]).status).toBe(0);
    });

    it("does not take another checkout of it for a second module", () => {
      const root = makeTree(MOVED);
      commit(root);
      const add = ["worktree", "add", "-q", "copy"];
      expect(spawnSync(git, add, { cwd: root })).toMatchObject({ status: 0 });
      expect(run(join(root, "m"), ["--json"]).json.projects).toMatchObject([{ outcome: "mended" }]);
    });

    it("looks at no other file", () => {
      const root = makeTree(MOVED);
      commit(root);
      writeFileSync(join(root, "m/main.go"), `${MAIN}// new\n`);
      expect(run(join(root, "m"), ["--yes"]).status).toBe(0);
    });
  });

  describe("a GOFLAGS that breaks the project", () => {
    const WORK = {
      "go.work": "go 1.18\n\nuse ./m\n",
      "m/go.mod": "module example.com/m\n\ngo 1.18\n",
      "m/m.go": "package m\n",
    };

    it("of the hooks is cured by the install that it names", () => {
      const root = makeTree(WORK);
      const prefix = makeEnvironment(join(root, "envs", "work"));
      const install = ["install", "-p", prefix, "--profile", "direct"];
      expect(runCommand(root, install, envOf(go)).status).toBe(0);
      const active = {
        CONDA_PREFIX: prefix,
        CONDA_DEFAULT_ENV: "work",
        GOFLAGS: "-modcacherw -mod=mod -trimpath",
        _CONDA_GO_HOOKS_UNSET_GOFLAGS: "1",
      };
      const { json, status } = run(root, ["--json"], active);
      expect(status).toBe(1);
      expect(json.projects).toMatchObject([
        { outcome: "left", steps: [], left: [], flags: [{ code: "flag-mod-in-workspace" }] },
      ]);
      const [command] = json.projects[0].flags[0].commands;
      expect(command).toMatch(
        /^npx conda-go-hooks install .*--set "GOFLAGS=-modcacherw -trimpath"$/,
      );
      const words = command.replace(/^npx conda-go-hooks /, "").match(/"[^"]*"|\S+/g) ?? [];
      const cured = runCommand(
        root,
        words.map((word: string) => word.replaceAll('"', "")),
        envOf(go),
      );
      expect(cured.status, cured.stderr).toBe(0);
      expect(
        run(root, ["--json"], { ...active, GOFLAGS: "-modcacherw -trimpath" }).json.projects,
      ).toEqual([]);
    });

    it("does not keep the files from being mended", () => {
      const root = makeTree({ ...WORK, "go.work": "go 1.18\n\nuse ./m\nuse ./m\n" });
      const { json } = run(root, ["--json"], { GOFLAGS: "-mod=mod" });
      expect(json.projects).toMatchObject([
        { outcome: "mended", flags: [{ code: "flag-mod-in-workspace" }] },
      ]);
    });

    it.each(["-overlay=/x.json", "-modfile=x.mod"])("by %s is refused", (flag) => {
      const root = makeTree(MOVED);
      const { stderr, status } = run(join(root, "m"), [], { GOFLAGS: flag });
      expect(status).toBe(2);
      expect(stderr).toContain(`take ${flag.split("=")[0]} out of GOFLAGS`);
    });
  });

  it.each(["scan", "doctor"])("is what %s --fix does", async (command) => {
    const root = makeTree(MOVED);
    const m = join(root, "m");
    const ran = runCommand(m, [command, "--fix", "--yes", "--json"], envOf(go));
    expect(ran.status, ran.stdout).toBe(0);
    const { projects } = command === "scan" ? ran.json : ran.json.repaired;
    expect(projects).toMatchObject([{ outcome: "mended" }]);
    if (command === "doctor") expect(ran.json.summary).toMatchObject({ error: 0, warning: 0 });
    await expectContent(m);
    const again = runCommand(m, [command, "--fix"], envOf(go));
    expect(again.stdout).toContain(command === "scan" ? "nothing to mend" : "Nothing fixed");
  });

  it("does not go with a format of scan", () => {
    const ran = runCommand(makeTree(MOVED), ["scan", "--fix", "--format", "sarif"], envOf(go));
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/'--fix' cannot be used with option '--format <format>'/);
  });

  describeWith("on a terminal", "script of util-linux", findProgram("script"), (script) => {
    const type = (folder: string, typed: string) => {
      const line = `${process.execPath} ${join(inject("installation"), "dist", "cli.cjs")} repair`;
      return spawnSync(script, ["-qec", line, "/dev/null"], {
        cwd: folder,
        encoding: "utf8",
        input: typed,
        env: envOf(go),
      });
    };

    it("asks, and shows the plan once", () => {
      const root = makeTree(MOVED);
      const { stdout, status } = type(join(root, "m"), "y\n");
      expect(status, stdout).toBe(0);
      expect(stdout.split("go mod edit -replace")).toHaveLength(2);
      expect(stdout).toContain("Proceed [Y/n]?");
      expect(stdout).toContain("mended go.mod");
    });

    it("asks which one, by number", () => {
      const root = makeTree({ ...MOVED, ...at("old/a", LIB) });
      const { stdout, status } = type(join(root, "m"), "7\n2\ny\n");
      expect(status, stdout).toBe(0);
      expect(readFileSync(join(root, "m/go.mod"), "utf8")).toContain("=> ../old/a // ours");
    });

    it("changes nothing for a no", () => {
      const root = makeTree(MOVED);
      const before = readTree(root);
      expect(type(join(root, "m"), "n\n").status).toBe(1);
      expect(readTree(root)).toEqual(before);
    });
  });
});

it("says so where there is no go", () => {
  const root = makeTree(MOVED);
  const { stderr, status } = runCommand(join(root, "m"), ["repair"], { PATH: "/nowhere" });
  expect(status).toBe(2);
  expect(stderr).toContain("there is no go on the PATH");
});

describeWithGo("a replace by hand", (go) => {
  it("is what go mod edit writes", async () => {
    const root = makeTree({
      "go.mod": mod(`replace ${A} => ./a`),
      "main.go": MAIN,
      ...at("a", LIB),
    });
    const byHand = await runGo(go, root, ["list", "-m", "-json", "all"]);
    writeFileSync(join(root, "go.mod"), mod(""));
    expect(await runGo(go, root, ["mod", "edit", `-replace=${A}=./a`])).toMatchObject({ code: 0 });
    expect(await runGo(go, root, ["list", "-m", "-json", "all"])).toEqual(byHand);
    expect(byHand.stdout).toContain('"Path": "./a"');
  });
});
