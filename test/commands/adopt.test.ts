// adopt, from the packed package: what is understood is taken over and comes back, what is not is named and left.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shells have them too
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { adopt } from "../../src/commands/adopt.js";
import type { AdoptedFile } from "../../src/conda/adoption.js";
import type { Reason } from "../../src/conda/interpret-script.js";
import { makeError } from "../../src/errors/error.js";
import { asidePath, COMMAND } from "../../src/names.js";
import { warn } from "../../src/reports/warnings.js";
import { readTree, runCommand } from "../setup/command.js";
import { type Files, makeHome, makeSession, writeFiles } from "../setup/environments.js";

const ON = "etc/conda/activate.d/go-env.sh";
const OFF = "etc/conda/deactivate.d/go-env.sh";
const PAIR: Files = {
  [ON]: 'export _OLD_GOFLAGS="$GOFLAGS"\nexport GOPATH="$CONDA_PREFIX/gopath"\nexport GOFLAGS="$GOFLAGS -mod=mod"\nexport GOSUMDB=off\n',
  [OFF]:
    'if [ -n "$_OLD_GOFLAGS" ]; then\n  export GOFLAGS="$_OLD_GOFLAGS"\nelse\n  unset GOFLAGS\nfi\nunset GOPATH _OLD_GOFLAGS\n',
};

function makeWith(files: Files) {
  const { home, prefix } = makeHome();
  writeFiles(prefix, files);
  const run = (...args: readonly string[]) => runCommand(home, [...args, "-p", prefix]);
  const runJson = (...args: readonly string[]) => run(...args, "--json").json.environments[0];
  return { home, prefix, run, runJson };
}

