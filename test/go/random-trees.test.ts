// Workspaces made at random, judged by us from the files alone and by the real go, and mended as we say.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { explainFinding, type Finding } from "../../src/findings/finding.js";
import { makeLastingFolder } from "../setup/environments.js";
import {
  applyRemedy,
  ELSEWHERE,
  isPlain,
  judge,
  listTargets,
  listWords,
  removeLine,
} from "./judge.js";
import {
  ask,
  goLinesOf,
  grow,
  isNowhere,
  isOfNoReplace,
  type Plan,
  planOf,
  SEED,
  type Tree,
} from "./random-trees.js";
import { describeWithGo, type Go, REFERENCE, runGo } from "./real-go.js";

// Most of them by the Go whose rules are the reference.
const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 300);
const runsOf = (go: Go) => Math.ceil(RUNS * (go.minor === REFERENCE ? 0.6 : 0.1));

const IDLE = [
  "replace-not-required",
  "replace-of-main-module",
  "replace-version-unused",
  "replace-overridden",
  "replace-duplicate",
];

/** All that go makes of the tree, but for the line itself. */
async function observe(tree: Tree, go: Go): Promise<unknown> {
  const { faults, list } = await ask(tree, go);
  const mod = tree.isWorkspace ? "work" : "mod";
  const tidy = tree.isWorkspace ? null : await runGo(go, tree.cwd, ["mod", "tidy"]);
  const tidied = readFileSync(join(tree.cwd, tree.isWorkspace ? "go.work" : "go.mod"), "utf8");
  const vendored = await runGo(go, tree.cwd, [mod, "vendor"]);
  return {
    faults: faults.length > 0,
    list: list?.stdout,
    tidy: tidy?.code,
    requires: tidied.match(/^\s*(?:require )?example\S+ v\S+$/gm),
    vendored: vendored.code,
  };
}

class Mismatch extends Error {}

/** Counts what was seen, so that one can tell whether the trees are worth it. */
type Count = (what: string) => void;

