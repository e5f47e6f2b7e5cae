// The flags that go takes in GOFLAGS: those of any of its commands.

/** By the first of these versions that has them: Go 1.19, 1.22, 1.24 and 1.26 have been asked, and 1.27. */
const FLAGS: readonly (readonly [minor: number, names: string])[] = [
  [
    19,
    `
      a asan asmflags bench benchmem benchtime blockprofile blockprofilerate buildmode buildvcs c
      cache compat compiled compiler count cover covermode coverpkg coverprofile cpu cpuprofile d
      deps dropexclude dropreplace droprequire dropretract dropuse e exclude exec export f
      failfast find fix fmt fuzz fuzzcache fuzzminimizetime fuzztime gccgoflags gcflags go i
      insecure installsuffix json ldflags linkshared list m memprofile memprofilerate mod modcache
      modcacherw modfile module msan mutexprofile mutexprofilefraction n o outputdir overlay p
      parallel pkgdir print r race replace require retract retracted reuse run short shuffle t
      tags test testcache timeout toolexec trace trimpath u use v vendor versions vet vettool w
      work x
    `,
  ],
  [22, "C fullpath pgo skip toolchain"],
  [24, "changed diff dropgodebug droptool godebug tool"],
  [26, "artifacts dropignore fixtool ignore"],
];

const VERSIONS = new Map(
  FLAGS.flatMap(([minor, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, minor] as const),
  ),
);

/** The oldest version that was asked. */
export const OLDEST_ASKED = 19;

/** The names, without the dash. */
export const FLAG_NAMES: readonly string[] = [...VERSIONS.keys()];

/**
 * From which of the versions that were asked on go has a flag.
 * @param flag with its dash, and a value or none
 * @returns the minor version, 19 for "1.19 or older"; null when no go has it
 */
export function findFlagVersion(flag: string): number | null {
  const name = /^--?([^=]*)/.exec(flag)?.[1] ?? "";
  return VERSIONS.get(name) ?? null;
}
