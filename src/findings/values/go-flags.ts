// The flags that go takes in GOFLAGS: those of any of its commands.

/** By the first of these versions that has them: Go 1.19, 1.22, 1.24 and 1.26 have been asked, and 1.27. */
const FLAGS: readonly (readonly [minor: number, switches: string, withValue: string])[] = [
  [
    19,
    `
      a asan benchmem buildvcs c cache compiled cover d deps e export f failfast find fix fmt fuzzcache i
      insecure json linkshared m modcache modcacherw msan n print r race retracted short t test
      testcache trimpath u v vendor versions w work x
    `,
    `
      asmflags bench benchtime blockprofile blockprofilerate buildmode c compat compiler count
      covermode coverpkg coverprofile cpu cpuprofile dropexclude dropreplace droprequire dropretract
      dropuse exclude exec f fix fuzz fuzzminimizetime fuzztime gccgoflags gcflags go installsuffix
      ldflags list memprofile memprofilerate mod modfile module mutexprofile mutexprofilefraction o
      outputdir overlay p parallel pkgdir replace require retract reuse run shuffle tags timeout
      toolexec trace use vet vettool
    `,
  ],
  [22, "fullpath", "C pgo skip toolchain"],
  [24, "changed diff tool", "dropgodebug droptool godebug tool"],
  [26, "artifacts", "dropignore fixtool ignore"],
];

const words = (text: string): string[] => text.trim().split(/\s+/);

const VERSIONS: ReadonlyMap<string, number> = new Map(
  FLAGS.flatMap(([minor, ...names]) => words(names.join(" ")).map((name) => [name, minor])),
);

const SWITCHES: ReadonlySet<string> = new Set(FLAGS.flatMap(([, names]) => words(names)));
const WITH_VALUE: ReadonlySet<string> = new Set(FLAGS.flatMap(([, , names]) => words(names)));

/** The oldest version that was asked. */
export const OLDEST_ASKED = 19;

const ASKED: readonly number[] = [...FLAGS.map(([minor]) => minor), 27];

/** The names, without the dash. */
export const FLAG_NAMES: readonly string[] = [...VERSIONS.keys()];

/** The name of a flag, without its dashes and its value. */
export function nameOfFlag(flag: string): string {
  return /^--?([^=]*)/.exec(flag)?.[1] ?? "";
}

/**
 * From which of the versions that were asked on go has a flag.
 * @param flag with its dash, and a value or none
 * @returns the minor version, 19 for "1.19 or older"; null when no go has it
 */
export function findFlagVersion(flag: string): number | null {
  return VERSIONS.get(nameOfFlag(flag)) ?? null;
}

/** Whether we can tell that this Go has no such flag: between two versions that were asked, it may have one. */
export function lacksFlag(flag: string, minor: number): boolean {
  const since = findFlagVersion(flag) ?? Number.POSITIVE_INFINITY;
  return ASKED.some((asked) => asked >= minor && asked < since);
}

/**
 * What a flag takes behind a `=`: `either` where that depends on the command, so that each use of it breaks one.
 * @returns null for a flag that no go has
 */
export function findFlagKind(name: string): "switch" | "value" | "either" | null {
  if (!VERSIONS.has(name)) return null;
  if (!WITH_VALUE.has(name)) return "switch";
  return SWITCHES.has(name) ? "either" : "value";
}
