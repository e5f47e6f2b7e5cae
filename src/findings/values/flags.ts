// What is wrong with GOFLAGS, which every go command gets, and with the flags for the C compiler.
import { findNearest } from "../../did-you-mean.js";
import { findHarm } from "../codes/flags.js";
import type { BadValue } from "../codes/value.js";
import type { Level } from "../finding.js";
import { findOpenQuote, hasOpenQuote, quoteFlag, splitFlags, unquoteFlag } from "./flag-list.js";
import { FLAG_NAMES, findFlagKind, findFlagVersion, lacksFlag, nameOfFlag } from "./go-flags.js";
import { makeFault, type Rule, type ValueFault } from "./rule.js";

/** What is wrong with an entry. */
interface Wrong {
  readonly level: Level;
  /** @param wanted the whole list without that */
  readonly make: (wanted: string | null) => ValueFault;
  /** What is to stand there instead; null for nothing. */
  readonly instead: string | null;
}

/** An entry of the list, or a few that belong together. */
interface Entry {
  readonly tokens: readonly string[];
  readonly wrong: Wrong | null;
}

/** The first Go that knows quotes in GOFLAGS. */
const QUOTES_SINCE = 20;

const LEVELS: readonly Level[] = ["error", "warning", "info"];

export const checkGoFlags: Rule = (value, bad, { minor }) => {
  const knowsQuotes = minor === null || minor >= QUOTES_SINCE;
  const tokens = knowsQuotes ? splitFlags(value) : listWords(value);
  if (tokens === null) {
    const { quote, before } = findOpenQuote(value);
    const wanted = mend(readEntries(splitFlags(before) ?? [], bad, minor), "error");
    return [makeFault("flag-quote-open", "error", { ...bad, quote, wanted })];
  }
  const entries = readEntries(tokens, bad, minor);
  return entries.flatMap(({ wrong }) =>
    wrong === null ? [] : [wrong.make(mend(entries, wrong.level))],
  );
};

/** As a Go that knows no quotes has them, except that what somebody meant as one stays one. */
const listWords = (value: string): string[] => value.match(/'[^']*'\S*|"[^"]*"\S*|\S+/g) ?? [];

/** The list without what is wrong by this level or a worse one; null where nothing is left. */
function mend(entries: readonly Entry[], level: Level): string | null {
  const isMended = (wrong: Wrong | null): wrong is Wrong =>
    wrong !== null && LEVELS.indexOf(wrong.level) <= LEVELS.indexOf(level);
  const left = entries.flatMap(({ tokens, wrong }) =>
    isMended(wrong) ? (wrong.instead ?? []) : tokens,
  );
  return left.join(" ") || null;
}

/** Go makes one list of these and of the flags that a package has of its own. */
export const checkCompilerFlags: Rule = (value, bad) => {
  const tokens = splitFlags(value);
  if (tokens === null) {
    const { quote, before } = findOpenQuote(value);
    const wanted = before.trim() || null;
    return [makeFault("flag-quote-open", "error", { ...bad, quote, wanted })];
  }
  const flag = tokens.find(hasOpenQuote);
  if (flag === undefined) return [];
  const at = tokens.indexOf(flag);
  const count = findSpan(tokens.slice(at)) ?? 1;
  const mended = quoteSpan(tokens.slice(at, at + count));
  const wanted = [
    ...tokens.slice(0, at),
    ...(mended === null ? [] : [mended]),
    ...tokens.slice(at + count),
  ];
  const args = { ...bad, flag, parts: [], wanted: wanted.join(" ") || null };
  return [makeFault("flag-quote-inside", "error", args)];
};

function readEntries(
  tokens: readonly string[],
  bad: BadValue,
  minor: number | null,
): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < tokens.length; at += entries.at(-1)?.tokens.length ?? 1)
    entries.push(readEntry(tokens.slice(at), bad, minor));
  return markDoubled(entries, bad);
}

