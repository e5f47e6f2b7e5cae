// Random workspaces, broken in random ways: a repair mends them or leaves them untouched, and is never for the worse.
import {
  cpSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { applyPatch, diffArrays, parsePatch, type StructuredPatch } from "diff";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type RepairOptions, repair } from "../../src/commands/repair.js";
import type { ProjectReport, RepairResult } from "../../src/reports/repair.js";
import type { Session } from "../../src/session.js";
import { ELSEWHERE, judge } from "../go/judge.js";
import { goLinesOf, grow, isOfNoReplace, planOf, SEED, type Tree } from "../go/random-trees.js";
import { describeWithGo, type Go, goHome, ISOLATED, REFERENCE, runGo } from "../go/real-go.js";
import { startCommand } from "../setup/command.js";
import { makeLastingFolder, makeSession } from "../setup/environments.js";
import { breaksOf, breakTree, formOf } from "./random-breaks.js";
import { snapshot, withoutTimes } from "./stage-tree.js";

// Most of them by the Go whose rules are the reference.
const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 500);
const runsOf = (go: Go) => Math.ceil(RUNS * (go.minor === REFERENCE ? 0.6 : 0.1));
const SHOWS_PUT_BACK = process.env.SHOW_PUT_BACK !== undefined;
const SHOWN = Number(process.env.SHOWN ?? 3);

const caseOf = (go: Go) =>
  fc.record({
    plan: planOf(goLinesOf(go)),
    breaks: breaksOf,
    form: formOf,
    mode: fc.constantFrom(undefined, undefined, undefined, "mod" as const, "vendor" as const),
    /** Which of several is chosen; null where nobody answers. */
    answer: fc.option(fc.nat(3)),
    /** Whether all below the root is repaired, or what somebody in the folder is in. */
    isWide: fc.constantFrom(false, false, true),
    isPacked: fc.nat(19).map((number) => number === 0),
  });
type Case = ReturnType<typeof caseOf> extends fc.Arbitrary<infer One> ? One : never;

class Mismatch extends Error {}

/** Counts what was seen, so that one can tell whether the trees are worth it. */
type Count = (what: string) => void;

