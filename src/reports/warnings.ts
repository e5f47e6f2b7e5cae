// Every warning: the code that scripts may test, and the sentence that people read.
import type { Explanation } from "../findings/codes/explanation.js";
import { HOOKS } from "../findings/codes/hooks.js";
import type { FindingArgs } from "../findings/finding.js";
import { COMMAND } from "../names.js";
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
  | "prefix-in-url"
  | "hidden-setting"
  | "unknown-flag"
  | "go-version"
  | "odd-value"
  | "active"
  | "kept"
  | "foreign"
  | "packaged"
  | "in-use"
  | "adopted"
  | "pixi"
  | "unlocked"
  | "would-fail"
  | "other-active"
  | "settings-file"
  /** The version of a package does not sort as one would think. */
  | "package-version"
  /** What a package holds is not good for every environment, or is not all that one would think. */
  | "package-reach"
  /** A channel's list, or another file that is read in its place, does not say what the channel has. */
  | "channel-index";

/** What the user should know, though nothing has failed. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

/** The findings about somebody else who sets a variable. */
export type OwnerCode = Extract<keyof typeof HOOKS, `variable-${string}`>;

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
  passwordLeftOut: ({ name }: { name: string }) => [
    "password",
    `${name} is left out, as its value holds a password, and a settings file is for everyone to read. Put the password into ~/.netrc`,
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
  prefixInUrl: () => [
    "prefix-in-url",
    "GOPROXY holds this environment's path, and Go reads % , | # ? in it, or the start of a share, as something else. Go may then ask a server on the network. To ask nobody: --set GOPROXY=off",
  ],
  proxyOff: () => [
    "prefix-in-url",
    "this environment's path cannot stand in the URLs of GOPROXY: it has one of % , | # ? in it, or is a share. So GOPROXY is not the module cache, and with Go 1.23 and newer go install PROGRAM@VERSION fails though all is in it",
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
  guardedLate: ({ names }: { names: string }) => [
    "other-owner",
    `another script set ${names} in this shell before the hooks could save your own value. If you had one, open a new shell, or set it again after conda deactivate`,
  ],
  hiddenSetting: (hidden: FindingArgs<"go-env-hidden">) =>
    sayFinding("hidden-setting", HOOKS["go-env-hidden"](hidden)),
  switchedOff: (args: FindingArgs<"hooks-switched-off">) =>
    sayFinding("active", HOOKS["hooks-switched-off"](args)),
  notActivated: (args: FindingArgs<"hooks-not-activated">) =>
    sayFinding("active", HOOKS["hooks-not-activated"](args)),
  otherShell: (args: FindingArgs<"hooks-for-other-shells">) =>
    sayFinding("active", HOOKS["hooks-for-other-shells"](args)),
  changedSinceActivation: (args: FindingArgs<"hooks-changed">) =>
    sayFinding("active", HOOKS["hooks-changed"](args)),
  otherOwner: ({ code, ...at }: FindingArgs<OwnerCode> & { code: OwnerCode }) =>
    sayFinding("other-owner", HOOKS[code](at)),
  foreignFile: ({ path, selector }: { path: string; selector: string }) => [
    "foreign",
    `${path} stays, as no record says that we wrote it. Replace it and keep a copy: ${COMMAND} install ${selector} --force`,
  ],
  packagedHooks: ({ packages, removal }: { packages: string; removal: string }) => [
    "packaged",
    `the hooks of the package ${packages} stay. Remove it: ${removal}`,
  ],
  packageStays: ({ name, removal }: { name: string; removal: string }) => [
    "packaged",
    `the hooks of the package ${name} stay. To be rid of them: ${removal}`,
  ],
  editedFile: ({ path, selector }: { path: string; selector: string }) => [
    "kept",
    `${path} was edited by hand and stays. Remove it and keep a copy: ${COMMAND} uninstall ${selector} --force`,
  ],
  neededFile: ({ path, selector }: { path: string; selector: string }) => [
    "kept",
    `${path} stays, as it undoes a script that stays. Remove both and keep a copy: ${COMMAND} uninstall ${selector} --force`,
  ],
  adoptedLate: ({ path }: { path: string }) => [
    "kept",
    `${path} was edited while it was adopted, and stays. Run the same command again`,
  ],
  adoptedBesideFile: ({ file, selector }: { file: string; selector: string }) => [
    "settings-file",
    `the next plain install goes by ${file}, which drops these settings. To write them there, print them: ${COMMAND} status ${selector} --export`,
  ],
  adoptedStays: ({ path, aside }: { path: string; aside: string }) => [
    "kept",
    `${aside} stays aside: it was edited, or another file is in its place. Compare it with ${path}, and move it yourself`,
  ],
  adoptedHeld: ({ path, aside, partner }: { path: string; aside: string; partner: string }) => [
    "kept",
    `${aside} stays aside, as it goes with ${partner}, which cannot come back. Move it to ${path} yourself together with that one`,
  ],
  adoptedGone: ({ path, aside }: { path: string; aside: string }) => [
    "kept",
    `${path} does not come back, as ${aside} is gone`,
  ],
  adoptedAside: ({ asides, selector }: { asides: readonly string[]; selector: string }) => [
    "adopted",
    `adopt has put these aside, and there they stay: ${asides.join(", ")}. Bring them back: ${COMMAND} uninstall ${selector} --restore-adopted`,
  ],
  folderInUse: ({ folder, selector }: { folder: string; selector: string }) => [
    "in-use",
    `${folder} stays, as a program has it as its current folder, perhaps a shell. Leave it, then run: ${COMMAND} uninstall ${selector}`,
  ],
  pixiGoesOn: ({ manifest, doings }: { manifest: string; doings: string }) => [
    "pixi",
    `${manifest} still ${doings}, so pixi still sets the variables in the whole workspace. Remove that there`,
  ],
  versionOrder: ({ advice }: { advice: string }) => ["package-version", advice],
  packageMisfit: ({ platform, message }: { platform: string; message: string }) => [
    "package-reach",
    `${platform === "win32" ? "on Windows" : "on Linux and macOS"} Go refuses these settings: ${message}`,
  ],
  packageCgo: () => [
    "package-reach",
    "cgo's settings are those for Linux and macOS. On Windows the libraries are in {prefix}/Library",
  ],
  packageProxy: () => [
    "package-reach",
    `GOPROXY holds {prefix}, and cannot hold a path that has one of % , | # ? in it, or is on a share of Windows. There Go fails, or asks a server on the network. Such an environment needs hooks of its own: ${COMMAND} install --profile offline`,
  ],
  packageShells: ({ isWindows }: { isWindows: boolean }) => [
    "package-reach",
    `${isWindows ? "on Windows" : "on Linux and macOS"} the package sets nothing, as it has scripts only for shells of ${isWindows ? "Linux and macOS" : "Windows"}`,
  ],
  packageLicense: ({ license }: { license: string }) => [
    "package-reach",
    `rattler-build will refuse the license '${license}' in the recipe, as it is no SPDX expression. Use one, such as MIT or LicenseRef-Acme`,
  ],
  packageGeneral: ({ file, names }: { file: string; names: readonly string[] }) => [
    "package-reach",
    `the package has what ${file} says for all environments, and not what it says for ${names.join(", ")} alone`,
  ],
  channelOutdated: ({ file, channel }: { file: string; channel: string }) => [
    "channel-index",
    `${file} is read in the place of repodata.json, and does not have the package. Write it anew: python -m conda_index ${channel}`,
  ],
  channelUnlisted: ({ count, channel }: { count: number; channel: string }) => [
    "channel-index",
    `${count === 1 ? "1 package in this channel is" : `${count} packages in this channel are`} in no list, so conda does not find ${count === 1 ? "it" : "them"}. Write the list anew: python -m conda_index ${channel}`,
  ],
  channelMissing: ({ names, channel }: { names: readonly string[]; channel: string }) => [
    "channel-index",
    `the channel's list names ${names.length === 1 ? `a package that is not there: ${names[0]}` : `${names.length} packages that are not there, such as ${names[0]}`}. Write the list anew: python -m conda_index ${channel}`,
  ],
  wouldFail: ({ message, where }: { message: string; where: string | null }) => [
    "would-fail",
    `without --dry-run this fails, and changes nothing: ${message}${where === null ? "" : `: ${where}`}`,
  ],
  otherActive: ({ active, file }: { active: string; file: string }) => [
    "other-active",
    `${active} is active in this shell, but this is about the environment that ${file} names. For the active one, name it`,
  ],
  configGone: ({ file, command }: { file: string; command: string }) => [
    "settings-file",
    `the settings file ${file} is gone, so the settings stay as recorded. To go on without it: ${command}`,
  ],
  /** @param name of the package that has brought all the hooks that there are */
  configUnused: ({ file, name }: { file: string; name: string | null }) => [
    "settings-file",
    name === null
      ? `these hooks do not go by the settings file ${file} yet. To have them do so: ${COMMAND} install`
      : `nothing is installed yet of the settings file ${file}. To have it on top of the package ${name}: ${COMMAND} install`,
  ],
  configInvalid: ({ file, words, hint }: { file: string; words: string; hint: string | null }) => [
    "settings-file",
    `the settings file ${file} cannot be obeyed: ${words}${hint === null ? "" : `. To do: ${hint}`}`,
  ],
  ignoreInvalid: ({
    where,
    words,
    hint,
  }: {
    where: string | null;
    words: string;
    hint: string | null;
  }) => [
    "settings-file",
    `no finding is left out by ${where ?? "the settings file"}: ${words}${hint === null ? "" : `. To do: ${hint}`}`,
  ],
  unlocked: () => [
    "unlocked",
    "this file system has no locks. Do not let two commands change the environment at once",
  ],
  channelUnlocked: () => [
    "unlocked",
    "this file system has no locks. Do not let two commands write to the channel at once",
  ],
} as const satisfies Record<string, (args: never) => readonly [WarningCode, string]>;

/** What doctor finds, as a warning: what is so, then what to do. */
function sayFinding(code: WarningCode, { message, fix }: Explanation) {
  return [code, `${message}. ${fix.charAt(0).toUpperCase()}${fix.slice(1)}`] as const;
}

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