describe("a pair of hooks", () => {
  it("is shown, taken over and brought back byte for byte, with its mode and times", () => {
    const { prefix, run, runJson } = makeWith(PAIR);
    chmodSync(join(prefix, ON), 0o741);
    utimesSync(join(prefix, ON), 1e9, 1e9);
    const before = readTree(prefix);
    expect(runJson("adopt", "--dry-run")).toMatchObject({
      action: "adopted",
      dryRun: true,
      profile: "shared-cache",
      settings: {
        GOPATH: { action: "set", value: "{prefix}/gopath" },
        GOFLAGS: { action: "add", prepend: [], append: ["-mod=mod"] },
        GOSUMDB: { action: "set", value: "off" },
      },
      leaks: [
        { variable: "GOPATH", becomes: "unset" },
        { variable: "GOFLAGS", becomes: "given-back" },
        { variable: "GOSUMDB", becomes: "left" },
      ],
      left: [],
    });
    expect(readTree(prefix)).toEqual(before);
    const { stdout, status } = run("adopt", "--yes");
    expect([stdout, status]).toEqual([expect.stringContaining("GOPATH = {prefix}/gopath"), 0]);
    for (const path of [ON, OFF]) {
      expect(existsSync(join(prefix, path))).toBe(false);
      expect(asidePath(path, 1)).not.toMatch(/\.(?:sh|fish|csh|xsh|ps1|bat|nu)$/);
    }
    const adopted = [ON, OFF].map((path) => ({ path, aside: asidePath(path, 1), state: "aside" }));
    expect(runJson("status")).toMatchObject({ state: "installed", adopted });
    expect(run("status").stdout).toContain(`adopted: ${ON}`);
    // Another installation forgets nothing.
    runJson("install", "--set", "GOSUMDB=sum.golang.org");
    expect(runJson("adopt", "--yes")).toMatchObject({ action: "nothing", left: [] });
    expect(runJson("status")).toMatchObject({ adopted });

    const plain = run("uninstall");
    expect(plain.stderr).toContain("--restore-adopted");
    expect(plain.status).toBe(0);
    expect(existsSync(join(prefix, asidePath(ON, 1)))).toBe(true);
    expect(runJson("uninstall", "--restore-adopted")).toMatchObject({
      action: "removed",
      aside: [],
    });
    expect(readTree(prefix)).toEqual(before);
    expect(lstatSync(join(prefix, ON)).mtimeMs).toBe(1e12);
  });

  it("comes back in one step with the removal, the hooks edited or not", () => {
    const { prefix, run } = makeWith(PAIR);
    const before = readTree(prefix);
    run("adopt", "--yes");
    expect(run("uninstall", "--restore-adopted").status).toBe(0);
    expect(readTree(prefix)).toEqual(before);
  });

  it("stays aside where it was edited, and where another file has its place", () => {
    const { prefix, run } = makeWith(PAIR);
    run("adopt", "--yes");
    appendFileSync(join(prefix, asidePath(ON, 1)), "# mine\n");
    writeFileSync(join(prefix, OFF), "echo new\n");
    const { stderr, status } = run("uninstall", "--restore-adopted");
    expect(status).toBe(1);
    for (const path of [ON, OFF]) expect(stderr).toContain(asidePath(path, 1));
    expect(readFileSync(join(prefix, OFF), "utf8")).toBe("echo new\n");
    expect(readFileSync(join(prefix, asidePath(ON, 1)), "utf8")).toContain("# mine");
    expect(readFileSync(join(prefix, asidePath(OFF, 1)), "utf8")).toBe(PAIR[OFF]);
  });

  it.each([
    ["a new file has the place of one", (prefix: string) => writeFileSync(join(prefix, ON), "")],
    [
      "one was edited to set something else",
      (prefix: string) => writeFileSync(join(prefix, asidePath(ON, 1)), "export GOBIN=/x\n"),
    ],
  ])("comes back whole or not at all, though %s", (_, touch) => {
    const fish = "etc/conda/activate.d/go.fish";
    const { prefix, run, runJson } = makeWith({ ...PAIR, [fish]: "set -gx GOPROXY off\n" });
    run("adopt", "--yes");
    touch(prefix);
    const { stderr, status } = run("uninstall", "--restore-adopted", "--dry-run");
    expect(status).toBe(1);
    for (const path of [ON, OFF]) expect(stderr).toContain(asidePath(path, 1));
    const { files, aside, warnings } = runJson("uninstall", "--restore-adopted");
    expect(files).toContainEqual({ path: fish, state: "restored" });
    expect(aside.map(({ path }: AdoptedFile) => path)).toEqual([ON, OFF]);
    expect(warnings).toEqual([
      expect.objectContaining({ code: "kept" }),
      warn("adoptedHeld", { path: OFF, aside: asidePath(OFF, 1), partner: ON }),
    ]);
    expect([fish, OFF].map((path) => existsSync(join(prefix, path)))).toEqual([true, false]);
    expect(readFileSync(join(prefix, asidePath(OFF, 1)), "utf8")).toBe(PAIR[OFF]);
  });

  it("leaves what it unsets in other words than what it sets", () => {
    const { run } = makeWith({ [ON]: "unset GOBIN\nexport GOSUMDB=off\n" });
    const { stdout } = run("adopt", "--dry-run");
    const [unset, set] = ["GOBIN", "GOSUMDB"].map((name) =>
      new RegExp(`${name} = \\S+ +(.+)`).exec(stdout)?.[1]?.trim(),
    );
    expect([unset, set]).toEqual([expect.any(String), expect.any(String)]);
    expect(unset).not.toBe(set);
  });

  it("is not taken over unasked, where it is active, or when the answer is no", async () => {
    const { home, prefix, run } = makeWith(PAIR);
    const before = readTree(prefix);
    const { stderr, status } = run("adopt");
    expect([stderr, status]).toEqual([expect.stringContaining("--yes"), 2]);
    expect(run("adopt", "--json").json.error).toEqual(makeError("adopt-unasked").toJSON());
    const active = runCommand(home, ["adopt", "--yes", "-p", prefix, "--json"], {
      CONDA_PREFIX: prefix,
    });
    expect(active.json.environments[0].error).toEqual(
      makeError("adopt-active", { prefix }).toJSON(),
    );
    let question: string | null = null;
    const confirm = async (make: () => Promise<string | null>) => {
      question = await make();
      return false;
    };
    const terminal = { confirm, showProgress: () => undefined };
    const { environments } = await adopt({ prefix }, { ...makeSession(home), terminal });
    expect(environments[0]).toMatchObject({ action: "declined", error: null });
    expect(question).toContain("GOPATH = {prefix}/gopath");
    expect(readTree(prefix)).toEqual(before);
  });

  it("is incomplete while one of them is where it was, and edited or not, adopt goes on with it", () => {
    const { home, prefix, run, runJson } = makeWith(PAIR);
    run("adopt", "--yes");
    // As it is when adopt is killed between the two.
    renameSync(join(prefix, asidePath(ON, 1)), join(prefix, ON));
    const { state, adopted, next } = runJson("status");
    expect([state, adopted[0].state]).toEqual(["incomplete", "pending"]);
    expect(next).toContain("adopt -p");
    const doctor = runCommand(home, ["doctor", "-p", prefix, "--json"]).json;
    const found = doctor.findings.find(({ code }: { code: string }) => code === "hooks-incomplete");
    expect(JSON.stringify(found)).toContain("adopt -p");
    appendFileSync(join(prefix, ON), "export GOPATH=/mine\n");
    expect(runJson("status").adopted[0].state).toBe("rewritten");
    expect(runJson("adopt", "--yes").left).toContainEqual(
      expect.objectContaining({ path: ON, code: "installed", names: ["GOPATH"] }),
    );
    expect(readFileSync(join(prefix, ON), "utf8")).toContain("/mine");
    expect(runJson("status").state).toBe("installed");
  });

  it("is put aside beside one of before", () => {
    const { prefix, run } = makeWith({ ...PAIR, [asidePath(ON, 1)]: "older\n" });
    run("adopt", "--yes");
    expect(readFileSync(join(prefix, asidePath(ON, 1)), "utf8")).toBe("older\n");
    expect(readFileSync(join(prefix, asidePath(ON, 2)), "utf8")).toBe(PAIR[ON]);
  });
});

