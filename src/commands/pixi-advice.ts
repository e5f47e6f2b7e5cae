// What keeps the hooks in an environment of pixi, which makes its environments anew.
import { basename, dirname, posix } from "node:path";
import { type PixiEnvironment, readBesideManifest, readPixiEnvironment } from "../conda/pixi.js";
import {
  type Activation,
  canAppend,
  findActivations,
  formatActivations,
  listActivations,
  listFeatures,
  listPlatforms,
  type Manifest,
  readManifest,
} from "../conda/pixi-manifest.js";
import { renderPhase } from "../hooks/render.js";
import { type HookRequest, planRequest } from "../hooks/request.js";
import {
  findSecrets,
  formatOverride,
  isKept,
  type Setting,
  type Settings,
} from "../hooks/settings.js";
import { COMMAND, TOOL } from "../names.js";
import type { Warning } from "../reports/environments.js";
import { inline } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { cmd } from "../shells/cmd.js";
import type { Dialect } from "../shells/dialect.js";
import { posix as sh } from "../shells/posix.js";
import { typed } from "../shells/typed.js";
import { parseWord } from "../shells/word.js";

export interface PixiAdvice {
  /** The manifest that is to get the lines; null when the environment does not name it. */
  readonly manifest: string | null;
  /** On which platforms they count, for all who use the workspace. */
  readonly platforms: "Linux and macOS" | "Windows";
  /** What is in the way of all else, and to be done first; null when nothing is. */
  readonly obstacle: string | null;
  /** What makes the script, in the manifest's folder; null where it is there, or none is needed. */
  readonly command: string | null;
  /** The lines of TOML that the manifest lacks. */
  readonly activation: readonly string[];
  /** Whether they can stand at the manifest's end: else some of their tables are there, and get what is in them. */
  readonly isAppendable: boolean;
}

/**
 * Finds what to do besides. What pixi's own `activation.env` can say is said there: it needs no file, and is
 * right in every shell that `pixi shell` starts, and in those of `shell-hook` that expand a variable as the
 * platform's own does. A script, which pixi puts into any shell's `shell-hook`, is for what takes the user's
 * own value. Each is for a target: bash's `$CONDA_PREFIX` is nothing to cmd.exe, nor are its scripts.
 * @returns null where all of it is done
 */
export async function advisePixi(
  { manifest, name }: PixiEnvironment,
  { profile, overrides, shells }: HookRequest,
  { platform }: Session,
): Promise<PixiAdvice | null> {
  const isWindows = platform === "win32";
  // pixi deactivates nothing, so there is nothing to guard.
  const { settings } = planRequest({ profile, overrides, shells }, platform);
  const advice: PixiAdvice = {
    manifest,
    platforms: isWindows ? "Windows" : "Linux and macOS",
    obstacle: null,
    command: null,
    activation: [],
    isAppendable: true,
  };
  // Neither a terminal nor a workspace is the place for a password.
  if (findSecrets(settings).length > 0)
    return {
      ...advice,
      obstacle: "first put the password into a ~/.netrc, and install without it",
    };
  const found = (manifest && (await readManifest(manifest))) || NO_MANIFEST;
  if (found.faultyLine !== null)
    return {
      ...advice,
      obstacle: `line ${found.faultyLine} of the manifest is no valid TOML: mend it, and install again`,
    };

  const { env, needsScript } = sayInEnv(settings, isWindows);
  const dialect = dialectOf(isWindows);
  const { id, extension } = dialect;
  const script = needsScript ? `${TOOL}${extension}` : null;
  const lacking = findLacking(found, name, { env, script }, isWindows);
  const activation = lacking.size === 0 ? [] : await formatActivations(lacking);
  const content = renderPhase(dialect, "activate", settings);
  const isMade =
    script === null || (manifest !== null && readBesideManifest(manifest, script) === content);
  if (activation.length === 0 && isMade) return null;
  const options = overrides.map((override) =>
    formatOverride(override, (word) => typed(word, platform)),
  );
  const shell = id === "cmd" ? "cmd" : "sh";
  const render = `${COMMAND} render --shell ${shell} --profile ${typed(profile, platform)}`;
  return {
    ...advice,
    command: isMade ? null : [render, ...options, "--out", script].join(" "),
    activation,
    isAppendable: await canAppend(found, activation),
  };
}

const NO_MANIFEST: Manifest = { text: "", document: {}, root: [], faultyLine: null };

/** The settings as far as `[activation.env]` can say them, and whether that leaves something to a script. */
function sayInEnv(
  settings: Settings,
  isWindows: boolean,
): { env: Record<string, string>; needsScript: boolean } {
  const env: Record<string, string> = {};
  let needsScript = false;
  for (const [name, setting] of Object.entries(settings)) {
    const value = sayValue(setting, isWindows);
    if (value !== null) env[name] = value;
    else if (!isKept(setting)) needsScript = true;
  }
  return { env, needsScript };
}

// pixi puts the value between double quotes of the shell, and hides there as good as nothing.
function sayValue(setting: Setting, isWindows: boolean): string | null {
  // Go takes an empty variable for none, and pixi drops what is unset.
  if (setting.action === "unset") return "";
  if (setting.action !== "set") return null;
  const word = parseWord(setting.value);
  const [first = "", ...behind] = typeof word === "string" ? [word] : word.literals;
  const isPlain = [first, ...behind].every((text) =>
    isWindows ? !/[%"]/.test(text) : !/[$`"\\]/.test(text),
  );
  if (isWindows) return isPlain ? [first, ...behind].join("%CONDA_PREFIX%") : null;
  // Of what else comes behind the name, some shell takes it for more of the name.
  const isEnded = behind.every((text) => text === "" || text.startsWith("/"));
  return isPlain && isEnded ? [first, ...behind].join("$CONDA_PREFIX") : null;
}

