// The commands that fix a finding, as one types them in any shell.

/** Whether the finding is about a go.work, which is edited by other commands than a go.mod. */
export interface InFile {
  readonly isWorkspace: boolean;
}

/**
 * A command of these words; null when a shell would take a word for more than itself. The words come from
 * the files of others, and nothing of them is to be run by pasting.
 */
export const makeCommand = (...words: readonly string[]): string | null =>
  words.every((word) => /^[\w./\\:@~+=, |*-]+$/.test(word))
    ? words.map((word) => (/[ |*]/.test(word) ? `"${word}"` : word)).join(" ")
    : null;

/** A command behind a sentence that says the same in words. */
export const inBrackets = (command: string | null): string =>
  command === null ? "" : ` (${command})`;

/** The words of a command that was made of them. */
export const splitCommand = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);

/** "run" and the command, or the same in words where there is none. */
export const runOr = (command: string | null, words: string): string =>
  command === null ? words : `run ${command}`;

/** The command that edits the file. */
export const edit = ({ isWorkspace }: InFile, ...changes: readonly string[]): string | null =>
  makeCommand("go", isWorkspace ? "work" : "mod", "edit", ...changes);

export const dropReplace = (module: string, file: InFile): string | null =>
  edit(file, `-dropreplace=${module.replace(" ", "@")}`);

export const setReplace = (module: string, target: string, file: InFile): string | null =>
  edit(file, `-replace=${module.replace(" ", "@")}=${target}`);

export const dropUse = (path: string): string | null =>
  edit({ isWorkspace: true }, `-dropuse=${path}`);

export const setRequire = (module: string, version: string): string | null =>
  edit({ isWorkspace: false }, `-require=${module}@${version}`);

export const dropExclude = (module: string, version: string): string | null =>
  edit({ isWorkspace: false }, `-dropexclude=${module}@${version}`);

/** How to remove the line of a replace, in words and as a command. */
export const removeLine = (module: string, file: InFile): string =>
  `remove the line${inBrackets(dropReplace(module, file))}`;

/** The commands without which go mod vendor fails; null where they take judgement. */
export type First = readonly string[] | null;

/** What fills the vendor folder, and first what lets it succeed. */
export const listVendor = (file: InFile, first: First): string[] =>
  first === null ? [] : [...first, vendor(file)];

/** The same in words. */
export const printVendor = (file: InFile, first: First): string =>
  first === null
    ? `fix what else is wrong here, then run ${vendor(file)}`
    : `run ${listVendor(file, first).join(", then ")}`;

/** The command that fills the vendor folder. */
export const vendor = ({ isWorkspace }: InFile): string =>
  `go ${isWorkspace ? "work" : "mod"} vendor`;

/** What is to be done after an edit, so that vendor stays in step with the file. */
export const andVendor = ({ isVendored, isWorkspace }: InFile & { isVendored: boolean }): string =>
  isVendored ? `, then run ${vendor({ isWorkspace })}` : "";
