// Shows it all on a throw-away environment: install, activate and deactivate in every shell, uninstall.
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playShells } from "../conda/play-shells.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { type DemoResult, describeDemo } from "../reports/demo.js";
import type { Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { install } from "./install.js";
import { uninstall } from "./uninstall.js";

export interface DemoOptions {
  readonly profile?: string | undefined;
  /** How long a shell may take, in milliseconds. Each line that runs conda takes seconds. */
  readonly timeLimit?: number;
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(
  { profile = DEFAULT_PROFILE, timeLimit = 60_000 }: DemoOptions,
  session: Session,
): Promise<Outcome> {
  // Imported here, as the bundle would `require` it, and some versions of Node cannot.
  const { remove } = await import("fs-extra/esm");
  const folder = await mkdtemp(join(tmpdir(), "conda-go-hooks-demo-"));
  try {
    return await demonstrate(folder, profile, timeLimit, session);
  } finally {
    await remove(folder);
  }
}

async function demonstrate(
  folder: string,
  profile: string,
  timeLimit: number,
  session: Session,
): Promise<Outcome> {
  const { outputFile } = await import("fs-extra/esm");
  const prefix = join(folder, "envs", "demo");
  await outputFile(join(prefix, "conda-meta", "history"), "");

  const installed = await install({ prefix, profile, shells: ["all"], config: false }, session);
  const stage = { prefix, folder, variables: VARIABLE_NAMES, timeLimit };
  const isInstalled = installed.environments.every(({ error }) => error === null);
  const told = isInstalled ? await playShells(stage, session) : [];
  const stories = told.filter((one) => "restored" in one);
  const skipped = told.filter((one) => "skipped" in one);
  const removed = await uninstall({ prefix }, session);
  const left = await readdir(prefix);

  const isClean = left.length === 1 && left[0] === "conda-meta";
  const isFine = stories.length > 0 && stories.every(({ restored }) => restored) && isClean;
  const environments = [...installed.environments, ...removed.environments];
  const errors = environments.flatMap(({ error }) => error ?? []);
  const result: DemoResult = { prefix, profile, shells: stories, skipped, errors, isClean, isFine };
  return { result, ...describeDemo(result, left) };
}
