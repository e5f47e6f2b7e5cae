// The hooks that a conda package has brought to an environment, and what they set.
import { findPackagedHooks, type PackagedHooks } from "../../conda/packaged-hooks.js";
import { readPackagedSettings } from "../../hooks/packaged.js";
import type { PackagedReport } from "../../reports/packaged.js";
import type { Session } from "../../session.js";

export interface PackagedLayer
  extends PackagedReport,
    Pick<PackagedHooks, "extensions" | "path" | "names"> {}

/** The packaged hooks of an environment; null where it has none. */
export function findPackagedLayer(
  prefix: string,
  { platform }: Pick<Session, "platform">,
): PackagedLayer | null {
  const found = findPackagedHooks(prefix);
  if (found === null) return null;
  const { request, ...hooks } = found;
  const { profile = null, settings = null } = readPackagedSettings(request, platform) ?? {};
  return { ...hooks, profile, settings };
}

/** The same as it is reported. */
export function reportPackaged(layer: PackagedLayer | null): PackagedReport | null {
  if (layer === null) return null;
  const { name, version, isManaged, profile, settings } = layer;
  return { name, version, isManaged, profile, settings };
}
