// What each finding tells a person: its sentences, and for its code what that means and an example.

/** `error` is what makes Go fail, `warning` what will bite later, `info` only explains. */
export type Level = "error" | "warning" | "info";

/** What a finding says to a person. */
export interface Explanation {
  /** What is wrong, as a sentence without a full stop. */
  readonly message: string;
  /** What Go says, or how that begins: it differs by Go's version and by command. Empty where Go is silent. */
  readonly go: readonly string[];
  /** What to do, as a sentence without a full stop. */
  readonly fix: string;
  /** The commands in `fix` that fix it when they are typed as they stand, in the folder of the file. */
  readonly commands: readonly string[];
}

/** By code, what makes the sentences of a finding from what is special about it. */
export type Sentences = Readonly<Record<string, (args: never) => Explanation>>;

/** What a code is about. */
export interface About<Args> {
  /** What it means and why it matters, in sentences. */
  readonly about: string;
  readonly example: {
    readonly level: Level;
    /** A line of a go.mod or go.work; null when the finding is about the file as a whole. */
    readonly line: string | null;
    readonly args: Args;
  };
}

/** What each of these codes is about. */
export type AboutOf<Of extends Sentences> = {
  readonly [Code in keyof Of]: About<Parameters<Of[Code]>[0]>;
};

/** @param commands those of the fix that need no judgement; null for one that could not be made */
export const explain = (
  message: string,
  go: readonly string[],
  fix: string,
  ...commands: readonly (string | null)[]
): Explanation => ({ message, go, fix, commands: commands.filter((one) => one !== null) });

/** Go's reason why it cannot open a file; "" on Windows, where the words depend on the system. */
export const inWords = (fault: string, isWindows: boolean): string => (isWindows ? "" : fault);

/** What Go says when vendor lacks an imported package; the second before Go 1.22. */
export const lackingInVendor = (imported: string): string[] => [
  `cannot find module providing package ${imported}: import lookup disabled by -mod=vendor`,
  'cannot find package "." in:',
];

/** The first line of what Go says. */
export const firstLine = (text: string): string => text.split("\n", 1)[0] as string;
