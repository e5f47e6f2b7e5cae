// What real Gos print when they fail, as doctor --log tells it; and the remedies, where no network is needed.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { FindingCode } from "../../src/findings/finding.js";
import { MESSAGES } from "../../src/go/setup/messages.js";
import type { FindingReport } from "../../src/reports/findings.js";
import { describeWithGo, type Go, goVersions } from "../go/real-go.js";
import { type Played, stageSetup } from "./judge-setup.js";

type Files = Readonly<Record<string, string>>;

interface LogCase {
  readonly title: string;
  readonly code: FindingCode;
  readonly files?: Files;
  readonly home?: Files;
  /** {server} is a proxy with example.com/a v1.0.0 below /ok, and below /404 a refusal. */
  readonly env?: Files;
  /** Typed before. */
  readonly prepare?: string;
  /** The go command. */
  readonly line: string;
  readonly since?: number;
  readonly until?: number;
  /** The place in the message, below the project. */
  readonly at?: readonly [file: string, line: number];
  /** Whether the commands of the remedy let the line pass. */
  readonly mends?: boolean;
  /** What the message or the remedy has in it. */
  readonly tells?: string;
}

const mod = (...lines: readonly string[]): Files => ({
  "go.mod": ["module example.com/m", "", "go 1.18", "", ...lines, ""].join("\n"),
});
const importing = (path: string): Files => ({
  "main.go": `package main\n\nimport _ "${path}"\n\nfunc main() {}\n`,
});
const REQUIRE = "require example.com/a v1.0.0";
const REPLACE = "replace example.com/a => ./la";
const NEEDED = { ...mod(REQUIRE), ...importing("example.com/a") };
const LA = { "la/a.go": "package a\n", "la/go.mod": "module example.com/a\n\ngo 1.18\n" };
const LOCAL = { ...mod(REQUIRE, REPLACE), ...importing("example.com/a"), ...LA };
const OK = { GOPROXY: "{server}/ok", GOSUMDB: "off" };
const HASH = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const IN_MAIN = ["main.go", 3] as const;
const ALL = "go list -m all";
const LIST = "go list -deps .";

// A repository behind https://example.com/r.git.
const REPOSITORY = {
  files: { ...mod("require example.com/r.git v1.0.0"), ...importing("example.com/r.git") },
  home: {
    ".gitconfig": '[user]\nname=x\nemail=x@x\n[url "{home}/r"]\ninsteadOf=https://example.com/r\n',
    "r/go.mod": "module example.com/r.git\n\ngo 1.18\n",
    "r/r.go": "package r\n",
  },
  prepare: "cd ~/r && git init -q && git add -A && git commit -qm x && git tag v1.0.0",
};

