// What keeps the settings in a pixi environment, which pixi can recreate at any time.
import { type PixiEnvironment, readBesideManifest, readPixiEnvironment } from "../conda/pixi.js";
import { findLacking, isNamed } from "../conda/pixi-activation.js";
import {
  canAppend,
  findActivations,
  formatActivations,
  type Manifest,
  readManifest,
} from "../conda/pixi-manifest.js";
import { sayInEnv } from "../hooks/activation-env.js";
import { renderPhase } from "../hooks/render.js";
import { type HookRequest, planRequest } from "../hooks/request.js";
import { findSecrets, type Settings, typeOverride } from "../hooks/settings.js";
import { COMMAND, TOOL } from "../names.js";
import { describeDoings, describeObstacle, type PixiAdvice } from "../reports/pixi.js";
import { type Warning, warn } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { cmd } from "../shells/cmd.js";
import type { Dialect } from "../shells/dialect.js";
import { posix as sh } from "../shells/posix.js";
import { typed } from "../shells/typed.js";

/**
 * Finds what the manifest lacks. Values go into pixi's own `activation.env`: it needs no file, and works in every
 * shell that `pixi shell` starts, and for `shell-hook` in shells that expand variables like the platform's own. Only
 * a setting that needs the user's own value takes a script. Both are per platform: cmd.exe knows neither
 * `$CONDA_PREFIX` nor bash's scripts.
 * @returns null when the manifest has it all
 */
export async function advisePixi(
  { manifest, name }: PixiEnvironment,
  { profile, overrides, shells }: HookRequest,
  { platform }: Session,
): Promise<PixiAdvice | null> {
  const isWindows = platform === "win32";
  // pixi never deactivates, so a guard would do nothing.
  const { settings } = planRequest({ profile, overrides, shells }, platform);
  const advice: PixiAdvice = {
    manifest,
    platforms: isWindows ? "Windows" : "Linux and macOS",
    obstacle: null,
    command: null,
    activation: [],
    isAppendable: true,
  };
  // Never show a password, or have it put into a shared file.
  if (findSecrets(settings).length > 0)
    return {
      ...advice,
      obstacle: describeObstacle(null),
    };
  const found = (manifest && (await readManifest(manifest))) || NO_MANIFEST;
  if (found.faultyLine !== null)
    return {
      ...advice,
      obstacle: describeObstacle(found.faultyLine),
    };

  const { env, needsScript } = sayInEnv(settings, isWindows);
  const dialect = dialectOfPixi(isWindows);
  const { id, extension } = dialect;
  const script = needsScript ? `${TOOL}${extension}` : null;
  const lacking = findLacking(found, name, { env, script }, isWindows);
  const activation = lacking.size === 0 ? [] : await formatActivations(lacking);
  const content = renderPhase(dialect, "activate", settings);
  const isMade =
    script === null || (manifest !== null && readBesideManifest(manifest, script) === content);
  if (activation.length === 0 && isMade) return null;
  const options = overrides.map((override) => typeOverride(override, platform));
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

/**
 * Warns about a manifest that still does what the removed hooks did.
 * @param settings of the hooks; when they are empty, only the scripts are known
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
  if (named.length === 0 && set.length === 0) return [];
  return [warn("pixiGoesOn", { manifest: manifest ?? "", doings: describeDoings(named, set) })];
}

/** pixi activates in bash, and in cmd.exe on Windows, whatever the user's shell. */
function dialectOfPixi(isWindows: boolean): Dialect {
  return isWindows ? cmd : sh;
}
