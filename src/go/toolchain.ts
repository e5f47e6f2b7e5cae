// Asks the real go about a module, a workspace or its settings; the only place that runs it.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findProgram, withoutRelativePath } from "../find-program.js";
import { explainFinding, type Finding } from "../findings/finding.js";
import type { Session } from "../session.js";
import { pathsOf } from "./paths.js";

export interface Toolchain {
  /** The executable. */
  readonly program: string;
  /** As in `go1.22.1`. */
  readonly version: string;
  /** Its GOROOT, unless somebody sets another; null where it does not say. */
  readonly root: string | null;
}

export interface Verdict {
  /** `unknown`: Go gave no answer, or one that depends on what is not on this machine. */
  readonly verdict: "agrees" | "differs" | "unknown";
  /** Why it is unknown, else null. */
  readonly reason: string | null;
  /** What Go printed when it failed, else null. */
  readonly says: string | null;
}

const TIME_LIMIT = 60_000;

/** The go on the session's PATH; null when there is none that works. */
export async function findToolchain(session: Session): Promise<Toolchain | null> {
  // On Windows no script: what it starts in turn, cmd.exe would look for in the folder that is asked about first.
  const program = findProgram(session.platform === "win32" ? "go.exe" : "go", session);
  if (program === null) return null;
  const asked = ["env", "GOVERSION", "GOROOT"];
  const { stdout } = await runGo(program, asked, dirname(program), null, session);
  const [, version, root = ""] = /^(go\d\S*)[^\n]*\n?(.*)/.exec(stdout) ?? [];
  return version === undefined ? null : { program, version, root: root.trim() || null };
}

/** The 22 of `go1.22.1`. */
export function minorOf({ version }: Pick<Toolchain, "version">): number {
  return Number(/^go1\.(\d+)/.exec(version)?.[1] ?? 0);
}

/** The flag without which Go would start git when it lists or builds packages; an older one does not know it. */
export function withoutStamp(go: Pick<Toolchain, "version">): string[] {
  return minorOf(go) >= 18 ? ["-buildvcs=false"] : [];
}

/** What Go says of its variables. */
export interface Settings {
  /** By name; null where it gives no answer. */
  readonly values: ReadonlyMap<string, string> | null;
  /** Why it gives none, in Go's own words or ours. */
  readonly fault: string | null;
}

/**
 * What Go makes of these variables in this environment, for who stands in this folder.
 * @param names without those for which Go starts other programs
 */
export async function askSettings(
  { program }: Toolchain,
  names: readonly string[],
  folder: string,
  place: Pick<Session, "env" | "platform">,
): Promise<Settings> {
  const env = {
    ...withoutRelativePath(place),
    NoDefaultCurrentDirectoryInExePath: "1",
    // A blank, as nothing would let the files' flags through. With `-u` among the flags, in whatever place, Go
    // deletes what it is asked for from the user's settings.
    GOFLAGS: " ",
    // Go would look for another one, and give no answer where it finds none.
    GOTOOLCHAIN: "local",
  };
  const { stdout, stderr, exitCode, fault } = await start(
    program,
    ["env", "-json", ...names],
    folder,
    env,
  );
  if (fault !== null || exitCode !== 0)
    return { values: null, fault: fault ?? firstLines(stderr) ?? "go gave no answer" };
  try {
    return { values: new Map(Object.entries(JSON.parse(stdout))), fault: null };
  } catch {
    return { values: null, fault: firstLines(stderr) ?? "go gave no answer" };
  }
}

/**
 * Whether Go fails where there are findings of level `error`, for one of their reasons, and nowhere else.
 * @param place the folder, and the go.work when it is to be judged as a workspace
 * @param others findings in other files, for which a workspace may fail as well
 */
export async function askGo(
  { program, version }: Toolchain,
  { folder, work }: { readonly folder: string; readonly work: string | null },
  findings: readonly Finding[],
  others: readonly Finding[],
  session: Session,
): Promise<Verdict> {
  const errors = [findings, others].map((some) => some.filter(({ level }) => level === "error"));
  const words = errors.flat().flatMap((finding) => explainFinding(finding).go);
  // The first loads every module, the second every package; Go has no command for both.
  const all = ["list", "-m", "all"];
  const packages = ["list", ...withoutStamp({ version }), "-deps", "./..."];
  const [expected = [], besides = []] = errors;
  let says: string | null = null;
  for (const args of work === null ? [all, packages] : [all]) {
    const { exitCode, stderr, fault } = await runGo(program, args, folder, work, session);
    if (fault !== null) return { verdict: "unknown", reason: fault, says: firstLines(stderr) };
    if (exitCode === 0 || UNASKABLE.test(stderr)) continue;
    if (words.some((word) => stderr.includes(word))) {
      return { verdict: "agrees", reason: null, says: firstLines(stderr) };
    }
    says ??= firstLines(stderr);
  }
  // Of a workspace, only its modules are asked for.
  const isUnasked = work !== null && expected.every(({ code }) => OF_PACKAGES.has(code));
  if (says === null && expected.length > 0 && isUnasked) {
    return { verdict: "unknown", reason: "go finds it only when it builds", says };
  }
  if (says === null) {
    return { verdict: expected.length === 0 ? "agrees" : "differs", reason: null, says };
  }
  if (besides.length > 0 || ELSEWHERE.test(says)) {
    return { verdict: "unknown", reason: "go needs what is not here", says };
  }
  return isOfSources(says)
    ? { verdict: "unknown", reason: "go fails for what a scan does not look for", says }
    : { verdict: "differs", reason: null, says };
}