const ACTIVATE = "etc/conda/activate.d/my.sh";
const SET = "export GOPATH=$CONDA_PREFIX/g\n";

/** Scripts that are left, with the line and the reason. */
const LEFT: readonly (readonly [string, string, number, Files?])[] = [
  [`${SET}export PATH="$GOPATH/bin:$PATH"\n`, "path", 2],
  [`${SET}PATH=$(go env GOPATH)/bin:$PATH\n`, "path", 2],
  [`${SET}export CC=gcc\n`, "other-variable", 2],
  [`${SET}mkdir -p "$GOPATH"\n`, "command", 2],
  [`cd /x\n${SET}`, "command", 1],
  [`set -e\n${SET}`, "command", 1],
  [`${SET}. ./more.sh\n`, "command", 2],
  [`echo hi\n${SET}`, "command", 1],
  ['[ -d /x ] && export GOPATH="/x"\n', "syntax", 1],
  ["if [ -d /x ]; then\n  export GOPATH=/x\nfi\n", "condition", 2],
  ["if go version; then\n  export GOPATH=/x\nfi\n", "condition", 1],
  ["for x in a; do\n  export GOPATH=/x\ndone\n", "command", 1],
  ["setup() {\n  export GOPATH=/x\n}\nsetup\n", "syntax", 1],
  ["cat <<EOF\nexport GOPATH=/x\nEOF\nexport GOPATH=/y\n", "several-lines", 1],
  ["export GOPATH=/x \\\n  GOBIN=/y\n", "several-lines", 1],
  ['export GOPATH="/x\n/y"\n', "several-lines", 1],
  ["export GOPATH=$(pwd)/x\n", "syntax", 1],
  ["export GOPATH=`pwd`\n", "syntax", 1],
  ["export GOPATH=~/go\n", "syntax", 1],
  ["export GOPATH=$HOME/go\n", "depends", 1],
  [': "${GOPATH:=/x}"\n', "default", 1],
  ["export GOPATH=${GOPATH:-/x}\n", "default", 1],
  ["GOPATH=/x\n", "not-exported", 1],
  ["export GOPROXY=direct;;\nexport GOPATH=/x\n", "syntax", 1],
  [
    "export X=1\n",
    "syntax",
    1,
    { "etc/conda/activate.d/my.ps1": "$env:GOPRIVATE = 'a\u2019; x; \u2018b'\n" },
  ],
  [
    "export X=1\n",
    "syntax",
    1,
    { "etc/conda/activate.d/my.fish": 'set -gx GOPATH "$GOPATH\u00e9"\n' },
  ],
  ['export GOPATH=/a GOBIN="$GOPATH/bin"\n', "sequence", 1],
  ["export GOPATH=\n", "empty", 1],
  ["export GOPATH=/x:$GOPATH\n", "own-value", 1],
  ['export GOFLAGS="$GOFLAGS-x"\n', "own-value", 1],
  ["export GOPATH='{prefix}/x'\n", "placeholder", 1],
  ["export CGO_ENABLED=maybe\n", "refused", 1],
  [`export GOPATH=$CONDA_PREFIX/g\r\n`, "syntax", 1],
  [SET, "order", 1, { "etc/conda/activate.d/z.sh": 'export PATH="$GOPATH/bin:$PATH"\n' }],
  [SET, "differs", 1, { "etc/conda/activate.d/my.fish": "set -gx GOPATH /other\n" }],
  [SET, "command", 2, { "etc/conda/deactivate.d/my.sh": "unset GOPATH\nrm -rf /x\n" }],
  ["export X=1\n", "language", 1, { "etc/conda/activate.d/my.nu": "$env.GOPATH = '/x'\n" }],
  ["export X=1\n", "not-exported", 1, { "etc/conda/activate.d/my.fish": "set -x GOPATH /x\n" }],
  ["export X=1\n", "command", 2, { "etc/conda/activate.d/my.ps1": "$env:GOPATH = '/x'\n$x = 1\n" }],
  ["export X=1\n", "no-hooks", 1, { "etc/conda/activate.d/my.bat": "set GOPATH=C:\\x\r\n" }],
  ["export X=1\n", "alone", 1, { "etc/conda/deactivate.d/my.sh": "unset GOPATH\n" }],
];

