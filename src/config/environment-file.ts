// Which environment an environment.yml names.
import { isAbsolute, join, resolve } from "node:path";
import { isMap } from "../is-map.js";
import { parseYaml } from "./parse-yaml.js";
import { findKind, readText } from "./read-text.js";

/** An environment by its name, or else by its folder. */
export interface EnvironmentName {
  readonly name?: string;
  /** Absolute. */
  readonly prefix?: string;
}

/** The environment.yml in a folder; null when there is none. */
export function findEnvironmentFile(folder: string): string | null {
  const files = ["environment.yml", "environment.yaml"].map((name) => join(folder, name));
  return files.find((file) => findKind(file) === "file") ?? null;
}

/**
 * What the file names; a name wins over a path, as it does in conda.
 * @returns null for none, for a template, for what conda would not take, and for base, which one has to name oneself
 * @throws CondaGoHooksError `config-invalid` when the file cannot be read, or is not YAML
 */
export function readEnvironmentFile(file: string): EnvironmentName | null {
  const text = readText(file);
  if (isTemplate(text)) return null;
  const { value } = parseYaml(file, text);
  if (!isMap(value)) return null;
  const { name, prefix } = value;
  const isGiven = name !== undefined && name !== null && name !== "";
  if (isGiven) return isName(name) ? { name: String(name).trim() } : null;
  if (typeof prefix !== "string" || !isPath(prefix)) return null;
  return { prefix: isAbsolute(prefix) ? prefix : resolve(file, "..", prefix) };
}

/** Whether the file is made into another, as with Jinja, before conda reads it. */
function isTemplate(text: string): boolean {
  return /^(?!\s*#).*(?:\{%|\{\{)/m.test(text);
}

/** Whether conda would take the name; it may be a number, such as 311. */
function isName(name: unknown): name is string | number {
  const text = typeof name === "string" || Number.isInteger(name) ? String(name).trim() : "";
  return text !== "" && !/[\s/\\:#$%<>{}]|\p{Cc}/u.test(text) && !/^(?:base|root)$/i.test(text);
}

/** Whether it is a path on this computer, and no template. */
function isPath(prefix: string): boolean {
  return (
    prefix.trim() !== "" && !/[$%<>{}]|\p{Cc}/u.test(prefix) && !/^(?:[\\/]{2}|~)/.test(prefix)
  );
}
