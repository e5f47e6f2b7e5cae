// Findings that are known and left out: a comment in the file or an option names them.
import { didYouMean } from "../did-you-mean.js";
import { CATALOGUE } from "./catalogue.js";
import { type Finding, type FindingCode, makeFinding } from "./finding.js";

/** A comment that says what to ignore in a line. */
export interface IgnoreComment {
  /** As written; no finding may have it. */
  readonly code: string;
  /** The line that it stands in, and the line that it is for, from 1. */
  readonly line: number;
  readonly of: number;
  /** Whether it is also for the file as a whole: in its first lines, or at its module or go line. */
  readonly isOfFile: boolean;
}

const COMMENT = /\/\/.*?\bconda-go-hooks:ignore[ \t]+([^\s,;:]+)/;
const WHOLE_LINE = /^\s*\/\//;
const BLANK_OR_COMMENT = /^\s*(?:\/\/|$)/;
const HEAD_LINE = /^\s*(?:module|go)\b/;

/** The comments of a file. One on a line by itself is for the next line that is no comment. */
export function readIgnoreComments(text: string): IgnoreComment[] {
  if (!text.includes("conda-go-hooks:ignore")) return [];
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const code = COMMENT.exec(line)?.[1];
    if (code === undefined) return [];
    let of = index;
    while (WHOLE_LINE.test(lines[of] ?? "")) of++;
    const isFirst = lines.slice(0, index + 1).every((one) => BLANK_OR_COMMENT.test(one));
    const isOfFile = isFirst || HEAD_LINE.test(lines[of] ?? "");
    return [{ code, line: index + 1, of: of + 1, isOfFile }];
  });
}

/** Whether there is a finding of this code. */
export function isCode(code: string): code is FindingCode {
  return Object.hasOwn(CATALOGUE, code);
}

/** What is left of the findings of one file, and which comments and codes ignored something. */
export interface Sifted {
  readonly kept: readonly Finding[];
  readonly ignored: number;
  readonly used: ReadonlySet<IgnoreComment | FindingCode>;
}

/**
 * Takes out the findings of one file that are ignored.
 * @param codes those that an option ignores
 */
export function siftFindings(
  findings: readonly Finding[],
  comments: readonly IgnoreComment[],
  codes: ReadonlySet<FindingCode>,
): Sifted {
  const used = new Set<IgnoreComment | FindingCode>();
  const kept = findings.filter(({ code, place }) => {
    const known: (IgnoreComment | FindingCode)[] = comments.filter(
      (comment) =>
        comment.code === code &&
        (place.line === null ? comment.isOfFile : comment.of === place.line),
    );
    if (codes.has(code)) known.push(code);
    for (const one of known) used.add(one);
    return known.length === 0;
  });
  return { kept, ignored: findings.length - kept.length, used };
}

/**
 * What is wrong with the comments of a file: a code that does not exist, or nothing to ignore.
 * @param used those that ignored something
 */
export function checkComments(
  file: string,
  comments: readonly IgnoreComment[],
  used: Sifted["used"],
): Finding[] {
  return comments.flatMap((comment) => {
    const { code, line } = comment;
    const place = { file, line };
    if (!isCode(code)) {
      const hint = didYouMean(code, Object.keys(CATALOGUE));
      return [makeFinding("ignore-unknown", "error", place, { code, hint })];
    }
    if (used.has(comment)) return [];
    return [makeFinding("ignore-unused", "info", place, { code, isOption: false })];
  });
}