/** What Go says once it loads packages. */
const OF_PACKAGES: ReadonlySet<string> = new Set([
  "replace-shared-target",
  "replace-imported-not-required",
  "replace-package-missing",
  "requirement-missing",
  "import-ambiguous",
]);

/** Null where there is nothing. */
function firstLines(text: string): string | null {
  return text.trimEnd().split("\n").slice(0, 10).join("\n") || null;
}

/** With a vendor folder in use, Go does not list all modules, whatever their state. */
export const UNASKABLE = /can't compute 'all' using the vendor directory/;

// What is missing is in no file that a scan reads: a download, or a newer Go.
const ELSEWHERE =
  /module lookup disabled by GOPROXY=off|missing go\.sum entry|checksum mismatch|requires go >= /;

// What is wrong in the Go files themselves, or on this machine. Which package no module provides may
// well be a matter of replaces, and is not among it.
const OF_SOURCES =
  /\.go:\d+:\d+: (?:expected |missing |invalid |illegal |string literal |rune literal |raw string |comment not |malformed import path|pattern |import ".*" is a program)|import cycle not allowed|build constraints exclude all Go files|no Go files in |found packages .+ and .+ in |C source files not allowed|C compiler ".*" not found|no space left on device|read-only file system|build cache is |malformed go\.sum/;
const CONTINUES = /^\s|^package |^go: (?:finding|downloading) |^go: warning:/;

/**
 * What a go.mod or go.work says after `go mod edit` or `go work edit` with these flags, formatted as Go does it; or why
 * Go does not edit it. The file itself stays as it is.
 */
