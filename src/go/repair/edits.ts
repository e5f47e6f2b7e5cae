// What a plan has changed so far, in memory: files with another text, and folders in another place.
import { dirname } from "node:path";
import type { Session } from "../../session.js";
import { isWorkFile } from "../checks/inspect.js";
import {
  type DiskReader,
  type GoModRead,
  makeGoMod,
  makeGoWork,
} from "../loading/module-reader.js";
import { editText, type Toolchain } from "../toolchain.js";
import { keepFormat } from "./keep-format.js";

/** One change that mends something. Paths are absolute. */
export type Change =
  /** Flags of `go mod edit` for a go.mod, of `go work edit` for a go.work. */
  | { readonly kind: "edit"; readonly file: string; readonly flags: readonly string[] }
  /** Another right side for a replace of a file that Go cannot read, and so does not edit. */
  | {
      readonly kind: "retarget";
      readonly file: string;
      readonly line: number;
      readonly target: string;
    }
  /** What `go mod init` makes for the module, with a go line of our own. */
  | {
      readonly kind: "init";
      readonly file: string;
      readonly module: string;
      readonly go: string;
    }
  | { readonly kind: "move"; readonly from: string; readonly to: string };

export interface Edits {
  /** By path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly moves: readonly { readonly from: string; readonly to: string }[];
}

export const NO_EDITS: Edits = { texts: new Map(), moves: [] };

/**
 * Reads what the disk will say once the edits are made.
 * @param vendor whether its folder is shown, hidden, or taken for an empty one where there is none
 */
export function readEdited(
  reader: DiskReader,
  edits: Edits,
  vendor: "shown" | "hidden" | "wanted",
): DiskReader {
  const { paths } = reader;
  const find = (folder: string): string => {
    const move = edits.moves.find(({ to }) => paths.isInside(folder, to));
    return move === undefined ? folder : paths.join(move.from, paths.relative(move.to, folder));
  };
  return {
    ...reader,
    async readGoMod(folder) {
      const text = edits.texts.get(paths.join(folder, "go.mod"));
      return text === undefined ? reader.readGoMod(find(folder)) : makeGoMod(text, folder, paths);
    },
    async readGoWork(folder) {
      const text = edits.texts.get(paths.join(folder, "go.work"));
      return text === undefined ? reader.readGoWork(folder) : makeGoWork(text, folder, paths);
    },
    readPackages: (folder) =>
      edits.texts.has(paths.join(folder, "go.mod"))
        ? reader.readPackages(folder, true)
        : reader.readPackages(find(folder)),
    async readVendor(folder) {
      if (vendor === "hidden") return null;
      return (await reader.readVendor(folder)) ?? (vendor === "wanted" ? "" : null);
    },
  };
}

/** The text of a go.mod or go.work; null where there is none that can be read. */
export async function readText(reader: DiskReader, file: string): Promise<string | null> {
  const folder = dirname(file);
  const read: Pick<GoModRead, "kind"> & { text?: string } = isWorkFile(file)
    ? await reader.readGoWork(folder)
    : await reader.readGoMod(folder);
  return read.text ?? null;
}

/** What makes changes: the real go, and what it reads. */
export interface Editor {
  readonly go: Toolchain;
  readonly reader: DiskReader;
  readonly session: Session;
}

/**
 * Makes the changes in memory, by the real go where it can read the file.
 * @returns the edits, or why go makes none; null where a file's bytes would not survive, or lines that it is not about
 */
export async function makeEdits(
  changes: readonly Change[],
  edits: Edits,
  editor: Editor,
): Promise<Edits | { readonly fault: string } | null> {
  let made = edits;
  for (const change of changes) {
    if (change.kind === "move") {
      made = { ...made, moves: [...made.moves, change] };
      continue;
    }
    const before = await readText(readEdited(editor.reader, made, "hidden"), change.file);
    // Go takes any bytes in a comment; what we have read of those that are no UTF-8 is this, and would be written.
    if (before?.includes("\uFFFD")) return null;
    const edited = await editFile(change, before, editor);
    if (typeof edited !== "string") return edited;
    made = { ...made, texts: new Map([...made.texts, [change.file, edited]]) };
  }
  return made;
}

async function editFile(
  change: Exclude<Change, { kind: "move" }>,
  before: string | null,
  { go, session }: Editor,
): Promise<string | { readonly fault: string } | null> {
  if (change.kind === "retarget") return retarget(before ?? "", change);
  const name = isWorkFile(change.file) ? "go.work" : "go.mod";
  const isNew = change.kind === "init";
  const flags = isNew ? [`-module=${change.module}`, `-go=${change.go}`] : change.flags;
  const answer = await editText(go, name, isNew ? "" : (before ?? ""), flags, session);
  if ("fault" in answer) return answer;
  return isNew || before === null ? answer.text : keepFormat(before, answer.text, flags);
}

/** Another right side for the replace in a line; a comment behind it stays. */
function retarget(text: string, { line, target }: { line: number; target: string }): string {
  const lines = text.split("\n");
  lines[line - 1] = (lines[line - 1] ?? "").replace(
    /=>\s*.*?(?=\s*(?:\s\/\/.*)?$)/s,
    () => `=> ${target}`,
  );
  return lines.join("\n");
}

// As golang.org/x/mod/modfile has it in AutoQuote.
const QUOTED = /[\s"'`()[\]{},]|\/[/*]/;

/** A path as it stands in a go.mod. */
export function quotePath(path: string): string {
  return QUOTED.test(path) ? JSON.stringify(path) : path;
}
