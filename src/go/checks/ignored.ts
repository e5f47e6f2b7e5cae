// Leaves out the findings that a comment or an option ignores, and finds those that ignore nothing.
import { type FindingCode, makeFinding } from "../../findings/finding.js";
import { checkComments, siftFindings } from "../../findings/ignore.js";
import { type Inspection, isWorkFile } from "./inspect.js";

/**
 * Takes out what is ignored.
 * @param codes those that are ignored everywhere
 * @param named those of them that were typed, each of which should ignore something
 * @param cwd the folder to which a code that ignores nothing is put as a finding
 * @returns what is left, and how many findings are ignored
 */
export function leaveOutIgnored(
  inspections: readonly Inspection[],
  codes: ReadonlySet<FindingCode>,
  named: ReadonlySet<FindingCode>,
  cwd: string,
): { readonly inspections: readonly Inspection[]; readonly ignored: number } {
  const unused = new Set(named);
  let ignored = 0;
  const left = inspections.map((one): Inspection => {
    const { file, outline, findings, comments } = one;
    const sifted = siftFindings(findings, comments, codes);
    ignored += sifted.ignored;
    for (const code of codes) if (sifted.used.has(code)) unused.delete(code);
    // A comment is judged only where its finding could have been made: not in a file that Go cannot read,
    // and one for a code of workspaces only in a go.work.
    const judged = comments.filter(
      ({ code }) => outline?.error === null && (!/^work-/.test(code) || isWorkFile(file)),
    );
    const own = siftFindings(checkComments(file, judged, sifted.used), [], codes);
    ignored += own.ignored;
    const all = [...sifted.kept, ...own.kept];
    all.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
    return { ...one, findings: all };
  });
  if (unused.size === 0) return { inspections: left, ignored };
  const findings = [...unused].map((code) =>
    makeFinding("ignore-unused", "info", { file: cwd, line: null }, { code, isOption: true }),
  );
  const options = { file: cwd, outline: null, findings, lines: new Map(), comments: [] };
  return { inspections: [...left, options], ignored };
}