describe("a script that is not understood", () => {
  it.each(LEFT)("%j is left, as it is one of %s", (text, code, line, more) => {
    const { prefix, runJson } = makeWith({ [ACTIVATE]: text as string, ...(more as Files) });
    const before = readTree(prefix);
    const { action, left } = runJson("adopt", "--yes");
    expect(action).toBe("nothing");
    expect(left).toContainEqual(expect.objectContaining({ code, line }));
    expect(readTree(prefix)).toEqual(before);
  });

  it("is named by every line, and by no value", () => {
    const { prefix, run } = makeWith({
      [ACTIVATE]:
        "export GOPROXY=$(get s3cret)\nexport TOKEN=s3cret\ncurl -u me:s3cret x && export GOPRIVATE=s3cret\n",
    });
    const { stdout, stderr, status } = run("adopt", "--yes");
    expect([1, 2, 3].map((line) => stdout.includes(`${ACTIVATE}:${line} `))).toEqual([
      true,
      true,
      true,
    ]);
    for (const name of ["GOPROXY", "TOKEN", "GOPRIVATE"]) expect(stdout).toContain(name);
    expect(`${stdout}${stderr}${run("adopt", "--yes", "--json").stdout}`).not.toContain("s3cret");
    expect(status).toBe(1);
    expect(existsSync(join(prefix, ACTIVATE))).toBe(true);
  });

  it.each([
    ["if [ -d /a ]; then export GOPATH=/x\n", [1]],
    [`if [ -d /a ]; then\nfi\n${SET}`, [2]],
    [`${SET}if [ -d /a ]\nfi`, [3]],
  ])("%j is named once for each reason", (text, lines) => {
    const { runJson } = makeWith({ [ACTIVATE]: text });
    const { left } = runJson("adopt", "--dry-run");
    expect(left.map(({ line, code }: Reason) => [line, code])).toEqual(
      lines.map((line) => [line, "condition"]),
    );
  });

  it("names no command by half", () => {
    const bat = "etc/conda/activate.d/my.bat";
    const { run } = makeWith({ [ACTIVATE]: "export X=1\n", [bat]: "set GOPATH=C:\\x\r\n" });
    const { stdout } = run("adopt", "--dry-run");
    expect(stdout).toContain(`${bat}:1 `);
    expect(stdout.replaceAll(COMMAND, "")).not.toContain("--");
  });

  it("stays beside one that is taken over", () => {
    const { prefix, runJson } = makeWith({ ...PAIR, [ACTIVATE]: "echo hi; export GOPROXY=off\n" });
    expect(runJson("adopt", "--yes")).toMatchObject({
      action: "adopted",
      left: [{ path: ACTIVATE }],
    });
    expect([ON, ACTIVATE].map((path) => existsSync(join(prefix, path)))).toEqual([false, true]);
  });

  it("is a package's, a link, or sets no variable of Go's", () => {
    const { prefix, runJson } = makeWith({
      [ACTIVATE]: SET,
      "etc/conda/activate.d/plain.sh": "export EDITOR=vi\n",
      "conda-meta/go-1-0.json": JSON.stringify({ files: [ACTIVATE] }),
    });
    expect(runJson("adopt", "--yes")).toMatchObject({ action: "nothing", left: [] });
    symlinkSync(join(prefix, ACTIVATE), join(prefix, ON));
    expect(runJson("adopt", "--yes").left).toContainEqual(
      expect.objectContaining({ path: ON, code: "link" }),
    );
  });

  it("has a name that could rewrite the terminal, and does not", () => {
    const { run } = makeWith({
      "etc/conda/activate.d/a\u001b[31m\n.sh": SET,
      "etc/conda/activate.d/b\u001b]0;x\u0007.sh": "export GOPROXY=$(x \u001b[2J)\n",
    });
    for (const args of [["adopt", "--dry-run"], ["adopt", "--yes"], ["status"], ["uninstall"]]) {
      const { stdout, stderr } = run(...args);
      for (const control of ["\u001b", "\u0007"])
        expect(`${stdout}${stderr}`).not.toContain(control);
    }
  });
});

