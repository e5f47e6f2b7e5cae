// Prints a hook script, or writes it to a file, without installing it.
import { resolve } from "node:path";
import { makeError } from "../errors/error.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import { renderPhase } from "../hooks/render.js";
import { resolveSettings } from "../hooks/resolve-settings.js";
import { findDialect } from "../hooks/select-dialects.js";
import { findSecrets, type Override, type Settings } from "../hooks/settings.js";
import { PHASES } from "../names.js";
import type { Outcome } from "../reports/outcome.js";
import { describeRender, type RenderedHook } from "../reports/render.js";
import type { Session } from "../session.js";

export interface RenderOptions {
  /** The shell, as `--shell` names it; `sh` unless given. */
  readonly shell?: string | undefined;
  /** `activate` unless given. */
  readonly phase?: string | undefined;
  readonly profile?: string | undefined;
  readonly overrides?: readonly Override[] | undefined;
}

/**
 * Renders one hook script.
 * @param platform as in `process.platform`: whose rules decide what a path is
 * @throws CondaGoHooksError `usage`, `setting-invalid`
 */
export function renderHook(options: RenderOptions, platform: string): RenderedHook {
  return renderSettings(options, platform).rendered;
}

function renderSettings(
  options: RenderOptions,
  platform: string,
): { rendered: RenderedHook; settings: Settings } {
  const { shell = "sh", phase = "activate", profile = DEFAULT_PROFILE, overrides = [] } = options;
  const dialect = findDialect(shell);
  const known = PHASES.find((name) => name === phase);
  if (known === undefined) throw makeError("unknown-phase", { name: phase, known: PHASES });
  const settings = resolveSettings({ profile, overrides }, platform);
  const script = renderPhase(dialect, known, settings);
  return { rendered: { shell: dialect.shells[0], phase: known, profile, script }, settings };
}

/** Runs the command. @throws CondaGoHooksError `usage`, `setting-invalid`, `file-system` */
export async function run(
  { out, ...options }: RenderOptions & { readonly out?: string | undefined },
  session: Session,
): Promise<Outcome> {
  const { rendered, settings } = renderSettings(options, session.platform);
  const secrets = findSecrets(settings);
  const file = out === undefined ? null : resolve(session.cwd, out);
  if (file !== null) {
    const { writeScript } = await import("../conda/write-script.js");
    await writeScript(file, rendered.script, secrets.length > 0);
  }
  return describeRender(rendered, file, secrets, session.platform === "win32");
}
