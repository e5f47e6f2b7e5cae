// A home with an environment and hooks in it, and shells in which one types: doctor, conda and what doctor says.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject } from "vitest";
import type { DoctorResult } from "../../src/reports/doctor.js";
import type { FindingReport } from "../../src/reports/findings.js";
import { makeProgram } from "../conda/stand-in.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";

export interface Shell {
  /** The program and its arguments, the lines to follow. */
  readonly command: readonly [string, ...string[]];
  /** What stands between two lines. */
  readonly separator?: string;
}

export interface HooksStage {
  readonly home: string;
  readonly prefix: string;
  /** Types lines in one shell, a fresh one. */
  readonly type: (lines: readonly string[], shell?: Shell) => string;
  /** Installs the hooks. */
  readonly install: (...args: readonly string[]) => void;
  /** What doctor says of the environment once these lines are typed. */
  readonly ask: (lines?: readonly string[], shell?: Shell) => DoctorResult;
  /** Changes a file below the prefix. */
  readonly edit: (path: string, change: (text: string) => string) => void;
  /** Does what the finding says, by hand where it takes an editor. @returns the lines to type */
  readonly apply: (finding: FindingReport) => readonly string[];
}

const SH: Shell = { command: ["/bin/sh", "-c"] };

// Of conda, what the remedies name besides activation: `env config vars unset NAME` and `remove NAME`, each with -p.
const EDITOR = `
const { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } = require("node:fs");
const words = process.argv.slice(1);
const prefix = words[words.indexOf("-p") + 1];
if (words[0] === "env") {
  const file = prefix + "/conda-meta/state";
  const state = JSON.parse(readFileSync(file, "utf8"));
  state.env_vars[words[4]] = "***unset***";
  writeFileSync(file, JSON.stringify(state));
} else {
  const meta = readdirSync(prefix + "/conda-meta").find((name) => name.startsWith(words.at(-1) + "-"));
  const { files } = JSON.parse(readFileSync(prefix + "/conda-meta/" + meta, "utf8"));
  for (const path of [...files, "conda-meta/" + meta]) rmSync(prefix + "/" + path, { force: true });
}`;

/** @param name of the environment's folder */
export function stageHooks(name = "myenv"): HooksStage {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", name));
  const cli = join(inject("installation"), "dist", "cli.cjs");
  // The words that we print, without a registry.
  makeProgram(join(home, "bin", "npx"), `shift\nexec '${process.execPath}' '${cli}' "$@"`);
  const mjs = fileURLToPath(new URL("../conda/activating-conda.mjs", import.meta.url));
  writeFileSync(join(home, "conda.cjs"), EDITOR.replace("slice(1)", "slice(2)"));
  const conda = join(home, "bin", "conda");
  makeProgram(
    conda,
    `case "$1" in
      env | remove) exec '${process.execPath}' '${home}/conda.cjs' "$@" ;;
      *) exec '${process.execPath}' '${mjs}' "$0" "$@" ;;
    esac`,
  );
  const type: HooksStage["type"] = (lines, { command, separator = "\n" } = SH) => {
    const [program, ...args] = command;
    const hook = command === SH.command ? [`eval "$(${conda} shell.posix hook)"`] : [];
    const env = {
      PATH: `${home}/bin:/usr/bin:/bin`,
      HOME: home,
      CONDA_AUTO_ACTIVATE: "false",
      LC_ALL: "C.UTF-8",
    };
    const text = [...hook, ...lines].join(separator);
    const ran = spawnSync(program, [...args, text], { cwd: home, env, encoding: "utf8" });
    expect([0, 1], ran.stderr + ran.stdout).toContain(ran.status);
    return ran.stdout;
  };
  return {
    home,
    prefix,
    type,
    install: (...args) => {
      type([`npx conda-go-hooks install -p '${prefix}' ${args.join(" ")}`]);
    },
    ask(lines = [], shell = SH) {
      const asked = `npx conda-go-hooks doctor -p '${prefix}' --json`;
      const printed = type([...lines, asked], shell);
      // What the remedies print comes before.
      return JSON.parse(printed.slice(printed.lastIndexOf('{\n  "schemaVersion"')));
    },
    edit(path, change) {
      const file = join(prefix, path);
      writeFileSync(file, change(readFileSync(file, "utf8")));
    },
    apply({ fix, commands, file }) {
      for (const command of commands) expect(fix).toContain(command);
      if (commands.length > 0) return commands;
      const [, line] = /^delete line (\d+) of /.exec(fix) ?? [];
      if (line === undefined || file === null) throw new Error(`nobody can apply this: ${fix}`);
      const lines = readFileSync(file, "utf8").split("\n");
      lines.splice(Number(line) - 1, 1);
      writeFileSync(file, lines.join("\n"));
      return [];
    },
  };
}
