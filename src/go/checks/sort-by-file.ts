// Puts each finding to the file that it is about, which for a go.work may be the go.mod of a module of it.
import { dirname } from "node:path";
import type { Finding } from "../../findings/finding.js";
import { readIgnoreComments } from "../../findings/ignore.js";
import type { ModuleReader } from "../loading/module-reader.js";
import type { Inspection } from "./inspect.js";

/** @returns the inspections by the paths of their files; one is made for a go.mod that had none */
export async function sortByFile(
  inspections: readonly Inspection[],
  reader: ModuleReader,
): Promise<Inspection[]> {
  const sorted = new Map(inspections.map((one) => [one.file, one]));
  for (const { file, findings } of inspections) {
    const isHere = (finding: Finding) => finding.place.file === file;
    if (findings.every(isHere)) continue;
    const own = sorted.get(file) as Inspection;
    sorted.set(file, { ...own, findings: own.findings.filter(isHere) });
    for (const finding of findings.filter((one) => !isHere(one))) {
      const { file: other, line } = finding.place;
      const read = await reader.readGoMod(dirname(other));
      const text = read.kind === "file" ? read.text : "";
      const it = sorted.get(other) ?? {
        file: other,
        outline: null,
        findings: [],
        lines: new Map<number, string>(),
        comments: readIgnoreComments(text),
      };
      const all = [...it.findings, finding];
      all.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
      const lines = line === null ? it.lines : new Map([...it.lines, [line, lineOf(text, line)]]);
      sorted.set(other, { ...it, findings: all, lines });
    }
  }
  return [...sorted.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function lineOf(text: string, line: number): string {
  return text.split(/\r?\n/, line)[line - 1]?.trim() ?? "";
}
