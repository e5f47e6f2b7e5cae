// Takes from what go printed after an edit only what it had to change, as it formats the whole file.
import { diffArrays } from "diff";
import { unquote } from "../modfile/quote.js";
import { isBlock, type Line, readStatements, type Statement } from "../modfile/syntax.js";

/**
 * What go made of a file, with the lines that it did not have to change as they were: it formats the whole file, turns
 * CRLF into LF, collapses blank lines, sorts the lines of blocks, takes the last of several replaces of one module, and
 * writes a block of one line without its parentheses. Formatted once more by go, the result is what it printed.
 * @param original as it stands
 * @param edited as go printed it after the edit
 * @param flags those of the edit
 * @returns null where go has chosen one of two replaces, and its choice cannot be undone
 */
export function keepFormat(
  original: string,
  edited: string,
  flags: readonly string[],
): string | null {
  const lineEnd = original.includes("\n") ? (/\r?\n/.exec(original)?.[0] ?? "\n") : "\n";
  const isEnded = original === "" || original.endsWith("\n");
  const sorted = divide(edited, null);
  const named = new Set(flags.flatMap(nameReplaced));
  const own = divide(original, {
    all: new Set(sorted.map(({ name }) => name)),
    outside: new Set(sorted.filter(({ isInBlock }) => !isInBlock).map(({ name }) => name)),
    named,
  });
  const wanted = unsort(sorted, own);
  const tail = /(?<=\n)\s*$/.exec(original)?.[0] ?? "";
  const kept = merge(own, wanted, lineEnd) + tail;
  // What go would make of it is no matter of chance: where it would be something else, its own text is right.
  const isSame = describe(divide(kept, null)) === describe(wanted);
  if (!isSame && findReplacedAgain(readStatements(original, "go.mod"), named).size > 0) return null;
  const text = isSame ? kept : edited.replaceAll("\n", lineEnd);
  return isEnded ? text : text.replace(/(?:\r?\n)+$/, "");
}

/** A line that is not blank. */
interface Row {
  /** What it says, whatever its form; that of a line in a block begins with the block's verb. */
  readonly name: string;
  /** The same where both lines can stand in each other's place. */
  readonly key: string;
  /** Without its end. */
  readonly text: string;
  /** The blank lines above. */
  readonly gap: string;
  readonly kind: "line" | "comment" | "open" | "close";
  readonly isInBlock: boolean;
  /**
   * Of what go leaves out when it prints: for the parentheses of a block of one line, that line, with which they stay.
   * All of a block without lines, and all replaces of one module but the last, stay in any case, with the comments above.
   */
  readonly staysFor: Row | "empty" | "twice" | null;
}

/** What there is in go's text. */
interface Names {
  readonly all: ReadonlySet<string>;
  /** Of blocks. */
  readonly outside: ReadonlySet<string>;
  /** What {@link nameReplaced} says of the edit. */
  readonly named: ReadonlySet<string>;
}

interface Draft extends Row {
  kind: Row["kind"];
  isInBlock: boolean;
  key: string;
  staysFor: Row["staysFor"];
}

/**
 * The rows of a file.
 * @param names of the lines that stay, so that one may be left in a block; null where all do
 */
function divide(text: string, names: Names | null): Row[] {
  const starts = new Map<number, Line | "open">();
  const verbs = new Map<number, string>();
  const statements = readStatements(text, "go.mod");
  const twice = findReplacedAgain(statements, names?.named ?? new Set());
  for (const statement of statements) {
    starts.set(statement.line, isBlock(statement) ? "open" : statement);
    if (!isBlock(statement)) continue;
    verbs.set(statement.line, nameTokens(statement.tokens));
    for (const line of statement.lines) starts.set(line.line, line);
  }
  const rows: Draft[] = [];
  let block: { readonly verb: string; readonly from: number } | null = null;
  let gap = "";
  for (const [at, whole] of (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).entries()) {
    const words = whole.trim();
    if (words === "") {
      gap += whole;
      continue;
    }
    const start = starts.get(at + 1);
    const row = { text: whole.replace(/\r?\n$/, ""), gap, staysFor: null };
    gap = "";
    const isInBlock: boolean = block !== null;
    if (start === "open") {
      const verb = verbs.get(at + 1) ?? "";
      const name = `${verb} ( ${words.slice(words.indexOf("(") + 1).trim()}`;
      block = { verb, from: rows.length };
      rows.push({ ...row, name, key: name, kind: "open", isInBlock });
      // All of it may be on one line.
      if (!/\([\s]*\)/.test(words)) continue;
      closeBlock(rows, block.from, names);
      block = null;
    } else if (start !== undefined) {
      const verb = block === null ? "" : `${block.verb} `;
      const name = `${verb}${nameTokens(start.tokens)} ${start.comment ?? ""}`.trim();
      const key = isInBlock ? `\t${name}` : name;
      rows.push({ ...row, name, key, kind: "line", isInBlock });
      if (twice.has(start)) markTwice(rows);
    } else if (words.startsWith("//") || block === null) {
      rows.push({ ...row, name: words, key: words, kind: "comment", isInBlock });
    } else {
      const name = `) ${words.slice(1).trim()}`;
      rows.push({ ...row, name, key: name, kind: "close", isInBlock });
      closeBlock(rows, block.from, names);
      block = null;
    }
  }
  return rows;
}

