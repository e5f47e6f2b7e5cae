// Each project tree, repaired by the packed command with each real go: mended whole, or byte for byte as it was.
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";
import type { Finding } from "../../src/findings/finding.js";
import type { ProjectReport } from "../../src/reports/repair.js";
import { isPlain, judge } from "../go/judge.js";
import { describeWithGo, type Go, ISOLATED, REFERENCE, runGo } from "../go/real-go.js";
import { growTree, TREES, type Tree } from "../go/trees.js";
import { startCommand } from "../setup/command.js";
import { makeLastingFolder } from "../setup/environments.js";

// Whether a repair leaves the times of what it puts back, and nothing in the folder for what is kept for a while.
const IS_EXACT = true;

/** What is mended though scan names no command for it: by what a repair sees around the project. */
const FOUND: Readonly<Record<string, string>> = {
  "an import that is not required, and replaced with and without a version": "the module is found",
  "a drive where there are none": "the module is found",
  "la for a folder": "the folder is there",
  "~/la for a folder": "the module is found",
  "file:///x for a folder": "the module is found",
  "$HOME/la for a folder": "the module is found",
  "a missing folder for a version that is not in use": "the module is found",
  "a line for the version before one for all": "the module is found",
  "no go.mod in the folder": "the module gets one",
  "a folder in a vendor of go 1.13": "the folder is moved out",
  "a folder in a vendor of go 1.17": "the folder is moved out",
};

/** What stays though scan names a command for all of it. */
const STUCK: Readonly<Record<string, string>> = {
  "no module line": "what it is called, nobody but its author knows",
  "two folders for one module": "which one, somebody has to say",
  "a vendor from before a line less": "Go would have to download it",
};

/** What is tried, and put back. */
const TRIED: Readonly<Record<string, string>> = {
  "a vendor from before a line less": "Go would have to download it",
  "x@v1.0.0 for a folder": "Go would have to download it",
};

/** What can be mended, or is whole, but not with a vendor folder. */
const UNVENDORED: Readonly<Record<string, string>> = {
  "a blank in quotes": "Go does not read what it would write for it",
  "a vendor that hides a missing folder": "what it would be filled from is gone",
  "a vendor that is linked": "what it would be filled from is gone",
};

/** Whose modules are mended besides, each judged as if there was no workspace. */
const BESIDES: Readonly<Record<string, string>> = {
  "-mod=vendor in a workspace without one": "m1",
  "different folders that the workspace decides upon": "m2",
};

describeWithGo("repaired with", (go) => {
  // The oldest and the newest do all of it, the others some of what is not the same in all of them.
  const isNewest = go.minor === REFERENCE;
  const isFull = go.minor <= 19 || isNewest;
  const isPicked = (index: number, of: number) => index % of === go.minor % of;
  const trees = TREES.filter(({ since, except, before }, index) => {
    const differs = since !== undefined || except !== undefined || before !== undefined;
    return isFull || (differs && !isPicked(index, 3));
  });
  const some = TREES.filter((_, index) => isNewest || isPicked(index, 9));

  it.concurrent.for(trees)("$name", async (tree, { onTestFinished }) => {
    const folder = makeLastingFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    const { root, findings, status, projects, changed, read } = await repairTree(
      { tree, go, folder },
      [],
    );
    const mended = projects.filter(({ outcome }) => outcome === "mended");
    const { [tree.name]: besides } = BESIDES;
    expect(mended.map(({ file }) => relative(root, dirname(file)))).toEqual([
      // Modules come before their workspace.
      ...(besides === undefined ? [] : [besides]),
      ...(isMendable(tree, findings, go) ? [""] : []),
    ]);
    if (mended.length === 0) expect(changed).toEqual([]);
    // An older Go may refuse what the newest one, by whose rules we plan, would take.
    const isTried = projects.some(({ outcome }) => outcome === "put-back");
    if (isNewest) expect(isTried).toBe(tree.name in TRIED);
    const isErrorLeft = projects.some(
      ({ outcome, left, flags }) =>
        outcome === "put-back" || [...left, ...flags].some(({ level }) => level === "error"),
    );
    expect(status).toBe(isErrorLeft ? 1 : 0);
    expect(changed.filter((path) => !isAllowed(path, mended, root))).toEqual([]);
    for (const project of mended) {
      expectAskedFor(project, root, read);
      await expectContent(project, go, tree.settings, []);
    }
  });

  it.concurrent.for(some)("for a vendor folder, $name", async (tree, { onTestFinished }) => {
    const folder = makeLastingFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    const run = await repairTree({ tree, go, folder }, ["--mode", "vendor"]);
    const { root, findings, projects, changed, read } = run;
    const mended = projects.filter(({ outcome }) => outcome === "mended");
    const own = projects.find(({ file }) => dirname(file) === root);
    const isWhole = findings.every(({ level, code }) => level !== "error" || OF_FLAGS.has(code));
    // What is whole may have nothing to vendor, or a vendor folder in step.
    // An older Go cannot read the file.
    const isVendored =
      canVendor(tree, go) &&
      ((isWhole && go.minor >= (tree.since ?? 0)) || isMendable(tree, findings, go));
    if (!isWhole || own !== undefined)
      expect([own?.outcome === "mended", own?.left]).toEqual([isVendored, own?.left]);
    if (mended.length === 0) expect(changed).toEqual([]);
    expect(changed.filter((path) => !isAllowed(path, mended, root))).toEqual([]);
    for (const project of mended) {
      expectAskedFor(project, root, read);
      await expectContent(project, go, tree.settings, ["-mod=vendor"]);
    }
  });
});

