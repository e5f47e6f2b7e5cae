// What makes Go take nothing of a file, and what an older Go refuses in it.
import { findNearest } from "../../did-you-mean.js";
import { type Finding, makeFinding } from "../../findings/finding.js";
import { readMinor } from "../modfile/go-version.js";
import type { ModFile, ParseError, WorkFile } from "../modfile/modfile.js";
import { MOD_VERBS, WORK_VERBS } from "../modfile/verbs.js";

/** @param name `go.mod` or `go.work`, as Go names the file in its errors */
export function checkFile(
  file: string,
  name: string,
  { go, errors, newer }: ModFile | WorkFile,
): Finding[] {
  return [
    ...describeErrors(file, name, errors),
    // Nothing is new where the go line asks for that Go anyway.
    ...newer
      .filter(({ since }) => readMinor(go?.version) < readMinor(since))
      .map(({ line, what, since }) =>
        makeFinding("syntax-newer", "info", { file, line }, { what, since }),
      ),
  ];
}

/** Each error, or the one cause of them all. */
function describeErrors(file: string, name: string, errors: readonly ParseError[]): Finding[] {
  const [first] = errors;
  const details = errors.map((one) => `${printPlace(one.line, one.column, name)}: ${one.message}`);
  if (first?.kind === "encoding") {
    const args = { encoding: first.word ?? "", detail: details[0] ?? "" };
    return [makeFinding("file-encoding", "error", { file, line: null }, args)];
  }
  if (first?.kind === "conflict") {
    const place = { file, line: Number(first.word) };
    return [makeFinding("merge-conflict", "error", place, { details })];
  }
  return errors.map((error) => describeError(file, name, error));
}

/** The directive that may be meant by a word that is none. */
function findNear(name: string, { kind, word }: ParseError): string | null {
  if (kind !== "directive" || word === null) return null;
  const verbs = [...(name === "go.work" ? WORK_VERBS : MOD_VERBS)];
  return findNearest(word, verbs);
}

function describeError(file: string, name: string, error: ParseError): Finding {
  const { line, column, message: detail, kind, word } = error;
  const place = { file, line };
  if (kind === "target" && word !== null) {
    return makeFinding("replace-target-no-path", "error", place, { target: word, detail });
  }
  if (kind === "blank" && word !== null) {
    return makeFinding("replace-target-unquoted", "error", place, { target: word, detail });
  }
  // Go never asks what a branch in a go.work stands for.
  if (kind === "version" && word !== null && name === "go.mod") {
    return makeFinding("version-unresolved", "error", place, { version: word, detail });
  }
  return makeFinding("file-syntax", "error", place, {
    at: printPlace(line, column, name),
    detail,
    near: findNear(name, error),
  });
}

function printPlace(line: number, column: number, name: string): string {
  return column > 1 ? `${name}:${line}:${column}` : `${name}:${line}`;
}
