// Breaks project trees in random ways: what people, merges and moves of folders do to them.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import fc from "fast-check";
import type { Tree } from "../go/random-trees.js";

const KINDS = [
  "move",
  "rename",
  "remove",
  "remove go.mod",
  "into vendor",
  "copy",
  "replace twice",
  "replace otherwise",
  "no path",
  "drop require",
  "go line of target",
  "require in target",
  "use twice",
  "modules.txt",
  "toolchain",
] as const;

export interface Break {
  readonly kind: (typeof KINDS)[number];
  /** Which module, and which of several ways. */
  readonly of: number;
  readonly how: number;
}

/** How the file is written, which means nothing. */
export interface Form {
  readonly crlf: boolean;
  readonly blanks: boolean;
  readonly comments: boolean;
  readonly blocks: boolean;
}

export const breaksOf: fc.Arbitrary<readonly Break[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), of: fc.nat(11), how: fc.nat(11) }),
  { minLength: 1, maxLength: 3 },
);

const rarely = fc.constantFrom(false, false, false, true);
export const formOf: fc.Arbitrary<Form> = fc.record({
  crlf: rarely,
  blanks: rarely,
  comments: fc.boolean(),
  blocks: rarely,
});

export function breakTree(tree: Tree, breaks: readonly Break[], form: Form): void {
  for (const one of breaks) breakOne(tree, one);
  for (const main of [tree.isWorkspace ? tree.cwd : null, ...tree.mains]) {
    if (main === null) continue;
    const file = join(main, tree.isWorkspace && main === tree.cwd ? "go.work" : "go.mod");
    if (existsSync(file)) editFile(file, (text) => writeForm(text, form));
  }
}