/** Whether a vendor folder can be filled where all else is whole. */
function canVendor({ name, files }: Tree, { minor }: Go): boolean {
  return !("go.work" in files && minor < 22) && !(name in UNVENDORED);
}

/** Whether all that is wrong can be mended, by what scan says. */
function isMendable(tree: Tree, findings: readonly Finding[], go: Go): boolean {
  const { name, since = 0, before } = tree;
  // It cannot read the file.
  if (go.minor < since && before !== undefined) return false;
  if (name in FOUND || name in STUCK) return name in FOUND;
  const wanted = findings.filter(({ level, code }) => level !== "info" && !OF_FLAGS.has(code));
  const errors = wanted.filter(({ level }) => level === "error");
  // Before 1.22, a workspace has no vendor folder.
  const isOfVendor = ({ code }: Finding) => code.includes("vendor");
  if ("go.work" in tree.files && go.minor < 22 && errors.some(isOfVendor)) return false;
  return errors.length > 0 ? errors.every(isPlain) : wanted.some(isPlain);
}

const OF_FLAGS: ReadonlySet<string> = new Set(["flag-mod-in-workspace", "flag-mod-hides-vendor"]);

interface Repaired {
  /** Where the tree is. */
  readonly root: string;
  readonly findings: readonly Finding[];
  readonly status: number | null;
  readonly projects: readonly ProjectReport[];
  /** The paths, from the root, of what is not as it was. */
  readonly changed: readonly string[];
  /** The lines of a file before and after. */
  readonly read: (path: string) => readonly (readonly string[])[];
}

async function repairTree(
  { tree, go, folder }: { tree: Tree; go: Go; folder: string },
  args: readonly string[],
): Promise<Repaired> {
  const temp = join(folder, "temp");
  mkdirSync(temp);
  const root = await growTree(tree, go, folder);
  for (const name of ["go.mod", "go.work"]) addComments(join(root, name));
  const findings = await judge(root, tree.settings);
  const before = takeSnapshot(folder);
  const ran = await startCommand(root, ["repair", "--yes", "--json", ...args], {
    ...ISOLATED,
    PATH: `${dirname(go.program)}:/usr/bin:/bin`,
    TMPDIR: temp,
    ...tree.settings,
  });
  const after = takeSnapshot(folder);
  const changed = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .filter((path) => IS_EXACT || !path.startsWith("temp"))
    .map((path) => relative(root, join(folder, path)));
  const read = (path: string) =>
    [before, after].map((all) => {
      const [, ...lines] = (all.get(relative(folder, join(root, path))) ?? "").split("\n");
      return lines;
    });
  const { projects } = ran.status === 0 || ran.status === 1 ? ran.json : { projects: ran };
  return { root, findings, status: ran.status, projects, changed, read };
}