/** The replaces of which a later one, which is what go takes, says something else of the same module. */
function findReplacedAgain(
  statements: readonly Statement[],
  named: ReadonlySet<string>,
): ReadonlySet<Line> {
  const twice = new Set<Line>();
  const last = new Map<string, { readonly line: Line; readonly right: string }>();
  for (const line of statements.flatMap((one) => (isBlock(one) ? one.lines : [one]))) {
    const tokens = [...(line.block?.tokens.slice(0, 1) ?? []), ...line.tokens];
    const [left = "", right = ""] = nameTokens(tokens).split(" => ");
    const [verb = "", path = "", ...more] = left.split(" ");
    const module = [path, ...more].join(" ");
    if (verb !== "replace" || named.has(module) || named.has(`${path} *`)) continue;
    const former = last.get(module);
    if (former !== undefined && former.right !== right) twice.add(former.line);
    last.set(module, { line, right });
  }
  return twice;
}

/** What a flag replaces, or no longer does, as it stands in the file; `*` for each version. */
function nameReplaced(flag: string): string[] {
  const [, drop, module] = /^-(drop)?replace=([^=]+)/.exec(flag) ?? [];
  if (module === undefined) return [];
  const name = module.replace("@", " ");
  return drop || name !== module ? [name] : [`${name} *`];
}

/** The last row, with the comments that go takes for its own. */
function markTwice(rows: readonly Draft[]): void {
  let at = rows.length - 1;
  const line = rows[at];
  for (let row = line; row !== undefined; row = rows[--at]) {
    row.staysFor = "twice";
    const isOwn = row.isInBlock || row.gap === "";
    if (!isOwn || rows[at - 1]?.kind !== "comment") return;
  }
}

function nameTokens(tokens: Line["tokens"]): string {
  return tokens
    .map(({ text }) => (text.startsWith('"') ? (unquote(text) ?? text) : text))
    .join(" ");
}

/** Sees whether go would print the parentheses of the block that has just ended. */
function closeBlock(rows: readonly Draft[], from: number, names: Names | null): void {
  const all = rows.slice(from);
  const lines = all.filter(({ kind, staysFor }) => kind === "line" && staysFor === null);
  const staying = lines.filter(({ name }) => names === null || names.all.has(name));
  const [only] = staying;
  if (lines.length === 0) {
    let first = from;
    while (rows[first]?.gap === "" && rows[first - 1]?.kind === "comment") first--;
    const whole = rows.slice(first);
    // Where go has put a line into it, what it has printed has the comments.
    const isFilled = whole.some(({ kind, name }) => kind === "comment" && names?.all.has(name));
    if (!isFilled) for (const row of whole) row.staysFor = "empty";
  } else if (
    only !== undefined &&
    staying.length === 1 &&
    all.at(-2)?.kind !== "comment" &&
    (names === null || names.outside.has(only.name))
  ) {
    for (const row of all) {
      row.isInBlock = false;
      if (row.kind === "line") row.key = row.name;
      else if (row.kind !== "comment") row.staysFor = only;
    }
  }
}

/** The rows of go's text, those of a block in the order that they have in the original. */
function unsort(sorted: readonly Row[], own: readonly Row[]): Row[] {
  // Another block may have the same line.
  const places = new Map<string, number[]>();
  for (const [at, { kind, key, staysFor }] of own.entries()) {
    if (staysFor !== "twice" && (kind === "line" || kind === "comment"))
      places.set(key, [...(places.get(key) ?? []), at]);
  }
  const rows: Row[] = [];
  let groups: { readonly place: number; readonly rows: Row[] }[] = [];
  let group: Row[] = [];
  for (const row of sorted) {
    if (!row.isInBlock || row.kind === "close") {
      const ordered = groups.toSorted((a, b) => a.place - b.place);
      // At the head of a block, go would take away the blank lines that it has printed above a line.
      const isLost = ordered[0] !== groups[0] && ordered[0]?.rows[0]?.gap !== "";
      rows.push(...(isLost ? groups : ordered).flatMap((one) => one.rows), ...group, row);
      groups = [];
      group = [];
      continue;
    }
    // A line goes with the comments above, by which one is known that has changed; one that is new stays behind the
    // one that it follows.
    group.push(row);
    if (row.kind !== "line") continue;
    const known = [row, ...group.slice(0, -1)].flatMap(({ key }) => places.get(key)?.shift() ?? []);
    groups.push({ place: known[0] ?? groups.at(-1)?.place ?? -1, rows: group });
    group = [];
  }
  return rows;
}

