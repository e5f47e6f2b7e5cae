// What keeps the hooks in an environment of pixi, which makes its environments anew.
import { basename, dirname } from "node:path";
import { readBesideManifest, readPixiEnvironment } from "../conda/pixi.js";
import type { HookRequest, Plan } from "../hooks/request.js";
import { findSecrets } from "../hooks/settings.js";
import { COMMAND, scriptPath, TOOL } from "../names.js";
import { inline } from "../report.js";
import type { Session } from "../session.js";
import { cmd } from "../shells/cmd.js";
import { posix } from "../shells/posix.js";
import { typed } from "./environment-report.js";

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
 * @returns null where it is no environment of pixi, and where all of it is done
 */
export function advisePixi(
  prefix: string,
  { profile, overrides }: HookRequest,
  { settings, files }: Plan,
  { platform }: Session,
): PixiAdvice | null {
  const environment = readPixiEnvironment(prefix);
  if (environment === null) return null;
  const { manifest } = environment;
  // pixi activates in bash and, on Windows, in cmd.exe, whatever the user's shell.
  const isWindows = platform === "win32";
  const dialect = isWindows ? cmd : posix;
  const script = `${TOOL}${dialect.extension}`;
  const isNamed = manifest !== null && isInForce(manifest, script);
  const hook = scriptPath("activate", dialect.extension);
  const content = files.find(({ path }) => path === hook)?.content;
  if (isNamed && readBesideManifest(manifest, script) === content) return null;
  const options = overrides.map((override) => {
    const value = "value" in override ? `=${override.value}` : "";
    return `--${override.action} ${typed(`${override.variable}${value}`)}`;
  });
  const render = `${COMMAND} render --shell ${isWindows ? "cmd" : "sh"} --profile ${typed(profile)}`;
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

/** Whether a line of the manifest names the script, and not in a comment. */
function isInForce(manifest: string, script: string): boolean {
  const lines = readBesideManifest(manifest, basename(manifest))?.split("\n") ?? [];
  return lines.some((line) => line.replace(/#.*/, "").includes(`"${script}"`));
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