async function check(one: Case, go: Go, root: string, count: Count): Promise<void> {
  const tree = await grow(one.plan, join(root, "a"), go);
  breakTree(tree, one.breaks, one.form);
  // A repository to git and to us, though git has recorded nothing.
  mkdirSync(join(tree.root, ".git"));
  setTimes(tree.root);
  const before = join(root, "b");
  cpSync(tree.root, before, { recursive: true });
  const told: string[] = [];
  const fail = (what: string, more: unknown = ""): never => {
    throw new Mismatch(
      [
        what,
        typeof more === "string" ? more : JSON.stringify(more, null, 1),
        ...told,
        JSON.stringify(one),
        ...listTexts(before).map(([name, text]) => `--- ${name}\n${text.trimEnd()}`),
      ].join("\n"),
    );
  };
  const { mode, isWide, isPacked } = one;
  const options = { mode, allowDirty: true, folders: [isWide ? tree.root : "."] };
  const answer = isPacked ? null : one.answer;
  const session = startSession(tree, go, answer);

  const was = snapshot(tree.root);
  const planned = await repairAll({ ...options, dryRun: true }, session, fail);
  if (planned === null) return count("refused");
  const touched = listChanged(was, snapshot(tree.root));
  if (touched.length > 0) fail("a dry run changes something", touched);
  const result = isPacked
    ? await repairPacked({ ...options, dryRun: false }, session, fail)
    : await repairAll(options, session, fail);
  if (result === null) return fail("planned, and then refused");
  told.push(...result.projects.map(describe));
  const differing = planned.projects.filter(({ diff }, at) => diff !== result.projects[at]?.diff);
  if (planned.projects.length !== result.projects.length || differing.length > 0)
    fail("the dry run has planned another thing", differing);
  const { projects } = result;
  if (projects.length === 0) count("nothing to mend");
  for (const project of projects) count(nameOutcome(project));
  if (SHOWS_PUT_BACK && projects.some((project) => nameOutcome(project) === "put-back"))
    fail("put back");
  const mended = projects.filter(({ outcome }) => outcome === "mended");
  const now = snapshot(tree.root);
  if (mended.length === 0) {
    const changed = listChanged(was, now);
    if (changed.length > 0) fail("nothing is mended, and yet there is another", changed);
    return;
  }
  const changed = listChanged(withoutTimes(was), withoutTimes(now)).filter(
    // The links of a folder are the folders in it.
    (path) => !was[path]?.startsWith("4") || now[path]?.split(" ")[0] !== was[path]?.split(" ")[0],
  );
  const texts = followDiffs(mended, before, tree, fail);
  const odd = changed.filter((path) => !isAllowed(path, mended, texts, tree));
  if (odd.length > 0) fail("more has changed than was said", odd);
  // A workspace may change the go.mod of its module, which has steps of its own.
  const steps = mended.flatMap((project) => project.steps);
  for (const { diff } of mended) checkLines(steps, diff, before, tree, fail);
  for (const file of listProjects(tree.root)) {
    if (!isAffected(file, changed, tree)) continue;
    const project = projects.find((other) => other.file === file);
    const faults = await ask(file, project?.mode ?? null, go);
    const isMended = project?.outcome === "mended";
    const place = placeOf(file, tree);
    for (const { args, says } of faults) {
      const copy = join(before, relative(tree.root, file));
      if (existsSync(copy)) {
        const [fault] = await ask(copy, project?.mode ?? null, go, [args]);
        // A requirement that another project has lacked may ask for what is not here.
        const isOfOthers = mended.some((other) => other.file !== file);
        if (fault === undefined && !(isOfOthers && ELSEWHERE.test(says)))
          fail(`passed before: ${file} ${args.join(" ")}`, says);
      }
      if (!isMended || ELSEWHERE.test(says) || isOfNoReplace(says, place)) continue;
      if (/import cycle not allowed/.test(says)) continue;
      // What the go.mod of a module lacks, and nobody could mend there, its workspace lacks too.
      if (file.endsWith("go.work") && projects.some(isLeftBroken)) continue;
      if (isChangedLater(file, mended, before, tree)) continue;
      fail(`mended, and go is not content: ${file} ${args.join(" ")}`, says);
    }
    if (!isMended || faults.length === 0) continue;
    const flag = existsSync(join(dirname(file), "vendor"))
      ? { GOFLAGS: `-mod=${project.mode === "vendor" ? "vendor" : "readonly"}` }
      : {};
    const errors = (await judge(dirname(file), flag)).filter(({ level }) => level === "error");
    if (errors.length > 0) fail(`mended, and there are errors: ${file}`, errors);
  }
  const again = await repairAll({ ...options, dryRun: true }, session, fail);
  for (const { file } of mended) {
    const more = again?.projects.find((other) => other.file === file);
    // Another line may mean a folder that has become a module.
    const isMade = mended.some(({ diff }) => diff?.includes("--- /dev/null"));
    // What was moved out of vendor is a project by itself from then on.
    const isMoved = mended.some((one) =>
      one.steps.some(({ does }) => does.some(({ what }) => what.startsWith("mv "))),
    );
    if (isMoved || isChangedLater(file, mended, before, tree)) continue;
    const isNews = isMade && more?.steps.every(({ level }) => level === "warning");
    if (more?.outcome === "planned" && !isNews)
      fail(`mended, and yet there is something to mend: ${file}`, describe(more));
  }
}

function isLeftBroken({ outcome, left }: ProjectReport): boolean {
  return outcome === "left" && left.some(({ level }) => level === "error");
}

/** Whether modules need each other, so that one of them has been mended before what it needs. */
function isChangedLater(
  file: string,
  mended: readonly ProjectReport[],
  before: string,
  { root }: Tree,
): boolean {
  const order = mended.map((one) => one.file);
  const seen = new Set<string>();
  const reach = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const text = readIfThere(join(before, relative(root, path))) ?? "";
    for (const [, target = ""] of text.matchAll(/=>\s*"?(\.\.?[^\s"]*)/g))
      reach(resolve(dirname(path), target, "go.mod"));
  };
  reach(file);
  const at = order.indexOf(file);
  return !file.endsWith("go.work") && order.slice(at + 1).some((other) => seen.has(other));
}

