// What csh does in its own way: history, line breaks, patterns; and why the old csh of BSD is none of ours.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { savedName } from "../../src/names.js";
import { csh } from "../../src/shells/csh.js";
import { parseWord } from "../../src/shells/word.js";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith, findProgram, itUnless } from "../setup/programs.js";
import { FLAG_CASES, HARD_VALUES, runLines, writeHooks } from "./hook-files.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PREFIX = "/opt/envs/my env";

describeWith("tcsh", "tcsh", findProgram("tcsh"), (program) => {
  const hooks = writeHooks(csh, join(folder, "hooks"), [
    { action: "set", variable: "GOPATH", value: "{prefix}/gopath" },
    { action: "append", variable: "GOFLAGS", value: "-race" },
    { action: "unset", variable: "GOSUMDB" },
  ]);
  let runs = 0;
  const play = (
    env: Readonly<Record<string, string>>,
    { activate, deactivate } = hooks,
    args: readonly string[] = [],
  ) =>
    runLines(
      [program, "-f", ...args],
      join(folder, `run ${runs++}`),
      { CONDA_PREFIX: PREFIX, ...env },
      (look) => [
        look("before"),
        `source '${activate}'`,
        look("inside"),
        `source '${deactivate}'`,
        look("after"),
        "echo $status",
      ],
    );

  it.each(HARD_VALUES)("holds %j as the user has it, and its own as they are", (value) => {
    const user = { GOPATH: value, GOMODCACHE: value, GOFLAGS: value, GOSUMDB: value };
    for (const args of [[], ["-e"]]) {
      const { looks, output } = play(user, hooks, args);
      expect(looks.inside).toMatchObject({
        GOPATH: `${PREFIX}/gopath`,
        GOMODCACHE: value,
        GOFLAGS: `${value} -race`,
        _CONDA_GO_HOOKS_SAVED_GOSUMDB: value,
      });
      expect(looks.inside).not.toHaveProperty("GOSUMDB");
      expect(looks.after).toEqual(looks.before);
      expect(output).toBe("0\n");
    }
  });

  it("has all that a setting can be, so that none has to be refused", () => {
    const value = "a!b!! 'c' \"d\" `e` $f {prefix} * ? [ { ~ \\ \\! ^ é 😀";
    const { looks, output } = play(
      {},
      writeHooks(csh, join(folder, "nasty"), [{ action: "set", variable: "GOPRIVATE", value }]),
    );
    expect(looks.inside).toMatchObject({ GOPRIVATE: value.replace("{prefix}", PREFIX) });
    expect(output).toBe("0\n");
  });

  it.each(FLAG_CASES.filter(({ user }) => !user.includes("\t")))(
    "finds $flag in $user: $isThere",
    ({ flag, user, isThere }) => {
      for (const action of ["append", "prepend"] as const) {
        const { looks, output } = play(
          { GOFLAGS: user },
          writeHooks(csh, join(folder, "flags"), [{ action, variable: "GOFLAGS", value: flag }]),
        );
        const added = action === "append" ? `${user} ${flag}` : `${flag} ${user}`;
        expect(looks.inside?.GOFLAGS).toBe(isThere ? user : added);
        expect(output).toBe("0\n");
      }
    },
  );

  // The flag is there twice then, and means the same.
  it.each(["\t", "\n", "\r"])("does not find a flag behind %j, and adds it", (blank) => {
    const { looks } = play({ GOFLAGS: `-v${blank}-race` });
    expect(looks.inside?.GOFLAGS).toBe(`-v${blank}-race -race`);
    expect(looks.after).toEqual(looks.before);
  });

  // A pattern of csh cannot have the prefix in it as a text: an open [ or { would end the script.
  it("adds a flag with the prefix in it without a look, whatever is in the prefix", () => {
    const prefix = "/opt/a[b{c*?\\!^";
    const { looks, output } = play(
      { CONDA_PREFIX: prefix, GOFLAGS: `-modfile=${prefix}/alt.mod` },
      writeHooks(csh, join(folder, "prefix"), [
        { action: "append", variable: "GOFLAGS", value: "-modfile={prefix}/alt.mod" },
      ]),
    );
    const flag = `-modfile=${prefix}/alt.mod`;
    expect(looks.inside?.GOFLAGS).toBe(`${flag} ${flag}`);
    expect(looks.after).toEqual(looks.before);
    expect(output).toBe("0\n");
  });

  it("has a pattern for every text, which matches it and nothing else", () => {
    const texts = [
      "*",
      "?",
      "[a]",
      "[^a]",
      "[",
      "]",
      "{a,b}",
      "{",
      "}",
      "\\*",
      "\\",
      "^a",
      "~",
      "!",
    ];
    const others = ["", "x", "a", "b", "ab", "\\x", "^", "~root"];
    const { output } = runLines([program, "-f"], join(folder, "patterns"), {}, () =>
      texts.flatMap((text) => {
        const pattern = csh.quote(csh.pattern?.(text) ?? "");
        return [...texts, ...others].map(
          (other) =>
            `if (x${csh.quote(other)} =~ x${pattern}) echo ${csh.quote(`${text}=${other}`)}`,
        );
      }),
    );
    const printed = texts.map((text) => `${text}=${text}`.replaceAll("\\\\", "\\"));
    expect(output.trimEnd().split("\n")).toEqual(printed);
    expect(csh.pattern?.(parseWord("{prefix}/x"))).toBeNull();
  });

  // So in csh conda itself does nothing in such an environment, and no hook of anyone's is run.
  it("takes a ! for history in the lines that conda writes", () => {
    const home = join(folder, "history");
    const source = (name: string) => {
      const script = join(home, name, "hook.csh");
      mkdirSync(join(home, name), { recursive: true });
      writeFileSync(script, `setenv SOURCED ${name.length}\n`);
      writeFileSync(join(home, "lines"), `source "${script}";`);
      return runLines([program, "-f"], home, {}, (look) => [
        'set ask_conda="`cat lines`"',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's expansion, not ours
        'eval "${ask_conda}"',
        look("after"),
      ]);
    };
    expect(source("wow env").looks.after).toHaveProperty("SOURCED");
    expect(source("wow!env").output).toContain("Event not found");
    expect(source("wow!env").looks.after ?? {}).not.toHaveProperty("SOURCED");
  });
});

// Not on every machine, and nothing that has to work: it says why there is no such shell in our tables.
const bsd = findProgram("bsd-csh");
itUnless(
  bsd === null ? "there is no bsd-csh" : null,
  "is not the old csh of BSD, which knows neither our names nor conda's",
  () => {
    const run = (...lines: string[]) =>
      spawnSync(bsd as string, ["-f", "-c", lines.join("\n")], { cwd: folder, encoding: "utf8" });
    expect(run(`if ($?${savedName("GOMODCACHE")}) echo there`).stderr).toContain("name too long");
    // conda's command is an alias for such a line.
    expect(run("source conda.csh activate myenv").stderr).toContain("Too many arguments");
  },
);