async function compare(plan: Plan, go: Go, root: string, count: Count): Promise<void> {
  const fresh = (name: string) => grow(plan, join(root, name), go);
  const tree = await fresh("a");
  const findings = await judge(tree.cwd);
  const errors = findings.filter(({ level }) => level === "error");
  // A module of a workspace is judged by itself as well; what is wrong there is said there.
  const others = async ({ isWorkspace, mains }: Tree) =>
    isWorkspace ? (await Promise.all(mains.map((main) => judge(main)))).flat() : [];
  const verdict = await ask(tree, go);
  count(verdict.isElsewhere ? "elsewhere" : verdict.faults.length > 0 ? "broken" : "fine");
  for (const code of new Set(findings.map(({ code, level }) => `${level} ${code}`))) count(code);
  const show = (what: string, more: unknown = null): Mismatch =>
    new Mismatch(
      [
        what,
        ...Object.entries(tree.files)
          .filter(([, text]) => /go\.|^(?!package p\n$)/.test(text))
          .map(([name, text]) => `--- ${name}\n${text.trimEnd()}`),
        `--- now\n${readFileSync(join(tree.cwd, tree.isWorkspace ? "go.work" : "go.mod"), "utf8")}`,
        `vendor ${plan.vendor}`,
        ...findings.map(
          (one) =>
            `${one.level} ${one.code} ${one.place.file.slice(tree.root.length)}:${one.place.line} ${explainFinding(one).message} | ${explainFinding(one).fix}`,
        ),
        `go: ${verdict.faults.join("\n")}`,
        typeof more === "string" ? more : JSON.stringify(more, null, 1),
      ].join("\n"),
    );
  // Which Go 1.24 to 1.26 let pass in a workspace.
  const isLenient = tree.isWorkspace && go.minor !== REFERENCE;
  if (isLenient && errors.some(({ code }) => code === "replace-shared-target")) return;
  if (errors.length > 0 && verdict.faults.length === 0) throw show("we see an error, go none");
  if (![...errors, ...(await others(tree))].some(({ level }) => level === "error")) {
    const left = verdict.faults.filter((fault) => !isOfNoReplace(fault, tree));
    if (left.length > 0 && !verdict.isElsewhere) throw show("go fails, we see no error");
  }
  for (const [index, finding] of findings.entries()) {
    if (!isPlain(finding)) continue;
    const again = await fresh(`f${index}`);
    const same = (await judge(again.cwd))[index] as Finding;
    try {
      if (!(await applyRemedy(same, go))) continue;
    } catch (error) {
      // Go get fails for what fails it all.
      const rest = (await judge(again.cwd)).filter(({ code }) => code !== finding.code);
      const all = [...rest, ...(await others(again))];
      const known = [...listWords(all), ...listTargets(all)];
      if (known.some((word) => String(error).includes(word))) continue;
      if (isNowhere(String(error), again)) continue;
      throw show(`the remedy of ${finding.code} fails`, String(error));
    }
    count("remedies");
    const left = await judge(again.cwd);
    if (
      left.some(
        ({ code, place: { file, line } }) =>
          code === same.code &&
          file === same.place.file &&
          line === same.place.line &&
          same.level === "error" &&
          line !== null &&
          left.length >= findings.length,
      )
    ) {
      throw show(`the remedy of ${finding.code} mends nothing`);
    }
    const after = await ask(again, go);
    // What is said of a module's file has its paths as seen from there.
    const ofOthers = listWords(await others(again)).map((word) =>
      word.replace(/( \(replaced by ).*/s, "$1"),
    );
    const words = [...listWords(left), ...ofOthers];
    const open = after.faults.filter(
      (fault) =>
        !words.some((word) => fault.includes(word)) &&
        !isOfNoReplace(fault, again) &&
        !ELSEWHERE.test(fault),
    );
    const isNews = finding.level === "error" || verdict.faults.length === 0;
    if (open.length > 0 && isNews)
      throw show(
        `after the remedy of ${finding.code} go says`,
        `${open.join("\n")}\nwe: ${left.map(({ code, level }) => `${level} ${code}`)}`,
      );
  }
  if (verdict.faults.length > 0) return;
  const lines = readFileSync(join(tree.cwd, tree.isWorkspace ? "go.work" : "go.mod"), "utf8").split(
    "\n",
  );
  const whole = await observe(await fresh("w"), go);
  for (const [index, text] of lines.entries()) {
    if (!text.startsWith("replace ")) continue;
    const of = findings.filter(
      ({ place: { file, line } }) => file.startsWith(join(tree.cwd, "go.")) && line === index + 1,
    );
    const isIdle = of.some(({ code }) => IDLE.includes(code));
    const file = join(tree.cwd, tree.isWorkspace ? "go.work" : "go.mod");
    const module = text.split(" ")[1] as string;
    // Of two lines for one module, each may do without the other.
    const texts = [
      lines.join("\n"),
      ...tree.mains.map((one) => readFileSync(join(one, "go.mod"), "utf8")),
    ];
    const isAlone =
      new Set(
        texts
          .flatMap((one) => one.split("\n"))
          .filter((one) => one.startsWith(`replace ${module} `)),
      ).size === 1;
    const isSaid = isIdle || findings.some(({ code }) => code === "replace-effect-unknown");
    if (isSaid && !isIdle) continue;
    count(isIdle ? "idle lines" : "lines with an effect");
    const without = await fresh(`l${index}`);
    const line = { file: file.replace(join(root, "a"), join(root, `l${index}`)), line: index + 1 };
    removeLine({ place: line });
    const seen = await observe(without, go);
    const isSame = JSON.stringify(seen) === JSON.stringify(whole);
    if (isIdle && !isSame && plan.vendor === "none")
      throw show(`line ${index + 1} is said to have no effect: ${text}`, { whole, seen });
    if (!isIdle && isSame && of.length === 0 && isAlone)
      throw show(`line ${index + 1} has no effect: ${text}`, { whole, seen });
  }
}

describeWithGo("as the real go", (go) => {
  it("judges random workspaces, and mends them", { timeout: 3_600_000 }, async () => {
    console.log(`Go ${go.version}, seed ${SEED}: DIFFERENTIAL_SEED=${SEED} makes the same again`);
    const plans = fc.sample(planOf(goLinesOf(go)), { seed: SEED, numRuns: runsOf(go) });
    const waiting = plans.entries();
    const failures: string[] = [];
    const counts: Record<string, number> = {};
    const count = (what: string) => {
      counts[what] = (counts[what] ?? 0) + 1;
    };
    const work = async () => {
      for (const [index, plan] of waiting) {
        const root = makeLastingFolder();
        try {
          await compare(plan, go, root, count);
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
    expect(failures.slice(0, Number(process.env.SHOWN ?? 3)).join("\n\n==========\n")).toBe("");
  });
});