/** The outcome, and why something is put back that nobody could have planned. */
function nameOutcome({ outcome, changed, failed, after }: ProjectReport): string {
  if (outcome !== "put-back") return outcome;
  if (changed !== null) return "not done: rests on another one";
  const says = [failed?.says ?? "", ...(after ?? []).map((one) => one.says)].join("\n");
  if (ELSEWHERE.test(says)) return "put back: go needs what is not here";
  return UNPROVIDED.test(says) ? "put back: nothing provides a package" : outcome;
}

const UNPROVIDED = /no required module provides package|cannot find module providing package/;

/** Whole seconds, as Node sets no finer ones. */
function setTimes(folder: string): void {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort().reverse();
  for (const [at, path] of [...paths, ""].entries())
    lutimesSync(join(folder, path), 1_500_000_000, 1_600_000_000 + at);
}

function startSession({ root, cwd }: Tree, go: Go, answer: number | null): Session {
  const env = {
    ...ISOLATED,
    PATH: `${dirname(go.program)}:/usr/bin:/bin`,
    XDG_CONFIG_HOME: join(goHome, ".config"),
    GOCACHE: join(goHome, ".cache", "go-build"),
    GOPATH: join(goHome, "go"),
    HOME: root,
  };
  const terminal = {
    confirm: async (make: () => Promise<string | null>) => (await make()) !== "",
    choose: async (_: string, choices: readonly string[]) =>
      answer === null ? null : answer % choices.length,
    showProgress: () => {},
  };
  return { ...makeSession(root, env), cwd, terminal };
}

type Fail = (what: string, more?: unknown) => never;

/** @returns null where there is nothing to look at */
async function repairAll(
  options: RepairOptions,
  session: Session,
  fail: Fail,
): Promise<RepairResult | null> {
  try {
    return await repair(options, session);
  } catch (error) {
    if ((error as { code?: string }).code === "nothing-found") return null;
    return fail("repair fails", (error as Error).stack);
  }
}

async function repairPacked(
  { mode, folders = [] }: RepairOptions,
  { env, cwd }: Session,
  fail: Fail,
): Promise<RepairResult> {
  const args = ["repair", "--yes", "--json", "--allow-dirty", ...folders];
  const asked = mode === undefined ? args : [...args, "--mode", mode];
  const ran = await startCommand(cwd, asked, env as Record<string, string>);
  if (ran.status !== 0 && ran.status !== 1) fail("repair fails", ran.stderr);
  return ran.json;
}

function listChanged(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].filter((path) => before[path] !== after[path]);
}

function describe({
  file,
  mode,
  outcome,
  steps,
  left,
  diff,
  before,
  after,
  failed,
}: ProjectReport): string {
  const checks = (all: ProjectReport["before"]) =>
    (all ?? []).map(({ command, isOk, says }) => `    ${command}: ${isOk ? "ok" : says}`);
  return [
    `== ${file} ${mode}: ${outcome}`,
    ...steps.map(
      ({ level, code, line, does }) =>
        `  ${level} ${code} ${line}: ${does.map(({ what }) => what).join("; ")}`,
    ),
    ...left.map(
      ({ level, code, line, reason, detail }) =>
        `  left ${level} ${code} ${line}: ${reason} ${detail ?? ""}`,
    ),
    ...(diff ?? "").split("\n"),
    "  before",
    ...checks(before),
    "  after",
    ...checks(after),
    ...(failed === null ? [] : [`  failed ${failed.command}: ${failed.says}`]),
  ].join("\n");
}

/** Every go.mod, go.work and modules.txt, and every Go file that says something. */
function listTexts(root: string): [string, string][] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /(?:go\.mod|go\.work|modules\.txt|\.go)$/.test(path))
    .map((path): [string, string] => [path, readFileSync(join(root, path), "utf8")])
    .filter(([, text]) => text !== "package p\n");
}

