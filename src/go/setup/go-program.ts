// Which go runs, whether it is the one that is meant, and whether GOROOT is its own.
import { type Finding, makeFinding } from "../../findings/finding.js";
import { pathsOf } from "../paths.js";
import { findGiven, type GoOnPath, isActive, ofVariable, type Setup } from "./setup.js";

export function checkGoProgram(setup: Setup): Finding[] {
  return [...checkMissing(setup), ...checkBehind(setup), ...checkRoot(setup)];
}

/** That go gives no answer, where nothing else is found that tells why. */
export function checkAnswer({ fault, gos }: Setup): Finding[] {
  if (fault === null) return [];
  const args = { program: gos[0]?.program ?? "go", says: fault };
  return [makeFinding("go-no-answer", "error", { file: "", line: null }, args)];
}

/** The go that runs, and those that it hides. */
export function describeGoProgram({ go, gos }: Setup): string {
  const [first, ...others] = gos;
  if (first === undefined) return "none on the PATH";
  const runs = `${go?.version ?? "no answer"} ${first.program}`;
  return [runs, ...others.map(({ program, version }) => `${version ?? UNKNOWN} ${program}`)].join(
    "; behind it: ",
  );
}

function checkMissing(setup: Setup): Finding[] {
  const { gos, prefix, platform, disk } = setup;
  if (gos.length > 0) return [];
  const { join, isWindows } = pathsOf(platform);
  // Activation puts it on the PATH.
  const own = prefix && join(join(prefix, "bin"), isWindows ? "go.exe" : "go");
  if (own && !isActive(setup) && disk.kindOf(own) === "file") return [];
  return [makeFinding("go-missing", "error", { file: "", line: null }, { prefix })];
}

function checkBehind(setup: Setup): Finding[] {
  const { gos, prefix, platform } = setup;
  const isOwn = ({ program }: GoOnPath) =>
    prefix !== null && isActive(setup) && pathsOf(platform).isInside(program, prefix);
  const [first, ...others] = gos;
  if (first === undefined || isOwn(first)) return [];
  const own = others.find(isOwn);
  const behind = own ?? others.find(({ version }) => isOlder(first.version, version));
  if (behind === undefined) return [];
  const level = own ? "warning" : "info";
  const args = {
    program: first.program,
    version: first.version ?? UNKNOWN,
    other: behind.program,
    otherVersion: behind.version ?? UNKNOWN,
    folder: pathsOf(platform).join(behind.program, ".."),
    isOfEnvironment: own !== undefined,
  };
  return [makeFinding("go-behind", level, { file: "", line: null }, args)];
}

const UNKNOWN = "of an unknown version";

/** Whether both are known, and the first is the older. */
function isOlder(first: string | null, second: string | null): boolean {
  const [one, other] = [first, second].map((version) =>
    /^go(\d+)\.(\d+)(?:\.(\d+))?/
      .exec(version ?? "")
      ?.slice(1)
      .map((part) => Number(part ?? 0)),
  );
  const at = one?.findIndex((part, index) => part !== other?.[index]) ?? -1;
  return one !== undefined && other !== undefined && at >= 0 && Number(one[at]) < Number(other[at]);
}

function checkRoot(setup: Setup): Finding[] {
  const { go, platform, disk, folder } = setup;
  const given = findGiven(setup, "GOROOT");
  if (given === undefined || go === null) return [];
  const { join, resolve } = pathsOf(platform);
  const root = resolve(folder, given.value);
  const found =
    disk.kindOf(root) !== "folder"
      ? "no folder"
      : (disk.readFirstLine(join(root, "VERSION")) ??
        // One that was built from its sources has no VERSION.
        (disk.kindOf(join(root, "pkg")) === "folder" ? go.version : "no Go"));
  if (found === go.version) return [];
  const bad = { variable: "GOROOT", value: given.value, from: given.origin };
  return [ofVariable(given, "goroot-other", "error", { ...bad, own: go.version, found })];
}
