// What the user asked for, as the record stores it, and the settings and files that follow.
import { isDeepStrictEqual } from "node:util";
import { CondaGoHooksError } from "../errors/error.js";
import { type PlannedFile, planFiles } from "./plan.js";
import { findProfile } from "./profiles.js";
import { resolveSettings } from "./resolve-settings.js";
import { selectDialects } from "./select-dialects.js";
import { formatOverride, isKept, type Override, type Settings } from "./settings.js";

export interface HookRequest {
  readonly profile: string;
  /** Applied on top of the profile, in this order. */
  readonly overrides: readonly Override[];
  /** As given to `--shell`; null means the default of the platform. */
  readonly shells: readonly string[] | null;
  /** Variables that packages' scripts set: saved and given back though no setting names them. */
  readonly guarded?: readonly string[];
}

export interface Plan {
  readonly settings: Settings;
  readonly files: readonly PlannedFile[];
}

// Many environments have the same settings, and rendering takes nearly all the time of an installation.
const plans = new Map<string, Plan>();
const MAX_PLANS = 64;

/** The settings and the files that follow from a request. @throws CondaGoHooksError `usage`, `setting-invalid` */
export function planRequest(request: HookRequest, platform: string): Plan {
  const key = JSON.stringify([request, platform]);
  const known = plans.get(key);
  if (known) return known;
  const settings = resolveSettings(request, platform);
  const plan = { settings, files: planFiles(settings, selectDialects(request.shells, platform)) };
  if (plans.size === MAX_PLANS) plans.clear();
  plans.set(key, plan);
  return plan;
}

/** The plan of a request that was recorded or read; null when this version does not understand it. */
export function planIfKnown(request: HookRequest, platform: string): Plan | null {
  try {
    return planRequest(request, platform);
  } catch (error) {
    // Another version recorded a profile or variable that this one does not know.
    if (error instanceof CondaGoHooksError) return null;
    throw error;
  }
}

/**
 * The recorded overrides with the typed ones on top: a setting replaces every earlier one of its variable, and
 * a flag that is added again is there once.
 */
export function mergeOverrides(
  recorded: readonly Override[],
  typed: readonly Override[],
): readonly Override[] {
  let merged = [...recorded];
  for (const one of typed) {
    const isAdded = one.action === "append" || one.action === "prepend";
    merged = merged.filter((other) =>
      isAdded ? formatOverride(other) !== formatOverride(one) : other.variable !== one.variable,
    );
    merged.push(one);
  }
  return merged;
}

/** Reads a request from a record; null when it is not a request. */
export function readRequest(value: unknown): HookRequest | null {
  const { profile, overrides, shells, guarded } = (value ?? {}) as Record<string, unknown>;
  const isRequest =
    typeof profile === "string" &&
    Array.isArray(overrides) &&
    overrides.every(isOverride) &&
    (shells === null || isNames(shells)) &&
    (guarded === undefined || isNames(guarded));
  return isRequest ? { profile, overrides, shells, ...(guarded && { guarded }) } : null;
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

function isOverride(value: unknown): value is Override {
  const { action, variable, value: text } = (value ?? {}) as Record<string, unknown>;
  if (typeof variable !== "string") return false;
  if (action === "unset" || action === "keep") return true;
  return (
    (action === "set" || action === "append" || action === "prepend") && typeof text === "string"
  );
}

/** The variables whose setting is not the profile's; whether a kept one is guarded makes no difference. */
export function listUnlikeProfile(profile: string, settings: Settings): string[] {
  const plain = findProfile(profile).settings;
  const names = new Set([...Object.keys(settings), ...Object.keys(plain)]);
  return [...names].filter(
    (name) =>
      !(isKept(settings[name]) && isKept(plain[name])) &&
      !isDeepStrictEqual(settings[name], plain[name]),
  );
}
