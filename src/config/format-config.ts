// Writes settings as a settings file, which reads back to the same settings.
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { holdsCredential } from "../findings/values/credentials.js";
import { cgoOverrides } from "../hooks/cgo.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import { resolveSettings } from "../hooks/resolve-settings.js";
import type { Override } from "../hooks/settings.js";
import { wrap } from "../wrap.js";
import type { Config, ConfigSettings, VariableSetting } from "./config.js";
import { SCHEMA_ADDRESS } from "./schema.js";

const MAX_COLUMNS = 80;

/**
 * The settings as YAML. A variable with a password in it is left out, and a comment says so.
 * @param options.header sentences to put before the settings, as comments
 */
export function formatConfig(
  settings: ConfigSettings,
  options: { platform: string; header?: readonly string[] },
): string {
  const { platform, header = [] } = options;
  const secrets = listSecretVariables(settings);
  const overrides = settings.overrides.filter(({ variable }) => !secrets.includes(variable));
  const config = toConfig({ ...settings, overrides }, platform);
  const notes = secrets.map(
    (name) =>
      `${name} is left out, as there is a password in it: set it where only you can read it.`,
  );
  return [
    `# yaml-language-server: $schema=${SCHEMA_ADDRESS}`,
    ...[...header, ...notes].flatMap(wrapComment),
    stringify(config),
  ].join("\n");
}

/** The variables that `formatConfig` leaves out, as a password or another credential is in their values. */
export function listSecretVariables({ overrides }: ConfigSettings): string[] {
  const names = [...new Set(overrides.map(({ variable }) => variable))];
  return names.filter((name) => {
    const own = overrides.filter(({ variable }) => variable === name);
    const left = own.slice(Math.max(0, own.findLastIndex(replaces)));
    const before = left.filter(({ action }) => action === "prepend").reverse();
    const all = [...before, ...left.filter(({ action }) => action !== "prepend")];
    // Together, as they may come to one value.
    return holdsCredential(all.flatMap((one) => ("value" in one ? [one.value] : [])).join(" "));
  });
}

function stringify(config: Config): string {
  // Not by an import: it is loaded where there is a file to write.
  const { stringify: toYaml }: typeof import("yaml") = createRequire(import.meta.url)("yaml");
  return toYaml(config, { lineWidth: 0 });
}

/** The settings in the words of a file. */
function toConfig(settings: ConfigSettings, platform: string): Config {
  const rest = takeCgo(settings.overrides, platform);
  const overrides = rest ?? settings.overrides;
  const names = [...new Set(overrides.map(({ variable }) => variable))];
  const variables = names.map((name) => {
    const own = overrides.filter(({ variable }) => variable === name);
    return [name, toVariable(own, platform)] as const;
  });
  return {
    profile: settings.profile,
    ...(rest !== null && { cgo: true }),
    ...(names.length > 0 && { variables: Object.fromEntries(variables) }),
    ...(settings.shells !== null && { shells: settings.shells }),
  };
}

/** What is left without cgo's settings; null unless each comes first for its variable, as they do when read back. */
function takeCgo(overrides: readonly Override[], platform: string): readonly Override[] | null {
  const found = cgoOverrides(platform).map((one) => {
    const first = overrides.find(({ variable }) => variable === one.variable);
    return isDeepStrictEqual(first, one) ? first : undefined;
  });
  if (found.includes(undefined)) return null;
  return overrides.filter((one) => !found.includes(one));
}

/** What several overrides of one variable come to. */
function toVariable(overrides: readonly Override[], platform: string): VariableSetting {
  const start = overrides.findLastIndex(replaces);
  const last = overrides[start];
  const added = overrides.slice(start + 1);
  const valuesOf = (action: "append" | "prepend") =>
    added.flatMap((one) => (one.action === action ? [one.value] : []));
  const [prepend, append] = [valuesOf("prepend").reverse(), valuesOf("append")];
  const tokens = {
    ...(prepend.length > 0 && { prepend }),
    ...(append.length > 0 && { append }),
  };
  if (last === undefined) return tokens;
  if (last.action === "keep") return added.length > 0 ? { keep: true, ...tokens } : "keep";
  if (last.action === "unset" && added.length === 0) return "unset";
  const request = { profile: DEFAULT_PROFILE, overrides: [last, ...added] };
  const setting = resolveSettings(request, platform)[last.variable];
  const value = setting?.action === "set" ? setting.value : "";
  return value === "unset" || value === "keep" ? { set: value } : value;
}

/** Whether nothing of what came before it for the variable is left. */
function replaces({ action }: Override): boolean {
  return action === "set" || action === "unset" || action === "keep";
}

/** Lines of a comment, broken between words. */
function wrapComment(sentence: string): string[] {
  // A control character would end the comment, or be refused by who reads it.
  const words = sentence.split(/[\s\p{Cc}\u2028\u2029]+/u).filter((word) => word !== "");
  return wrap(["#", ...words].join(" "), MAX_COLUMNS, "# ").split("\n");
}
