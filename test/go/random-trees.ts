// Workspaces made at random, and whether the real go is content with them.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { ELSEWHERE, type Files, writeTree } from "./judge.js";
import { type Answer, type Go, runGo } from "./real-go.js";

// The same trees each time, unless more are asked for.
const isMore = process.env.DIFFERENTIAL_RUNS !== undefined;
export const SEED = Number(
  process.env.DIFFERENTIAL_SEED ?? (isMore ? Math.floor(Math.random() * 2 ** 31) : 215960292),
);

const VERSIONS = ["v0.0.0", "v1.0.0", "v1.1.0"];
const FILES = ["x.go", "x_test.go", "x_windows.go", "tagged.go", "ignored.go"] as const;
const HEADERS: Readonly<Record<string, string>> = {
  "tagged.go": "//go:build extra\n\n",
  "ignored.go": "//go:build ignore\n\n",
};

/** A module is known by its number; of those with two packages, the second is in `p`. */
interface Module {
  readonly go: string;
  readonly require: readonly Requirement[];
  readonly replace: readonly Replace[];
  readonly hasSecond: boolean;
  readonly imports: readonly Import[];
}

interface Requirement {
  readonly of: number;
  readonly version: string;
}

interface Replace {
  readonly of: number;
  readonly version: string;
  readonly by: "own" | "other" | "gone" | "bare";
}

interface Import {
  readonly from: 0 | 1;
  readonly file: (typeof FILES)[number];
  readonly of: number;
  readonly package: 0 | 1;
}

export interface Plan {
  readonly modules: readonly Module[];
  /** Whether the second module lies in the folder of the first. */
  readonly isNested: boolean;
  /** Whether each module's own folder stands for it where the main one is alone. */
  readonly isReplaced: boolean;
  /** Those that a go.work uses; null without one. */
  readonly used: readonly number[] | null;
  readonly work: { readonly go: string; readonly replace: readonly Replace[] };
  readonly vendor: "none" | "fresh" | "edited";
  readonly edit: { readonly verb: "drop" | "require" | "replace"; readonly of: number };
}

