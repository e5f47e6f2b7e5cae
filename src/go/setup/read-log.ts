// Finds Go's own messages in the log of a command that failed.
import { type Finding, makeFinding, type Place } from "../../findings/finding.js";
import { pathsOf } from "../paths.js";
import { MESSAGES } from "./messages.js";
import type { Setup } from "./setup.js";

/** No message of Go's needs more of a line, nor more lines below it. */
const LONGEST = 2000;
const BELOW = 24;

const NOWHERE = { file: "", line: null };
const UNREACHABLE = "log-checksum-unreachable";

/** What the log tells, once each, in its order. */
export function readLog(log: string, setup: Setup): Finding[] {
  const lines = log.split("\n").map(clean);
  const found = new Map<string, Finding>();
  const assumed = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    const finding = readLine(line, lines.slice(index + 1, index + 1 + BELOW), setup, assumed);
    if (finding === null) continue;
    const { says, ...args } = finding.args as { readonly says?: string };
    const isOfModule = finding.code === "log-checksum-unlisted" || finding.code === UNREACHABLE;
    const key = JSON.stringify([finding.code, isOfModule ? finding.args.module : args]);
    if (found.has(key)) continue;
    found.set(key, finding);
    if (finding.code === UNREACHABLE) assumed.set("GONOSUMDB", finding.args.unchecked);
    else if (isOfModule) assumed.set(finding.args.variable, finding.args.value);
  }
  if (found.size > 0) return [...found.values()];
  if (log.trim() === "") return [makeFinding("log-empty", "info", NOWHERE, {})];
  const failed = lines.find((line) => FAILED.test(line));
  if (failed === undefined) return [];
  return [makeFinding("log-unrecognized", "warning", NOWHERE, { says: failed.trim() })];
}

// What stands where go did not do what it was asked for: its own words, a compiler's, a test's.
const FAILED =
  /^(?:go: (?!downloading |finding |extracting |added |upgraded |downgraded |found |creating |to add |warning|note)|go [a-z]+ .*: |# |FAIL\b|--- FAIL|build failed|exit status )|\.go:\d+:\d+: |\berror\b|\bfatal\b|\bpanic:/i;

/** Colours, and the line ends of Windows, are none of Go's words. */
function clean(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what a terminal is sent.
  return line.slice(0, LONGEST).replace(/\x1b\[[\d;]*[A-Za-z]|\r$/g, "");
}

// Of Windows too; what a program for builds puts before it, such as the time, is passed over.
const PLACE =
  /(?:^|\s)((?:[A-Za-z]:)?[^\s:]*(?:[^\s:]\.go|go\.mod|go\.work|go\.sum)):(\d+)(?::\d+)?: /;

function readLine(
  line: string,
  rest: readonly string[],
  setup: Setup,
  assumed: ReadonlyMap<string, string>,
): Finding | null {
  if (line.trim() === "") return null;
  for (const { pattern, find } of MESSAGES) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const at = PLACE.exec(line);
    const says = line.slice(at === null ? 0 : at.index).trim();
    return find({ words: { ...match.groups }, says, rest, setup, assumed }, placeOf(at, setup));
  }
  return null;
}

function placeOf(at: RegExpExecArray | null, { folder, platform }: Setup): Place {
  const [, file, line] = at ?? [];
  if (file === undefined) return { file: "", line: null };
  return { file: pathsOf(platform).resolve(folder, file), line: Number(line) };
}
