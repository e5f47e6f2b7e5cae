// Every finding there is: what is wrong, what Go itself would say to it, and the way out.

/** What a finding says to a person. */
export interface Explanation {
  /** What is so, as a sentence without a full stop. */
  readonly message: string;
  /** What Go says, by its version and the command; empty where Go is silent. */
  readonly go: readonly string[];
  /** What to do, as a sentence without a full stop. */
  readonly fix: string;
  /** The commands in it that mend it when they are typed as they stand, in the folder of the file. */
  readonly commands: readonly string[];
}

/** One side of a replace, such as `example.com/a v1.0.0` or `./a`. */
type Side = string;

interface Target {
  /** The left side. */
  readonly module: Side;
  /** The right side, as written. */
  readonly target: string;
}

interface Idle extends Target, InFile {
  readonly isVendored: boolean;
}

interface TargetFault extends Target, InFile {
  /** The module and version that are required, as Go prints them: `example.com/a@v1.0.0`. */
  readonly required: string;
  /** Of the target's go.mod, as Go shortens it, and in full. */
  readonly shown: string;
  readonly path: string;
  readonly isWindows: boolean;
  /** What may be meant, as one would write it here, when the folder is not there. */
  readonly instead?: { readonly path: string; readonly why: "case" | "declares" } | undefined;
  /** Where a link leads to when it leads nowhere. */
  readonly link?: string | undefined;
  /** The right side as Go prints it in a workspace, for the line of one of its modules. */
  readonly inWork?: string;
}

/** @param commands those of the fix that need no judgement */
const explain = (
  message: string,
  go: readonly string[],
  fix: string,
  ...commands: readonly (string | null)[]
): Explanation => ({ message, go, fix, commands: commands.filter((one) => one !== null) });

/**
 * A command as one types it in any shell; null where a shell would take a word of it for more than itself, as
 * what comes from the files of others is not to be run by pasting.
 */
const makeCommand = (...words: readonly string[]): string | null =>
  words.every((word) => /^[\w./\\:@~+=, -]+$/.test(word))
    ? words.map((word) => (word.includes(" ") ? `"${word}"` : word)).join(" ")
    : null;

const inBrackets = (command: string | null): string => (command === null ? "" : ` (${command})`);

const runOr = (command: string | null, words: string): string =>
  command === null ? words : `run ${command}`;

/** Of many faults of one kind, so many are told. */
const SHOWN = 5;