function readIfThere(file: string): string | null {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function listPatches({ diff }: Pick<ProjectReport, "diff">): StructuredPatch[] {
  return diff === null ? [] : parsePatch(diff);
}

/** Applies what was shown to what was there. @returns the texts by path, which must be those on the disk */
function followDiffs(
  mended: readonly ProjectReport[],
  before: string,
  { root, cwd }: Tree,
  fail: Fail,
): Map<string, string> {
  const texts = new Map<string, string>();
  for (const patch of mended.flatMap(listPatches)) {
    const path = resolve(cwd, patch.newFileName ?? "");
    const old = texts.get(path) ?? readIfThere(join(before, relative(root, path))) ?? "";
    const text = applyPatch(old, patch, { autoConvertLineEndings: false });
    if (text === false) return fail(`the diff is none of ${path}`, patch);
    texts.set(path, text);
  }
  for (const [path, text] of texts)
    if (readIfThere(path) !== text)
      fail(`the diff is not what has changed: ${path}`, [text, readIfThere(path)]);
  return texts;
}

/** Whether it is what the diffs, the moves and the commands afterwards change. */
function isAllowed(
  path: string,
  mended: readonly ProjectReport[],
  texts: ReadonlyMap<string, string>,
  { root }: Tree,
): boolean {
  const full = join(root, path);
  if (texts.has(full)) return true;
  return mended.some(({ file, steps, completes }) => {
    const within = relative(dirname(file), full);
    const isVendored = completes.some((line) => / vendor$/.test(line));
    if (isVendored && /^vendor(?:\/|$)/.test(within)) return true;
    if (/^go\.(?:sum|work\.sum)$/.test(within)) return completes.length > 0;
    return steps.some(({ does }) =>
      does.some(({ what, folder }) => {
        const [verb, ...ends] = what.split(" ");
        // Of a folder, the number of links has to do with what is in it.
        const all = ends.map((end) => resolve(folder, end));
        return (
          verb === "mv" &&
          all.some((end) => full === dirname(end) || full === end || full.startsWith(`${end}/`))
        );
      }),
    );
  });
}

/** That every line that no step is about is still there, in that order. */
function checkLines(
  steps: ProjectReport["steps"],
  diff: ProjectReport["diff"],
  before: string,
  { root, cwd }: Tree,
  fail: Fail,
): void {
  const flags = steps.flatMap(({ does }) => does.flatMap(({ what }) => what.split(" ")));
  const isOfFlag = (line: string) =>
    flags.some((flag) => {
      const [, directive = "", path = ""] = /^"?-(?:drop)?(\w+)=([^@="]+)/.exec(flag) ?? [];
      if (directive === "go" || directive === "toolchain") return line.startsWith(`${directive} `);
      return path !== "" && line.includes(path);
    });
  for (const { newFileName = "" } of listPatches({ diff })) {
    const path = resolve(cwd, newFileName);
    const old = listWords(readIfThere(join(before, relative(root, path))) ?? "");
    const now = listWords(readFileSync(path, "utf8"));
    const numbers = new Set(steps.filter(({ file }) => file === path).map(({ line }) => line));
    const sayOf = (line = "") => line.replace(/ \/\/.*/, "");
    const isTwice = (at: number) =>
      old.filter((other) => sayOf(other) === sayOf(old[at])).length > 1 &&
      now.some((other) => sayOf(other) === sayOf(old[at]));
    const isOfStep = (at: number) => numbers.has(at + 1) || isOfFlag(old[at] ?? "");
    let at = 0;
    for (const { value, added, removed } of diffArrays(old, now)) {
      if (added) continue;
      for (const line of value) {
        // Go keeps one of two that say the same; what stands above a line goes with it, in a block with blank lines too.
        const below = old.findIndex((other, index) => index > at && other !== "");
        const isFree =
          line === "" ||
          isOfStep(at) ||
          (line.startsWith("// above") && (isOfStep(below) || isTwice(below)));
        if (removed && !isFree && !isTwice(at))
          fail(`a line is gone from ${path}: ${line}`, now.join("\n"));
        at++;
      }
    }
  }
}

/** The lines, by themselves or in a block. */
function listWords(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .map((line) =>
      /[()]$/.test(line) ? "" : line.replace(/^(?:require|replace|use|exclude) /, ""),
    );
}

/** Each go.mod and go.work but those of a vendor folder. */
function listProjects(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /(?:^|\/)go\.(?:mod|work)$/.test(path) && !/(?:^|\/)vendor\//.test(path))
    .map((path) => join(root, path));
}

