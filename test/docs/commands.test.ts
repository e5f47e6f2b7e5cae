// Every command line of ours on the pages is one that the command takes.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { listPages, readPage } from "../setup/readme.js";

/** Those of blocks of code, also within an eval, without their comments, and those within a text. */
function listCommands(page: string): string[] {
  const text = readPage(page);
  const lines = [...text.matchAll(/^(?:\$ )?((?:eval "\$\()?conda-go-hooks .*)$/gm)];
  const inline = [...text.matchAll(/`((?:eval "\$\()?conda-go-hooks [^`]*)`/g)];
  return [...lines, ...inline]
    .map(([, line = ""]) => line.replace(/ +#.*$/, "").replaceAll(/\s+/g, " "))
    .filter((line) => !/\bCODE\b|…/.test(line));
}

const CASES = ["README.md", ...listPages().filter((page) => page.startsWith("docs/"))].flatMap(
  (page) => listCommands(page).map((line) => [page, line] as const),
);

describeWith("the pages", "bash", findProgram("bash"), (bash) => {
  it("name commands", () => {
    expect(CASES.length).toBeGreaterThan(25);
    for (const part of [/ exec .* -- go /, /^eval .* env /])
      expect(CASES.filter(([, line]) => part.test(line))).not.toEqual([]);
  });

  it.each(CASES)("%s has %s", (_, line) => {
    const home = makeFolder();
    const envs = join(home, ".conda", "envs");
    for (const name of ["myenv", "active", "scratch", "api"]) makeEnvironment(join(envs, name));
    if (line.includes("--config ")) writeFileSync(join(home, "conda-go-hooks.yaml"), "cgo: true\n");
    writeFileSync(join(home, "build.log"), "go: no go.mod file\n");
    for (const folder of [
      "api",
      "src",
      join("src", "api"),
      join(".conda", "envs", "myenv", "src"),
    ]) {
      mkdirSync(join(home, folder));
      writeFileSync(join(home, folder, "go.mod"), "module example.com/a\n\ngo 1.22\n");
    }
    const prefix = join(envs, / -n (\w+)/.exec(line)?.[1] ?? "active");
    const [, words] = / exec .*? -- (.*)/.exec(line) ?? [];
    if (words !== undefined) {
      // A go that says how it was started: what it would do is not ours.
      mkdirSync(join(prefix, "bin"), { recursive: true });
      writeFileSync(join(prefix, "bin", "go"), '#!/bin/sh\necho "go $*"\n', { mode: 0o755 });
    }
    const isEvaluated = line.startsWith("eval ");
    // There it has something to set.
    const lines = isEvaluated
      ? [`conda-go-hooks -q install -p '${prefix}'`, line, 'echo "$GOPATH"']
      : [line];
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const run = `conda-go-hooks() { '${process.execPath}' '${cli}' "$@"; }`;
    const { status, stdout, stderr } = spawnSync(bash, ["-c", [run, ...lines].join("\n")], {
      cwd: home,
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin", HOME: home, CONDA_PREFIX: join(envs, "active") },
    });
    expect([status, stderr]).toEqual([0, ""]);
    if (words !== undefined) expect(stdout).toBe(`${words}\n`);
    if (isEvaluated) expect(stdout).toBe(`${prefix}/gopath\n`);
  });
});
