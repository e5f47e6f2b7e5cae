// Every warning: the code that scripts may test, and the sentence that people read.
import { COMMAND, SWITCH_NAME } from "../names.js";
import { inline } from "./outcome.js";

/** What scripts may test. */
export type WarningCode =
  | "password"
  | "caution"
  | "other-owner"
  | "blank-in-prefix"
  | "comma-in-prefix"
  | "quote-in-prefix"
  | "prefix-in-value"
  | "hidden-setting"
  | "unknown-flag"
  | "go-version"
  | "odd-value"
  | "active"
  | "kept"
  | "foreign"
  | "packaged"
  | "in-use"
  | "pixi"
  | "unlocked";

/** What the user should know, though nothing has failed. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

/** Where somebody else sets a variable: a line of a script below the prefix. */
interface ScriptLine {
  readonly variable: string;
  readonly path: string;
  readonly line: number | null;
}

// What is to be typed comes in as one types it: quoted for the user's shell.
const SENTENCES = {
  caution: ({ profile, caution }: { profile: string; caution: string }) => [
    "caution",
    `profile ${profile}: ${caution}`,
  ],
  passwordInSetting: ({ name }: { name: string }) => [
    "password",
    `the value of ${name} holds a password or token, and everyone who can read the environment can read it. Put it into ~/.netrc, which only you can read`,
  ],
  oddValue: ({ message, fix }: { message: string; fix: string }) => [
    "odd-value",
    `${message}. To do: ${fix}`,
  ],
  passwordHidden: ({ name }: { name: string }) => [
    "password",
    `the password in ${name} is shown as ***. install and --out write it in clear`,
  ],
  passwordInFile: ({ name, isWindows }: { name: string; isWindows: boolean }) => [
    "password",
    `the file holds the password in ${name} in clear. ${isWindows ? "Everyone who can read its folder can read it" : "Only you can read it"}`,
  ],
  spaceInPrefix: ({ name }: { name: string }) => [
    "blank-in-prefix",
    `${name} is split at spaces, and this environment's path has one. Quote the flag, so that it stays whole: '-modfile={prefix}/x'`,
  ],
  spaceInPrefixForXonsh: () => [
    "blank-in-prefix",
    "xonsh before 0.24 runs no script whose path has a space, and this environment's path has one. There it runs no hook of any package",
  ],
  quoteInPrefix: ({ name }: { name: string }) => [
    "quote-in-prefix",
    `a flag of ${name} holds this environment's path in single quotes, and the path has a single quote itself. Go ends the flag there`,
  ],
  quoteInPrefixForBash: () => [
    "quote-in-prefix",
    "conda cannot activate this environment in bash, as its path has a '. cmd.exe and PowerShell can",
  ],
  commaInPrefix: ({ name }: { name: string }) => [
    "comma-in-prefix",
    `the linker splits -Wl, flags at commas, and this environment's path has one. A -Wl, flag of ${name} holds it`,
  ],
  prefixInValue: ({ name }: { name: string }) => [
    "prefix-in-value",
    `the value of ${name} is a path that begins like this environment's. conda create --clone and conda rename replace that text, and the value then points elsewhere`,
  ],
  quotesInGoflags: () => [
    "go-version",
    "quotes in GOFLAGS need Go 1.20 or newer. With an older Go, every command fails",
  ],
  newFlag: ({ flag, minor }: { flag: string; minor: number }) => [
    "go-version",
    `${flag} in GOFLAGS needs Go 1.${minor} or newer. With an older Go, every command may fail`,
  ],
  unknownFlag: ({ flag, near }: { flag: string; near: string | null }) => [
    "unknown-flag",
    `no go command has the flag ${flag}. With it in GOFLAGS, every go command fails${near === null ? "" : `. Did you mean -${near}?`}`,
  ],
  setByConda: ({ variable, selector }: { variable: string; selector: string }) => [
    "other-owner",
    `${variable} is also set by conda env config vars. Unset it there: conda env config vars unset ${variable} ${selector}. Then delete its line from conda-meta/state: conda leaves a mark there that empties your own value on deactivate`,
  ],
  setByPackage: ({ variable, path }: ScriptLine) => [
    "other-owner",
    `${variable} is also set by a package, in ${path}. conda does not unset it when you switch environments`,
  ],
  setBeforeHooks: (at: ScriptLine) => [
    "other-owner",
    `${at.variable} is also set ${inLine(at)}, before our hooks save your value, which is lost. Remove the line, or rename the script`,
  ],
  setAfterHooks: (at: ScriptLine) => [
    "other-owner",
    `${at.variable} is also set ${inLine(at)}, after our hooks, and overrides them. Remove the line, or rename the script`,
  ],
  guardedLate: ({ names }: { names: string }) => [
    "other-owner",
    `another script set ${names} in this shell before the hooks could save your own value. If you had one, open a new shell, or set it again after conda deactivate`,
  ],
  setAfterRestore: (at: ScriptLine) => [
    "other-owner",
    `${at.variable} is set or unset ${inLine(at)}, after our hooks gave your value back, which is lost. Remove the line, or rename the script`,
  ],
  setUnguarded: ({ selector, ...at }: ScriptLine & { selector: string }) => [
    "other-owner",
    `${at.variable} is set ${inLine(at)}, and your own value may get lost. Have it saved: ${COMMAND} install ${selector}`,
  ],
  hiddenSetting: (hidden: {
    setting: string;
    file: string;
    line: number;
    selector: string;
    option: string;
  }) => [
    "hidden-setting",
    `this environment hides ${hidden.setting}, which go env -w wrote (line ${hidden.line} of ${hidden.file}). Have it here too: ${COMMAND} install ${hidden.selector} ${hidden.option}`,
  ],
  switchedOff: ({ activation }: { activation: string }) => [
    "active",
    `${SWITCH_NAME}=0 turns the hooks off in this shell. Turn them on: unset ${SWITCH_NAME} (then ${activation})`,
  ],
  notActivated: ({ activation }: { activation: string }) => [
    "active",
    `the hooks have not run in this shell. Run them: ${activation}`,
  ],
  otherShell: (at: { selector: string; shells: string; activation: string }) => [
    "active",
    `the hooks are not installed for this shell. Install them for it too: ${COMMAND} install ${at.selector} --shell ${at.shells} (then ${at.activation})`,
  ],
  changedSinceActivation: ({ activation }: { activation: string }) => [
    "active",
    `a value or a setting has changed since this shell activated the environment. Apply the settings: ${activation}`,
  ],
  foreignFile: ({ path, selector }: { path: string; selector: string }) => [
    "foreign",
    `${path} stays, as no record says that we wrote it. Replace it and keep a copy: ${COMMAND} install ${selector} --force`,
  ],
  packagedHooks: ({ packages, removal }: { packages: string; removal: string }) => [
    "packaged",
    `the hooks of the package ${packages} stay. Remove it: ${removal}`,
  ],
  editedFile: ({ path, selector }: { path: string; selector: string }) => [
    "kept",
    `${path} was edited by hand and stays. Remove it and keep a copy: ${COMMAND} uninstall ${selector} --force`,
  ],
  neededFile: ({ path, selector }: { path: string; selector: string }) => [
    "kept",
    `${path} stays, as it undoes a script that stays. Remove both and keep a copy: ${COMMAND} uninstall ${selector} --force`,
  ],
  folderInUse: ({ folder, selector }: { folder: string; selector: string }) => [
    "in-use",
    `${folder} stays, as a program has it as its current folder, perhaps a shell. Leave it, then run: ${COMMAND} uninstall ${selector}`,
  ],
  pixiGoesOn: ({ manifest, doings }: { manifest: string; doings: string }) => [
    "pixi",
    `${manifest} still ${doings}, so pixi still sets the variables in the whole workspace. Remove that there`,
  ],
  unlocked: () => [
    "unlocked",
    "this file system has no locks. Do not let two commands change the environment at once",
  ],
} as const satisfies Record<string, (args: never) => readonly [WarningCode, string]>;

type Sentences = typeof SENTENCES;

/** Makes a warning. @param args what its sentence names */
export function warn<Name extends keyof Sentences>(
  name: Name,
  ...args: Parameters<Sentences[Name]>
): Warning {
  const say = SENTENCES[name] as (...args: unknown[]) => readonly [WarningCode, string];
  const [code, message] = say(...args);
  return { code, message };
}

/** Warnings as lines for a person. */
export function describeWarnings({
  warnings,
}: {
  readonly warnings: readonly Warning[];
}): string[] {
  return warnings.map(({ message }) => `warning: ${inline(message)}`);
}

function inLine({ path, line }: ScriptLine): string {
  return `in line ${line} of ${path}`;
}
