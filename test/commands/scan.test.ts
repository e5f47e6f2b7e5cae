// scan, from the packed package: where it looks, what it prints, its exit codes, and the real go.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { expect, it } from "vitest";
import { makeFinding } from "../../src/findings/finding.js";
import { pathsOf } from "../../src/go/paths.js";
import { makeSarif } from "../../src/reports/findings.js";
import { describeWithGo, goVersions } from "../go/real-go.js";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";

function makeTree(root: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const mod = (path: string, rest = "") => `module example.com/${path}\n\ngo 1.20\n${rest}`;
const CLEAN = mod("clean");
const WARNING = mod("warning", "\nreplace example.com/x => /nowhere/x\n");
const BROKEN = mod("broken", "\nrequire example.com/x v1.0.0\n\nreplace example.com/x => ./x\n");

/** As somebody has it on their disk, with this and that gone wrong. */
const PROJECTS = {
  "api/go.mod": mod(
    "api",
    `
require (
	example.com/auth v0.3.1
	example.com/lib v1.2.0
	example.com/tool v0.0.0
)

replace (
	example.com/auth => ../auth
	example.com/lib => ../lib
	example.com/tool => ../tool
)
`,
  ),
  "api/main.go": 'package main\n\nimport _ "example.com/auth"\n\nfunc main() {}\n',
  "lib/go.mod": "module example.com/library\n",
  "tool/tool.go": "package tool\n",
  "web/go.mod": mod(
    "web",
    "\nrequire example.com/lib v1.2.0\n\nreplace example.com/lib => ~/lib\n",
  ),
  "clean/go.mod": CLEAN,
};

// docs/scan.md shows the whole of it, and test/docs/made.test.ts holds that.
it("prints what is wrong below the line and its file", () => {
  const home = makeTree(makeFolder(), PROJECTS);
  const { stdout, stderr, status } = runCommand(home, ["scan"]);
  expect(stdout).toMatch(
    /^api\/go\.mod \(module example\.com\/api\)\n {2}12: example\.com\/auth => \.\.\/auth\n {4}error: .* \(replace-target-missing\)\n/,
  );
  expect([stderr, status]).toEqual(["", 1]);
});

it("gives modules, findings and summary as JSON", () => {
  const home = makeTree(makeFolder(), { "a/go.mod": BROKEN, "b/go.mod": "module b\nrequire (\n" });
  const { json, stdout } = runCommand(home, ["scan", "--json"]);
  expect(runCommand(home, ["scan", "--format", "json"]).stdout).toBe(stdout);
  expect(json).toEqual({
    schemaVersion: 1,
    command: "scan",
    modules: [
      {
        file: join(home, "a/go.mod"),
        module: "example.com/broken",
        go: "1.20",
        replace: [{ line: 7, Old: { Path: "example.com/x" }, New: { Path: "./x" } }],
        error: null,
      },
      expect.objectContaining({
        file: join(home, "b/go.mod"),
        error: { line: 3, message: expect.stringMatching(/^syntax error \(unterminated block/) },
      }),
    ],
    findings: [
      {
        code: "replace-target-missing",
        level: "error",
        file: join(home, "a/go.mod"),
        line: 7,
        message: "the folder ./x does not exist",
        go: expect.arrayContaining([
          "example.com/x@v1.0.0: replacement directory ./x does not exist",
        ]),
        commands: [],
        fix: expect.stringContaining("go mod edit -dropreplace=example.com/x"),
      },
      expect.objectContaining({ code: "file-syntax", level: "error", line: 3 }),
    ],
    summary: {
      modules: 2,
      error: 2,
      warning: 0,
      info: 0,
      ignored: 0,
      codes: { "file-syntax": 1, "replace-target-missing": 1 },
    },
  });
});

it.each([
  [0, ["scan"], CLEAN],
  [0, ["scan"], WARNING],
  [1, ["scan"], BROKEN],
  [1, ["scan", "--fail-on", "warning"], WARNING],
  [0, ["scan", "--fail-on", "warning"], CLEAN],
  [2, ["scan", "gone"], CLEAN],
  [0, ["scan", "go.mod"], CLEAN],
  [1, ["scan", "./go.mod"], BROKEN],
  [0, ["scan", "./..."], CLEAN],
  [1, ["scan", "..."], BROKEN],
  [2, ["scan", "gone/go.mod"], CLEAN],
  [2, ["scan", "gone/..."], CLEAN],
  [2, ["scan", ".conda"], CLEAN],
  [2, ["scan", "main.go"], CLEAN],
  [0, ["scan", "--ignore", "replace-target-missing"], BROKEN],
  [2, ["scan", "--ignore", "replace-target-mising"], BROKEN],
  [0, ["scan", "--json", "--format", "json"], CLEAN],
  [2, ["scan", "-p", "gone"], CLEAN],
  [2, ["scan", "-p", "gone", "--all"], CLEAN],
  [2, ["scan", "--exclude", "myenv"], CLEAN],
  [2, ["scan", "--everywhere"], CLEAN],
  [2, ["scan", "--format", "xml"], CLEAN],
] as const)("ends with %i after %j", (code, args, text) => {
  const home = makeTree(makeFolder(), {
    "go.mod": text,
    "main.go": "package main\n",
    ".conda/x": "",
  });
  const { status, stdout, stderr } = runCommand(home, args);
  expect([status, stderr]).toEqual([code, stderr]);
  expect(stderr).toMatch(code === 2 ? /^error: / : /^$/);
  expect(stdout === "").toBe(code === 2);
});

it.each([
  ["file-system", ["scan", "gone", "--format=json"]],
  ["usage", ["scan", "--json", "--format", "sarif"]],
  ["usage", ["scan", "--format=github", "--json"]],
  ["usage", ["scan", "--ignore", "nothing", "--json"]],
  ["nothing-found", ["scan", "--json"]],
])("answers in JSON with the error %s to %j", (code, args) => {
  const { json, status } = runCommand(makeFolder(), args);
  expect(json).toMatchObject({ command: "scan", error: { code } });
  expect(status).toBe(2);
});

const filesOf = (home: string, args: readonly string[], env: Record<string, string> = {}) => {
  const { json } = runCommand(home, ["scan", "--json", ...args], env);
  return json.modules.map(({ file }: { file: string }) => file.slice(home.length + 1));
};

it("looks in the folders of an environment, in all of it, in every one, or where it is told", () => {
  const home = makeFolder();
  const myenv = makeEnvironment(join(home, ".conda/envs/myenv"));
  makeTree(makeEnvironment(join(home, ".conda/envs/other")), { "src/o/go.mod": CLEAN });
  makeTree(myenv, {
    "src/a/go.mod": CLEAN,
    "gopath/src/b/go.mod": CLEAN,
    "gopath/pkg/mod/c@v1.0.0/go.mod": CLEAN,
    "go/src/go.mod": CLEAN,
    "go/src/cmd/go/main.go": "",
    "opt/d/go.mod": CLEAN,
  });
  makeTree(home, { "here/go.mod": CLEAN, "there/go.mod": CLEAN });
  const own = [".conda/envs/myenv/gopath/src/b/go.mod", ".conda/envs/myenv/src/a/go.mod"];
  const everything = [own[0], ".conda/envs/myenv/opt/d/go.mod", own[1]];
  const active = { CONDA_PREFIX: myenv };
  expect(filesOf(home, ["-n", "myenv"])).toEqual(own);
  expect(filesOf(home, ["-p", myenv, "--everywhere"])).toEqual(everything);
  expect(filesOf(home, ["--all"])).toEqual([...own, ".conda/envs/other/src/o/go.mod"]);
  expect(filesOf(home, ["--all", "--exclude", "other"])).toEqual(own);
  expect(filesOf(home, [])).toEqual(["here/go.mod", "there/go.mod"]);
  expect(filesOf(home, [], active)).toEqual([...own, "here/go.mod", "there/go.mod"]);
  expect(filesOf(home, ["here"], active)).toEqual(["here/go.mod"]);
  expect(filesOf(home, ["here", "-n", "myenv"])).toEqual([...own, "here/go.mod"]);
});

it("says where it looked when it finds nothing", () => {
  const home = makeTree(makeFolder(), { "a/x": "", "b/vendor/c/go.mod": CLEAN });
  const myenv = makeEnvironment(join(home, ".conda/envs/myenv"));
  const { stdout, stderr, status } = runCommand(home, ["scan", "a", "./b/...", "-n", "myenv"]);
  expect([stdout, status]).toEqual(["", 2]);
  const looked = [join(home, "a"), join(home, "b"), join(myenv, "src"), join(myenv, "go/src")];
  expect(stderr).toContain(`where: ${looked.join(", ")}`);
});

it("judges the file that it is told, and no other beside it", () => {
  const home = makeTree(makeFolder(), {
    "a/go.mod": CLEAN,
    "a/b/go.mod": CLEAN,
    "go.work": "go 1.20\n\nuse ./a\n",
    "vendor/c/go.mod": CLEAN,
  });
  expect(filesOf(home, ["a/go.mod"])).toEqual(["a/go.mod"]);
  expect(filesOf(home, ["go.work", "vendor/c/go.mod"])).toEqual(["go.work", "vendor/c/go.mod"]);
  expect(filesOf(home, ["a/go.mod", "a"])).toEqual(["a/b/go.mod", "a/go.mod"]);
  expect(filesOf(home, ["a/..."])).toEqual(["a/b/go.mod", "a/go.mod"]);
});

const IGNORED = BROKEN.replace("./x", "./x // conda-go-hooks:ignore replace-target-missing known");

it("leaves out what a comment in the line or above it ignores, or an option", () => {
  const above = BROKEN.replace(
    "replace ",
    "// conda-go-hooks:ignore replace-target-missing: made later\n// and a remark\nreplace ",
  );
  for (const [text, ...args] of [
    [IGNORED],
    [above],
    [BROKEN, "--ignore", "replace-target-missing"],
    [IGNORED, "--ignore", "replace-target-missing"],
  ] as const) {
    const home = makeTree(makeFolder(), { "go.mod": text });
    const { json, status } = runCommand(home, ["scan", "--json", ...args]);
    expect([json.findings, status]).toEqual([[], 0]);
    expect(json.summary).toEqual({
      modules: 1,
      error: 0,
      warning: 0,
      info: 0,
      codes: {},
      ignored: 1,
    });
    expect(runCommand(home, ["scan", ...args]).stdout).toBe(
      "1 go.mod or go.work file scanned: nothing to report\n",
    );
  }
});

it("leaves out what is of no line by a comment in the file's head", () => {
  const used = (more = "") =>
    `${more}module example.com/m\n\ngo 1.22 // more\n\nrequire example.com/y v1.0.0\n`;
  const comment = "// conda-go-hooks:ignore vendor-inconsistent known";
  // What has no line in the go.mod any more.
  const LEFT =
    "# example.com/y v1.0.0\n## explicit\n# example.com/x v1.0.0\n## explicit\nexample.com/x\n";
  const judge = (text: string) => {
    const home = makeTree(makeFolder(), { "go.mod": text, "vendor/modules.txt": LEFT });
    return runCommand(home, ["scan", "--json"]).json.findings.map(
      ({ code }: { code: string }) => code,
    );
  };
  expect(judge(used())).toEqual(["vendor-inconsistent"]);
  for (const text of [
    used(`${comment}\n\n`),
    used(`// About it.\n${comment}\n`),
    used().replace("// more", comment),
  ]) {
    expect(judge(text)).toEqual([]);
  }
  expect(judge(`${used()}${comment}\n`)).toEqual(["vendor-inconsistent", "ignore-unused"]);
});

it("says which comment or option ignores nothing, and which names no code", () => {
  const home = makeTree(makeFolder(), {
    "a/go.mod": `// conda-go-hooks:ignore replace-target-missing\n\n${BROKEN}`,
    "b/go.mod": mod("b", "// conda-go-hooks:ignore replace-target-mising\n"),
    // What cannot be read may have had the finding.
    "c/go.mod": `${IGNORED}\nnonsense\n`,
  });
  const args = ["scan", "--ignore", "unreadable", "--ignore", "file-syntax"];
  const { json } = runCommand(home, [...args, "--json"]);
  expect(json.findings).toMatchObject([
    { code: "ignore-unused", level: "info", file: join(home, "a/go.mod"), line: 1 },
    { code: "replace-target-missing", line: 9 },
    {
      code: "ignore-unknown",
      level: "error",
      line: 4,
      fix: "correct the comment: did you mean replace-target-missing?",
    },
    { code: "ignore-unused", file: home, line: null },
  ]);
  expect(json.summary.ignored).toBe(1);
  expect(runCommand(home, args).stdout).toContain(
    "  4: // conda-go-hooks:ignore replace-target-mising\n    error: no finding has the code",
  );
});

it("finds the folder that a workspace spells in other letters", () => {
  for (const folder of ["lib", "LIB"]) {
    const home = makeTree(makeFolder(), {
      "go.work": "go 1.20\n\nuse ./lib\n",
      [`${folder}/a.go`]: "",
    });
    expect(runCommand(home, ["scan", "--json", "go.work"]).json.findings[0].fix).toBe(
      "restore it, or remove the line (go work edit -dropuse=./lib)",
    );
  }
  const files = { "go.work": "go 1.20\n\nuse ./lib\n", "Lib/go.mod": mod("lib") };
  const home = makeTree(makeFolder(), files);
  const { json } = runCommand(home, ["scan", "--json", "go.work"]);
  const command = "go work edit -dropuse=./lib -use=./Lib";
  expect(json.findings).toMatchObject([
    { code: "work-use-missing", fix: `run ${command}`, commands: [command] },
  ]);
  for (const go of goVersions) {
    writeFileSync(join(home, "go.work"), files["go.work"]);
    const env = { HOME: home, GOTOOLCHAIN: "local" };
    spawnSync(go.program, command.split(" ").slice(1), { cwd: home, env });
    expect(runCommand(home, ["scan", "--json", "go.work"]).json.findings).toEqual([]);
  }
});

it.each([
  [{ "y/go.mod": mod("x") }, "./y declares example.com/x: ", "./y"],
  [{ "X/go.mod": mod("other"), "y/go.mod": mod("x") }, "run ", "./X"],
] as const)("finds the folder that is meant: %j", (files, words, path) => {
  const home = makeTree(makeFolder(), { ".git/HEAD": "", "go.mod": BROKEN, ...files });
  const { json } = runCommand(home, ["scan", "--json", "go.mod"]);
  const command = `go mod edit -replace=example.com/x=${path}`;
  expect(json.findings).toMatchObject([
    { code: "replace-target-missing", fix: words + command, commands: [command] },
  ]);
  for (const go of goVersions) {
    writeFileSync(join(home, "go.mod"), BROKEN);
    spawnSync(go.program, command.split(" ").slice(1), {
      cwd: home,
      env: { HOME: home, GOTOOLCHAIN: "local" },
    });
    const after = runCommand(home, ["scan", "--json", "go.mod"]);
    expect(after.json.summary.error).toBe(0);
  }
});

it("does not choose where two folders declare a module", () => {
  const two = { "y/go.mod": mod("x"), "z/go.mod": mod("x") };
  const home = makeTree(makeFolder(), { "go.mod": BROKEN, ...two });
  const { json } = runCommand(home, ["scan", "--json", "."]);
  expect(json.findings).toMatchObject([{ commands: [] }]);
});

it("says of a link that leads nowhere where it leads, and of a go.mod that it is a file", () => {
  const home = makeTree(makeFolder(), {
    "a/go.mod": BROKEN,
    "b/go.mod": BROKEN.replace("./x", "../x/go.mod"),
    "x/go.mod": mod("x"),
  });
  symlinkSync("gone", join(home, "a/x"));
  const { json } = runCommand(home, ["scan", "--json"]);
  expect(json.findings).toMatchObject([
    { message: "./x is a link to gone, which does not exist" },
    {
      code: "replace-target-not-folder",
      commands: ["go mod edit -replace=example.com/x=../x"],
    },
  ]);
});

it("explains a code, and scans nothing", () => {
  const home = makeFolder();
  const { stdout, status } = runCommand(home, ["scan", "--explain", "replace-target-missing"]);
  expect(stdout).toMatch(/^replace-target-missing\n {2}The replacement folder does not exist/);
  expect(stdout).toContain("      to do: restore the folder");
  expect(status).toBe(0);
  const args = ["scan", "--explain", "merge-conflict", "--json"];
  expect(runCommand(home, args).json).toMatchObject({
    code: "merge-conflict",
    about: expect.stringContaining("git"),
    example: { level: "error", line: "<<<<<<< HEAD", commands: [] },
  });
  expect(runCommand(home, ["scan", "--explain", "merge-conflct"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("did you mean merge-conflict?"),
  });
});

it("shows with a go.mod what its go.work says of it", () => {
  const home = makeTree(makeFolder(), {
    "go.work": "go 1.20\n\nuse ./m\n\nreplace example.com/x => ./y\n",
    "m/go.mod": BROKEN,
    "m/x/go.mod": mod("x"),
    "y/go.mod": mod("x"),
  });
  const { stdout } = runCommand(home, ["scan"]);
  expect(stdout).toContain(
    "m/go.mod (module example.com/broken)\n  7: replace example.com/x => ./x\n    info: in the workspace",
  );
  const comment = "./x // conda-go-hooks:ignore work-hides-replace";
  writeFileSync(join(home, "m/go.mod"), BROKEN.replace("./x", comment));
  for (const words of [[], ["go.work"], ["m/go.mod"]]) {
    const { json } = runCommand(home, ["scan", "--json", ...words]);
    expect(json.findings).toEqual([]);
  }
});

it("tells a target in another environment from any other", () => {
  const home = makeFolder();
  const other = makeEnvironment(join(home, ".conda/envs/other"));
  makeTree(other, { "src/x/go.mod": mod("x") });
  makeTree(home, { "m/go.mod": BROKEN.replace("./x", join(other, "src/x")) });
  const { json } = runCommand(home, ["scan", "m", "--json"]);
  expect(json.findings.map(({ code }: { code: string }) => code)).toEqual([
    "replace-target-in-other-environment",
  ]);
});

it("reports a go.mod that it cannot read, and goes on", () => {
  const home = makeTree(makeFolder(), { "a/go.mod": BROKEN, "b/c": "", "d/e": "" });
  spawnSync("mkfifo", [join(home, "pipe")]);
  symlinkSync(join(home, "pipe"), join(home, "b/go.mod"));
  symlinkSync("nowhere", join(home, "d/go.mod"));
  const { json } = runCommand(home, ["scan", "--json"]);
  expect(json.findings).toMatchObject([
    { code: "replace-target-missing" },
    { code: "unreadable", level: "warning", file: join(home, "b/go.mod"), line: null },
    { code: "unreadable", level: "warning", file: join(home, "d/go.mod") },
  ]);
});

const HOSTILE = "a\u001b]0;x\u0007,b:c%0A::error::\n::stop-commands::x\u202e é#?";

it("writes SARIF that its schema takes, whatever the names", () => {
  const home = makeTree(makeFolder(), {
    ...PROJECTS,
    [`${HOSTILE}/go.mod`]: BROKEN,
    "b/go.mod": "",
  });
  const { json, status } = runCommand(home, ["scan", "--format", "sarif"]);
  const schema = createRequire(import.meta.url)(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  );
  const ajv = new Ajv.default({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv as never);
  const validate = ajv.compile(schema);
  expect([validate(json), validate.errors]).toEqual([true, null]);
  const { results, tool } = json.runs[0];
  const uris = results.map(
    (one: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
      one.locations[0]?.physicalLocation.artifactLocation.uri,
  );
  expect(uris).toContain("api/go.mod");
  expect(uris.map(decodeURIComponent)).toContain(`${HOSTILE}/go.mod`);
  for (const { ruleId, ruleIndex } of results) {
    expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  }
  expect(status).toBe(1);
});

it("writes a workflow command a finding, and lets no name write another", () => {
  const home = makeTree(makeFolder(), { [`${HOSTILE}/go.mod`]: BROKEN, "go.mod": WARNING });
  const { stdout } = runCommand(home, ["scan", "--format", "github"]);
  const [hostile, ...rest] = stdout.trimEnd().split("\n");
  expect(hostile).toMatch(
    /^::error file=a\\u001b\]0;x\\u0007%2Cb%3Ac%250A%3A%3Aerror%3A%3A%0A%3A%3Astop-commands%3A%3Ax\\u202e é#\?\/go\.mod,line=7,title=replace-target-missing::the folder \.\/x does not exist%0Arestore /,
  );
  expect(rest.map((line) => line.replace(/::[^:]*$/, ""))).toEqual([
    "::warning file=go.mod,line=5,title=replace-target-absolute",
    "::notice file=go.mod,line=5,title=replace-not-required",
  ]);
});

it("does not let a file or its name write on the terminal", () => {
  const module = `module example.com/\u001b[31m\nreplace "\u009b\u202e" => "./\u0007"\n`;
  const home = makeTree(makeFolder(), { [`${HOSTILE}/go.mod`]: module, "b/go.mod": "\u001b(" });
  for (const format of ["text", "json", "sarif", "github"]) {
    const { stdout, stderr } = runCommand(home, ["scan", "--format", format]);
    expect(stdout).not.toBe("");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  }
});

it("runs nothing unless told to", () => {
  const home = makeTree(makeFolder(), PROJECTS);
  const bin = join(home, "bin");
  makeTree(bin, { ran: "" });
  for (const name of ["go", "conda", "git"]) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho ${name} >>'${bin}/ran'\n`, { mode: 0o755 });
  }
  const env = { PATH: `${bin}${delimiter}/usr/bin:/bin` };
  runCommand(home, ["scan"], env);
  expect(readFileSync(join(bin, "ran"), "utf8")).toBe("");
  runCommand(home, ["scan", "--verify"], env);
  expect(readFileSync(join(bin, "ran"), "utf8")).toContain("go");
});

it.each([
  ["kill -9 $$", "go was ended by SIGKILL"],
  ["kill -TERM $$", "go was ended by SIGTERM"],
  [
    "echo 'fatal error: runtime: out of memory' >&2; exit 2",
    "go broke down: fatal error: runtime: out of memory",
  ],
])("cannot tell what a go thinks that ends by %s", (end, reason) => {
  const home = makeTree(makeFolder(), { "m/go.mod": CLEAN, "n/go.mod": BROKEN });
  mkdirSync(join(home, "_bin"));
  const script = `#!/bin/sh\n[ "$1" = env ] && echo go1.27.3 && exit\n${end}\n`;
  writeFileSync(join(home, "_bin/go"), script, { mode: 0o755 });
  const env = { PATH: `${home}/_bin${delimiter}/usr/bin:/bin` };
  const { json } = runCommand(home, ["scan", "--verify", "--json"], env);
  const verify = { verdict: "unknown", reason };
  expect(json.modules).toMatchObject([{ verify }, { verify }]);
  const { stdout } = runCommand(home, ["scan", "--verify"], env);
  expect(stdout).toContain(`    not verified: ${reason}\n`);
  expect(stdout).toMatch(/^go1\.27\.3 agrees on 0, differs on 0, cannot tell of 2$/m);
});

it("says so when there is no go to ask", () => {
  const home = makeTree(makeFolder(), { "go.mod": CLEAN });
  const env = { PATH: home };
  expect(runCommand(home, ["scan", "--verify"], env)).toMatchObject({
    status: 0,
    stderr: "warning: there is no go on the PATH, so nothing was asked of it\n",
  });
  expect(runCommand(home, ["scan", "--verify", "--json"], env).json.verify).toEqual({ go: null });
});

describeWithGo("with the real Go", ({ program, version }) => {
  const PATH = `${dirname(program)}${delimiter}/usr/bin:/bin`;

  it("says where it agrees", () => {
    const work = { "work/go.work": "go 1.18\n\nuse ./gone\n", "m/main.go": "package main\n" };
    const home = makeTree(makeFolder(), { ...PROJECTS, ...work });
    const { json } = runCommand(home, ["scan", "--verify", "--json"], { PATH });
    expect(json.verify.go).toBe(`go${version}`);
    for (const { file, verify } of json.modules) {
      expect([file, verify.verdict, verify.says]).toEqual([file, "agrees", verify.says]);
    }
    const { stdout } = runCommand(home, ["scan", "--verify"], { PATH });
    expect(stdout).toMatch(/^ {4}verified: go agrees$/m);
    expect(stdout).toMatch(/^go1\.\S+ agrees on 5, differs on 0, cannot tell of 0$/m);
  });

  it("says where it differs, and what it cannot know", () => {
    const home = makeTree(makeFolder(), {
      "a/go.mod": CLEAN,
      "a/main.go": 'package main\n\nimport _ "example.com/clean/gone"\n',
      "b/go.mod": mod("b", "\nrequire example.com/x v1.0.0\n"),
      "d/go.mod": mod("d"),
      "d/a/a.go": 'package a\n\nimport _ "example.com/d/b"\n',
      "d/b/b.go": 'package b\n\nimport _ "example.com/d/a"\n',
    });
    const { json, status } = runCommand(home, ["scan", "--verify", "--json"], { PATH });
    expect(json.modules).toMatchObject([
      { verify: { verdict: "differs", says: expect.stringContaining("example.com/clean/gone") } },
      { verify: { verdict: "unknown", says: expect.stringContaining("GOPROXY=off") } },
      { verify: { verdict: "unknown", reason: "go fails for what a scan does not look for" } },
    ]);
    expect(status).toBe(0);
    const { stdout } = runCommand(home, ["scan", "--verify"], { PATH });
    expect(stdout).toMatch(/verified: go differs\n {6}it says: .*example\.com\/clean\/gone/);
  });

  it("lets no setting of the user's or of the folder's have a say, and leaves no trace", () => {
    const home = makeTree(makeFolder(), { ...PROJECTS, ".git/config": "" });
    const bin = makeTree(join(home, "_bin"), { ran: "" });
    for (const name of ["git", "gcc", "pkg-config"]) {
      writeFileSync(join(bin, name), `#!/bin/sh\necho ${name} >>'${bin}/ran'\n`, { mode: 0o755 });
    }
    const env = {
      PATH: `${bin}${delimiter}${PATH}`,
      GOFLAGS: "-mod=mod -nonsense",
      GOPROXY: "https://proxy.invalid",
      GOWORK: join(home, "nowhere/go.work"),
      GOENV: join(home, "env"),
      GOTOOLCHAIN: "go9.99",
    };
    const api = readFileSync(join(home, "api/go.mod"), "utf8");
    const { json } = runCommand(home, ["scan", "--verify", "--json"], env);
    for (const { verify } of json.modules) expect(verify.verdict).toBe("agrees");
    expect(readFileSync(join(bin, "ran"), "utf8")).toBe("");
    expect(readFileSync(join(home, "api/go.mod"), "utf8")).toBe(api);
  });
});

it("goes by what go env -w has written, where the shell says nothing", () => {
  const home = makeTree(makeFolder(), { "go.mod": CLEAN, "go.work": "go 1.20\n\nuse .\n" });
  const GOENV = join(home, "env");
  writeFileSync(GOENV, "GOFLAGS=-mod=mod\n");
  const codes = (GOFLAGS: string) =>
    runCommand(home, ["scan", "--json"], { GOENV, GOFLAGS }).json.findings.map(
      ({ code }: { code: string }) => code,
    );
  expect(codes("")).toEqual(["flag-mod-in-workspace"]);
  expect(codes("-mod=readonly")).toEqual([]);
});

it.each([
  ["C:\\w", "c:\\W\\a b\\go.mod", "a%20b/go.mod"],
  ["C:\\", "c:\\a\\go.mod", "a/go.mod"],
  ["C:\\w", "D:\\w\\go.mod", "file:///D:/w/go.mod"],
  ["C:\\w", "C:\\wide\\go.mod", "file:///C:/wide/go.mod"],
  ["C:\\w", "C:\\w", "file:///C:/w"],
])("names in SARIF, from %s on Windows, %s by %s", (cwd, file, uri) => {
  const finding = makeFinding("unreadable", "warning", { file, line: null }, { reason: "" });
  expect(makeSarif([finding], cwd, pathsOf("win32"))).toMatchObject({
    runs: [{ results: [{ locations: [{ physicalLocation: { artifactLocation: { uri } } }] }] }],
  });
});

it("shows in SARIF a path with an @ in it", () => {
  const home = makeTree(makeFolder(), { "me@corp/a/go.mod": BROKEN, "b/x": "" });
  const { stdout } = runCommand(join(home, "b"), ["scan", "../me@corp", "--format", "sarif"]);
  expect(stdout).toContain(pathToFileURL(join(home, "me@corp/a/go.mod")).href);
});
