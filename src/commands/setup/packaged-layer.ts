// The hooks that a conda package has brought to an environment, and what they set.
import { findPackagedHooks, type PackagedHooks } from "../../conda/packaged-hooks.js";
import { explainRefusal, readPackagedSettings } from "../../hooks/packaged.js";
import { type HookRequest, readRequest } from "../../hooks/request.js";
import type { PackagedReport } from "../../reports/packaged-report.js";
import type { Session } from "../../session.js";
import { dialectOf } from "../../shells/dialects.js";

/** That of the scripts that the session's shell runs; of a shell that is not known, the platform's own. */
export function extensionOf({ shell, platform }: Session): string {
  return dialectOf(shell)?.extension ?? (platform === "win32" ? ".bat" : ".sh");
}

export interface PackagedLayer
  extends PackagedReport,
    Pick<PackagedHooks, "extensions" | "path" | "names"> {
  /** What was asked for when the package was made; null where the settings are. */
  readonly request: HookRequest | null;
}

/**
 * The packaged hooks of an environment, by the scripts of this shell if it has such; null without any.
 * @param isThorough whether to look for other packages that have brought the same scripts, which takes its time
 */
export function findPackagedLayer(
  prefix: string,
  session: Session,
  isThorough = false,
): PackagedLayer | null {
  const found = findPackagedHooks(prefix, () => extensionOf(session), isThorough);
  if (found === null) return null;
  const { request: said, ...hooks } = found;
  const { profile = null, settings = null } = readPackagedSettings(said, session.platform) ?? {};
  const request = settings && readRequest({ ...(said as object), shells: null });
  const { platform } = session;
  const message = settings === null ? explainRefusal(said, platform) : null;
  const refusal = message === null ? null : { platform, message };
  return { ...hooks, refusal, request, profile, settings };
}

/** The same as it is reported. */
export function reportPackaged(layer: PackagedLayer | null): PackagedReport | null {
  if (layer === null) return null;
  const { extensions, path, names, request, ...report } = layer;
  return report;
}

/** What keeps the rest as a package's hooks have it, where none are installed yet; as one types it behind install. */
export function keepProfile(
  packaged: Pick<PackagedReport, "profile"> | null,
  hasInstalled: boolean,
): string {
  return packaged?.profile && !hasInstalled ? ` --profile ${packaged.profile}` : "";
}
