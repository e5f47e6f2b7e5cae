// Every variable that a real go has: a hook takes it, or refuses it with a reason of its own.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fallbackOf, REFUSED_VARIABLES, VARIABLES } from "../../src/hooks/variables.js";
import { describeWithGo } from "./real-go.js";

const KNOWN = new Set([...VARIABLES.map(({ name }) => name), ...Object.keys(REFUSED_VARIABLES)]);

describeWithGo("the variables of Go", ({ program }) => {
  const ask = (env: Record<string, string>, ...args: string[]) => {
    const own = { PATH: "/usr/bin:/bin", HOME: "/nowhere", GOENV: "off", GOTOOLCHAIN: "local" };
    const options = { cwd: "/", env: { ...own, ...env }, encoding: "utf8", stdio: "pipe" } as const;
    return execFileSync(program, ["env", ...args], options);
  };

  it("are all known, whatever the processor", () => {
    const processors = ["386", "amd64", "arm", "arm64", "mips", "mips64", "ppc64", "riscv64"];
    const systems = [
      ...processors.map((arch) => ["linux", arch]),
      ["js", "wasm"],
      ["windows", "amd64"],
    ];
    const names = systems.flatMap(([GOOS = "", GOARCH = ""]) =>
      Object.keys(JSON.parse(ask({ GOOS, GOARCH }, "-json"))),
    );
    expect([...new Set(names)].filter((name) => !KNOWN.has(name))).toEqual([]);
  });

  it("are all known, those that go looks up and does not print too", () => {
    const list = join(ask({}, "GOROOT").trim(), "src", "internal", "cfg", "cfg.go");
    if (!existsSync(list)) return;
    const names = /const KnownEnv = `([^`]*)`/
      .exec(readFileSync(list, "utf8"))?.[1]
      ?.trim()
      .split(/\s+/);
    expect(names?.length).toBeGreaterThan(50);
    expect(names?.filter((name) => !KNOWN.has(name))).toEqual([]);
  });

  it("that can be added to have of themselves what a hook puts there", () => {
    for (const { name, kind } of VARIABLES) {
      if (kind !== "flags" && kind !== "compiler-flags") continue;
      // Go 1.19 has them the other way round.
      const flags = (text: string) => text.trim().split(" ").sort();
      expect(flags(ask({}, name)), name).toEqual(flags(fallbackOf(name) ?? ""));
    }
  });

  it("with quotes around a whole flag are split as the settings are checked", () => {
    const flags = '-O2 \'-I/a b\' "-DX=it\'s" -DY="z"';
    const split = JSON.parse(ask({ CGO_CFLAGS: flags }, "-json", "CGO_CFLAGS")).CGO_CFLAGS;
    expect(split).toBe("-O2 '-I/a b' \"-DX=it's\" '-DY=\"z\"'");
    expect(() => ask({ CGO_CFLAGS: "-O2 '-I/a b" }, "CGO_CFLAGS")).toThrow("unterminated ' string");
  });
});
