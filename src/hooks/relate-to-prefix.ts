// Values that name the environment's own prefix: as `{prefix}`, they hold in a clone, and when it is moved.
import { PREFIX_PLACEHOLDER } from "../shells/word.js";
import type { Override } from "./settings.js";

export interface Related {
  readonly overrides: readonly Override[];
  /** The variables of which a value has become one below `{prefix}`. */
  readonly related: readonly string[];
  /** Those whose value still has the prefix as a part of another path. */
  readonly similar: readonly string[];
}

/** Puts `{prefix}` in place of the prefix, wherever it is a path or begins one. */
export function relateToPrefix(
  given: readonly Override[],
  prefix: string,
  platform: string,
): Related {
  const flags = platform === "win32" ? "gi" : "g";
  const text = prefix.split(platform === "win32" ? /[\\/]/ : "/").map(escapePattern);
  const pattern = text.join(platform === "win32" ? "[\\\\/]" : "/");
  // A path starts after a separator, or after a flag such as -I or -L. After // there is a host, except in a file URL.
  const path = new RegExp(
    `(?<=^|[\\s=,;'"|:]|file:///?|(?:^|[\\s='"])-[A-Z])${pattern}(?=$|[/\\\\:;,|\\s'"])`,
    flags,
  );
  const rest = new RegExp(pattern, flags.replace("g", ""));
  const related = new Set<string>();
  const similar = new Set<string>();
  const overrides = given.map((override): Override => {
    if (!("value" in override)) return override;
    const value = override.value.replace(path, () => PREFIX_PLACEHOLDER);
    if (value !== override.value) related.add(override.variable);
    if (rest.test(value)) similar.add(override.variable);
    return { ...override, value };
  });
  return { overrides, related: [...related], similar: [...similar] };
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