interface Wanted {
  readonly env: Readonly<Record<string, string>>;
  readonly script: string | null;
}

/** What the manifest's activation tables are still to get, by their places. */
function findLacking(
  manifest: Manifest,
  environment: string,
  { env, script }: Wanted,
  isWindows: boolean,
): Map<readonly string[], object> {
  const features = listFeatures(manifest, environment);
  const platforms = listPlatforms(manifest, isWindows);
  const family = isWindows ? "win" : "unix";
  const base = features.at(-1) ?? [];
  const places = new Map<string, readonly string[]>();
  const lacking = new Map<
    readonly string[],
    { scripts?: string[]; env?: Record<string, string> }
  >();
  const tableAt = (path: readonly string[]) => {
    const key = JSON.stringify(path);
    const place = places.get(key) ?? path;
    places.set(key, place);
    const table = lacking.get(place) ?? {};
    lacking.set(place, table);
    return table;
  };

  // The one list that counts in a feature hides all others: it is made longer where it stands.
  const lists = platforms.map((platform) =>
    features.map((feature) =>
      listActivations(manifest, feature, platform).find(({ scripts }) => scripts !== null),
    ),
  );
  const isNamedIn = (list: readonly (Activation | undefined)[]) =>
    script === null || list.some((table) => table && isNamed(table, script));
  const isOne =
    new Set(lists.map((list) => JSON.stringify(list.at(-1)?.path))).size === 1 &&
    !lists.some(isNamedIn);
  for (const [index, list] of lists.entries()) {
    if (script === null || isNamedIn(list)) continue;
    const counting = list.at(-1);
    const target = isOne ? family : (platforms[index] ?? family);
    const path = counting?.isTarget ? counting.path : [...base, "target", target];
    tableAt(path).scripts = [...(counting?.scripts ?? []), script];
  }

  for (const platform of platforms) {
    const tables = features.flatMap((feature) => listActivations(manifest, feature, platform));
    for (const [name, value] of Object.entries(env)) {
      const counting = tables.find((table) => Object.hasOwn(table.env, name));
      if (counting?.env[name] === value) continue;
      const path = counting?.isTarget
        ? counting.path
        : [...(counting?.feature ?? base), "target", family];
      const table = tableAt(path);
      table.env = { ...table.env, [name]: value };
    }
  }
  return lacking;
}

function isNamed({ scripts }: Activation, script: string): boolean {
  return scripts?.some((path) => posix.normalize(path) === script) ?? false;
}

/** What to type to activate an environment of a workspace of pixi; null where it is none. */
export function activationInPixi(
  environment: PixiEnvironment | null,
  { platform }: Session,
): string | null {
  if (!environment?.manifest) return null;
  const { manifest, name } = environment;
  return `pixi shell --manifest-path ${typed(manifest, platform)} -e ${typed(name, platform)}`;
}

/**
 * What to say of a manifest that still does what the hooks did when these are gone.
 * @param settings of the hooks; without any, only the scripts are known
 */
export async function warnOfPixi(prefix: string, settings: Settings): Promise<Warning[]> {
  const manifest = readPixiEnvironment(prefix)?.manifest ?? null;
  const found = manifest === null ? null : await readManifest(manifest);
  if (found === null) return [];
  const tables = findActivations(found);
  const scripts = [sh, cmd].map(({ extension }) => `${TOOL}${extension}`);
  const named = scripts.filter((script) => tables.some((table) => isNamed(table, script)));
  const envs = [false, true].map((isWindows) => sayInEnv(settings, isWindows).env);
  const set = Object.keys(settings).filter((name) =>
    tables.some(({ env }) =>
      envs.some((own) => own[name] !== undefined && env[name] === own[name]),
    ),
  );
  const doings = [
    ...named.map((script) => `names ${script}`),
    ...(set.length > 0 ? [`sets ${set.join(", ")}`] : []),
  ];
  if (doings.length === 0) return [];
  const message = `${manifest} still ${doings.join(" and ")}, so pixi goes on setting the variables in all of the workspace; take it out there`;
  return [{ code: "pixi", message }];
}

/** pixi activates in bash and, on Windows, in cmd.exe, whatever the user's shell. */
function dialectOf(isWindows: boolean): Dialect {
  return isWindows ? cmd : sh;
}

/** The advice as a person reads it. */
export function describeAdvice(advice: PixiAdvice): string[] {
  const { manifest, platforms, obstacle, command, activation, isAppendable } = advice;
  const folder = manifest === null ? "in the workspace" : `in ${dirname(manifest)}`;
  const file = manifest === null ? "its pixi.toml" : basename(manifest);
  const place = isAppendable
    ? `at the end of ${file}`
    : `in ${file}, in the tables of these names as far as they are there, in place of what they have of it`;
  return [
    `pixi may make its environments anew at any time, without the hooks; to have them always, for all who use the workspace on ${platforms} (elsewhere, install says what to add there):`,
    ...[obstacle, command].flatMap((line) => (line === null ? [] : [`  ${folder}: ${line}`])),
    ...(activation.length === 0
      ? []
      : [
          command === null ? `  ${folder}: ${place}:` : `  and ${place}:`,
          ...activation.map((line) => (line === "" ? "" : `    ${line}`)),
        ]),
  ].map(inline);
}
