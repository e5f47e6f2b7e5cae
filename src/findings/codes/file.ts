// Files that Go cannot read, and lines that only a newer Go can.
import { A } from "./examples.js";
import { type AboutOf, explain, firstLine, type Sentences } from "./explanation.js";

export const FILE = {
  unreadable: ({ reason }: { reason: string }) =>
    explain(`this cannot be read: ${reason}`, [], "make it readable for you, or leave it out"),
  "file-syntax": ({
    at,
    detail,
    near,
  }: {
    at: string;
    detail: string;
    /** The directive that may be meant; null when none is near. */
    near: string | null;
  }) =>
    explain(
      `Go cannot read this line: ${firstLine(detail)}`,
      [`${at}: ${detail}`],
      `${near === null ? "correct the line" : `did you mean ${near}? Correct it`}; until then no go command works here`,
    ),
  "merge-conflict": ({ details }: { details: readonly string[] }) =>
    explain(
      "there is an unresolved merge conflict in this file",
      details,
      "choose between the versions around the markers, and remove the markers",
    ),
  "file-encoding": ({ encoding, detail }: { encoding: string; detail: string }) =>
    explain(
      `this file is ${encoding}, and Go reads only plain UTF-8`,
      [detail],
      "save it as UTF-8, without a byte order mark",
    ),
  "syntax-newer": ({ what, since }: { what: string; since: string }) =>
    explain(
      `${what} needs Go ${since} or newer`,
      [],
      `build with Go ${since} or newer, or write it without`,
    ),
} as const satisfies Sentences;

export const ABOUT_FILE: AboutOf<typeof FILE> = {
  unreadable: {
    about: "A file or folder exists but cannot be read, so the scan knows nothing about it.",
    example: { level: "warning", line: null, args: { reason: "permission denied" } },
  },
  "file-syntax": {
    about:
      "Go cannot read the file, and then ignores all of it, also the lines that are right. No go command works in this module.",
    example: {
      level: "error",
      line: `replce ${A} => ../lib`,
      args: { at: "go.mod:5", detail: "unknown directive: replce", near: "replace" },
    },
  },
  "merge-conflict": {
    about:
      "git could not merge two versions of the file, and left both in it, with marker lines around them. Go reads the markers as directives and cannot read the file.",
    example: {
      level: "error",
      line: "<<<<<<< HEAD",
      args: { details: ["go.mod:5: unknown directive: <<<<<<<"] },
    },
  },
  "file-encoding": {
    about:
      "The file is not plain UTF-8, the only encoding that Go reads. Windows PowerShell writes UTF-16 by `>`, and some editors put a byte order mark in front.",
    example: {
      level: "error",
      line: null,
      args: {
        encoding: "UTF-16",
        detail: "go.mod:1:1: unexpected input character '\ufffd'",
      },
    },
  },
  "syntax-newer": {
    about:
      "The file has something that an older Go refuses, and its go line allows that older Go. With it, builds fail.",
    example: {
      level: "info",
      line: "tool example.com/gen",
      args: { what: "tool", since: "1.24" },
    },
  },
};