const CASES: readonly LogCase[] = [
  // The three failures of GOPROXY=direct.
  {
    title: "a private module that GOPRIVATE does not name",
    code: "log-checksum-unlisted",
    ...REPOSITORY,
    env: { GOPROXY: "direct", GOSUMDB: "sum.golang.org {server}/404" },
    line: "go mod tidy",
    mends: true,
    tells: "export GOPRIVATE=example.com",
  },
  {
    title: "the same where GOPRIVATE names another, and the database says 410",
    code: "log-checksum-unlisted",
    ...REPOSITORY,
    env: { GOPROXY: "direct", GOSUMDB: "sum.golang.org {server}/410", GOPRIVATE: "other.org" },
    line: "go mod download example.com/r.git",
    mends: true,
    tells: "export GOPRIVATE=other.org,example.com",
  },
  {
    title: "go.sum has another hash of the go.mod",
    code: "log-checksum-mismatch",
    files: { ...NEEDED, "go.sum": `example.com/a v1.0.0/go.mod ${HASH}\n` },
    env: OK,
    line: ALL,
    tells: `c+QMSICdW4bKhC5f6MkvubkF2gpzKXt6C8B0xRTgImc=) is not what go.sum has (${HASH})`,
  },
  {
    title: "go.sum has another hash of the content, whatever the variables say",
    code: "log-checksum-mismatch",
    files: {
      ...NEEDED,
      "go.sum": `example.com/a v1.0.0 ${HASH}\nexample.com/a v1.0.0/go.mod h1:c+QMSICdW4bKhC5f6MkvubkF2gpzKXt6C8B0xRTgImc=\n`,
    },
    env: { ...OK, GOFLAGS: "-mod=mod", GONOSUMDB: "*" },
    line: LIST,
  },
  {
    title: "the checksum database is not there",
    code: "log-checksum-unreachable",
    files: NEEDED,
    env: { GOPROXY: "{server}/ok", GOSUMDB: "sum.golang.org http://127.0.0.1:9" },
    line: "go mod tidy",
    mends: true,
    tells: "export GONOSUMDB=example.com",
  },
  {
    title: "the same with GOPROXY=direct",
    code: "log-checksum-unreachable",
    ...REPOSITORY,
    env: { GOPROXY: "direct", GOSUMDB: "sum.golang.org http://127.0.0.1:9" },
    line: "go mod tidy",
    mends: true,
    tells: "export GOPRIVATE=example.com",
  },
  {
    title: "the checksum database fails",
    code: "log-checksum-unreachable",
    files: NEEDED,
    env: { GOPROXY: "{server}/ok", GOSUMDB: "sum.golang.org {server}/500" },
    line: "go mod download example.com/a",
    mends: true,
  },
  // The rest of go.sum.
  {
    title: "no line for a package's module",
    code: "log-checksum-missing",
    files: NEEDED,
    env: OK,
    line: LIST,
    at: IN_MAIN,
    mends: true,
  },
  {
    title: "no line for a go.mod",
    code: "log-checksum-missing",
    files: { ...mod(REQUIRE), ...importing("example.com/a") },
    env: { ...OK, GOFLAGS: "-mod=readonly" },
    line: ALL,
    mends: true,
  },
  {
    title: "a line that is none",
    code: "log-checksum-file",
    files: { ...NEEDED, "go.sum": "<<<<<<< HEAD\n" },
    env: OK,
    line: LIST,
    since: 22,
  },
  {
    title: "GOSUMDB=none",
    code: "log-variable-refused",
    files: NEEDED,
    env: { GOPROXY: "{server}/ok", GOSUMDB: "none" },
    line: "go mod tidy",
  },
  // Proxies and repositories.
  {
    title: "GOPROXY=off",
    code: "log-lookup-off",
    files: NEEDED,
    env: { GOPROXY: "off" },
    line: "go mod tidy",
  },
  {
    title: "GOPROXY=off and -mod=mod",
    code: "log-lookup-off",
    files: { ...mod(), ...importing("example.com/a") },
    env: { GOPROXY: "off", GOFLAGS: "-mod=mod" },
    line: LIST,
    at: IN_MAIN,
    tells: "example.com/a",
  },
  {
    title: "a proxy that is not there, before a comma",
    code: "log-proxy",
    files: NEEDED,
    env: { GOSUMDB: "off", GOPROXY: "http://127.0.0.1:9,{server}/ok" },
    line: "go mod tidy",
    mends: true,
    tells: "after a comma",
  },
  {
    title: "a proxy that fails, before a comma",
    code: "log-proxy",
    files: NEEDED,
    env: { GOSUMDB: "off", GOPROXY: "{server}/500,{server}/ok" },
    line: "go mod download example.com/a",
    mends: true,
  },
  {
    title: "a proxy that asks who it is",
    code: "log-proxy",
    files: NEEDED,
    env: { GOSUMDB: "off", GOPROXY: "{server}/401" },
    line: "go mod tidy",
    tells: ".netrc",
  },
  {
    title: "a proxy that does not have it",
    code: "log-proxy",
    files: NEEDED,
    env: OK,
    line: "go get example.com/a@v9.9.9",
    tells: "does not have it",
  },
  {
    title: "a folder that does not have it",
    code: "log-proxy",
    files: NEEDED,
    env: { GOSUMDB: "off", GOPROXY: "file:///nowhere" },
    line: "go mod tidy",
    tells: "does not have it",
  },
  {
    title: "GOPROXY without a scheme",
    code: "log-variable-refused",
    files: NEEDED,
    env: { GOSUMDB: "off", GOPROXY: "proxy" },
    line: "go mod tidy",
  },
  {
    title: "GOPROXY without an entry",
    code: "log-variable-refused",
    files: NEEDED,
    env: { GOSUMDB: "off", GOPROXY: "," },
    line: "go mod tidy",
  },
  {
    title: "a host that does not answer",
    code: "log-import-path",
    files: { ...mod("require nowhere.invalid/a v1.0.0"), ...importing("nowhere.invalid/a") },
    env: { GOPROXY: "direct", GOSUMDB: "off" },
    line: "go mod tidy",
  },
  {
    title: "no git",
    code: "log-git-missing",
    ...REPOSITORY,
    env: { GOPROXY: "direct", GOSUMDB: "off" },
    line: 'PATH="$(dirname "$(command -v go)")" go mod tidy',
  },
  {
    title: "git wants a password",
    code: "log-git-password",
    files: { ...mod("require github.com/x/y v1.0.0"), ...importing("github.com/x/y") },
    home: { ".gitconfig": '[url "{server}/401/"]\ninsteadOf=https://github.com/\n' },
    env: { GOPROXY: "direct", GOSUMDB: "off" },
    line: "go mod tidy",
  },
  {
    title: "GOVCS",
    code: "log-govcs",
    ...REPOSITORY,
    env: { GOPROXY: "direct", GOSUMDB: "off", GOVCS: "*:off" },
    line: "go mod tidy",
    mends: true,
  },
  ...["git", "off;netrc", "git x"].map((value) => ({
    title: `GOAUTH=${value}`,
    code: "log-variable-refused" as const,
    files: NEEDED,
    env: { GOPROXY: "https://127.0.0.1:9", GOSUMDB: "off", GOAUTH: value },
    line: "go mod tidy",
    since: 24,
    tells: "unset GOAUTH",
  })),
  // replace.
  {
    title: "a target that is gone",
    code: "log-target-unread",
    files: { ...LOCAL, ...mod(REQUIRE, "replace example.com/a => ./gone") },
    line: LIST,
    at: IN_MAIN,
    tells: "./gone",
  },
  {
    title: "a target without a go.mod",
    code: "log-target-unread",
    files: { ...mod(REQUIRE, REPLACE), ...importing("example.com/a"), "la/a.go": "package a\n" },
    line: LIST,
    tells: "./la",
  },
  {
    title: "replaced, not required",
    code: "replace-imported-not-required",
    files: { ...LOCAL, ...mod(REPLACE) },
    env: { GOPROXY: "off" },
    line: LIST,
    at: IN_MAIN,
    mends: true,
  },
  {
    title: "neither required nor replaced",
    code: "log-not-provided",
    files: { ...mod(), ...importing("example.com/a") },
    env: OK,
    line: LIST,
    at: IN_MAIN,
    mends: true,
  },
  {
    title: "two targets",
    code: "replace-conflict",
    files: { ...LOCAL, ...mod(REQUIRE, REPLACE, "replace example.com/a => ./lb") },
    line: LIST,
    tells: "by ./la and by ./lb",
  },
  {
    title: "a go line of the target that is higher",
    code: "log-go-mod-updates",
    files: { ...LOCAL, "la/go.mod": "module example.com/a\n\ngo 1.21\n" },
    line: ALL,
    since: 22,
    mends: true,
  },
  {
    title: "a package in two modules",
    code: "import-ambiguous",
    files: {
      ...LOCAL,
      ...mod(REQUIRE, "require example.com/a/b v1.0.0", REPLACE, "replace example.com/a/b => ./lb"),
      ...importing("example.com/a/b"),
      "la/b/b.go": "package b\n",
      "lb/b.go": "package b\n",
      "lb/go.mod": "module example.com/a/b\n\ngo 1.18\n",
    },
    line: LIST,
    at: IN_MAIN,
    tells: "one of them example.com/a",
  },
  {
    title: "an internal package of another module",
    code: "log-internal",
    files: {
      ...LOCAL,
      ...importing("example.com/a/internal"),
      "la/internal/a.go": "package internal\n",
    },
    line: "go build ./...",
    at: IN_MAIN,
    tells: "within example.com/a may import",
  },
  {
    title: "a path without a dot",
    code: "log-path-without-dot",
    files: { ...mod("require foo/bar v1.0.0"), ...importing("foo/bar") },
    line: "go mod tidy",
  },
  {
    title: "a path that nobody has",
    code: "log-not-in-std",
    files: { ...mod(), ...importing("foo/bar") },
    line: LIST,
    at: IN_MAIN,
  },
  // vendor and go.work.
  {
    title: "vendor out of step",
    code: "vendor-inconsistent",
    files: { ...LOCAL, "vendor/modules.txt": "" },
    line: LIST,
    mends: true,
  },
  {
    title: "vendor without a package",
    code: "log-vendor-lacks",
    files: {
      ...LOCAL,
      "vendor/modules.txt":
        "# example.com/a v1.0.0 => ./la\n## explicit; go 1.18\n# example.com/a => ./la\n",
    },
    line: LIST,
    at: IN_MAIN,
    mends: true,
  },
  {
    title: "all modules with vendor",
    code: "log-vendor-all",
    files: {
      ...LOCAL,
      "vendor/modules.txt":
        "# example.com/a v1.0.0 => ./la\n## explicit; go 1.18\n# example.com/a => ./la\n",
    },
    line: ALL,
  },
  {
    title: "-mod=mod in a workspace",
    code: "flag-mod-in-workspace",
    files: { ...LOCAL, "go.work": "go 1.18\n\nuse .\n" },
    env: { GOFLAGS: "-mod=mod" },
    line: LIST,
  },
  {
    title: "a module that the workspace does not name",
    code: "log-not-in-workspace",
    files: { ...LOCAL, "go.work": "go 1.18\n\nuse ./la\n" },
    line: LIST,
    mends: true,
  },
  {
    title: "its packages",
    code: "log-not-in-workspace",
    files: { ...LOCAL, "go.work": "go 1.18\n\nuse ./la\n" },
    line: "go build ./...",
  },
  // The project's folder.
  {
    title: "no go.mod",
    code: "log-no-main-module",
    prepare: "rm go.mod",
    line: LIST,
  },
  {
    title: "no go.mod, all packages",
    code: "log-no-main-module",
    prepare: "rm go.mod",
    line: "go build ./...",
  },
  {
    title: "a word that is no directive",
    code: "file-syntax",
    files: mod("replce x => ./x"),
    line: LIST,
    at: ["go.mod", 5],
  },
  {
    title: "GO111MODULE=off",
    code: "log-gopath-mode",
    files: LOCAL,
    env: { GO111MODULE: "off" },
    line: LIST,
    at: IN_MAIN,
    mends: true,
  },
  // Versions.
  {
    title: "a go line above",
    code: "go-line-above",
    files: { "go.mod": "module example.com/m\n\ngo 1.99\n" },
    env: { GOTOOLCHAIN: "local" },
    line: LIST,
    since: 22,
  },
  {
    title: "a go line above in a target",
    code: "log-module-newer",
    files: { ...LOCAL, "la/go.mod": "module example.com/a\n\ngo 1.99\n" },
    env: { GOTOOLCHAIN: "local" },
    line: LIST,
    since: 22,
  },
  {
    title: "no download of a toolchain",
    code: "log-toolchain",
    files: mod("toolchain go1.99.0"),
    env: { GOTOOLCHAIN: "auto", GOPROXY: "off" },
    line: LIST,
    since: 22,
  },
  {
    title: "a toolchain that no proxy has",
    code: "log-toolchain",
    files: mod("toolchain go1.99.0"),
    env: { GOTOOLCHAIN: "auto", GOPROXY: "http://127.0.0.1:9" },
    line: LIST,
    since: 22,
  },
  {
    title: "no such toolchain on the PATH",
    code: "log-toolchain",
    files: mod("toolchain go1.99.0"),
    env: { GOTOOLCHAIN: "path" },
    line: LIST,
    since: 22,
  },
  {
    title: "a toolchain without a release",
    code: "log-toolchain",
    env: { GOTOOLCHAIN: "go1.99", GOPROXY: "off" },
    line: LIST,
    since: 22,
  },
  // Variables.
  ...(
    [
      ["GOTOOLCHAIN", "junk", LIST, 22],
      ["GODEBUG", "asynctimerchan=1", "go list .", 27],
      ["GOFLAGS", "-nosuch", "go list ."],
      ["GOFLAGS", "mod=x", "go list ."],
      ["GOFLAGS", "-v=x", "go list ."],
      ["GOFLAGS", "-mod=foo", "go list ."],
      ["GOPATH", "rel", "go list ."],
      ["GOPATH", "~/go", "go list ."],
      ["GOCACHE", "rel", "go list -export ."],
      ["GOCACHE", "off", "go list -export ."],
      ["GOBIN", "rel", "go install -n ."],
    ] as const
  ).map(([name, value, line, since = 0]) => ({
    title: `${name}=${value}`,
    code: "log-variable-refused" as const,
    env: { [name]: value },
    line,
    since,
    mends: true,
    tells: `unset ${name}`,
  })),
  {
    title: "GOMODCACHE=rel",
    code: "log-variable-refused",
    files: NEEDED,
    env: { ...OK, GOMODCACHE: "rel" },
    line: "go mod download example.com/a@v1.0.0",
    mends: true,
    tells: "unset GOMODCACHE",
  },
  // The machine.
  {
    title: "a module cache that is read-only",
    code: "log-permission",
    files: NEEDED,
    home: { "cache/cache/download/x": "" },
    env: { ...OK, GOMODCACHE: "{home}/cache" },
    prepare: "chmod -R a-w ~/cache",
    line: `${process.getuid?.() === 0 ? "setpriv --bounding-set=-dac_override,-dac_read_search " : ""}go mod download example.com/a`,
    tells: "cache/download/",
  },
];

