// Prints a hook script without installing it.
import { CondaGoHooksError } from "../errors.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import { renderHook as renderSettings } from "../hooks/render.js";
import { resolveSettings } from "../hooks/resolve-settings.js";
import { findSecrets, type Override } from "../hooks/settings.js";
import { PHASES, type Phase } from "../names.js";
import type { Outcome } from "../report.js";
import type { Session } from "../session.js";
import { findDialect } from "../shells/dialects.js";

export interface RenderOptions {
  /** As `--shell` names it; `sh` unless given. */
  readonly shell?: string | undefined;
  /** `activate` unless given. */
  readonly phase?: string | undefined;
  readonly profile?: string | undefined;
  readonly overrides?: readonly Override[] | undefined;
}

export interface RenderResult {
  readonly shell: string;
  readonly phase: Phase;
  readonly profile: string;
  /** The script, as it would go to disk. */
  readonly script: string;
}

/**
 * Renders one hook script.
 * @param platform whose paths the settings are checked as
 * @throws CondaGoHooksError `usage`, `setting-invalid`
 */
export function renderHook(options: RenderOptions, platform: string): RenderResult {
  const { shell = "sh", phase = "activate", profile = DEFAULT_PROFILE, overrides = [] } = options;
  const dialect = findDialect(shell);
  const known = PHASES.find((name) => name === phase);
  if (known === undefined) {
    throw new CondaGoHooksError(
      "usage",
      `there is no phase '${phase}'`,
      "--phase",
      `the phases are ${PHASES.join(" and ")}`,
    );
  }
  const settings = resolveSettings({ profile, overrides }, platform);
  return {
    shell: dialect.shells[0],
    phase: known,
    profile,
    script: renderSettings(dialect, known, settings),
  };
}

/** The command. */
export async function run(options: RenderOptions, session: Session): Promise<Outcome> {
  const result = renderHook(options, session.platform);
  const { profile = DEFAULT_PROFILE, overrides = [] } = options;
  const secrets = findSecrets(resolveSettings({ profile, overrides }, session.platform));
  const warnings = secrets.map((name) => ({
    code: "password",
    message: `the password in ${name} is shown as ***; install writes it in clear`,
  }));
  const notes = warnings.map(({ message }) => `warning: ${message}`);
  return { result: { ...result, warnings }, text: "", script: result.script, notes, exitCode: 0 };
}