export async function editText(
  { program }: Toolchain,
  name: "go.mod" | "go.work",
  text: string,
  flags: readonly string[],
  session: Session,
): Promise<{ readonly text: string } | { readonly fault: string }> {
  const folder = await mkdtemp(join(tmpdir(), "conda-go-hooks-"));
  try {
    const file = join(folder, name);
    await writeFile(file, text);
    const verb = name === "go.mod" ? "mod" : "work";
    const answer = await runGo(program, [verb, "edit", ...flags, file], folder, null, session);
    if (answer.exitCode !== 0) {
      return { fault: answer.fault ?? firstLines(answer.stderr) ?? "go gave no answer" };
    }
    return { text: await readFile(file, "utf8") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How a command of go is run for its user, with all that the user has set but what is said here. */
export interface Run {
  readonly folder: string;
  /** The go.work; null as if there was none. */
  readonly work: string | null;
  /** In place of the user's. */
  readonly goflags: string;
  /** Whether it may download, as the user's settings say. */
  readonly isOnline: boolean;
  readonly signal: AbortSignal;
}

/** Runs go as its user would, however long it takes. */
export function runAsUser(
  { program }: Toolchain,
  args: readonly string[],
  { folder, work, goflags, isOnline, signal }: Run,
  place: Pick<Session, "env" | "platform">,
): Promise<Answer> {
  const env = {
    ...withoutRelativePath(place),
    NoDefaultCurrentDirectoryInExePath: "1",
    PWD: folder,
    // A blank, as nothing would let the flags of the user's file through.
    GOFLAGS: goflags || " ",
    GOTOOLCHAIN: "local",
    GOWORK: work ?? "off",
    ...(!isOnline && { GOPROXY: "off", GONOPROXY: "none", GOVCS: "*:off" }),
  };
  return start(program, args, folder, env, { timeout: 0, cancelSignal: signal });
}

// What the compiler and vet say of a line of a Go file, but for what is wrong with an import.
const COMPILED =
  /^(?:# |vet: |note: |too many errors$|warning: )|\.go:\d+(?::\d+)?: (?!(?:.*(?:no required module|is replaced but not required|missing go\.sum|replacement directory|reading \S|cannot find (?:module|package)|ambiguous import|is not in (?:std|GOROOT)|lookup disabled|use of internal package|updates to go\.mod)))/;

/** Whether the line tells of what is wrong in the Go files themselves or on this machine, or goes on with another one. */
export function isOfSource(line: string): boolean {
  return line === "" || [OF_SOURCES, CONTINUES, COMPILED].some((pattern) => pattern.test(line));
}

/** The published modules that Go would have to download, as far as it names them; null where it asks for none. */
export function findAbsent(says: string): string[] | null {
  const lines = says
    .split("\n")
    .filter((line) => /module lookup disabled by GOPROXY=off|missing go\.sum entry/.test(line));
  if (lines.length === 0) return null;
  return lines.flatMap((line) => /([^\s@]+)@[^\s:]+: /.exec(line)?.[1] ?? []);
}

/** Whether all that Go finds wrong is so. */
function isOfSources(says: string): boolean {
  const lines = says.split("\n");
  const faults = lines.filter((line) => OF_SOURCES.test(line) || !CONTINUES.test(line));
  return faults.length > 0 && faults.every((line) => OF_SOURCES.test(line));
}

// Where go keeps what it has, and what Windows cannot do without.
const PASSED_ON =
  /^(?:HOME|USERPROFILE|LOCALAPPDATA|APPDATA|SystemRoot|TMPDIR|TEMP|TMP|XDG_CACHE_HOME|XDG_CONFIG_HOME|GOPATH|GOMODCACHE|GOCACHE)$/i;

export interface Answer {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why there is no answer; null when there is one. */
  readonly fault: string | null;
}

/** Runs go where nothing of the folder, of the user's settings or of the network has a say. */
async function runGo(
  program: string,
  args: readonly string[],
  folder: string,
  work: string | null,
  { env, platform }: Session,
): Promise<Answer> {
  const paths = pathsOf(platform);
  // With a relative one, Go would do nothing at all.
  const isUsable = (name: string, value: string) =>
    name !== "GOPATH" || value.split(paths.isWindows ? ";" : ":").every(paths.isAbsolute);
  const passedOn = Object.entries(env).filter(
    ([name, value]) => PASSED_ON.test(name) && value !== undefined && isUsable(name, value),
  );
  // In a workspace, Go would note the checksums of what it has in a go.work.sum, unchecked.
  const cache = work === null ? null : await mkdtemp(join(tmpdir(), "conda-go-hooks-"));
  const answer = await start(program, args, folder, {
    ...(Object.fromEntries(passedOn) as Record<string, string>),
    // No folder, so that go can start no other program: git runs what a repository's settings name. Not
    // empty, which for the C library, and so for a go that is a script, means the current folder.
    PATH: program,
    // The same for a go that is a script of cmd.exe.
    NoDefaultCurrentDirectoryInExePath: "1",
    PWD: folder,
    CGO_ENABLED: "1",
    GO111MODULE: "",
    GOENV: "off",
    GOFLAGS: "",
    GOPROXY: "off",
    GONOPROXY: "none",
    GOSUMDB: "off",
    GOTOOLCHAIN: "local",
    GOVCS: "*:off",
    GOWORK: work ?? "off",
    ...(cache !== null && { GOMODCACHE: cache }),
  });
  if (cache !== null) await rm(cache, { recursive: true, force: true });
  return answer;
}

/**
 * Runs a program with this environment and no other.
 * @param limits for how many milliseconds, 0 without end, and what ends it before that
 */
async function start(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
  { timeout, cancelSignal }: { timeout: number; cancelSignal?: AbortSignal } = {
    timeout: TIME_LIMIT,
  },
): Promise<Answer> {
  const { execa } = await import("execa");
  const result = await execa(program, args, {
    cwd,
    env,
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    timeout,
    ...(cancelSignal && { cancelSignal }),
    // Go lists thousands of packages; of what it finds wrong, the first lines are enough.
    maxBuffer: 16 * 1024 * 1024,
  });
  const { exitCode, stdout = "", stderr = "" } = result;
  return { exitCode, stdout, stderr, fault: findFault(result) };
}

/** How a program came to its end. */
interface Ending {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly timedOut: boolean;
  readonly stderr?: string | undefined;
  readonly shortMessage?: string | undefined;
}

// What Go's runtime ends with, out of memory above all.
const BROKE_DOWN = /^(?:fatal error|panic|runtime): .*/m;

/** Why there is no answer of go's own. */
function findFault({ exitCode, signal, timedOut, stderr, shortMessage }: Ending): string | null {
  if (timedOut) return `go gave no answer within ${TIME_LIMIT / 1000} seconds`;
  if (signal !== undefined) return `go was ended by ${signal}`;
  if (exitCode === undefined) return `go gave no answer: ${shortMessage}`;
  const broke = BROKE_DOWN.exec(stderr ?? "");
  return broke === null ? null : `go broke down: ${broke[0]}`;
}