let server: ChildProcess;
let url = "";
beforeAll(async () => {
  const script = fileURLToPath(new URL("serve-modules.mjs", import.meta.url));
  server = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = await once(server.stdout as NonNullable<typeof server.stdout>, "data");
  url = `http://127.0.0.1:${String(port).trim()}`;
});
afterAll(() => server.kill());

const fill = (files: Files = {}): Files =>
  Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, text.replaceAll("{server}", url)]),
  );

function stage({ prepare, ...one }: Omit<LogCase, "title" | "code">, go: Go): Played {
  const env = { GOTOOLCHAIN: "local", GOINSECURE: "*", ...fill(one.env) };
  const played = stageSetup({ ...one, env, home: fill(one.home) }, go);
  if (prepare !== undefined) expect(played.type(prepare)).toMatchObject({ code: 0 });
  return played;
}

/** What doctor says of the log of this line; all of it. */
function ask(played: Played, line: string, before: readonly string[] = []): FindingReport[] {
  const ran = played.type(
    [...before, `{ ${line}; } 2>&1 | npx conda-go-hooks doctor --json --log -`].join("\n"),
  );
  expect([0, 1], ran.stderr + ran.stdout).toContain(ran.code);
  const { examined, findings } = JSON.parse(ran.stdout);
  expect(examined[0].section).toBe("log");
  return findings;
}

