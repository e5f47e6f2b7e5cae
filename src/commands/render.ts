// Prints a hook script or writes it into a file, and installs nothing.
import { resolve } from "node:path";
import { makeError } from "../errors/error.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import { renderPhase } from "../hooks/render.js";
import { resolveSettings } from "../hooks/resolve-settings.js";
import { findSecrets, type Override } from "../hooks/settings.js";
import { PHASES, type Phase } from "../names.js";
import { inline, type Outcome } from "../reports/outcome.js";
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
 * @param platform whose rules for paths the settings are checked by
 * @throws CondaGoHooksError `usage`, `setting-invalid`
 */
export function renderHook(options: RenderOptions, platform: string): RenderResult {
  const { shell = "sh", phase = "activate", profile = DEFAULT_PROFILE, overrides = [] } = options;
  const dialect = findDialect(shell);
  const known = PHASES.find((name) => name === phase);
  if (known === undefined) throw makeError("unknown-phase", { name: phase, known: PHASES });
  const settings = resolveSettings({ profile, overrides }, platform);
  return {
    shell: dialect.shells[0],
    phase: known,
    profile,
    script: renderPhase(dialect, known, settings),
  };
}

/** The command. @throws CondaGoHooksError `usage`, `setting-invalid`, `file-system` */
export async function run(
  { out, ...options }: RenderOptions & { readonly out?: string | undefined },
  session: Session,
): Promise<Outcome> {
  const result = renderHook(options, session.platform);
  const { profile = DEFAULT_PROFILE, overrides = [] } = options;
  const secrets = findSecrets(resolveSettings({ profile, overrides }, session.platform));
  const file = out === undefined ? null : resolve(session.cwd, out);
  if (file !== null) {
    const { writeScript } = await import("./write-script.js");
    await writeScript(file, result.script, secrets.length > 0);
  }
  // On Windows, a file gets the access rights of its folder.
  const readers =
    session.platform === "win32"
      ? "who can read its folder can read it"
      : "nobody but you can read it";
  const warnings = secrets.map((name) => ({
    code: "password",
    message:
      file === null
        ? `the password in ${name} is shown as ***; install and --out write it in clear`
        : `the password in ${name} is in that file in clear; ${readers}`,
  }));
  const notes = warnings.map(({ message }) => `warning: ${message}`);
  return {
    // The script may hold a password, and only readers of the file may see it.
    result: { ...result, script: file === null ? result.script : null, out: file, warnings },
    ...(file === null ? { text: "", script: result.script } : { text: `wrote ${inline(file)}` }),
    notes,
    exitCode: 0,
  };
}