/** The rows of go's text, each as it stands in the original where it is there. */
function merge(own: readonly Row[], wanted: readonly Row[], lineEnd: string): string {
  const solid = own.filter(({ staysFor }) => staysFor === null);
  const target = wanted.filter(({ staysFor }) => staysFor === null);
  const keyOf = ({ key }: Row) => key;
  /** For each row of the original that stays: that of go's text; and the new ones that come before each. */
  const staying = new Map<Row, Row>();
  const added = new Map<Row | null, Row[]>();
  let from = 0;
  let to = 0;
  for (const { count, added: isAdded, removed } of diffArrays(
    solid.map(keyOf),
    target.map(keyOf),
  )) {
    const next = solid[from] ?? null;
    if (isAdded) added.set(next, [...(added.get(next) ?? []), ...target.slice(to, to + count)]);
    else if (!removed) {
      for (let at = 0; at < count; at++) {
        staying.set(solid[from + at] as Row, target[to + at] as Row);
      }
    }
    if (!isAdded) from += count;
    if (!removed) to += count;
  }
  const lines: string[] = [];
  let before: Row | null = null;
  /** Since the last row that stays: the first that is gone, and whether there are new ones. */
  let gone: Row | null = null;
  let isNew = false;
  const write = (row: Row, like: Row | null, gap: string, isInserted: boolean): void => {
    lines.push(fitGap(row, like, before, gap, isInserted ? lineEnd : null, lineEnd) + row.text);
    before = row;
  };
  const moved = new Map(solid.filter((row) => !staying.has(row)).map((row) => [row.key, row.text]));
  const insert = (rows: readonly Row[]): void => {
    for (const like of rows) {
      const row = { ...like, text: moved.get(like.key) ?? like.text };
      write(row, like, isNew || gone === null ? "" : gone.gap, isNew || gone === null);
      isNew = true;
    }
  };
  // New rows come before the parenthesis that the next row needs, and before what go has left out.
  const pending: Row[] = [];
  const flush = (): void => {
    for (const row of pending.splice(0)) write(row, null, row.gap, isNew && gone === null);
  };
  for (const row of own) {
    if (row.staysFor !== null) {
      if (typeof row.staysFor !== "string" && !staying.has(row.staysFor)) continue;
      if (row.kind === "open" || row.staysFor === "twice") pending.push(row);
      else {
        flush();
        write(row, null, row.gap, false);
      }
      continue;
    }
    insert(added.get(row) ?? []);
    const like = staying.get(row);
    if (like === undefined) {
      gone ??= row;
      continue;
    }
    const gap = isNew || gone === null || gone.gap.length < row.gap.length ? row.gap : gone.gap;
    const isInserted = isNew && gone === null && pending.length === 0;
    flush();
    write(row, like, gap, isInserted);
    gone = null;
    isNew = false;
  }
  flush();
  insert(added.get(null) ?? []);
  return lines.map((line) => `${line}${lineEnd}`).join("");
}

/**
 * The blank lines above a row.
 * @param like the row of go's text
 * @param gap what there would be
 * @param inserted what go's text gives where there is nothing; null where nothing is right as well
 */
function fitGap(
  row: Row,
  like: Row | null,
  before: Row | null,
  gap: string,
  inserted: string | null,
  lineEnd: string,
): string {
  if (before === null || like === null) return gap || (like === null && inserted) || "";
  const isFree = before.kind === "open" || row.kind === "close";
  if (like.gap === "") return isFree || !isStrict(row, before) ? gap : "";
  if (gap !== "") return gap;
  return isStrict(row, before) && !isFree ? lineEnd : (inserted ?? "");
}

/** Whether blank lines between the two mean something to go, which keeps them. */
function isStrict(row: Row, before: Row): boolean {
  return row.isInBlock || before.kind === "comment";
}

/** The same for two texts of which go prints the same. */
function describe(rows: readonly Row[]): string {
  const parts: string[] = [];
  let before: Row | null = null;
  let left: Row | null = null;
  for (const row of rows) {
    if (row.staysFor !== null) {
      if (row.staysFor === "empty" || row.kind === "open") left = row;
      continue;
    }
    // What stands behind a parenthesis that go leaves out is as far away as the parenthesis; a statement that it
    // leaves out stood between two others.
    const gap = left?.staysFor === "empty" ? "\n" : (left ?? row).gap;
    left = null;
    const isFree: boolean = before === null || before.kind === "open" || row.kind === "close";
    const isApart = !isFree && before !== null && isStrict(row, before) && gap !== "";
    parts.push(`${isApart ? "\n" : ""}${row.key}`);
    before = row;
  }
  return parts.join("\n");
}