const used = new Set<(typeof MESSAGES)[number]>();

/** Notes which message a line is. */
function note(text: string): void {
  const known = MESSAGES.find(({ pattern }) => pattern.test(text));
  if (known) used.add(known);
}

describeWithGo("a log of Go", (go) => {
  it.each(CASES)("$code: $title", (one) => {
    const { code, line, since = 0, until = 99, at, mends, tells } = one;
    const played = stage(one, go);
    const { code: exit, stderr, stdout } = played.type(line);
    if (go.minor < since || go.minor > until) return;
    expect(exit, stdout).not.toBe(0);
    const printed = `${stderr}${stdout}`;
    for (const text of printed.split("\n")) note(text);
    // As from the start, for what the line has changed.
    const found = ask(played, `printf '%s' '${printed.replaceAll("'", "'\\''")}'`);
    const finding = found.find((other) => other.code === code && other.level === "error");
    expect(finding, `${printed}\n${JSON.stringify(found, null, 1)}`).toBeDefined();
    if (finding === undefined) return;
    if (at !== undefined) {
      expect([finding.file, finding.line]).toEqual([join(played.project, at[0]), at[1]]);
    }
    if (code.startsWith("log-")) expect(printed).toContain(finding.go[0]);
    if (tells !== undefined) expect(`${finding.message}\n${finding.fix}`).toContain(tells);
    for (const command of finding.commands) expect(finding.fix).toContain(command);
    if (!mends) return;
    expect(finding.commands).not.toEqual([]);
    const after = played.type([...finding.commands, line].join("\n"));
    expect(after.code, `${finding.commands}\n${after.stderr}`).toBe(0);
    const left = ask(played, line, finding.commands);
    expect(left.filter((other) => other.code === code)).toEqual([]);
  });
});