/** Each line with its directive, as go makes one line of a block of one, and a block of two lines. */
function unfold(lines: readonly string[]): string[] {
  let block = "";
  return lines.map((text) => {
    const line = text.trim();
    const [, opened = ""] = /^(\w+) \($/.exec(line) ?? [];
    const isEdge = opened !== "" || line === ")";
    if (isEdge) block = opened;
    return isEdge ? "" : block === "" || line === "" ? line : `${block} ${line}`;
  });
}

/** What nobody asks to change. */
function addComments(file: string): void {
  try {
    const text = readFileSync(file, "utf8");
    if (/^(?:module|go) /.test(text))
      writeFileSync(file, `// Of the first line.\n${text}\n// At the end.\n`);
  } catch {
    // There is none.
  }
}

/** Everything below a folder: its kind and mode, what is in it, where it leads, and where it counts, its time. */
function takeSnapshot(folder: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const full = join(folder, path);
    const found = lstatSync(full);
    const { mode, mtimeMs } = found;
    const time = IS_EXACT && !found.isDirectory() ? mtimeMs : "";
    const content = found.isSymbolicLink() ? readlinkSync(full) : "";
    all.set(
      path,
      `${mode} ${time} ${found.isFile() ? `\n${readFileSync(full, "utf8")}` : content}`,
    );
  }
  return all;
}

/** Whether it is what a repair of these projects may change: their files, and what the steps name. */
function isAllowed(path: string, mended: readonly ProjectReport[], root: string): boolean {
  return mended.some(({ file, steps }) => {
    const own = relative(root, dirname(file));
    const inside = relative(own, path);
    const named = steps.flatMap(({ does }) =>
      does.flatMap(({ what, folder }) => {
        if (what.startsWith("go mod init")) return [join(folder, "go.mod")];
        return what.startsWith("mv ") ? what.split(" ").slice(1) : [];
      }),
    );
    return (
      /^(?:go\.mod|go\.sum|go\.work|go\.work\.sum|vendor(?:\/.*)?)$/.test(inside) ||
      named.some((one) => join(root, path) === one || join(root, path).startsWith(`${one}/`))
    );
  });
}

/** That nothing of the project's file is another, but what the steps say. */
function expectAskedFor(
  { file, steps }: ProjectReport,
  root: string,
  read: Repaired["read"],
): void {
  const [before = [], after = []] = read(relative(root, file)).map(unfold);
  const flags = steps.flatMap(({ does }) => does.flatMap(({ what }) => what.split(" ")));
  const lines = new Set(steps.map(({ line }) => line));
  const isOf = (line: string) => (flag: string) => {
    const [, directive = "", path = ""] = /^-(?:drop)?(\w+)=([^@=]+)/.exec(flag) ?? [];
    if (directive === "go" || directive === "toolchain") return line.startsWith(`${directive} `);
    // Go takes m/ for ./m.
    return path !== "" && line.includes(path.replace(/^\.\/|\/$/g, ""));
  };
  let rest = after;
  for (const [index, line] of before.entries()) {
    const at = rest.indexOf(line);
    if (at >= 0) rest = rest.slice(at + 1);
    else if (!lines.has(index + 1) && !flags.some(isOf(line))) expect(after).toContain(line);
  }
  const linesOf = (all: readonly string[], directive: string) =>
    all.filter((line) => line.startsWith(`${directive} `));
  expect(linesOf(before, "toolchain")).toEqual(expect.arrayContaining(linesOf(after, "toolchain")));
  const isRaised = steps.some(({ code }) => code === "go-line-lower" || code === "work-go-lower");
  if (!isRaised) expect(linesOf(after, "go")).toEqual(linesOf(before, "go"));
}

/** That go lists, builds and vets it. @param flags those of each command */
async function expectContent(
  { file }: ProjectReport,
  go: Go,
  settings: Tree["settings"] = {},
  flags: readonly string[],
): Promise<void> {
  const folder = dirname(file);
  const isWorkspace = file.endsWith("go.work");
  const GOFLAGS = (settings.GOFLAGS ?? "").replace(/-mod=\S+/, "").trim();
  const GOWORK = isWorkspace ? file : "off";
  const patterns = isWorkspace ? await listUsed(go, folder) : ["./..."];
  for (const args of [
    ["list", ...flags, "-m", "all"],
    ["build", ...flags, "-o", "/dev/null", ...patterns],
    ["vet", ...flags, ...patterns],
  ]) {
    const { code, stderr } = await runGo(go, folder, args, { ...settings, GOFLAGS, GOWORK });
    // With vendor in use, go does not list all modules, whatever their state.
    if (/can't compute 'all' using the vendor directory/.test(stderr)) continue;
    expect([args, code, stderr]).toEqual([args, 0, stderr]);
  }
}

/** The packages of each module that a workspace uses. */
async function listUsed(go: Go, folder: string): Promise<string[]> {
  const { stdout } = await runGo(go, folder, ["work", "edit", "-json"]);
  const { Use }: { Use: { DiskPath: string }[] } = JSON.parse(stdout);
  return Use.map(({ DiskPath }) => `${DiskPath.replace(/\/$/, "")}/...`);
}