/** Whether something has changed in what Go reads for it. */
function isAffected(file: string, changed: readonly string[], { root }: Tree): boolean {
  const folder = dirname(file);
  const targets = (text: string) =>
    [...text.matchAll(/(?:=>|^\s*use|^)\s*"?(\.\.?(?:\/[^\s"]*)?)/gm)].map(
      ([, path]) => path as string,
    );
  const used = targets(readFileSync(file, "utf8"));
  const ofUsed = file.endsWith("go.work")
    ? used.flatMap((path) =>
        targets(readIfThere(join(folder, path, "go.mod")) ?? "").map((end) => join(path, end)),
      )
    : [];
  const read = ["", ...used, ...ofUsed].map((path) => join(folder, path));
  return changed.some((path) =>
    read.some((one) =>
      ["go.mod", "go.work", "vendor/modules.txt"].some(
        (name) => join(one, name) === join(root, path),
      ),
    ),
  );
}

function placeOf(file: string, { root }: Tree): Pick<Tree, "cwd" | "isWorkspace" | "mains"> {
  const cwd = dirname(file);
  const isWorkspace = file.endsWith("go.work");
  const uses = listUses(file).map((path) => join(cwd, path));
  const mains = isWorkspace ? uses.filter((one) => existsSync(join(one, "go.mod"))) : [cwd];
  return { cwd: isWorkspace ? root : cwd, isWorkspace, mains };
}

function listUses(file: string): string[] {
  if (!file.endsWith("go.work")) return [];
  const text = readFileSync(file, "utf8");
  return [
    ...new Set(
      [...text.matchAll(/^\s*(?:use\s+)?(\.\/[^\s/]+(?:\/[^\s/]+)*)\/?\s*(?:\/\/.*)?$/gm)].map(
        ([, path]) => path as string,
      ),
    ),
  ];
}

/** What go says of the project where it fails. */
async function ask(
  file: string,
  mode: ProjectReport["mode"] | null,
  go: Go,
  only?: readonly (readonly string[])[],
): Promise<{ args: readonly string[]; says: string }[]> {
  const folder = dirname(file);
  const isWorkspace = file.endsWith("go.work");
  const patterns = isWorkspace ? listUses(file).map((path) => `${path}/...`) : ["./..."];
  const flags =
    mode === null || !existsSync(join(folder, "vendor"))
      ? []
      : [`-mod=${mode === "vendor" ? mode : "readonly"}`];
  const commands = only ?? [
    ["list", ...flags, "-m", "all"],
    ["build", ...flags, "-o", "/dev/null", ...patterns],
    ["vet", ...flags, ...patterns],
  ];
  const faults = [];
  for (const args of commands) {
    const { code, stderr } = await runGo(go, folder, args, { GOWORK: isWorkspace ? file : "off" });
    if (code === 0 || /can't compute 'all' using the vendor directory/.test(stderr)) continue;
    faults.push({ args, says: stderr });
  }
  return faults;
}

describeWithGo("repaired with", (go) => {
  it("mends random workspaces or leaves them as they are", { timeout: 3_600_000 }, async () => {
    console.log(`Go ${go.version}, seed ${SEED}: DIFFERENTIAL_SEED=${SEED} makes the same again`);
    const cases = fc.sample(caseOf(go), { seed: SEED, numRuns: runsOf(go) });
    const waiting = cases.entries();
    const failures: string[] = [];
    const counts: Record<string, number> = {};
    const count = (what: string) => {
      counts[what] = (counts[what] ?? 0) + 1;
    };
    const work = async () => {
      for (const [index, one] of waiting) {
        if (process.env.ONLY !== undefined && index !== Number(process.env.ONLY)) continue;
        const root = makeLastingFolder();
        try {
          await check(one, go, root, count);
        } catch (error) {
          failures.push(
            `number ${index}: ${error instanceof Mismatch ? error.message : (error as Error).stack}`,
          );
        } finally {
          rmSync(root, { recursive: true, force: true, maxRetries: 5 });
        }
      }
    };
    await Promise.all([work(), work(), work()]);
    console.log(counts);
    // A plan that go does not like is one that should not have been made.
    if (RUNS >= 500 && go.minor === REFERENCE)
      expect(counts["put-back"] ?? 0).toBeLessThan((counts.mended ?? 0) / 10);
    expect(failures.slice(0, SHOWN).join("\n\n==========\n")).toBe("");
  });
});