/** The entry at the start of a list that is not empty. */
function readEntry(tokens: readonly string[], bad: BadValue, minor: number | null): Entry {
  const [token = "", next] = tokens;
  const flag = unquoteFlag(token);
  // What is to stand there instead has to be right itself.
  const settle = (instead: string | null): string | null => {
    const wrong = instead === null ? null : readEntry([instead], bad, minor).wrong;
    return wrong === null || wrong.level === "info" ? instead : wrong.instead;
  };
  const knowsQuotes = minor === null || minor >= QUOTES_SINCE;
  if (/^['"]/.test(token) && !knowsQuotes) {
    const instead = /[\s'"]/.test(flag) ? null : settle(flag);
    const make = (wanted: string | null) =>
      makeFault("flag-quoted", "error", { ...bad, flag: token, wanted });
    return { tokens: [token], wrong: { level: "error", make, instead } };
  }
  // In a name, a quote is a wrong character; in a value that nothing closes, few flags take it.
  const isInside =
    hasOpenQuote(token) && (minor === null || (/^[^'"]*=/.test(token) && !isUnread(flag, minor)));
  const span = isInside ? findSpan(tokens) : null;
  const all = tokens.slice(0, span ?? 1);
  const parts = (knowsQuotes ? all.map(unquoteFlag) : all).filter((one) => isUnread(one, minor));
  if (isInside && (parts.length > 0 || minor === null || TAKES_LIST.test(flag))) {
    const make = (wanted: string | null) =>
      makeFault("flag-quote-inside", "error", { ...bad, flag, parts, wanted });
    const instead = knowsQuotes && span !== null ? settle(quoteSpan(all)) : null;
    return { tokens: all, wrong: { level: "error", make, instead } };
  }
  const apart = TAKES_LIST.test(flag) ? countApart(flag, tokens.slice(1)) : 0;
  if (apart > 0) {
    const all = tokens.slice(0, apart + 1);
    const make = (wanted: string | null) =>
      makeFault("flag-apart", "error", { ...bad, flag: next as string, owner: flag, wanted });
    const joined = knowsQuotes ? quoteFlag(all.map(unquoteFlag).join(" ")) : null;
    return { tokens: all, wrong: { level: "error", make, instead: settle(joined ?? token) } };
  }
  if (
    next !== undefined &&
    isAlone(flag) &&
    !isUnread(flag, minor) &&
    /^[^-'"][^'"]*$/.test(next)
  ) {
    const make = (wanted: string | null) =>
      makeFault("flag-syntax", "error", { ...bad, flag: next, wanted });
    const instead = settle(`${flag}=${next}`);
    return { tokens: [token, next], wrong: { level: "error", make, instead } };
  }
  return { tokens: [token], wrong: findWrong(flag, bad, minor) };
}

const IS_FLAG = /^--?[^-=]/;

/** Whether every go command fails for this entry. */
function isUnread(flag: string, minor: number | null): boolean {
  return !IS_FLAG.test(flag) || (minor !== null && lacksFlag(flag, minor));
}

/** The flags whose value is a list of flags by itself. */
const TAKES_LIST = /^--?(?:ld|gc|asm|gccgo)flags=/;

/**
 * How many of these are flags for the linker or the compiler that stand apart from -ldflags or -gcflags, with what
 * follows -X.
 */
function countApart(owner: string, tokens: readonly string[]): number {
  let isOfX = /[= ]-X$/.test(owner);
  const end = tokens.findIndex((token) => {
    const flag = unquoteFlag(token);
    const isApart = isOfX || /^--?[swBEXNl]$/.test(flag);
    isOfX = flag === "-X";
    return !isApart;
  });
  return end < 0 ? tokens.length : end;
}

/** Whether the flag lacks the value that it takes. */
function isAlone(flag: string): boolean {
  return /^--?[^-=][^=]*$/.test(flag) && findFlagKind(nameOfFlag(flag)) === "value";
}

/** Up to which token the quote goes that the first one opens; null where none closes it. */
function findSpan([first = "", ...others]: readonly string[]): number | null {
  const quote = /['"]/.exec(first.replace(/'[^']*'|"[^"]*"/g, ""))?.[0] ?? "";
  const end = others.findIndex((token) => token.lastIndexOf(quote) > 0 && /^[^'"]/.test(token));
  return end < 0 ? null : end + 2;
}

/** These as one flag, quoted as a whole instead of inside. */
function quoteSpan(tokens: readonly string[]): string | null {
  const quote = /['"]/.exec((tokens[0] ?? "").replace(/'[^']*'|"[^"]*"/g, ""))?.[0] ?? "";
  return quoteFlag(tokens.join(" ").replaceAll(quote, ""));
}

function findWrong(flag: string, bad: BadValue, minor: number | null): Wrong | null {
  const at = { ...bad, flag };
  if (!IS_FLAG.test(flag))
    return leaveOut("error", (wanted) => makeFault("flag-syntax", "error", { ...at, wanted }));
  const name = nameOfFlag(flag);
  const value = /=(.*)/s.exec(flag)?.[1] ?? null;
  const since = findFlagVersion(flag);
  if (minor !== null && lacksFlag(flag, minor)) {
    const near = since === null ? findNearest(name, FLAG_NAMES) : null;
    return leaveOut("error", (wanted) =>
      makeFault("flag-unknown", "error", { ...at, since, near, wanted }),
    );
  }
  const kind = findFlagKind(name);
  const harm = kind === "switch" && FALSE.test(value ?? "") ? null : findHarm(name);
  if (harm !== null) {
    const { level } = harm;
    return leaveOut(level, (wanted) => makeFault("flag-harmful", level, { ...at, name, wanted }));
  }
  const takes = findTaken(name, value, kind);
  if (takes !== undefined)
    return leaveOut("error", (wanted) =>
      makeFault("flag-value", "error", { ...at, takes, wanted }),
    );
  if (name !== "mod" || (value !== "mod" && value !== "vendor")) return null;
  return leaveOut("info", (wanted) => makeFault("flag-mod", "info", { ...at, mod: value, wanted }));
}

const leaveOut = (level: Level, make: Wrong["make"]): Wrong => ({ level, make, instead: null });

const TRUE = /^(?:1|t|T|TRUE|true|True)$/;
const FALSE = /^(?:0|f|F|FALSE|false|False)$/;

/** The only values that some flags take. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  mod: ["mod", "readonly", "vendor"],
  buildmode: ["archive", "c-archive", "c-shared", "default", "exe", "pie", "plugin", "shared"],
  compiler: ["gc", "gccgo"],
  covermode: ["set", "count", "atomic"],
};

/** What a flag takes that has another value: nothing, one of these, or anything (null); undefined where all is well. */
function findTaken(
  name: string,
  value: string | null,
  kind: ReturnType<typeof findFlagKind>,
): readonly string[] | null | undefined {
  if (kind === "switch") {
    const isTaken = value === null || TRUE.test(value) || FALSE.test(value);
    return isTaken || (name === "buildvcs" && value === "auto") ? undefined : [];
  }
  if (kind !== "value") return undefined;
  const known = VALUES[name];
  if (value === null) return known ?? null;
  if (known === undefined || known.includes(value)) return undefined;
  // An empty -mod is none.
  return name === "mod" && value === "" ? undefined : known;
}

/** Marks each flag that a later one of its name overrides. */
function markDoubled(entries: readonly Entry[], bad: BadValue): Entry[] {
  const flags = entries.map(({ tokens, wrong }) =>
    wrong === null || wrong.level === "info" ? unquoteFlag(tokens[0] ?? "") : null,
  );
  return entries.map((entry, at): Entry => {
    const flag = flags[at] ?? null;
    const last = flags.findLast((other, place) => place > at && isSame(flag, other));
    if (flag === null || !last) return entry;
    const level = flag === last ? "info" : "warning";
    const make = (wanted: string | null) =>
      makeFault("flag-doubled", level, { ...bad, flag, last, wanted });
    return { ...entry, wrong: leaveOut(level, make) };
  });
}

/** Whether the second of two flags takes the place of the first: of -gcflags, only one for the same packages does. */
function isSame(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && keyOf(one) === keyOf(other);
}

function keyOf(flag: string): string {
  const packages = TAKES_LIST.test(flag) ? (/^[^=]*=([^-=][^=]*)=/.exec(flag)?.[1] ?? "") : "";
  return `${nameOfFlag(flag)} ${packages}`;
}