const number = fc.nat(5);
const replaceOf = fc.record({
  of: number,
  version: fc.constantFrom("", "", "", ...VERSIONS),
  by: fc.constantFrom<Replace["by"][]>("own", "own", "own", "own", "other", "gone", "bare"),
});
export const planOf = (goLines: readonly string[]): fc.Arbitrary<Plan> =>
  fc.record({
    modules: fc.array(
      fc.record({
        go: fc.constantFrom(...goLines),
        require: fc.uniqueArray(
          fc.record({
            of: number,
            version: fc.constantFrom("v0.0.0", "v0.0.0", "v0.0.0", ...VERSIONS),
          }),
          { maxLength: 3, selector: ({ of }) => of },
        ),
        replace: fc.array(replaceOf, { maxLength: 2 }),
        hasSecond: fc.boolean(),
        imports: fc.array(
          fc.record({
            from: fc.constantFrom(0, 1),
            file: fc.constantFrom("x.go" as const, "x.go" as const, ...FILES),
            of: number,
            package: fc.constantFrom(0, 0, 1),
          }),
          { maxLength: 3 },
        ),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    isNested: fc.boolean(),
    isReplaced: fc.constantFrom(true, true, true, false),
    used: fc.option(fc.uniqueArray(number, { minLength: 1, maxLength: 3 }), { freq: 2 }),
    work: fc.record({
      go: fc.constantFrom(...goLines.slice(-2)),
      replace: fc.array(replaceOf, { maxLength: 2 }),
    }),
    vendor: fc.constantFrom<Plan["vendor"][]>("none", "none", "fresh", "edited"),
    edit: fc.record({ verb: fc.constantFrom("drop", "require", "replace"), of: number }),
  });

const GO_LINES = ["", "1.13", "1.16", "1.17", "1.18", "1.20", "1.21", "1.21.0", "1.22", "1.24.0"];
export const goLinesOf = ({ minor }: Go) =>
  [...GO_LINES, "1.26"].filter((line) => line === "" || Number(line.split(".")[1]) <= minor);

/** The files of a plan, the main module's folder or that of the go.work, and what its packages are called. */
function draw(plan: Plan): { files: Record<string, string>; folder: string; packages: string[] } {
  const { modules, isNested, isReplaced, used, work } = plan;
  const count = modules.length;
  const places = modules.map((_, index) =>
    index === 1 && isNested
      ? { path: "example.com/m0/n1", folder: "m0/n1", back: "../.." }
      : { path: `example.com/m${index}`, folder: `m${index}`, back: ".." },
  );
  const placeOf = (index: number) => places[index % count] as (typeof places)[number];
  const printReplace = ({ of, version, by }: Replace, back: string): string => {
    const place = placeOf(of);
    // Only to a later one, as packages must not go in circles.
    const other = placeOf(Math.min((of % count) + 1, count - 1));
    const target = { own: place.folder, other: other.folder, gone: "gone", bare: "bare" }[by];
    return `replace ${`${place.path} ${version}`.trim()} => ${back}/${target}`;
  };
  const all = (but: readonly number[]): Replace[] =>
    places.flatMap((_, of) =>
      isReplaced && !but.includes(of) ? [{ of, version: "", by: "own" as const }] : [],
    );
  const mains = new Set((used ?? [0]).map((index) => index % count));
  const files: Record<string, string> = { "bare/b.go": "package b\n" };
  for (const [index, { go, require, replace, hasSecond, imports }] of modules.entries()) {
    const { path, folder, back } = placeOf(index);
    const own = used === null && index === 0 ? [...all([0]), ...replace] : replace;
    const replaces = [
      ...new Map(own.map((one) => [`${one.of % count} ${one.version}`, one])).values(),
    ];
    const requires = new Map(
      require
        .filter(({ of }) => of % count !== index)
        .map(({ of, version }) => [placeOf(of).path, version]),
    );
    files[`${folder}/go.mod`] = [
      `module ${path}`,
      ...(go === "" ? [] : [`go ${go}`]),
      ...[...requires].map(([of, version]) => `require ${of} ${version}`),
      ...replaces.map((one) => printReplace(one, back)),
      "",
    ].join("\n");
    for (const from of hasSecond ? [0, 1] : [0]) {
      for (const file of FILES) {
        const lines = imports
          .filter((one) => one.from === from && one.file === file)
          .filter(
            ({ of, package: which }) =>
              of % count > index || (of % count === index && which > from),
          )
          .map(
            ({ of, package: which }) => `import _ "${placeOf(of).path}${which === 0 ? "" : "/p"}"`,
          );
        if (lines.length === 0 && file !== "x.go") continue;
        const text = [`${HEADERS[file] ?? ""}package p`, ...new Set(lines), ""].join("\n");
        files[`${folder}/${from === 0 ? "" : "p/"}${file}`] = text;
      }
    }
  }
  if (used === null) return { files, folder: "m0", packages: ["./..."] };
  const uses = [...mains].map((index) => placeOf(index).folder);
  const replaces = [
    ...new Map(
      [...all([...mains]), ...work.replace].map((one) => [`${one.of % count} ${one.version}`, one]),
    ).values(),
  ];
  files["go.work"] = [
    `go ${work.go || "1.18"}`,
    ...uses.map((folder) => `use ./${folder}`),
    ...replaces.map((one) => printReplace(one, ".")),
    "",
  ].join("\n");
  return { files, folder: ".", packages: uses.map((folder) => `./${folder}/...`) };
}

/** Grows the tree; null where it cannot be vendored as it should be. */
export async function grow(plan: Plan, root: string, go: Go): Promise<Tree> {
  const { files, folder, packages } = draw(plan);
  writeTree(root, files);
  const cwd = join(root, folder);
  const isWorkspace = plan.used !== null;
  const mains = isWorkspace
    ? packages.map((pattern) => join(cwd, pattern.slice(0, -"/...".length)))
    : [cwd];
  const tree = { root, cwd, packages, files, isWorkspace, mains };
  if (plan.vendor === "none" || (plan.used !== null && go.minor < 22)) return tree;
  await runGo(go, cwd, [tree.isWorkspace ? "work" : "mod", "vendor"]);
  if (plan.vendor === "edited") {
    const file = join(cwd, tree.isWorkspace ? "go.work" : "go.mod");
    const text = readFileSync(file, "utf8");
    const lines = text.trimEnd().split("\n");
    const { verb, of } = plan.edit;
    if (verb === "drop") {
      const some = lines.flatMap((line, index) => (/^re/.test(line) ? [index] : []));
      if (some.length > 0) lines.splice(some[of % some.length] as number, 1);
    } else if (verb === "replace") {
      lines.push("replace example.com/new => ./new");
    } else if (!tree.isWorkspace) {
      lines.push(`exclude example.com/m${of} v1.2.0`);
      const at = lines.findIndex((line) => line.startsWith("require "));
      if (at !== -1) lines[at] = (lines[at] as string).replace(/v\S+$/, "v1.2.3");
    }
    writeFileSync(file, `${lines.join("\n")}\n`);
  }
  return tree;
}

export interface Tree {
  readonly root: string;
  readonly cwd: string;
  readonly packages: readonly string[];
  readonly files: Files;
  readonly isWorkspace: boolean;
  /** The folders of the main modules. */
  readonly mains: readonly string[];
}

interface Verdict {
  /** What go says where it fails. */
  readonly faults: readonly string[];
  /** Whether that depends on what is not on this machine. */
  readonly isElsewhere: boolean;
  readonly list: Answer | null;
}

// Nothing replaces it, so it is none of our business.
const UNREPLACED = /no required module provides package (\S+?)[;:\s]/;
const UNLISTABLE = /can't compute 'all' using the vendor directory/;

export async function ask({ cwd, packages }: Tree, go: Go): Promise<Verdict> {
  const list = await runGo(go, cwd, ["list", "-m", "all"]);
  const vet = await runGo(go, cwd, ["vet", ...packages]);
  // What vet has loaded, build loads as well.
  const others = vet.code === 0 ? [] : [await runGo(go, cwd, ["build", ...packages])];
  const faults = [list, vet, ...others]
    .filter(({ code, stderr }) => code !== 0 && !UNLISTABLE.test(stderr))
    .map(({ stderr }) => stderr);
  const isElsewhere = faults.some((fault) => ELSEWHERE.test(fault));
  return { faults, isElsewhere, list: UNLISTABLE.test(list.stderr) ? null : list };
}

export function isOfNoReplace(
  fault: string,
  { cwd, isWorkspace, mains }: Pick<Tree, "cwd" | "isWorkspace" | "mains">,
): boolean {
  const path = UNREPLACED.exec(fault)?.[1];
  const own = mains.map((folder) => readFileSync(join(folder, "go.mod"), "utf8"));
  const texts = [...own, isWorkspace ? readFileSync(join(cwd, "go.work"), "utf8") : ""];
  const names = (pattern: RegExp, from: readonly string[]) =>
    from.flatMap((text) => [...text.matchAll(pattern)].map(([, module]) => module as string));
  const main = names(/^\s*module\s+"?([^\s"]+)/gm, own);
  const replaced = names(/^\s*(?:replace\s+)?"?([^\s"]+)"?\s.*=>/gm, texts).filter(
    (module) => !main.includes(module),
  );
  // Nor what is missing of a main module itself.
  if (main.includes(/ (\S+)@v0\.0\.0-0\S+: replacement directory/.exec(fault)?.[1] ?? ""))
    return true;
  return (
    path !== undefined &&
    !replaced.some((module) => path === module || path.startsWith(`${module}/`))
  );
}

/** Whether it is a package that no module here has, by whatever replace. */
export function isNowhere(fault: string, { files }: Pick<Tree, "files">): boolean {
  const path = /cannot find module providing package (\S+)/.exec(fault)?.[1] ?? "";
  const folder = path.replace(/^example\.com\//, "");
  return path !== "" && !Object.keys(files).some((name) => dirname(name) === folder);
}
