// Settings as one types them: those that were typed, that are dropped, or that are on top of a settings file.
import { isDeepStrictEqual } from "node:util";
import { relateToPrefix } from "../hooks/relate-to-prefix.js";
import { type HookRequest, readRequest } from "../hooks/request.js";
import { formatOverride, type Override, typeOverride } from "../hooks/settings.js";
import type { Session } from "../session.js";
import { type Draft, fitProxy, type InstallOptions, isAfresh } from "./install-draft.js";

/** What of the recorded settings is given up where they start afresh, as one types it; not what a file asks no more. */
export function listDropped(
  { before, recorded, request, obeyed }: Draft,
  options: InstallOptions,
  { platform }: Session,
): string[] {
  if (recorded === null || (obeyed === null && !isAfresh(options))) return [];
  const former = obeyed === null ? null : readRequest(before?.config?.settings);
  const known = [...request.overrides, ...(former?.overrides ?? [])];
  return recorded.overrides
    .filter((one) => !known.some((other) => isDeepStrictEqual(one, other)))
    .map((one) => typeOverride(one, platform));
}

/** The settings that were typed, as options. */
export function listTyped({
  profile,
  reset = false,
  overrides = [],
  config,
}: InstallOptions): string[] {
  const file =
    config === undefined ? [] : [config === false ? "--no-config" : `--config ${config}`];
  const base = profile === undefined ? (reset ? ["--reset"] : []) : [`--profile ${profile}`];
  return [...file, ...base, ...overrides.map((override) => formatOverride(override))];
}

/**
 * What was typed on top of a settings file, as one types it.
 * @param request what is recorded
 * @param settings what the file asked for then
 */
export function listOnTop(
  request: HookRequest,
  settings: HookRequest,
  prefix: string,
  { platform }: Session,
): string[] {
  const { overrides } = relateToPrefix(settings.overrides, prefix, platform);
  const own = fitProxy(request.profile, overrides, prefix);
  const isOfFile = (one: Override) => own.some((other) => isDeepStrictEqual(one, other));
  const isSame = isDeepStrictEqual(request.shells, settings.shells);
  return [
    ...(request.profile === settings.profile ? [] : [`--profile ${request.profile}`]),
    ...request.overrides.filter((one) => !isOfFile(one)).map((one) => typeOverride(one, platform)),
    ...(isSame || request.shells === null ? [] : [`--shell ${request.shells.join(",")}`]),
  ];
}
