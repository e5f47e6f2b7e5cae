// Every finding there is: what is wrong, what Go itself would say to it, and the way out.

/** What a finding says to a person. */
export interface Explanation {
  /** What is so, as a sentence without a full stop. */
  readonly message: string;
  /** What Go says, by its version and the command; empty where Go is silent. */
  readonly go: readonly string[];
  /** What to do, as a sentence without a full stop. */
  readonly fix: string;
}

/** One side of a replace, such as `example.com/a v1.0.0` or `./a`. */
type Side = string;

interface Target {
  /** The left side. */
  readonly module: Side;
  /** The right side, as written. */
  readonly target: string;
}

interface TargetFault extends Target {
  /** The module and version that are required, as Go prints them: `example.com/a@v1.0.0`. */
  readonly required: string;
  /** Of the target's go.mod, as Go shortens it, and in full. */
  readonly shown: string;
  readonly path: string;
  readonly isWindows: boolean;
}

const explain = (message: string, go: readonly string[], fix: string): Explanation => ({
  message,
  go,
  fix,
});

/** What Go says when the system does not let it read the target's go.mod: since 1.24 it may shorten the path or not. */
const reading = ({ required, target, shown, path, isWindows }: TargetFault, fault: string) =>
  [shown, path].map(
    (one) => `${required} (replaced by ${target}): reading ${one}: ${inWords(fault, isWindows)}`,
  );

/** Why the system does not let Go read a file, where one can know how it says so: on Windows, that depends. */
const inWords = (fault: string, isWindows: boolean): string => (isWindows ? "" : fault);

const dropReplace = (module: Side): string =>
  `remove the line${inBrackets("go mod edit -dropreplace=", module.replace(" ", "@"))}`;

// What comes from the files of others is not to be run by pasting.
/** Whether no shell takes it for more than itself. */
const isPlain = (word: string): boolean => /^[\w./\\:@~+=-]+$/.test(word);

const inBrackets = (command: string, word: string): string =>
  isPlain(word) ? ` (${command}${word})` : "";

const inWordsOrRun = (words: string, command: string, module: Side): string => {
  const [path = ""] = module.split(" ");
  return isPlain(path) ? `${command} ${path}` : words;
};

