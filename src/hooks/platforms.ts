// The platforms that Go builds for, by `go tool dist list` of Go 1.19 to 1.27.

const ARCHITECTURES: Readonly<Record<string, string>> = {
  aix: "ppc64",
  android: "386 amd64 arm arm64",
  darwin: "amd64 arm64",
  dragonfly: "amd64",
  freebsd: "386 amd64 arm arm64 riscv64",
  illumos: "amd64",
  ios: "amd64 arm64",
  js: "wasm",
  linux: "386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x",
  netbsd: "386 amd64 arm arm64",
  openbsd: "386 amd64 arm arm64 mips64 ppc64 riscv64",
  plan9: "386 amd64 arm",
  solaris: "amd64",
  wasip1: "wasm",
  windows: "386 amd64 arm arm64",
};

/** The values of GOOS. */
export const SYSTEMS: readonly string[] = Object.keys(ARCHITECTURES);

/** The values of GOARCH, of one GOOS or of all. */
export function listArchitectures(system: string | null): readonly string[] {
  const texts = system === null ? Object.values(ARCHITECTURES) : [ARCHITECTURES[system] ?? ""];
  return [...new Set(texts.flatMap((text) => text.split(" ")))].sort();
}
