// What is wrong with the flags of Go, of the C compiler and with the platform, by themselves and together.
import type { Finding } from "../../findings/finding.js";
import { splitFlags, unquoteFlag } from "../../findings/values/flag-list.js";
import { nameOfFlag } from "../../findings/values/go-flags.js";
import { pathsOf } from "../paths.js";
import { findAbove, findGiven, type GoVariable, ofVariable, type Setup } from "./setup.js";
import { checkValues, describeValues } from "./values.js";

const VARIABLES = [
  "GOFLAGS",
  "GOOS",
  "GOARCH",
  "CGO_ENABLED",
  ...["C", "CPP", "CXX", "F", "LD"].map((kind) => `CGO_${kind}FLAGS`),
];

export function describeFlags(setup: Setup): string {
  return describeValues(setup, VARIABLES);
}

export function checkFlags(setup: Setup): Finding[] {
  const leftovers = findLeftovers(setup);
  return [
    ...checkValues(setup, VARIABLES).filter((finding) => !isToldElsewhere(setup, finding)),
    ...checkCgo(setup),
    ...checkModFile(setup),
    ...leftovers,
    // The platform goes with the other leftovers.
    ...(leftovers.length > 0 ? [] : checkPlatform(setup)),
  ];
}

/** Whether what -mod does is said elsewhere: of the project here, with what it does to it, or at the installation. */
function isToldElsewhere(setup: Setup, { code, args }: Finding): boolean {
  if (code !== "flag-mod") return false;
  // Who chose the profile was told.
  if (args.from?.source === "hook") return true;
  const names = ["vendor/modules.txt", ...(args.mod === "vendor" ? ["go.mod"] : [])];
  return findWorkspace(setup) !== null || names.some((name) => findAbove(setup, name) !== null);
}

/** The flags of one name, of which the last counts, and the list without them. */
interface Flag {
  readonly flag: string;
  /** What stands behind its =; null without one. */
  readonly argument: string | null;
  readonly wanted: string | null;
}

function findFlag({ value }: GoVariable, name: string): Flag | null {
  const tokens = splitFlags(value) ?? [];
  const isIt = (token: string) => nameOfFlag(unquoteFlag(token)) === name;
  const token = tokens.findLast(isIt);
  if (token === undefined) return null;
  const wanted = tokens.filter((one) => !isIt(one)).join(" ") || null;
  const flag = unquoteFlag(token);
  return { flag, argument: /=(.*)/s.exec(flag)?.[1] ?? null, wanted };
}

/** Whose flag it is: the user's, or that of the hooks which add to them. */
function findGiver(setup: Setup, name: string): (GoVariable & Flag) | null {
  const given = findGiven(setup, "GOFLAGS");
  for (const one of [given?.own, given]) {
    const found = one && findFlag(one, name);
    if (found) return { ...one, ...found };
  }
  return null;
}

function checkCgo(setup: Setup): Finding[] {
  if (findGiven(setup, "CGO_ENABLED")?.value !== "0") return [];
  return ["race", "msan", "asan"].flatMap((name) => {
    const found = findGiver(setup, name);
    if (found === null || /^(?:0|[fF]|FALSE|[fF]alse)$/.test(found.argument ?? "")) return [];
    const { flag, value, wanted, origin: from } = found;
    return [ofVariable(found, "flag-without-cgo", "error", { flag, value, wanted, from })];
  });
}

/** Go before 1.22 takes the flag in a workspace, and passes it by. */
const REFUSED_IN_WORKSPACE = 22;

function checkModFile(setup: Setup): Finding[] {
  const found = findGiver(setup, "modfile");
  if (!found?.argument) return [];
  const { flag, argument: name, wanted, value, origin: from } = found;
  const bad = { variable: "GOFLAGS", value, from, flag, wanted };
  const work = findWorkspace(setup);
  if (work !== null)
    return setup.minor < REFUSED_IN_WORKSPACE
      ? []
      : [ofVariable(found, "flag-modfile-in-workspace", "error", { ...bad, work })];
  const file = pathsOf(setup.platform).resolve(setup.folder, name);
  if (setup.disk.kindOf(file) === "file" && name.endsWith(".mod")) return [];
  return [ofVariable(found, "flag-modfile-missing", "error", { ...bad, file })];
}

/** The go.work that counts in the folder; null without one. */
function findWorkspace({ project }: Setup): string | null {
  return project === null || project.file.endsWith("go.mod") ? null : project.file;
}

/** What conda-forge's packages go-cgo and go-nocgo set, of which only they have these together. */
const COMPILERS_FLAGS = ["-modcacherw", "-buildmode=pie", "-trimpath"];

/** They mark with a variable that they are active, and clear that one on deactivation. */
function findLeftovers({ env, variables }: Setup): Finding[] {
  const ofShell = (name: string) => {
    const found = variables.get(name);
    return found?.origin.source === "shell" ? found : undefined;
  };
  const goflags = ofShell("GOFLAGS");
  if (goflags === undefined || env.CONDA_GO_COMPILER) return [];
  const flags = splitFlags(goflags.value) ?? [];
  if (!COMPILERS_FLAGS.every((flag) => flags.includes(flag))) return [];
  const names = ["GOFLAGS", "GOOS", "GOARCH", "CGO_ENABLED"].filter(ofShell);
  const args = { names, from: goflags.origin };
  return [ofVariable(goflags, "compiler-leftover", "warning", args)];
}

const SYSTEMS: Readonly<Record<string, string>> = { win32: "windows", sunos: "solaris" };
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: "amd64",
  ia32: "386",
  ppc64: "ppc64le",
  mips: "mips",
  mipsel: "mipsle",
};

/** A platform whose programs do not run here, where each build is for it. */
function checkPlatform(setup: Setup): Finding[] {
  const { platform, arch, env } = setup;
  const own = { GOOS: SYSTEMS[platform] ?? platform, GOARCH: ARCHITECTURES[arch] ?? arch };
  // A package with a compiler for another platform means it.
  if (env.CONDA_GO_COMPILER) return [];
  const foreign = (["GOOS", "GOARCH"] as const).flatMap((variable) => {
    const found = findGiven(setup, variable);
    const runs = variable === "GOARCH" && own.GOARCH === "amd64" && found?.value === "386";
    if (found === undefined || found.value === own[variable] || runs) return [];
    const { value, origin: from } = found;
    const level = from.source === "hook" ? "info" : "warning";
    const args = { variable, value, own: own[variable], from };
    return [ofVariable(found, "platform-foreign", level, args)];
  });
  return foreign;
}
