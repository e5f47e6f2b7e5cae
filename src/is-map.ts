// Knows a map of keys among the values of JSON, YAML and TOML.

/** Whether the value has keys, and is neither a list nor nothing. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
