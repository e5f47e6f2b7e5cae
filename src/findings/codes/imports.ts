// Imports that Go refuses where a `replace` has to do with it.
import { andVendor, makeCommand, runOr, vendor } from "./command.js";
import { A, IDLE, LIB, REPLACE } from "./examples.js";
import { type AboutOf, explain, lackingInVendor, type Sentences } from "./explanation.js";
import type { Idle, Target } from "./side.js";

export const IMPORTS = {
  "replace-package-missing": ({
    module,
    target,
    imported,
  }: Target & { imported: string; isBuilt: boolean }) =>
    explain(
      `${imported} is imported, and ${target}, which replaces ${module}, has no such package`,
      [
        `no required module provides package ${imported}`,
        // Of a path without a dot; before Go 1.21 in GOROOT.
        ...["std", "GOROOT"].map((place) => `package ${imported} is not in ${place}`),
        ...lackingInVendor(imported),
        // With -mod=mod.
        `, but does not contain package ${imported}`,
      ],
      `add the package to ${target}, or correct the import or the path of the folder`,
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
  "replace-imported-not-required": ({
    module,
    imported,
    isBuilt,
    version,
    requirer: _,
    ...file
  }: Idle & {
    imported: string;
    isBuilt: boolean;
    /** The go.mod that has to require it; null where that is not known. */
    requirer: string | null;
    /** The version that its own requirements ask of it; null when Go makes one up. */
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
  "replace-internal": ({ module, parent, main }: Target & { parent: string; main: string }) =>
    explain(
      `packages of ${module} can be imported from within ${parent} only, and this module is ${main}`,
      [`use of internal package ${module}`],
      `give it a path without "internal", or one within ${main}`,
    ),
  "import-ambiguous": (args: { imported: string; module: string; isStandard: boolean }) =>
    explain(
      args.isStandard
        ? `${args.imported} is in the standard library and in the module ${args.module}; since Go 1.22 that is an error`
        : `${args.imported} is in two modules, one of them ${args.module}`,
      [`ambiguous import: found package ${args.imported} in multiple modules:`],
      args.isStandard
        ? "give the module a path that begins with a name with a dot in it, as example.com has"
        : "require and replace only one of them, or move the package out of the other",
    ),
} as const satisfies Sentences;

export const ABOUT_IMPORTS: AboutOf<typeof IMPORTS> = {
  "replace-package-missing": {
    about: "The replacement has no such package: it is another version, or the import is wrong.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...LIB, imported: `${A}/sub`, isBuilt: true },
    },
  },
  "replace-self-import": {
    about:
      "The folder imports its own packages by the path in its go.mod, but here it has another path. Go looks for a module with the first path and finds none.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...LIB, declared: "example.com/fork", imported: "example.com/fork/sub" },
    },
  },
  "replace-imported-not-required": {
    about:
      "A replace says where a module is, but not that it is needed. What is imported must be required too.",
    example: {
      level: "error",
      line: REPLACE,
      args: { ...IDLE, imported: A, isBuilt: true, version: null, requirer: "/src/m/go.mod" },
    },
  },
  "replace-internal": {
    about:
      'Only packages within the path above an "internal" folder can import what is below it. The module paths decide, not where the folders are.',
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
  "import-ambiguous": {
    about: "One package is found in two modules, and Go does not choose between them.",
    example: {
      level: "error",
      line: REPLACE,
      args: { imported: `${A}/sub`, module: `${A}/sub`, isStandard: false },
    },
  },
};