/** By code; the codes are what scripts may test, the sentences may change. */
export const CATALOGUE = {
  unreadable: ({ reason }: { reason: string }) =>
    explain(`this cannot be read: ${reason}`, [], "make it readable for you, or leave it out"),
  "file-syntax": ({ at, detail }: { at: string; detail: string }) =>
    explain(
      `Go cannot read this line: ${firstLine(detail)}`,
      [`${at}: ${detail}`],
      "correct the line; until then no go command works here",
    ),
  "version-unresolved": ({ version, detail }: { version: string; detail: string }) =>
    explain(
      `${version} is not a version that go.mod can hold`,
      [detail, "module lookup disabled by GOPROXY=off", "updates to go.mod needed"],
      "run go mod tidy, which writes the version that it stands for",
    ),
  "version-not-canonical": ({ version, canonical }: { version: string; canonical: string }) =>
    explain(
      `${version} is not written out; in full it is ${canonical}, if that is what it stands for`,
      ["updates to go.mod needed", "module lookup disabled by GOPROXY=off"],
      `write ${canonical}, or run go mod tidy`,
    ),
  "version-mismatch": (args: { verb: string; path: string; version: string; detail: string }) =>
    explain(
      `${args.version} does not go with the path ${args.path}`,
      [`${args.verb} ${args.path}: version "${args.version}" invalid: ${args.detail}`],
      "correct the version, or the major version at the end of the path",
    ),
  "module-path-missing": (_: Readonly<Record<string, never>>) =>
    explain(
      "there is no module line",
      [
        "error reading go.mod: missing module declaration. To specify the module path:",
        // Before Go 1.20.
        "no module declaration in go.mod. To specify the module path:",
      ],
      "add one: go mod edit -module=example.com/mod",
    ),
  "syntax-newer": ({ what, since }: { what: string; since: string }) =>
    explain(
      `${what} needs Go ${since} or newer`,
      [],
      `build with Go ${since} or newer, or write it without`,
    ),
  "replace-target-no-path": ({ target, detail }: { target: string; detail: string }) =>
    explain(
      `${target} is neither a folder nor a module with a version`,
      [
        detail,
        // Before Go 1.22, and of path@version before 1.21.
        "replacement module without version must be directory path (rooted or starting with ./ or ../)",
      ],
      describePath(target),
    ),
  "replace-target-unquoted": ({ target, detail }: { target: string; detail: string }) =>
    explain(
      `the path ${target} has a blank and no quotes`,
      [detail, `malformed module path "${target.split(" ")[0]}": `],
      `write "${target}"`,
    ),
  "replace-target-missing": (fault: TargetFault) =>
    explain(
      `the folder ${fault.target} does not exist`,
      [
        `${fault.required}: replacement directory ${fault.target} does not exist`,
        ...reading(fault, `open ${fault.path}: no such file or directory`),
      ],
      `restore the folder, correct the path, or ${dropReplace(fault.module)}`,
    ),
  "replace-target-no-go-mod": (fault: TargetFault) =>
    explain(
      `there is no go.mod in ${fault.target}`,
      reading(fault, `open ${fault.path}: no such file or directory`),
      inWordsOrRun("make one in that folder", "in that folder, run go mod init", fault.module),
    ),
  "replace-target-not-folder": (fault: TargetFault) =>
    explain(
      `${fault.target} is not a folder`,
      // This one, Go since 1.24 does not shorten.
      reading(fault, `open ${fault.path}: not a directory`).reverse(),
      "name the folder that holds the module",
    ),
  "replace-target-unreadable": (fault: TargetFault & { reason: string }) =>
    explain(
      `the go.mod of ${fault.target} cannot be read: ${fault.reason}`,
      [...reading(fault, ""), `${fault.required}: replacement directory ${fault.target}: `],
      "make it a file that you may read",
    ),
  "replace-target-syntax": ({
    target,
    shown,
    at,
    detail,
  }: Target & { shown: string; at: string; detail: string }) =>
    explain(
      `Go cannot read the go.mod of ${target}: ${firstLine(detail)}`,
      [`(replaced by ${target}): parsing ${shown}: `, `go.mod:${at}: ${detail}`],
      `correct line ${at.split(":")[0]} of that go.mod`,
    ),
  "replace-path-mismatch": ({ module, target, declared }: Target & { declared: string }) =>
    explain(
      `${target} declares itself as ${declared}; for a folder, Go lets that pass`,
      [],
      `if it is not a fork, let its go.mod say module ${module.split(" ")[0]}`,
    ),
  "replace-self-import": ({
    module,
    target,
    declared,
    imported,
  }: Target & { declared: string; imported: string }) =>
    explain(
      `${target} imports itself as ${imported}, and here it is ${module}`,
      [`no required module provides package ${imported}`],
      `require and replace ${declared} instead of ${module}, or change the imports in ${target}`,
    ),
  "replace-target-absolute": ({ target }: Target) =>
    explain(
      `${target} is an absolute path, which holds on this machine only`,
      [],
      "write it relative to the folder of this file",
    ),
  "replace-target-without-drive": ({ target, folder }: Target & { folder: string }) =>
    explain(
      `${target} names no drive, so on Windows Go takes it for ${folder}`,
      [],
      "write it relative to the folder of this file, with a dot first",
    ),
  "replace-target-in-other-environment": ({ target, prefix }: Target & { prefix: string }) =>
    explain(
      `${target} lies in another environment, ${prefix}, and goes when that one is removed`,
      [],
      "keep the module outside of environments, or in this one",
    ),
  "replace-not-required": ({ module }: Target) =>
    explain(
      `nothing here requires ${module}, so the line has no effect`,
      [],
      `remove the line, or require the module${inBrackets("go get ", module.split(" ")[0] as string)}`,
    ),
  "replace-imported-not-required": ({ module, imported }: Target & { readonly imported: string }) =>
    explain(
      `${imported} is imported, and ${module} is replaced but not required`,
      [
        `module ${module.split(" ")[0]} provides package ${imported} and is replaced but not required; to add it:`,
      ],
      inWordsOrRun("require it", "run go get", module),
    ),
  "replace-version-unused": ({ module, selected }: Target & { selected: string }) =>
    explain(
      `${module} is not the version in use, ${selected}, so the line has no effect`,
      [],
      `replace ${selected}, or leave the version out to replace all of them`,
    ),
  "replace-overridden": ({ module, by }: Target & { by: string }) =>
    explain(
      `the line for ${by} comes before this one for ${module}, which has no effect`,
      [],
      "remove one of the two",
    ),
  "replace-of-main-module": ({ module }: Target) =>
    explain(
      `${module} is the module of this very file, which nothing can replace`,
      [],
      dropReplace(module),
    ),
  "replace-conflict": ({ module, first, second }: { module: string; first: Side; second: Side }) =>
    explain(
      `${module} is replaced twice, by ${first} and by ${second}`,
      [`conflicting replacements for ${module}:\n\t${first}\n\t${second}`],
      "keep one of the lines",
    ),
  "replace-duplicate": ({ module, first }: { module: string; first: string }) =>
    explain(`line ${first} says the same of ${module}`, [], "remove one of the lines"),
  "replace-internal": ({ module, parent, main }: Target & { parent: string; main: string }) =>
    explain(
      `packages of ${module} can be imported from within ${parent} only, and this module is ${main}`,
      [`use of internal package ${module}`],
      `give it a path without "internal", or one within ${main}`,
    ),
  "replace-shared-target": (args: { target: string; first: string; second: string }) =>
    explain(
      `${args.target} stands for two modules, ${args.first} and ${args.second}`,
      [
        `${args.target.includes("@") ? args.target : `${args.target}@`} used for two different module paths (${args.first} and ${args.second})`,
      ],
      "require it by one path only, or give each a copy of its own",
    ),
  "replace-nested-ignored": ({ module, target, nested }: Target & { nested: Side }) =>
    explain(
      `the go.mod of ${target} replaces ${nested}, and only the main module's replaces count`,
      [`${nested.split(" ")[0]}@`],
      `repeat that line here, with its path as seen from here, if ${module} needs it`,
    ),
  "vendor-hides-target": ({ module, target }: Target) =>
    explain(
      `${target} cannot be used, and builds do not notice, as vendor holds a copy of ${module}`,
      [],
      "restore the folder before the next go mod tidy or go mod vendor, which fail without it",
    ),
  "vendor-inconsistent": ({
    detail,
    folder,
    until,
  }: {
    detail: string;
    folder: string;
    /** The first Go that lets it pass, such as 1.22; null when none does. */
    until: string | null;
  }) =>
    explain(
      `vendor is out of step${until === null ? "" : ` for Go before ${until}`}: ${detail}`,
      [`inconsistent vendoring in ${folder}:`, detail],
      "run go mod vendor; or build with -mod=readonly, which leaves vendor aside",
    ),
  "vendor-blank-in-target": ({ module, target, folder }: Target & { folder: string }) =>
    explain(
      `the path ${target} has a blank, with which vendor never comes into step`,
      [
        `inconsistent vendoring in ${folder}:`,
        `${module}: is replaced in go.mod, but not marked as replaced in vendor/modules.txt`,
      ],
      "rename the folder",
    ),
  "work-use-missing": ({
    path,
    shown,
    opened,
    isWindows,
  }: {
    path: string;
    shown: string;
    /** Its go.mod, in full and as Go shortens it, and why that cannot be opened. */
    opened: { readonly path: string; readonly shown: string; readonly fault: string };
    isWindows: boolean;
  }) =>
    explain(
      `there is no module in ${path}`,
      [
        `cannot load module ${shown} listed in go.work file: open ${opened.shown}: ${inWords(opened.fault, isWindows)}`,
        // Before Go 1.21.
        `open ${opened.path}: ${inWords(opened.fault, isWindows)}`,
      ],
      `restore it, or remove the line${inBrackets("go work edit -dropuse=", path)}`,
    ),
  "work-use-duplicate": ({ path, folder }: { path: string; folder: string }) =>
    explain(
      `${path} is used twice`,
      [`path ${folder} appears multiple times in workspace`],
      "remove one of the lines",
    ),
  "work-module-duplicate": ({
    module,
    path,
    first,
  }: {
    module: string;
    path: string;
    first: string;
  }) =>
    explain(
      `${path} is ${module}, and so is ${first}; Go before 1.22 sees only one of them`,
      [`module ${module} appears multiple times in workspace`],
      `remove one of the lines${inBrackets("go work edit -dropuse=", path)}`,
    ),
  "work-conflict": ({ module, first, second }: { module: string; first: string; second: string }) =>
    explain(
      `the modules of this workspace replace ${module} by different things, ${first} and ${second}`,
      [`conflicting replacements for ${module}:\n\t${first}\n\t${second}`],
      `let go.work decide${isPlain(module) ? `: go work edit -replace=${module}=…` : ""}`,
    ),
  "work-replaces-used": ({ module }: { module: string }) =>
    explain(
      `${module} is used by this workspace and replaced in it`,
      [`workspace module ${module} is replaced at all versions in the go.work file. To fix,`],
      `remove the line${inBrackets("go work edit -dropreplace=", module)}`,
    ),
  "work-go-lower": ({
    module,
    required,
    listed,
  }: {
    module: string;
    required: string;
    /** Null when go.work has no go line. */
    listed: string | null;
  }) => {
    const says = listed === null ? "implicitly requires go 1.18" : `lists go ${listed}`;
    const fault = (than: string) =>
      `module ${module} listed in go.work file requires go >= ${required}, but go.work ${than}; `;
    return explain(
      `${module} needs Go ${required}, and go.work ${listed === null ? "has no go line, as if it said 1.18" : `says ${listed}`}; since Go 1.21 that is an error`,
      [
        `${fault(says)}to download and use go ${required}:`,
        // Before Go 1.27, and before 1.24.
        `${fault(says)}to update it:`,
        `${fault("lists go 1.18")}to update it:`,
      ],
      `run go work edit -go=${required}`,
    );
  },
} as const satisfies Readonly<Record<string, (args: never) => Explanation>>;

function firstLine(text: string): string {
  return text.split("\n", 1)[0] as string;
}

function describePath(target: string): string {
  if (/^[~$%]/.test(target)) return "write the path out; Go expands neither ~ nor variables";
  if (/^file:|:\/\//.test(target)) return "write a path instead of a URL";
  if (target.includes("\\")) return "write the path with slashes, which work on Windows too";
  // Of any other @, what stands before it may be a password, which is hidden as long as the @ is there.
  if (/@v\d/.test(target))
    return `write a blank in place of the @: ${target.replace(/@(?=v\d)/, " ")}`;
  return `for a folder, write ./${target}; for a module, give its version behind it`;
}
