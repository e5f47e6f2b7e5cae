// Finds hand-written hooks that set Go's variables, and which of them go together.
import { createHash } from "node:crypto";
import { lstatSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { isScriptPath, type Phase, phaseOf } from "../names.js";
import { readSmallText } from "./disk.js";
import {
  ActivateScripts,
  addReason,
  type Ending,
  interpretDeactivation,
  isSaveOf,
  type Reason,
  type Return,
} from "./interpret-script.js";
import { listPhaseFiles, listSet, RUN } from "./owners.js";
import { findPackaged } from "./packages.js";
import {
  listRead,
  type ReasonCode,
  readScript,
  type ScriptLine,
  type VariableDeed,
} from "./read-script.js";
import { isOurScript } from "./write-script.js";

export interface HandWritten {
  /** Below the prefix, with `/` between the parts. */
  readonly path: string;
  readonly phase: Phase;
  readonly sha256: string;
  readonly lines: readonly ScriptLine[];
  /** Of Go's variables, and of those that keep their values. */
  readonly names: ReadonlySet<string>;
}

/** Scripts of one shell that work on the same variables: adopted together or not at all. */
export interface HookGroup {
  readonly scripts: readonly HandWritten[];
  readonly endings: ReadonlyMap<string, Ending>;
  /** What becomes of the user's own value at deactivation; `left` where nothing gives it back. */
  readonly returns: ReadonlyMap<string, Return | "left">;
  /** Why they are left as they are; none when they can be adopted. */
  readonly reasons: readonly Reason[];
}

interface Script extends HandWritten {
  readonly text: string;
  readonly isOthers: boolean;
}

/**
 * Finds the hand-written hooks that set one of these variables. Runs nothing.
 * @param except the paths of scripts that count as gone
 */
export function findHandWritten(
  prefix: string,
  variables: readonly string[],
  except: readonly string[],
): HookGroup[] {
  const all = readScripts(prefix, variables).filter(({ path }) => !except.includes(path));
  const own = all.filter(({ isOthers, names }) => !isOthers && names.size > 0);
  return groupScripts(own, isTogether).map((group) =>
    judgeGroup(prefix, group.sort(byPath), all, variables),
  );
}

type Named = Pick<HandWritten, "path" | "names">;

/**
 * The scripts that are aside, those together that were adopted together.
 * @param adopted no two of one place
 */
export function groupAdopted<Adopted extends { readonly path: string; readonly aside: string }>(
  prefix: string,
  adopted: readonly Adopted[],
  variables: readonly string[],
): Adopted[][] {
  const named = adopted.map((one) => {
    const { path, aside } = one;
    const text = readSmallText(prefix, aside) ?? "";
    const language = extname(path).slice(1);
    const names = nameVariables(text, readScript(text, language), language, variables);
    return { path, names, one };
  });
  // One that was edited may name other variables by now.
  const isPair = (one: Named, other: Named) => basename(one.path) === basename(other.path);
  return groupScripts(named, (one, other) => isPair(one, other) || isTogether(one, other)).map(
    (group) => group.map(({ one }) => one),
  );
}

function groupScripts<One extends Named>(
  scripts: readonly One[],
  isNear: (one: Named, other: Named) => boolean,
): One[][] {
  const groups: One[][] = [];
  for (const script of scripts) {
    const near = groups.filter((group) => group.some((other) => isNear(script, other)));
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push([...near.flat(), script]);
  }
  return groups;
}

function byPath(one: HandWritten, other: HandWritten): number {
  return one.path < other.path ? -1 : 1;
}

function isTogether(one: Named, other: Named): boolean {
  const isSame = extname(one.path) === extname(other.path);
  return isSame && [...one.names].some((name) => other.names.has(name));
}

/** All scripts that conda runs, but for ours. */
function readScripts(prefix: string, variables: readonly string[]): Script[] {
  const paths = listPhaseFiles(prefix).filter((path) => RUN.test(path) && !isScriptPath(path));
  const packaged =
    paths.length > 0 ? findPackaged(prefix, (path) => paths.includes(path), "activate.d/") : null;
  return paths.flatMap((path) => {
    const text = readSmallText(prefix, path);
    if (text === null || isOurScript(text)) return [];
    const language = extname(path).slice(1);
    const lines = readScript(text, language);
    const sha256 = createHash("sha256").update(text).digest("hex");
    const names = nameVariables(text, lines, language, variables);
    const isOthers = packaged?.has(path) ?? false;
    return [{ path, phase: phaseOf(path), sha256, text, lines, names, isOthers }];
  });
}

/** Also those of lines that are not understood. */
function nameVariables(
  text: string,
  lines: readonly ScriptLine[],
  language: string,
  variables: readonly string[],
): Set<string> {
  const set = text.split(/\r\n|[\r\n]/).flatMap((line) => [
    ...listSet(line, language),
    // The ${NAME:=value} of sh.
    ...[...line.matchAll(/\$\{(\w+):?=/g)].map(([, name = ""]) => name),
  ]);
  const understood = lines.flatMap(({ deeds }) =>
    typeof deeds === "string"
      ? []
      : deeds.flatMap((deed) => ("name" in deed ? [deed.name, ...readBy(deed)] : [])),
  );
  const isOfGo = (name: string) =>
    variables.some((variable) => name === variable || isSaveOf(name, variable));
  // A script that only reads one, as for the PATH, sets none.
  const isAny = [...set, ...understood].some(isOfGo) && set.some(isOfGo);
  return new Set(isAny ? [...set, ...understood].filter(isOfGo) : []);
}

function readBy(deed: VariableDeed): string[] {
  return deed.does === "set" ? listRead(deed.parts) : [];
}

function judgeGroup(
  prefix: string,
  group: readonly Script[],
  all: readonly Script[],
  variables: readonly string[],
): HookGroup {
  const activates = group.filter(({ phase }) => phase === "activate");
  const deactivates = group.filter(({ phase }) => phase === "deactivate");
  const activation = new ActivateScripts(variables);
  for (const script of activates) activation.interpret(script);
  const endings = activation.listEndings();
  const undone = deactivates.map((script) => interpretDeactivation(script, variables));
  const returns = new Map(
    [...endings.keys()].map((name) => {
      const found = undone.flatMap(({ returns: each }) => each.get(name) ?? []);
      const kind = found.find((one) => one === "given-back") ?? found[0] ?? ("left" as const);
      return [name, kind] as const;
    }),
  );
  const named: Reason[] = [];
  for (const reason of [...activation.reasons, ...undone.flatMap(({ reasons }) => reasons)])
    addReason(named, nameLine(reason, group));
  return {
    scripts: group,
    endings,
    returns,
    reasons: [
      ...group.flatMap((script) => findFileFaults(prefix, script)),
      ...named,
      ...findOrderFaults(group, all),
    ],
  };
}

/** With the names that the line may set, where it is not understood. */
function nameLine(reason: Reason, group: readonly Script[]): Reason {
  const script = group.find(({ path }) => path === reason.path);
  const text = script?.lines.find(({ line }) => line === reason.line)?.text ?? "";
  const names = reason.names.length > 0 ? reason.names : listNamed(text, reason.path);
  const isOfPath = reason.code === "syntax" && names.length === 1 && names[0] === "PATH";
  return { ...reason, names, code: isOfPath ? "path" : reason.code };
}

/** The names that a line may set; no text that is none. */
export function listNamed(text: string, path: string): string[] {
  const language = extname(path).slice(1);
  return [...new Set(listSet(text, language))].filter((name) => /^[A-Za-z_]\w*$/.test(name));
}

function findFileFaults(prefix: string, { path, text, lines, phase, names }: Script): Reason[] {
  const fault = (code: ReasonCode): Reason => ({ path, line: 1, code, names: [...names] });
  const isLink = lstatSync(join(prefix, path), { throwIfNoEntry: false })?.isSymbolicLink();
  return [
    ...(isLink ? [fault("link")] : []),
    ...(/[\0\uFFFD]/.test(text) ? [fault("unreadable")] : []),
    ...(lines.length === 0 && phase === "activate" ? [fault("unreadable")] : []),
  ];
}

/** What stays and runs behind them would see the variables as they are without them. */
function findOrderFaults(group: readonly Script[], all: readonly Script[]): Reason[] {
  const [first] = group;
  if (first === undefined || first.phase !== "activate")
    return first ? [{ path: first.path, line: 1, code: "alone", names: [...first.names] }] : [];
  const names = [...new Set(group.flatMap((script) => [...script.names]))];
  const later = all.filter(
    (other) =>
      other.phase === "activate" &&
      extname(other.path) === extname(first.path) &&
      !group.includes(other) &&
      other.path > first.path,
  );
  return later.flatMap((other) => {
    const mentioned = names.filter((name) => new RegExp(`\\b${name}\\b`, "i").test(other.text));
    const isMentioned = mentioned.length > 0;
    return isMentioned
      ? [{ path: other.path, line: 1, code: "order" as const, names: mentioned }]
      : [];
  });
}
