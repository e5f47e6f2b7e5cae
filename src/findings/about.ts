// What each code is about: what it means, why it matters, and one line in which it is found.
import type { FindingArgs, FindingCode, Level } from "./finding.js";

export interface About<Code extends FindingCode> {
  /** What it means and why it matters, in sentences. */
  readonly about: string;
  readonly example: {
    readonly level: Level;
    /** Of the go.mod or go.work; null when it is about the file as a whole. */
    readonly line: string | null;
    readonly args: FindingArgs<Code>;
  };
}

const isWorkspace = false;
const isVendored = false;
const A = "example.com/a";
const LIB = { module: A, target: "../lib" };
const FAULT = {
  ...LIB,
  required: `${A}@v1.0.0`,
  shown: "../lib/go.mod",
  path: "/src/lib/go.mod",
  isWindows: false,
  isWorkspace,
};
const REPLACE = `replace ${A} => ../lib`;
const IDLE = { ...LIB, isWorkspace, isVendored };

export const ABOUT: { readonly [Code in FindingCode]: About<Code> } = {
  unreadable: {
    about:
      "A file or a folder is there and cannot be looked into, so nothing is known of what is in it.",
    example: { level: "warning", line: null, args: { reason: "permission denied" } },
  },
  "file-syntax": {
    about:
      "Go cannot read the file. It takes nothing of it, not even the lines that are right, so no go command works in this module.",
    example: {
      level: "error",
      line: `replce ${A} => ../lib`,
      args: { at: "go.mod:5", detail: "unknown directive: replce", near: "replace" },
    },
  },
  "merge-conflict": {
    about:
      "git could not merge two versions of the file, and both stand in it between lines of markers. Go reads the markers as directives and takes nothing of the file.",
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
  "version-unresolved": {
    about:
      "A branch or another name stands where a version belongs. `go mod tidy` and `go get` write out what it stands for; builds refuse it or have to ask the network.",
    example: {
      level: "error",
      line: `require ${A} main`,
      args: {
        version: "main",
        detail: `require ${A}: version "main" invalid: must be of the form v1.2.3`,
      },
    },
  },
  "version-not-canonical": {
    about:
      "A version is cut short. Go wants it in full, and would write it so itself, which a build does not do.",
    example: {
      level: "error",
      line: `require ${A} v1.2`,
      args: { version: "v1.2", canonical: "v1.2.0" },
    },
  },
  "version-mismatch": {
    about:
      "From v2 on, a module's path ends in its major version. A path and a version that do not go together name nothing that can exist.",
    example: {
      level: "error",
      line: `replace ${A} => example.com/fork v2.0.0`,
      args: {
        verb: "replace",
        path: "example.com/fork",
        version: "v2.0.0",
        detail: "should be v0 or v1, not v2",
      },
    },
  },
  "module-path-missing": {
    about: "A go.mod has to name its module; without the line, no go command works in the folder.",
    example: { level: "error", line: null, args: {} },
  },
  "syntax-newer": {
    about:
      "The file has something in it that an older Go refuses, and its own go line admits that older Go. Whoever builds with that fails.",
    example: {
      level: "info",
      line: "tool example.com/gen",
      args: { what: "tool", since: "1.24" },
    },
  },
  "replace-target-no-path": {
    about:
      "Without a version behind it, the right side of a replace is a folder, and has to look like one: it starts with ./, ../ or /. Go takes nothing of the file.",
    example: {
      level: "error",
      line: `replace ${A} => ~/lib`,
      args: {
        target: "~/lib",
        detail:
          "replacement module without version must be directory path (rooted or starting with . or ..)",
      },
    },
  },
  "replace-target-unquoted": {
    about:
      "A blank ends the path, and what comes behind it is read as a version. Go takes nothing of the file.",
    example: {
      level: "error",
      line: `replace ${A} => ./my lib`,
      args: {
        target: "./my lib",
        detail: 'replace ./my: version "lib" invalid: must be of the form v1.2.3',
      },
    },
  },
  "replace-target-missing": {
    about:
      "The folder that is to stand for a module is not there: it has moved, was never checked out beside this one, or is written in other letters. As soon as the module is required, go lists and builds nothing.",
    example: { level: "error", line: REPLACE, args: FAULT },
  },
  "replace-target-no-go-mod": {
    about:
      "The folder is there and is no module. Go reads the go.mod of everything that it replaces, and fails without one.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...FAULT, goLine: "1.22", whole: null, isUsed: true },
    },
  },
  "replace-target-not-folder": {
    about:
      "A replace names a file, such as the go.mod itself; it has to name the folder that the module is in.",
    example: {
      level: "error",
      line: `${REPLACE}/go.mod`,
      args: {
        ...FAULT,
        target: "../lib/go.mod",
        shown: "../lib/go.mod/go.mod",
        path: "/src/lib/go.mod/go.mod",
      },
    },
  },
  "replace-target-unreadable": {
    about: "The go.mod of the folder is there, and you, and so go, may not or cannot read it.",
    example: { level: "error", line: REPLACE, args: { ...FAULT, reason: "permission denied" } },
  },
  "replace-target-syntax": {
    about:
      "The go.mod of the folder has a line that Go cannot read, and fails here because of it. Of a dependency it reads less than of the main module, so the fault is in a line that counts.",
    example: {
      level: "error",
      line: REPLACE,
      args: {
        ...LIB,
        shown: "../lib/go.mod",
        at: "3",
        detail: "usage: require module/path v1.2.3",
      },
    },
  },
  "replace-target-in-vendor": {
    about:
      "`go mod vendor` empties the vendor folder before it copies anything. A module that is kept there is lost with it.",
    example: {
      level: "warning",
      line: `replace ${A} => ./vendor/a`,
      args: { module: A, target: "./vendor/a" },
    },
  },
  "replace-target-not-root": {
    about:
      "The folder is a module, and the one that is meant lies in a folder below it. Go finds no package of it where the line leads.",
    example: {
      level: "error",
      line: "replace example.com/a/sub => ../a",
      args: {
        module: "example.com/a/sub",
        target: "../a",
        declared: A,
        better: "../a/sub",
        isWorkspace,
      },
    },
  },
  "replace-package-missing": {
    about:
      "The module that stands in has not the package that is imported: it is another version, or the import is wrong.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...LIB, imported: `${A}/sub`, isBuilt: true },
    },
  },
  "requirement-missing": {
    about:
      "A module in a folder imports a package whose module nothing here requires. Go wants the go.mod of the main module to name all that it builds from.",
    example: {
      level: "error",
      line: REPLACE,
      args: {
        module: "example.com/b",
        version: "v1.0.0",
        imported: "example.com/b/x",
        isWorkspace,
      },
    },
  },
  "requirement-outdated": {
    about:
      "A module in a folder requires a newer version than this go.mod. Go would have to raise it here, which a build does not do.",
    example: {
      level: "error",
      line: "require example.com/b v1.0.0",
      args: { module: "example.com/b", version: "v1.0.0", selected: "v1.2.0", by: "../lib" },
    },
  },
  "requirement-excluded": {
    about:
      "One line requires a version and another excludes it. Go ignores the requirement and then misses it.",
    example: {
      level: "error",
      line: `exclude ${A} v1.0.0`,
      args: { module: A, version: "v1.0.0" },
    },
  },
  "go-line-lower": {
    about:
      "A module in a folder says that it needs a newer Go than this go.mod. Since Go 1.21 the main module has to ask for at least as much as all that it requires.",
    example: {
      level: "error",
      line: REPLACE,
      args: { listed: "1.20", required: "1.24", by: "../lib" },
    },
  },
  "toolchain-idle": {
    about:
      "A toolchain line has a meaning only above the go line. Since Go 1.21 go wants it out of the file.",
    example: {
      level: "error",
      line: "toolchain go1.21.0",
      args: { name: "go1.21.0", listed: "1.22" },
    },
  },
  "godebug-unknown": {
    about: "Go refuses to build with a setting that it does not know; often it is a slip.",
    example: {
      level: "error",
      line: "godebug panicnill=1",
      args: { key: "panicnill", isWorkspace },
    },
  },
  "godebug-refused": {
    about:
      "Go knows the setting, and not with this value: it asks for what an older Go did and this one does no longer, or for a newer Go.",
    example: {
      level: "error",
      line: "godebug asynctimerchan=1",
      args: {
        key: "asynctimerchan",
        detail: `removed GODEBUG "asynctimerchan" set to old value "1"`,
        isWorkspace,
      },
    },
  },
  "import-ambiguous": {
    about: "One package is found in two modules, and Go does not choose between them.",
    example: {
      level: "error",
      line: REPLACE,
      args: { imported: `${A}/sub`, module: `${A}/sub`, isStandard: false },
    },
  },
  "replace-effect-unknown": {
    about:
      "Nothing that can be read requires the module, which is replaced by a folder. A published module may, and its go.mod is not on this machine; so nobody can say here whether the line is of use.",
    example: { level: "info", line: REPLACE, args: { modules: A, unread: 3 } },
  },
  "replace-path-mismatch": {
    about:
      "The folder's own go.mod has another name than the one it is replaced under. Of forks that is meant; else it breaks as soon as the folder imports its own packages, or is published.",
    example: { level: "info", line: REPLACE, args: { ...LIB, declared: "example.com/fork" } },
  },
  "replace-by-other-module": {
    about:
      "A published module may stand in for another one if its own go.mod names either of them. Here it names a third, and every go command that loads the module fails.",
    example: {
      level: "error",
      line: `replace ${A} => example.com/fork v1.0.0`,
      args: { module: A, target: "example.com/fork v1.0.0", declared: "example.com/other" },
    },
  },
  "replace-self-import": {
    about:
      "The folder imports its own packages by the name in its go.mod, and here it goes by another. Go looks for a module of the first name and finds none.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...LIB, declared: "example.com/fork", imported: "example.com/fork/sub" },
    },
  },
  "replace-target-absolute": {
    about: "An absolute path is right on one machine. Everybody else's build fails by it.",
    example: {
      level: "warning",
      line: `replace ${A} => /home/me/lib`,
      args: { module: A, target: "/home/me/lib" },
    },
  },
  "replace-target-without-drive": {
    about:
      "On Windows a path without a drive is no absolute one: Go takes it to start in the module's folder.",
    example: {
      level: "warning",
      line: `replace ${A} => /lib`,
      args: { module: A, target: "/lib", folder: "C:\\src\\m\\lib" },
    },
  },
  "replace-target-in-other-environment": {
    about:
      "The module lies in the folder of another conda environment. With `conda env remove` it is gone.",
    example: {
      level: "warning",
      line: `replace ${A} => /opt/conda/envs/other/src/a`,
      args: { module: A, target: "/opt/conda/envs/other/src/a", prefix: "/opt/conda/envs/other" },
    },
  },
  "replace-not-required": {
    about:
      "Nothing requires the module, directly or through others, and all requirements could be read. A line that does nothing misleads who reads it.",
    example: { level: "info", line: REPLACE, args: IDLE },
  },
  "replace-version-unused": {
    about:
      "A replace with a version on its left counts for that version alone, and another one is selected. What is built is not what the line names.",
    example: {
      level: "warning",
      line: `replace ${A} v1.0.0 => ../lib`,
      args: { ...IDLE, module: `${A} v1.0.0`, selected: "v1.2.0" },
    },
  },
  "replace-overridden": {
    about:
      "Two lines are for one module, and the one that names a version comes first. The other does nothing.",
    example: {
      level: "info",
      line: REPLACE,
      args: { ...IDLE, by: `${A} v1.0.0` },
    },
  },
  "replace-of-main-module": {
    about:
      "The main module is always taken from its own folder. A replace of it counts only for other versions of it that something requires.",
    example: {
      level: "info",
      line: "replace example.com/m => ./",
      args: { ...IDLE, module: "example.com/m", target: "./" },
    },
  },
  "replace-nested-ignored": {
    about:
      "Only the replaces of the main module count, or of the go.work. What the folder replaces for itself, and Go cannot download, has to be repeated here.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...IDLE, nested: [{ module: "example.com/b", target: "../b" }], isNeeded: true },
    },
  },
  "replace-imported-not-required": {
    about:
      "A replace says where a module is, and not that it is needed. What is imported has to be required as well.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...IDLE, imported: A, isBuilt: true, version: null },
    },
  },
  "replace-duplicate": {
    about: "The same is said twice. Go lets it pass; who changes one line later gets a conflict.",
    example: { level: "info", line: REPLACE, args: { module: A, first: "5" } },
  },
  "replace-conflict": {
    about: "A module is replaced by two different things, and Go does not choose.",
    example: {
      level: "error",
      line: REPLACE,
      args: { module: A, first: "../lib", second: "../other" },
    },
  },
  "replace-shared-target": {
    about:
      "Go refuses to build one folder or version as two modules, whose packages would be there twice.",
    example: {
      level: "error",
      line: REPLACE,
      args: { target: "../lib", first: A, second: "example.com/b", isWorkspace: false },
    },
  },
  "replace-internal": {
    about:
      'Packages below a folder "internal" can be imported from within the path above it alone, by the names and not by where the folders are.',
    example: {
      level: "error",
      line: "replace example.com/a/internal => ./internal",
      args: {
        module: "example.com/a/internal",
        target: "./internal",
        parent: A,
        main: "example.com/m",
      },
    },
  },
  "vendor-hides-target": {
    about:
      "Builds take the copy in vendor and do not miss the folder. The next `go mod vendor` or `go mod tidy` does.",
    example: { level: "warning", line: REPLACE, args: LIB },
  },
  "vendor-inconsistent": {
    about:
      "vendor/modules.txt says something else than go.mod or go.work. Go compares the two before it builds anything, and fails.",
    example: {
      level: "error",
      line: REPLACE,
      args: {
        details: [`${A}: is replaced in go.mod, but not marked as replaced in vendor/modules.txt`],
        folder: "/src/m",
        until: null,
        isWorkspace,
        isMain: false,
      },
    },
  },
  "vendor-package-missing": {
    about:
      "Builds take packages from vendor alone, and what is imported is not there: it is newer than the last `go mod vendor`.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...LIB, imported: `${A}/sub`, canVendor: true, isWorkspace },
    },
  },
  "vendor-blank-in-target": {
    about:
      "In vendor/modules.txt a blank ends the path, so what `go mod vendor` writes never equals what go.mod says.",
    example: {
      level: "error",
      line: `replace ${A} => "./my lib"`,
      args: { module: A, target: "./my lib", folder: "/src/m" },
    },
  },
  "flag-mod-in-workspace": {
    about:
      "With -mod=mod in GOFLAGS every build below a go.work fails, as Go then would have to edit several go.mod files at once.",
    example: { level: "error", line: null, args: { mod: "mod" } },
  },
  "flag-mod-vendor-missing": {
    about:
      "With -mod=vendor in GOFLAGS Go takes packages from a vendor folder alone, and there is none.",
    example: { level: "error", line: null, args: { folder: "/home/you/m", isWorkspace: false } },
  },
  "flag-mod-hides-vendor": {
    about: "There is a vendor folder, and -mod in GOFLAGS tells Go to pass it by.",
    example: { level: "info", line: null, args: { mod: "mod" } },
  },
  "work-use-missing": {
    about:
      "A workspace names a folder without a module. Until it is there or the line is out, no go command works anywhere in the workspace.",
    example: {
      level: "error",
      line: "use ./gone",
      args: {
        path: "./gone",
        shown: "gone",
        opened: {
          path: "/src/gone/go.mod",
          shown: "gone/go.mod",
          fault: "no such file or directory",
        },
        isWindows: false,
      },
    },
  },
  "work-use-duplicate": {
    about: "A workspace names a folder twice, which Go refuses.",
    example: { level: "error", line: "use ./m", args: { path: "./m", folder: "/src/m" } },
  },
  "work-module-duplicate": {
    about:
      "Two folders of a workspace have the same module path: often one is a copy, or a link to the other.",
    example: {
      level: "error",
      line: "use ./copy",
      args: { module: "example.com/m", path: "./copy", first: "./m" },
    },
  },
  "work-conflict": {
    about:
      "Two modules of a workspace replace one module by different things. Each builds by itself; together they do not, until the go.work decides.",
    example: {
      level: "error",
      line: null,
      args: { module: A, first: "/src/lib", second: "/src/other", target: "./lib" },
    },
  },
  "work-hides-replace": {
    about:
      "In a workspace the go.work decides. What a module's own go.mod replaces is built only where the workspace is off.",
    example: {
      level: "info",
      line: REPLACE,
      args: { ...LIB, instead: "./a", by: "/src/go.work" },
    },
  },
  "work-replaces-used": {
    about:
      "A module that a workspace uses is taken from its folder, so replacing it contradicts that.",
    example: {
      level: "error",
      line: `replace ${A} => ./lib`,
      args: { module: A, versions: [], folder: "./a" },
    },
  },
  "work-go-lower": {
    about:
      "A module of the workspace needs a newer Go than the go.work says. Since Go 1.21 the go.work has to ask for at least as much as all that it uses.",
    example: {
      level: "error",
      line: "use ./m",
      args: { module: "m", required: "1.22", listed: "1.20" },
    },
  },
  "ignore-unused": {
    about:
      "A comment or an option says that a finding is known, and there is no such finding: it has been mended, or the comment stands at the wrong line. What is left over would hide the next one.",
    example: {
      level: "info",
      line: `${REPLACE} // conda-go-hooks:ignore replace-target-absolute`,
      args: { code: "replace-target-absolute", isOption: false },
    },
  },
  "ignore-unknown": {
    about:
      "A comment names a code that does not exist, so it ignores nothing. It is an error of the comment alone: Go does not read it.",
    example: {
      level: "error",
      line: `${REPLACE} // conda-go-hooks:ignore replace-absolute`,
      args: { code: "replace-absolute", hint: "did you mean replace-target-absolute?" },
    },
  },
};