function breakOne({ root, cwd, isWorkspace, mains }: Tree, { kind, of, how }: Break): void {
  const file = join(cwd, isWorkspace ? "go.work" : "go.mod");
  if (!existsSync(file)) return;
  const edit = (change: (lines: string[]) => void, path = file) => {
    if (existsSync(path)) editFile(path, (text) => changeLines(text, change));
  };
  const pick = <One>(some: readonly One[]): One => some[how % some.length] as One;
  const modules = ["m0", "m0/n1", "m1", "m2", "m3", "m4", "m5"].filter((one) =>
    existsSync(join(root, one, "go.mod")),
  );
  const others = modules.filter((one) => !mains.includes(join(root, one)));
  const name = others[of % others.length] ?? "m0";
  const folder = join(root, name);
  const move = (to: string) => {
    if (!existsSync(folder) || existsSync(join(root, to)) || folder === cwd) return;
    mkdirSync(dirname(join(root, to)), { recursive: true });
    renameSync(folder, join(root, to));
  };
  const atReplace = (change: (line: string, lines: string[], at: number) => void) =>
    edit((lines) => {
      const all = lines.flatMap((line, at) => (line.startsWith("replace ") ? [at] : []));
      const at = all[of % all.length];
      if (at !== undefined) change(lines[at] as string, lines, at);
    });
  const target = (line: string) => basename(line.split(" => ")[1] ?? "");
  switch (kind) {
    case "move":
      move(pick([`moved/${basename(name)}`, `lib/deep/${basename(name)}`]));
      break;
    case "rename":
      move(pick([`${name}-renamed`, name.toUpperCase()]));
      break;
    case "remove":
      if (folder !== cwd) rmSync(folder, { recursive: true, force: true });
      break;
    case "remove go.mod":
      if (folder !== cwd) rmSync(join(folder, "go.mod"), { force: true });
      break;
    case "into vendor": {
      const to = join(cwd, "vendor", pick([basename(name), `example.com/${name}`]));
      const from = relative(cwd, folder);
      if (folder === cwd || existsSync(to) || to.startsWith(`${folder}/`)) break;
      move(relative(root, to));
      const path = `./${relative(cwd, to)}`;
      edit((lines) => {
        for (const [at, line] of lines.entries())
          if (line.endsWith(`=> ${from}`) || line.endsWith(`=> ./${from}`))
            lines[at] = line.replace(/=>.*/, `=> ${path}`);
      });
      break;
    }
    case "copy":
      if (existsSync(folder))
        cpSync(folder, join(root, "copies", basename(name)), { recursive: true });
      if (how % 2 === 0) move(`moved/${basename(name)}`);
      break;
    case "replace twice":
      atReplace((line, lines, at) => lines.splice(pick([at, lines.length]), 0, line));
      break;
    case "replace otherwise":
      atReplace((line, lines) => {
        const back = isWorkspace ? "." : "..";
        lines.push(line.replace(/=>.*/, `=> ${back}/${pick(["gone", "bare", "m1", "m3", "m5"])}`));
      });
      break;
    case "no path":
      atReplace((line, lines, at) => {
        const path = pick([
          "la",
          target(line),
          `~/${target(line)}`,
          `$HOME/${target(line)}`,
          `file://${root}/${target(line)}`,
          `"${line.split(" => ")[1]}"`,
          `../${target(line)} v1.0.0`,
          `${target(line)}/`,
        ]);
        lines[at] = line.replace(/=>.*/, () => `=> ${path}`);
      });
      break;
    case "drop require":
      edit(
        (lines) => {
          const all = lines.flatMap((line, at) => (line.startsWith("require ") ? [at] : []));
          if (all.length > 0) lines.splice(all[of % all.length] as number, 1);
        },
        join(pick(mains), "go.mod"),
      );
      break;
    case "go line of target":
      edit(
        (lines) => {
          const at = lines.findIndex((line) => line.startsWith("go "));
          const line = `go ${pick(["1.16", "1.17", "1.18", "1.20", "1.21.3", "1.22.0", "1.24", "1.26.1", "1.99"])}`;
          lines.splice(at === -1 ? 1 : at, at === -1 ? 0 : 1, line);
        },
        join(folder, "go.mod"),
      );
      break;
    case "require in target":
      edit(
        (lines) => {
          const version = pick(["v0.0.0", "v0.0.0", "v1.0.0", "v1.1.0", "v1.2.0"]);
          lines.push(`require example.com/${pick(["m1", "m2", "m3", "m4", "far"])} ${version}`);
        },
        join(folder, "go.mod"),
      );
      break;
    case "use twice":
      edit((lines) => {
        const use = lines.find((line) => line.startsWith("use "));
        if (use !== undefined) lines.push(pick([use, use, `${use}/`, "use ./m1", "use ./gone"]));
      });
      break;
    case "modules.txt":
      edit(
        (lines) => {
          const at = of % lines.length;
          const line = lines[at] as string;
          lines.splice(
            at,
            1,
            ...pick([[], [line, line], [line.replace(/v\d\S*/, "v1.9.9")], ["#"]]),
          );
        },
        join(cwd, "vendor", "modules.txt"),
      );
      break;
    case "toolchain":
      edit((lines) => {
        const at = lines.findIndex((line) => line.startsWith("go "));
        lines.splice(at + 1, 0, `toolchain ${pick(["go1.18", "go1.21.0", "default", "go1.22.3"])}`);
      });
  }
}

function changeLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.trimEnd().split("\n");
  change(lines);
  return `${lines.join("\n")}\n`;
}

function editFile(file: string, edit: (text: string) => string): void {
  writeFileSync(file, edit(readFileSync(file, "utf8")));
}

/** The same with other blanks, line ends and comments. */
function writeForm(text: string, { crlf, blanks, comments, blocks }: Form): string {
  let lines = text.trimEnd().split("\n");
  if (blocks) {
    const some = lines.filter((line) => line.startsWith("replace "));
    const block = some.map((line) => `\t${line.slice("replace ".length)}`);
    lines = lines.filter((line) => !some.includes(line));
    if (some.length > 0) lines.push("", "replace (", ...block, ")");
  }
  lines = lines.flatMap((line, at) => {
    const spaced = blanks && at % 2 === 1 ? `  ${line.replace(" ", "   ")}  ` : line;
    if (!comments || line === "" || /[()]$/.test(line)) return [spaced];
    if (at % 3 === 0) return [`${spaced} // behind ${at}`];
    return at % 3 === 1 ? [`// above ${at}`, spaced] : [spaced];
  });
  if (comments) lines.push("", "// at the end");
  if (blanks) lines = lines.flatMap((line, at) => (at % 4 === 2 ? ["", "", line] : [line]));
  return lines.map((line) => line + (crlf ? "\r\n" : "\n")).join("");
}
