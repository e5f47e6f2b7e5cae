// Says what the word that is being typed may be, to the scripts that `completion` prints.
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import type { Environment } from "../conda/environments.js";
import { type Candidate, describeCandidates, type Kind } from "../reports/completion.js";
import type { Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { findExpected, type Value } from "./find-expected.js";

export interface CompleteOptions {
  /** Without the name of the program, and the last is the one that is being typed; else they come by standard input. */
  readonly words?: readonly string[] | undefined;
}

interface Answer {
  readonly kind: Kind;
  readonly candidates: readonly Candidate[];
}

const NOTHING: Answer = { kind: "words", candidates: [] };

/** The command, over those that are declared. */
export function completeOver(program: Command) {
  return {
    /** Runs the command. @returns the candidates; none when anything fails */
    async run({ words = [] }: CompleteOptions, session: Session): Promise<Outcome> {
      try {
        const line = words.length > 0 ? words : readWords();
        const { kind, candidates } = await complete(program, line, session);
        return describeCandidates(kind, candidates);
      } catch {
        // Whoever presses Tab has no use for an error within the line.
        return describeCandidates(NOTHING.kind, NOTHING.candidates);
      }
    },
  };
}

/** One a line, which PowerShell sends with `\r\n`. */
function readWords(): string[] {
  return readFileSync(0, "utf8")
    .replace(/\r?\n$/, "")
    .split(/\r?\n/);
}

/**
 * The candidates that fit what there is of the last word.
 * @throws CondaGoHooksError `usage` for a configuration with which conda refuses every command
 */
export async function complete(
  program: Command,
  line: readonly string[],
  session: Session,
): Promise<Answer> {
  const current = line.at(-1) ?? "";
  const { stem, commands, options, value, before } = findExpected(
    program,
    line.slice(0, -1),
    current,
  );
  if (before !== null) return { kind: `command ${before}`, candidates: [] };
  const typed = current.slice(stem.length);
  const { kind, candidates } = value === null ? NOTHING : await findValues(value, typed, session);
  const all = [
    ...commands.map((one) => ({ value: one.name(), description: one.description() })),
    ...options.flatMap(({ short, long, description }) =>
      [short, long].flatMap((flag) => (flag ? { value: flag, description } : [])),
    ),
    ...candidates,
  ];
  const fitting = all.filter((one) => one.value.toLowerCase().startsWith(typed.toLowerCase()));
  return { kind, candidates: fitting.map((one) => ({ ...one, value: stem + one.value })) };
}

async function findValues(value: Value, typed: string, session: Session): Promise<Answer> {
  const { name, choices, given } = value;
  if (/^(?:name|path|env)$/.test(name)) return listEnvironments(name, typed, session);
  if (/^(?:file|folders?)$/.test(name))
    return { kind: name === "file" ? "files" : "folders", candidates: [] };
  // Loaded for these alone, as environments are completed without it.
  const { listValues } = await import("./completion-values.js");
  const known = listValues(name, typed);
  const candidates =
    choices.length === 0
      ? known
      : choices.map(
          (word) => known.find((one) => one.value === word) ?? { value: word, description: "" },
        );
  return { kind: "words", candidates: candidates.filter((one) => !given.includes(one.value)) };
}

/** All that can be found without starting conda, by name or by path. */
async function listEnvironments(name: string, typed: string, session: Session): Promise<Answer> {
  const { listEnvironments: list } = await import("../conda/list-environments.js");
  const environments = await list(session);
  if (name === "path" || (name === "env" && /[/\\]/.test(typed))) {
    const toCandidate = ({ name, prefix }: Environment) => ({
      value: prefix,
      description: name ?? "",
    });
    return { kind: "folders", candidates: environments.map(toCandidate) };
  }
  const names = new Map<string, Candidate>();
  for (const { name, prefix } of environments)
    if (name !== null && !names.has(name)) names.set(name, { value: name, description: prefix });
  return { kind: "words", candidates: [...names.values()] };
}