it("hooks that are installed keep their settings, and a script that has others is left", () => {
  const { prefix, run, runJson } = makeWith({});
  run("install");
  writeFiles(prefix, PAIR);
  const { left } = runJson("adopt", "--yes");
  expect(left).toContainEqual(expect.objectContaining({ code: "installed", names: ["GOFLAGS"] }));
  const command = `${COMMAND} install -p ${prefix} --keep GOFLAGS`;
  expect(run("adopt", "--dry-run").stdout).toContain(command);
  run("install", "--keep", "GOFLAGS");
  const { action, settings } = runJson("adopt", "--yes");
  expect([action, settings.GOFLAGS.append]).toEqual(["adopted", ["-mod=mod"]]);
  expect(runJson("status").settings).toMatchObject({
    GOSUMDB: { value: "off" },
    GOCACHE: { action: "set" },
  });
});

describe("--from", () => {
  it(".envrc prints the settings file that says the same, and names what it cannot say", () => {
    const { home, prefix } = makeHome();
    const text = [
      "layout go",
      "PATH_add bin",
      "export FOO=s3cret",
      'export GOFLAGS="$GOFLAGS -race"',
      "export GOPROXY=https://me:s3cret@p.example",
      "source_up",
      "if has go; then",
      "  export GOSUMDB=off",
      "fi",
    ].join("\n");
    writeFileSync(join(home, ".envrc"), text);
    const before = readTree(prefix);
    const { stdout, stderr, status } = runCommand(home, ["adopt", "--from", ".envrc"]);
    expect(parse(stdout)).toEqual({
      profile: "shared-cache",
      variables: {
        GOCACHE: "keep",
        GOPATH: join(home, ".direnv/go"),
        GOBIN: join(home, ".direnv/go/bin"),
        GOFLAGS: { append: ["-race"] },
      },
    });
    expect([1, 5, 6, 8].map((line) => stderr.includes(`.envrc:${line} `))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([2, 3, 4].map((line) => stderr.includes(`.envrc:${line} `))).toEqual([
      false,
      false,
      false,
    ]);
    expect(`${stdout}${stderr}`).not.toContain("s3cret");
    expect(status).toBe(1);
    expect(readTree(prefix)).toEqual(before);
  });

  it("conda-vars does so too, with what takes them out of there", () => {
    const { home, prefix } = makeHome();
    const variables = {
      GOFLAGS: "-race",
      GOPATH: `${prefix}/g`,
      GOBIN: "$CONDA_PREFIX/bin",
      EDITOR: "vi",
    };
    writeFileSync(join(prefix, "conda-meta", "state"), JSON.stringify({ env_vars: variables }));
    const ran = runCommand(home, ["adopt", "--from", "conda-vars", "-p", prefix, "--json"]).json;
    expect(parse(ran.config).variables).toMatchObject({ GOFLAGS: "-race", GOPATH: "{prefix}/g" });
    expect(ran.left).toMatchObject([{ code: "literal", names: ["GOBIN"] }]);
    expect(ran.next).toBe(`conda env config vars unset -p ${prefix} GOPATH GOFLAGS`);
  });

  it.each([
    [".envrc", ["--yes"], "--yes"],
    [".envrc", ["-n", "x"], "-n, -p, --env"],
    [".envrc", ["x"], "-n, -p, --env"],
    ["conda-vars", ["--dry-run"], "--dry-run"],
  ])("%s takes no %j", (from, args, option) => {
    const { home } = makeHome();
    const { json, status } = runCommand(home, ["adopt", "--from", from, ...args, "--json"]);
    expect(json.error).toEqual(makeError("adopt-from-option", { option, from }).toJSON());
    expect(status).toBe(2);
  });

  it("needs a file that is there", () => {
    const { home } = makeHome();
    const { json } = runCommand(home, ["adopt", "--from", "no.envrc", "--json"]);
    expect(json.error).toEqual(
      makeError("adopt-no-file", { path: join(home, "no.envrc") }).toJSON(),
    );
  });
});
