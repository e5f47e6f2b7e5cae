// What keeps the hooks in an environment of pixi, which makes its environments anew.
import { basename, dirname } from "node:path";
import { type PixiEnvironment, readBesideManifest, readPixiEnvironment } from "../conda/pixi.js";
import type { HookRequest, Plan } from "../hooks/request.js";
import { findSecrets } from "../hooks/settings.js";
import { COMMAND, scriptPath, TOOL } from "../names.js";
import { inline } from "../report.js";
import type { Session } from "../session.js";
import { cmd } from "../shells/cmd.js";
import type { Dialect } from "../shells/dialect.js";
import { posix } from "../shells/posix.js";
import { typed } from "../shells/typed.js";
import type { Warning } from "./environment-report.js";

export interface PixiAdvice {
  /** The manifest that is to get the lines; null when the environment does not name it. */
  readonly manifest: string | null;
  /** What makes the script, in the manifest's folder; null where that would hold a password. */
  readonly command: string | null;
  /** The lines to add to the manifest; none where it names the script already. */
  readonly activation: readonly string[];
}

/**
 * Finds what to do besides: `[activation] scripts` in the manifest, which pixi runs after the hooks.
 * @returns null where all of it is done
 */
export function advisePixi(
  { manifest }: PixiEnvironment,
  { profile, overrides }: HookRequest,
  { settings, files }: Plan,
  { platform }: Session,
): PixiAdvice | null {
  const isWindows = platform === "win32";
  const dialect = dialectOf(platform);
  const script = `${TOOL}${dialect.extension}`;
  const isNamed = manifest !== null && isInForce(manifest, script);
  const hook = scriptPath("activate", dialect.extension);
  const content = files.find(({ path }) => path === hook)?.content;
  if (isNamed && readBesideManifest(manifest, script) === content) return null;
  const options = overrides.map((override) => {
    const value = "value" in override ? `=${override.value}` : "";
    return `--${override.action} ${typed(`${override.variable}${value}`, platform)}`;
  });
  const render = `${COMMAND} render --shell ${isWindows ? "cmd" : "sh"} --profile ${typed(profile, platform)}`;
  const table = [
    ...(manifest !== null && basename(manifest) === "pyproject.toml" ? ["tool.pixi"] : []),
    ...(isWindows ? ["target.win"] : []),
    "activation",
  ].join(".");
  return {
    manifest,
    // Neither a terminal nor a workspace is the place for a password.
    command: findSecrets(settings).length > 0 ? null : [render, ...options, ">", script].join(" "),
    activation: isNamed ? [] : [`[${table}]`, `scripts = ["${script}"]`],
  };
}

/** What to type to activate an environment of a workspace of pixi; null where it is none. */
export function activationInPixi(
  prefix: string,
  environment: PixiEnvironment | null,
  { platform }: Session,
): string | null {
  if (!environment?.manifest) return null;
  return `pixi shell --manifest-path ${typed(environment.manifest, platform)} -e ${typed(basename(prefix), platform)}`;
}

/** What to say of a manifest that still names the script when the hooks are gone. */
export function warnOfPixi(prefix: string, { platform }: Session): Warning[] {
  const manifest = readPixiEnvironment(prefix)?.manifest ?? null;
  const script = `${TOOL}${dialectOf(platform).extension}`;
  if (manifest === null || !isInForce(manifest, script)) return [];
  const message = `${manifest} still names ${script}, so pixi goes on setting the variables in all of the workspace; take it out there`;
  return [{ code: "pixi", message }];
}

/** pixi activates in bash and, on Windows, in cmd.exe, whatever the user's shell. */
function dialectOf(platform: string): Dialect {
  return platform === "win32" ? cmd : posix;
}

/** Whether a line of the manifest names the script, and not in a comment. */
function isInForce(manifest: string, script: string): boolean {
  const lines = readBesideManifest(manifest, basename(manifest))?.split("\n") ?? [];
  return lines.some((line) => {
    const code = line.replace(/#.*/, "");
    return code.includes(`"${script}"`) || code.includes(`'${script}'`);
  });
}

/** The advice as a person reads it. */
export function describeAdvice({ manifest, command, activation }: PixiAdvice): string[] {
  const folder = manifest === null ? "in the workspace" : `in ${dirname(manifest)}`;
  return [
    "pixi may make its environments anew at any time, without the hooks; to have them always, in all of the workspace:",
    `  ${folder}: ${command ?? "first put the password into a ~/.netrc, and install without it"}`,
    ...(activation.length === 0
      ? []
      : [
          `  and in ${manifest === null ? "its pixi.toml" : basename(manifest)}, or in the list of scripts that is there already:`,
          ...activation.map((line) => `    ${line}`),
        ]),
  ].map(inline);
}
