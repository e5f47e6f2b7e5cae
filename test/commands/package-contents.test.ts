// What is in a package: the planned scripts for every shell, what was asked for, and the same bytes for the same options.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, inject, it } from "vitest";
import { packageHooks } from "../../src/commands/package.js";
import { CondaGoHooksError } from "../../src/errors/error.js";
import { planPackage } from "../../src/hooks/plan-package.js";
import type { Override } from "../../src/hooks/settings.js";
import { VARIABLES } from "../../src/hooks/variables.js";
import { DIALECTS } from "../../src/shells/dialects.js";
import { runCommand } from "../setup/command.js";
import { makeFolder, makeSession } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";

const NAMED = { name: "acme-go-hooks", version: "1.0" };
const PACKAGE = ["package", "--name", NAMED.name, "--version", NAMED.version];

/** Hostile to shells, to their comments, to templates and to JSON. */
const PIECES = [
  ..."'\"%!^&|<>()$`\\#;*?~@=+,:./[]{} \t",
  ...["{{", "}}", "<%=", "*/", "#>", "%PATH%", "$(id)", "`id`", "\\u0041", "\\", "{prefix}", "${{"],
  ...["é", "漢", "\u{1f980}", "\u2028", "\u0085", "\u200f", "a", "-x", "1.26"],
];

const text = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(""));
const variable = fc.constantFrom(...VARIABLES.map(({ name }) => name));
const override: fc.Arbitrary<Override> = fc.oneof(
  fc.record({ action: fc.constant("set" as const), variable, value: text }),
  fc.record({ action: fc.constantFrom("unset" as const, "keep" as const), variable }),
  fc.record({
    action: fc.constantFrom("append" as const, "prepend" as const),
    variable: fc.constantFrom("GOFLAGS", "CGO_CFLAGS"),
    value: text.map((value) => `-tags=${value}`),
  }),
);