const asRoot = process.getuid?.() === 0 ? "" : "sudo -n ";
const isRoot = spawnSync("sh", ["-c", `${asRoot}true`]).status === 0;

it.skipIf(!isRoot || goVersions.length === 0)("a full disk", () => {
  for (const go of goVersions) {
    const played = stage(
      { line: "", files: NEEDED, env: { ...OK, GOMODCACHE: "{home}/full" } },
      go,
    );
    const full = join(played.home, "full");
    mkdirSync(full);
    const mounted = played.type(`${asRoot}mount -t tmpfs -o size=16k,mode=777 none '${full}'`);
    if (mounted.code !== 0) return;
    try {
      played.type(`head -c 65536 /dev/zero > '${full}/filler'`);
      const line = "go mod download example.com/a@v1.0.0";
      for (const text of played.type(line).stderr.split("\n")) note(text);
      expect(ask(played, line)).toContainEqual(
        expect.objectContaining({ code: "log-disk-full", level: "error" }),
      );
    } finally {
      played.type(`${asRoot}umount '${full}'`);
    }
  }
});

it.skipIf(goVersions.length < 5)("every message of the table is said by a Go", () => {
  const unsaid = MESSAGES.filter((one) => !used.has(one)).map(({ pattern }) => String(pattern));
  expect(unsaid).toEqual(isRoot ? [] : [String(/no space left on device/)]);
});