/** What Go says when the system does not let it read the target's go.mod: since 1.24 it may shorten the path or not. */
const reading = (
  { required, target, inWork = target, shown, path, isWindows }: TargetFault,
  fault: string,
) =>
  // Before Go 1.22 without its dot.
  [...new Set([inWork, inWork === target ? target : inWork.replace(/^\.\//, "")])].flatMap((by) =>
    [shown, path].map(
      (one) => `${required} (replaced by ${by}): reading ${one}: ${inWords(fault, isWindows)}`,
    ),
  );

/** Why the system does not let Go read a file, where one can know how it says so: on Windows, that depends. */
const inWords = (fault: string, isWindows: boolean): string => (isWindows ? "" : fault);

/** Whether it is of a go.work. */
interface InFile {
  readonly isWorkspace: boolean;
}

/** The command that edits the file. */
const edit = ({ isWorkspace }: InFile, ...changes: readonly string[]): string | null =>
  makeCommand("go", isWorkspace ? "work" : "mod", "edit", ...changes);

const dropReplace = (module: Side, file: InFile): string | null =>
  edit(file, `-dropreplace=${module.replace(" ", "@")}`);

const removeLine = (module: Side, file: InFile): string =>
  `remove the line${inBrackets(dropReplace(module, file))}`;

const setReplace = (module: Side, target: string, file: InFile): string | null =>
  edit(file, `-replace=${module.replace(" ", "@")}=${target}`);

const dropUse = (path: string): string | null => edit({ isWorkspace: true }, `-dropuse=${path}`);

const require = (module: string, version: string): string | null =>
  edit({ isWorkspace: false }, `-require=${module}@${version}`);

const dropExclude = (module: string, version: string): string | null =>
  edit({ isWorkspace: false }, `-dropexclude=${module}@${version}`);

const vendor = ({ isWorkspace }: InFile): string => `go ${isWorkspace ? "work" : "mod"} vendor`;

/** What vendor needs besides, to stay in step. */
const andVendor = ({ isVendored, isWorkspace }: InFile & { isVendored: boolean }): string =>
  isVendored ? `, then run ${vendor({ isWorkspace })}` : "";

/** The commands without which go mod vendor fails; null where they take judgement. */
type First = readonly string[] | null;

const listVendor = (file: InFile, first: First): string[] =>
  first === null ? [] : [...first, vendor(file)];

const printVendor = (file: InFile, first: First): string =>
  first === null
    ? `mend what else is wrong here, then run ${vendor(file)}`
    : `run ${listVendor(file, first).join(", then ")}`;

/** What Go says where vendor has not what is imported; before 1.22, the latter. */
const lackingInVendor = (imported: string): string[] => [
  `cannot find module providing package ${imported}: import lookup disabled by -mod=vendor`,
  'cannot find package "." in:',
];

/** Such a version stands in for one that nobody published. */
const isPlaceholder = (required: string): boolean =>
  /@v(?:0\.0\.0|\d+\.0\.0-00010101000000-0{12})$/.test(required);

/** By code; the codes are what scripts may test, the sentences may change. */
export const CATALOGUE = {
  unreadable: ({ reason }: { reason: string }) =>
    explain(`this cannot be read: ${reason}`, [], "make it readable for you, or leave it out"),
  "file-syntax": ({
    at,
    detail,
    near,
  }: {
    at: string;
    detail: string;
    /** The directive that may be meant. */
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
      "choose between the versions that stand between the markers, and remove the markers",
    ),
  "file-encoding": ({ encoding, detail }: { encoding: string; detail: string }) =>
    explain(
      `this file is ${encoding}, and Go reads plain UTF-8 alone`,
      [detail],
      "save it as UTF-8, without a byte order mark",
    ),
  "ignore-unused": ({ code, isOption }: { code: string; isOption: boolean }) =>
    explain(
      `there is no finding ${code} ${isOption ? "" : "at this line "}to ignore`,
      [],
      `remove the ${isOption ? `option --ignore ${code}` : "comment"}`,
    ),
  "ignore-unknown": ({ code, hint }: { code: string; hint: string }) =>
    explain(`no finding has the code ${code}`, [], `correct the comment: ${hint}`),
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
      "go mod edit -module=example.com/mod",
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
  "replace-target-missing": (fault: TargetFault) => {
    const { instead, link, module, target } = fault;
    const command = instead && setReplace(module, instead.path, fault);
    return explain(
      link === undefined
        ? `the folder ${target} does not exist${instead?.why === "case" ? `; ${instead.path} does, which differs by case` : ""}`
        : `${target} is a link to ${link}, which does not exist`,
      [
        `${fault.required}: replacement directory ${target} does not exist`,
        ...reading(fault, `open ${fault.path}: no such file or directory`),
      ],
      command
        ? instead.why === "case"
          ? `run ${command}`
          : `${instead.path} declares ${module.split(" ")[0]}: ${command}`
        : `restore the folder, or correct the path; ${
            isPlaceholder(fault.required)
              ? `if nothing needs it any more, drop the line and its require, if there is one${inBrackets(dropReplace(module, fault))}`
              : `if ${fault.required} is published, ${removeLine(module, fault)}`
          }`,
      ...(command ? [command] : []),
    );
  },
  "replace-target-no-go-mod": (
    fault: TargetFault & {
      readonly goLine: string | null;
      /** The module that the folder is a package of, by the same path; null when there is none. */
      readonly whole: string | null;
      readonly isUsed: boolean;
    },
  ) => {
    const { goLine, whole, isUsed } = fault;
    const command = dropReplace(fault.module, fault);
    const init = makeCommand("go", "mod", "init", fault.module.split(" ")[0] as string);
    return explain(
      `there is no go.mod in ${fault.target}${whole === null ? "" : `, which is a package of ${whole}`}`,
      reading(fault, `open ${fault.path}: no such file or directory`),
      whole === null
        ? // Else it is the line of the Go that runs, which may be above the one here.
          `in that folder, ${runOr(init, "make one")}, then go mod edit -go=${goLine ?? "1.16"}`
        : isUsed
          ? `require ${whole} in place of ${fault.module}, and remove this line and the require`
          : removeLine(fault.module, fault),
      ...(whole === null || isUsed ? [] : [command]),
    );
  },
  "replace-target-not-folder": (fault: TargetFault) => {
    const folder = /^(.+)[/\\]go\.mod$/.exec(fault.target)?.[1];
    const command = folder && setReplace(fault.module, folder, fault);
    return explain(
      folder
        ? `${fault.target} is a file, and a replace names its folder`
        : `${fault.target} is not a folder`,
      reading(fault, `open ${fault.path}: not a directory`).reverse(),
      command ? `run ${command}` : "name the folder that holds the module",
      ...(command ? [command] : []),
    );
  },
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
  "replace-target-in-vendor": ({ target }: Target) =>
    explain(
      `${target} lies in vendor, which go mod vendor empties before it fills it`,
      ["inconsistent vendoring in "],
      "move the folder out of vendor, and name its new place here; until then, run no go mod vendor",
    ),
  "replace-target-not-root": (args: Target & InFile & { declared: string; better: string }) =>
    explain(
      `${args.target} is the module ${args.declared}; ${args.module} is in ${args.better}`,
      [`no required module provides package ${args.module.split(" ")[0]}`],
      runOr(setReplace(args.module, args.better, args), `write ${args.better}`),
      setReplace(args.module, args.better, args),
    ),
  "replace-package-missing": ({
    module,
    target,
    imported,
  }: Target & { imported: string; isBuilt: boolean }) =>
    explain(
      `${imported} is imported, and ${target}, which stands for ${module}, has no such package`,
      [
        `no required module provides package ${imported}`,
        // Where its path has no dot; before Go 1.21 in GOROOT.
        ...["std", "GOROOT"].map((place) => `package ${imported} is not in ${place}`),
        ...lackingInVendor(imported),
        // With -mod=mod.
        `, but does not contain package ${imported}`,
      ],
      `add the package to ${target}, or correct the import or the path of the folder`,
    ),
  "requirement-missing": ({
    module,
    version,
    imported,
    isWorkspace,
  }: InFile & { module: string; version: string; imported: string }) =>
    explain(
      `${imported} is needed, and no require names its module, ${module}`,
      [
        "updates to go.mod needed",
        `from implicitly required module; to add missing requirements, run:`,
      ],
      `${isWorkspace ? "in the module that imports it, " : ""}${runOr(require(module, version), `require ${version} of it`)}`,
      isWorkspace ? null : require(module, version),
    ),
  "requirement-outdated": (args: {
    module: string;
    version: string;
    selected: string;
    by: string;
  }) =>
    explain(
      `${args.by} requires ${args.module} ${args.selected}, above the ${args.version} here`,
      ["updates to go.mod needed"],
      runOr(require(args.module, args.selected), `require ${args.selected}`),
      require(args.module, args.selected),
    ),
  "requirement-excluded": ({ module, version }: { module: string; version: string }) =>
    explain(
      `${module} ${version} is required and excluded`,
      ["updates to go.mod needed", `ignoring requirement on excluded version ${module} ${version}`],
      `require another version, or ${runOr(dropExclude(module, version), "remove the exclude")}`,
      dropExclude(module, version),
    ),
  "go-line-lower": ({
    listed,
    required,
    by,
  }: {
    listed: string | null;
    required: string;
    by: string;
  }) =>
    explain(
      `${by} needs Go ${required}, and the go line here says ${listed ?? "nothing, which means 1.16"}; since Go 1.21 that is an error`,
      ["updates to go.mod needed"],
      `run go mod edit -go=${required}, or lower the go line there`,
      `go mod edit -go=${required}`,
    ),
  "toolchain-idle": ({ name, listed }: { name: string; listed: string }) =>
    explain(
      `toolchain ${name} is not above the go line, ${listed}; since Go 1.21 that is an error`,
      ["updates to go.mod needed"],
      "run go mod edit -toolchain=none, which removes the line",
      "go mod edit -toolchain=none",
    ),
  "godebug-unknown": ({ key, ...file }: InFile & { key: string }) =>
    explain(
      `there is no godebug setting ${key} in Go 1.27, nor in an older one`,
      [`unknown godebug "${key}"`],
      `remove the line${inBrackets(edit(file, `-dropgodebug=${key}`))}`,
      edit(file, `-dropgodebug=${key}`),
    ),
  "godebug-refused": ({ key, detail, ...file }: InFile & { key: string; detail: string }) =>
    explain(
      `Go 1.27 refuses this setting: ${detail}`,
      [detail],
      `remove the line${inBrackets(edit(file, `-dropgodebug=${key}`))}, or build with the Go that has it`,
      edit(file, `-dropgodebug=${key}`),
    ),
  "import-ambiguous": (args: { imported: string; module: string; isStandard: boolean }) =>
    explain(
      args.isStandard
        ? `${args.imported} is in the standard library and in the module ${args.module}; since Go 1.22 that is an error`
        : `${args.imported} is in two modules, one of them ${args.module}`,
      [`ambiguous import: found package ${args.imported} in multiple modules:`],
      args.isStandard
        ? "give the module a path that begins with a name with a dot in it, as example.com has"
        : "require and replace only one of them, or take the package out of the other",
    ),
  "replace-effect-unknown": ({ modules, unread }: { modules: string; unread: number }) =>
    explain(
      `nothing that can be read here requires ${modules}; the go.mod files of ${unread} published modules, which may, are not on this machine`,
      [],
      "to know, run go mod download and scan again",
    ),
  "replace-path-mismatch": ({ module, target, declared }: Target & { declared: string }) =>
    explain(
      `${target} declares itself as ${declared}; for a folder, Go lets that pass`,
      [],
      `if it is not a fork, let its go.mod say module ${module.split(" ")[0]}`,
    ),
  "replace-by-other-module": ({ module, target, declared }: Target & { declared: string }) =>
    explain(
      `the go.mod of ${target} declares ${declared}, and Go takes it for that alone`,
      [
        `module declares its path as: ${declared}\n\t        but was required as: ${module.split(" ")[0]}`,
      ],
      `replace by a module that is ${module.split(" ")[0]} by its go.mod, or by a folder`,
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
  "replace-not-required": ({ module, ...file }: Idle) =>
    explain(
      `nothing requires ${module}, so the line has no effect`,
      [],
      `${removeLine(module, file)}${andVendor(file)}`,
      dropReplace(module, file),
      ...(file.isVendored ? [vendor(file)] : []),
    ),
  "replace-imported-not-required": ({
    module,
    imported,
    isBuilt,
    version,
    ...file
  }: Idle & {
    imported: string;
    isBuilt: boolean;
    /** The one that what it requires in turn requires of it; null when Go makes one up. */
    version: string | null;
  }) => {
    const [path = ""] = module.split(" ");
    const command = makeCommand("go", "get", version === null ? path : `${path}@${version}`);
    return explain(
      `${imported} is imported${isBuilt ? "" : ", if only by a tool line, in builds for another platform, with other tags, or of a dependency's tests"}, and ${module} is replaced but not required`,
      [
        `module ${module.split(" ")[0]} provides package ${imported} and is replaced but not required; to add it:`,
        ...(file.isVendored ? ["updates to go.mod needed", ...lackingInVendor(imported)] : []),
      ],
      `${file.isWorkspace ? "in the module that imports it, " : ""}${runOr(command, "require it")}${andVendor(file)}`,
      ...(file.isWorkspace || command === null
        ? []
        : [command, ...(file.isVendored ? [vendor(file)] : [])]),
    );
  },
  "replace-version-unused": ({ module, selected }: Idle & { selected: string }) =>
    explain(
      `${module} is not the version in use, ${selected}, so the line has no effect`,
      [],
      `replace ${selected}, or leave the version out to replace all of them`,
    ),
  "replace-overridden": ({ module, by }: Idle & { by: string }) =>
    explain(
      `the line for ${by} comes before this one for ${module}, which has no effect`,
      [],
      "remove one of the two",
    ),
  "replace-of-main-module": ({ module, ...file }: Idle) =>
    explain(
      file.isWorkspace
        ? `${module} is no version that anything requires of a module in use`
        : `${module} is the module of this very file, and nothing requires another version of it`,
      [],
      `${removeLine(module, file)}${andVendor(file)}`,
      dropReplace(module, file),
      ...(file.isVendored ? [vendor(file)] : []),
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
  "replace-shared-target": (args: InFile & { target: string; first: string; second: string }) =>
    explain(
      `${args.target} stands for two modules, ${args.first} and ${args.second}${args.isWorkspace ? "; Go 1.24 to 1.26 let that pass in a workspace" : ""}`,
      [
        // In a workspace, Go before 1.20 leaves out the dot.
        `${args.target.replace(/^\.\/(?=.)/, args.isWorkspace ? "" : "./")}${args.target.includes("@") ? "" : "@"} used for two different module paths (${args.first} and ${args.second})`,
      ],
      "require it by one path only, or give each a copy of its own",
    ),
  "replace-nested-ignored": (
    file: Idle & {
      /** What is replaced there, and by what, as one would write it here; null where that is not there. */
      readonly nested: readonly { readonly module: Side; readonly target: string | null }[];
      /** By builds; else only by what lists all modules. */
      readonly isNeeded: boolean;
    },
  ) => {
    const { target, nested, isNeeded } = file;
    const names = nested.map(({ module }) => module).join(", ");
    const changes = nested.map(({ module, target }) =>
      target === null ? null : `-replace=${module.replace(" ", "@")}=${target}`,
    );
    const command = changes.includes(null) ? null : edit(file, ...(changes as string[]));
    return explain(
      `only the main module's replaces count, and ${isNeeded ? "Go" : "go list -m all, though no build,"} needs here what the go.mod of ${target} replaces: ${names}`,
      nested.flatMap(({ module }) => {
        const [path = ""] = module.split(" ");
        return [`${path}@`, `missing go.sum entry for module providing package ${path}`];
      }),
      `${runOr(command, "repeat that here, with paths as seen from here")}${andVendor(file)}`,
      ...(command === null ? [] : [command, ...(file.isVendored ? [vendor(file)] : [])]),
    );
  },
  "vendor-hides-target": ({ module, target }: Target) =>
    explain(
      `${target} cannot be used, and builds do not notice, as vendor holds a copy of ${module}`,
      [],
      "restore the folder before the next go mod tidy or go mod vendor, which fail without it",
    ),
  "vendor-inconsistent": ({
    details,
    folder,
    until,
    isWorkspace,
    isMain,
    first = [],
  }: InFile & {
    details: readonly string[];
    folder: string;
    /** The first Go that lets it pass, such as 1.22; null when none does. */
    until: string | null;
    /** Whether it is about the main module, of which no vendor of an older Go is in step. */
    isMain: boolean;
    first?: First;
  }) =>
    explain(
      `vendor is out of step${until === null ? "" : ` for Go before ${until}`}: ${details.slice(0, SHOWN).join("; ")}${details.length > SHOWN ? `; and ${details.length - SHOWN} more` : ""}`,
      [`inconsistent vendoring in ${folder}:`, ...details],
      until === null || !isMain
        ? `${printVendor({ isWorkspace }, first)}${first?.length === 0 ? "; or build with -mod=readonly, which leaves vendor aside" : ""}`
        : `build with Go ${until} or newer, or with -mod=readonly, which leaves vendor aside`,
      ...(until === null || !isMain ? listVendor({ isWorkspace }, first) : []),
    ),
  "vendor-package-missing": ({
    module,
    target,
    imported,
    canVendor,
    isWorkspace,
  }: Target & InFile & { imported: string; canVendor: boolean }) =>
    explain(
      `${imported} is imported, and vendor has no such package of ${module}`,
      lackingInVendor(imported),
      `${canVendor ? "" : `restore ${target}, then `}run ${vendor({ isWorkspace })}`,
      canVendor ? vendor({ isWorkspace }) : null,
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
  "flag-mod-in-workspace": ({ mod }: { mod: string }) =>
    explain(
      `GOFLAGS has -mod=${mod}, with which no build works in a workspace`,
      [
        `-mod may only be set to readonly or vendor when in workspace mode, but it is set to "${mod}"`,
        // Before Go 1.22, of vendor as well.
        `-mod may only be set to readonly when in workspace mode, but it is set to "${mod}"`,
      ],
      `take -mod=${mod} out of GOFLAGS (of our profiles, direct puts it there), or set GOWORK=off to build without the workspace`,
    ),
  "flag-mod-vendor-missing": ({
    folder,
    isWorkspace,
    first = [],
  }: InFile & { folder: string; first?: First }) =>
    explain(
      "GOFLAGS has -mod=vendor, and there is no vendor folder here",
      [
        `inconsistent vendoring in ${folder}:`,
        "import lookup disabled by -mod=vendor",
        // Before Go 1.22.
        '-mod may only be set to readonly when in workspace mode, but it is set to "vendor"',
      ],
      `take -mod=vendor out of GOFLAGS, or ${printVendor({ isWorkspace }, first)}`,
      ...listVendor({ isWorkspace }, first),
    ),
  "flag-mod-hides-vendor": ({ mod }: { mod: string }) =>
    explain(
      `GOFLAGS has -mod=${mod}, so builds do not use vendor`,
      [],
      `take -mod=${mod} out of GOFLAGS to build from vendor, or remove the folder`,
    ),
  "work-use-missing": ({
    path,
    shown,
    opened,
    isWindows,
    instead,
  }: {
    path: string;
    shown: string;
    /** Its go.mod, in full and as Go shortens it, and why that cannot be opened. */
    opened: { readonly path: string; readonly shown: string; readonly fault: string };
    isWindows: boolean;
    /** The folder whose name differs by case, as one would write it here. */
    instead?: string | undefined;
  }) => {
    const command =
      instead === undefined
        ? null
        : edit({ isWorkspace: true }, `-dropuse=${path}`, `-use=${instead}`);
    return explain(
      `there is no module in ${path}${instead === undefined ? "" : `; ${instead} is there, which differs by case`}`,
      [
        `cannot load module ${shown} listed in go.work file: open ${opened.shown}: ${inWords(opened.fault, isWindows)}`,
        // Before Go 1.21.
        `open ${opened.path}: ${inWords(opened.fault, isWindows)}`,
      ],
      command === null
        ? `restore it, or remove the line${inBrackets(dropUse(path))}`
        : `run ${command}`,
      command ?? dropUse(path),
    );
  },
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
      `remove one of the lines${inBrackets(dropUse(path))}`,
      dropUse(path),
    ),
  "work-conflict": ({
    module,
    first,
    second,
    target,
    between,
  }: {
    module: string;
    first: string;
    second: string;
    /** The first, as one would write it here. */
    target: string;
    /** The go.mod files, where one of them names a version and the other may name none. */
    between?: readonly string[];
  }) =>
    explain(
      `the modules of this workspace replace ${module} by different things, ${first} and ${second}`,
      [
        between === undefined
          ? `conflicting replacements for ${module}:\n\t${first}\n\t${second}`
          : `conflicting replacements found for ${module} in workspace modules defined by ${between.join(" and ")}`,
      ],
      `let go.work decide, such as for the first${inBrackets(setReplace(module, target, { isWorkspace: true }))}`,
      setReplace(module, target, { isWorkspace: true }),
    ),
  "work-hides-replace": (args: { module: string; target: string; instead: string; by: string }) =>
    explain(
      `in the workspace ${args.by}, ${args.instead} is ${args.module}, and this line for ${args.target} does not count`,
      [],
      `to build with ${args.target}, name it in the go.work; builds with GOWORK=off take it`,
    ),
  "work-replaces-used": ({
    module,
    versions,
    folder,
  }: {
    module: string;
    /** Those that are required and that nobody has published. */
    versions: readonly string[];
    /** The module's own. */
    folder: string;
  }) => {
    const named = versions.map((version) => `-replace=${module}@${version}=${folder}`);
    const command = edit({ isWorkspace: true }, `-dropreplace=${module}`, ...named);
    return explain(
      `${module} is used by this workspace and replaced in it`,
      [`workspace module ${module} is replaced at all versions in the go.work file. To fix,`],
      versions.length === 0
        ? removeLine(module, { isWorkspace: true })
        : `replace only what is required and not published, ${versions.join(", ")}${inBrackets(command)}`,
      command,
    );
  },
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
      `go work edit -go=${required}`,
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