it("says in every shell's script what was asked for, which reads back as it was", () => {
  let read = 0;
  const property = fc.property(
    fc.constantFrom("isolated", "shared-cache", "offline", "direct"),
    fc.array(override, { maxLength: 4 }),
    (profile, overrides) => {
      const request = { profile, overrides };
      let files: ReturnType<typeof planPackage>["files"];
      try {
        ({ files } = planPackage({ ...NAMED, request }, null));
      } catch (error) {
        // Go, conda or a shell would not take it.
        if (error instanceof CondaGoHooksError) return;
        throw error;
      }
      if (overrides.length > 0) read += 1;
      const said = files.flatMap(({ content }) => [
        ...content.matchAll(/^(?:#|@?rem) Settings: (.*?)\r?$/gm),
      ]);
      expect(said).toHaveLength(DIALECTS.length);
      for (const [, json = ""] of said) {
        expect(json).toMatch(/^[\w ./:,{}[\]"=@+\\-]+$/);
        expect(json.replaceAll(/\\u[0-9a-f]{4}/g, "")).not.toContain("\\");
        expect(JSON.parse(json)).toEqual(request);
      }
    },
  );
  fc.assert(property, { numRuns: 2000 });
  console.log(`package: ${read} hostile settings read back`);
  expect(read).toBeGreaterThan(200);
});

const READERS = ["unzip", "zstd", "tar", "bsdtar"];
const missing = READERS.find((program) => findProgram(program) === null);
describeWith(
  "opened by other programs,",
  missing ?? READERS.join(),
  missing ? null : READERS,
  () => {
    /** @returns the folder with what is in the package */
    const open = (file: string, dist: string): string => {
      const into = makeFolder();
      const run = (program: string, ...args: string[]) =>
        execFileSync(program, args, { cwd: into, encoding: "utf8" });
      expect(run("unzip", "-t", file)).toMatch(/^No errors detected/m);
      run("unzip", "-q", file);
      expect(run("bsdtar", "-tf", file).trim().split("\n")).toEqual([
        "metadata.json",
        `pkg-${dist}.tar.zst`,
        `info-${dist}.tar.zst`,
      ]);
      for (const part of ["pkg", "info"]) {
        const archive = `${part}-${dist}.tar.zst`;
        run("zstd", "-qt", archive);
        run("zstd", "-dq", archive);
        const names = run("tar", "-tf", `${part}-${dist}.tar`);
        expect(run("bsdtar", "-tf", archive)).toBe(names);
        mkdirSync(join(into, part));
        run("tar", "-xf", `${part}-${dist}.tar`, "-C", part);
      }
      return into;
    };

    it.each([
      ["all shells", "all", "isolated"],
      ["two shells", "cmd,fish", "direct"],
    ])(
      "it has the planned scripts for %s, byte for byte, and the same as the recipe",
      (_, shell, profile) => {
        const home = makeFolder();
        const settings = [
          "--profile",
          profile,
          "--set",
          "GOPRIVATE=a.example/*",
          "--unset",
          "GOBIN",
        ];
        const args = [
          ...PACKAGE,
          ...settings,
          "--shell",
          shell,
          "--out",
          "channel",
          "--recipe",
          "recipe",
        ];
        const { json } = runCommand(home, [...args, "--json"]);
        const overrides: Override[] = [
          { action: "set", variable: "GOPRIVATE", value: "a.example/*" },
          { action: "unset", variable: "GOBIN" },
        ];
        const { files } = planPackage(
          { ...NAMED, request: { profile, overrides } },
          shell.split(","),
        );
        const into = open(json.file, "acme-go-hooks-1.0-0");
        for (const folder of [join(into, "pkg"), join(home, "recipe", "files")]) {
          const found = readdirSync(folder, { recursive: true, encoding: "utf8" });
          expect(found.filter((path) => /-site\.\w+$/.test(path)).sort()).toEqual(
            files.map(({ path }) => path).sort(),
          );
          for (const { path, content } of files)
            expect(readFileSync(join(folder, path), "utf8"), path).toBe(content);
        }
      },
    );
  },
);

it("makes the same bytes in other time zones, locales, umasks and folders, by whatever order of files", () => {
  const sums = [
    { TZ: "UTC", LC_ALL: "C" },
    { TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", SOURCE_DATE_EPOCH: "1" },
    { TZ: "America/St_Johns", LANGUAGE: "ar", NODE_ICU_DATA: "/nowhere" },
  ].map((env, index) => {
    const home = makeFolder();
    const umask = process.umask([0o022, 0o077, 0o002][index] ?? 0);
    try {
      const args = [...PACKAGE, "--out", `channel ${index}`, "--cgo", "--append", "GOFLAGS=-v"];
      const { json } = runCommand(home, [...args, "--json"], env as Record<string, string>);
      const list = readFileSync(join(home, `channel ${index}`, "noarch/repodata.json"), "utf8");
      return [json.sha256, list];
    } finally {
      process.umask(umask);
    }
  });
  expect(new Set(sums.map(String)).size).toBe(1);
});

it("is made by the programming interface too, as by the command", async () => {
  const home = makeFolder();
  const program = `
    import { packageHooks, CondaGoHooksError } from "conda-go-hooks";
    const made = await packageHooks({ name: "acme-go-hooks", version: "1.0", build: 2, out: "channel", config: false });
    let code = "";
    try { await packageHooks({ name: "A", version: "1.0", out: "channel" }); }
    catch (error) { if (error instanceof CondaGoHooksError) code = error.code; }
    console.log(JSON.stringify({ ...made, code }));`;
  writeFileSync(join(home, "program.mjs"), program);
  const { json } = runCommand(home, [...PACKAGE, "--build", "2", "--out", "by-command", "--json"]);
  symlinkSync(join(inject("installation"), ".."), join(home, "node_modules"));
  const printed = execFileSync(process.execPath, ["program.mjs"], { cwd: home, encoding: "utf8" });
  const { code, ...made } = JSON.parse(printed);
  expect(code).toBe("package-invalid");
  const { schemaVersion, command, ...told } = json;
  expect({ ...made, ...pick(told) }).toEqual(told);
  expect(made.sha256).toBe(told.sha256);
  const inside = await packageHooks({ ...NAMED, build: 2, recipe: "r" }, makeSession(home));
  expect(inside.sha256).toBe(made.sha256);
});

/** What differs as the channels do. */
function pick({ file, channel, next }: Record<string, unknown>) {
  return { file, channel, next };
}