const [go] = goVersions;
it.skipIf(go === undefined)("a log of any kind", () => {
  const played = stageSetup({}, go as Go);
  const say = (text: string | Buffer, ...words: readonly string[]) => {
    writeFileSync(join(played.project, "log"), text);
    const { code, stdout, stderr } = played.type(
      `npx conda-go-hooks doctor --log log ${words.join(" ")}`,
    );
    return { code, stdout, stderr };
  };
  const report = (text: string | Buffer) => JSON.parse(say(text, "--json").stdout);
  // As a service for builds prints it.
  const line =
    "2026-01-01T00:00:00Z \x1b[31mcmd/x.go:7:2: no required module provides package a.b/c; to add it:\x1b[0m\r\n";
  expect(report(line).findings).toMatchObject([
    {
      code: "log-not-provided",
      file: join(played.project, "cmd/x.go"),
      line: 7,
      commands: ["go get a.b/c"],
    },
  ]);
  // As the PowerShell that comes with Windows writes it, a long one too.
  const wide = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
  expect(report(wide(line)).findings).toHaveLength(1);
  expect(report(wide(`${"x".repeat(999)}\n`.repeat(9000) + line)).findings).toHaveLength(1);
  // One finding for what is said often.
  expect(report(line.repeat(500)).findings).toHaveLength(1);
  // The end counts.
  expect(report(`${"x".repeat(999)}\n`.repeat(9000) + line).findings).toHaveLength(1);
  expect(report(line + `${"x".repeat(999)}\n`.repeat(9000)).findings).toEqual([]);
  expect(report("y".repeat(9_000_000)).findings).toEqual([]);
  // As a build leaves it that has passed, too.
  for (const empty of ["", "\n"]) {
    expect(report(empty).findings).toMatchObject([{ code: "log-empty", level: "info" }]);
    expect(say(empty).code).toBe(0);
  }
  for (const fine of ["ok  \texample.com/m\t0.1s\n", "go: downloading a.b/c v1.0.0\n"]) {
    expect(report(fine).findings).toEqual([]);
    expect(say(fine).code).toBe(0);
  }
  for (const strange of [
    "go: something new\n",
    "# example.com/m\nx.go:3:1: undefined: y\n",
    "panic: z",
  ]) {
    const { findings } = report(strange);
    expect(findings).toMatchObject([{ code: "log-unrecognized", level: "warning" }]);
    expect(findings[0].message).toContain(strange.split("\n")[0]);
    expect([say(strange).code, say(strange, "--fail-on warning").code]).toEqual([0, 1]);
  }
  // What others have written cannot act on a terminal, holds no password, and is no command.
  const hostile = say(
    "go: \x1b]0;x\x07 reading https://u:SECRET@h/a.b/c/@v/list: 404 Not Found\nx.go:1:1: no required module provides package a.b/$(pwned); to add it:\n",
  );
  expect(hostile.stdout).not.toMatch(/SECRET|[^\n -~…]|go get a\.b\/\$/);
  expect(hostile).toMatchObject({ code: 1, stderr: "" });
  expect(say(Buffer.from([0, 255, 254, 10, 13, 0])).stderr).toBe("");
  expect(played.type("npx conda-go-hooks doctor --log nowhere")).toMatchObject({ code: 2 });
});
