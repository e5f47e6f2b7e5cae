// Checks what a settings file says, by the schema and then by what install would refuse.
import { createRequire } from "node:module";
import type { ErrorObject, ValidateFunction } from "ajv";
import { type CondaGoHooksError, makeError } from "../errors/error.js";
import { REFUSED_VARIABLES, VARIABLE_NAMES } from "../hooks/variables.js";
import { checkValues } from "./check-values.js";
import type { Config, EnvironmentConfig, VariableSetting } from "./config.js";
import {
  findPlace,
  findRepeated,
  formatPlace,
  locate,
  type ParsedDocument,
  valueAt,
} from "./document.js";
import { SCHEMA } from "./schema.js";

/**
 * The settings in a document.
 * @param path the keys below which they are; none when the whole file is settings
 * @param platform for which the values are judged
 * @throws CondaGoHooksError `config-invalid`, at the key that is wrong
 */
export function checkConfig(
  document: ParsedDocument,
  path: readonly string[],
  platform: string,
): Config {
  const { file, text } = document;
  const repeated = findRepeated(findPlace(document.root, path));
  if (repeated !== null) {
    const { key, offset } = repeated;
    throw makeError("config-repeated", { where: formatPlace(file, text, offset), key });
  }
  const value = valueAt(document.value, path);
  // Nothing but comments.
  const settings = value === null && path.length === 0 && /\.ya?ml$/i.test(file) ? {} : value;
  const validate = loadValidator();
  if (!validate(settings) && validate.errors?.[0])
    throw describeFault(validate.errors[0], settings, document, path);
  const config = readSettings(settings as Config);
  checkValues(config, platform, (keys) => locate(document, [...path, ...keys]));
  return config;
}

let validator: ValidateFunction | undefined;

/** Not by an import: it is loaded where there is a file to check. */
function loadValidator(): ValidateFunction {
  if (validator === undefined) {
    const { Ajv }: typeof import("ajv") = createRequire(import.meta.url)("ajv");
    validator = new Ajv({ allowUnionTypes: true, logger: false, verbose: false }).compile(SCHEMA);
  }
  return validator;
}

function describeFault(
  { keyword, instancePath, params, propertyName }: ErrorObject,
  settings: unknown,
  document: ParsedDocument,
  root: readonly string[],
): CondaGoHooksError {
  const path = readPointer(instancePath);
  const value = path.reduce((found, key) => (found as Record<string, unknown>)[key], settings);
  // An item of a list goes by the name of the list.
  const key = path.findLast((part) => !/^\d+$/.test(part)) ?? "";
  const isVariable = path.at(-2) === "variables";
  const place = (...below: string[]) => locate(document, [...root, ...path, ...below]);
  const at = { where: place(), key };
  switch (keyword) {
    case "additionalProperties": {
      const unknown = String(params.additionalProperty);
      return describeUnknownKey(unknown, place(unknown), path, value);
    }
    case "propertyNames":
    case "pattern":
      return describeName({ where: place(propertyName ?? ""), key: propertyName ?? "" });
    case "type":
      return describeType(at, value, [params.type].flat(), isVariable);
    case "const":
      return describeType(at, value, ["true"], isVariable);
    case "enum":
      return makeError("config-value", {
        ...at,
        value: String(value),
        known: params.allowedValues,
      });
    case "maxLength":
    case "maxItems":
    case "maxProperties":
      return describeExcess(at, keyword, params.limit, isVariable);
    default:
      if (value instanceof Date) return describeType(at, value, ["string"], isVariable);
      return makeError("config-empty", { ...at, isVariable });
  }
}

/** The keys that a JSON pointer names. */
function readPointer(pointer: string): string[] {
  const parts = pointer.split("/").slice(1);
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function describeName(at: { readonly where: string; readonly key: string }): CondaGoHooksError {
  return at.key === ""
    ? makeError("config-empty", { ...at, isVariable: false })
    : makeError("config-environment-name", at);
}

const LIMITED = { maxLength: "characters", maxItems: "items", maxProperties: "entries" };

function describeExcess(
  at: { readonly where: string; readonly key: string },
  keyword: keyof typeof LIMITED,
  limit: number,
  isVariable: boolean,
): CondaGoHooksError {
  // The schema lets a variable have any number of keys but for `set`.
  return isVariable && keyword === "maxProperties"
    ? makeError("config-set-alone", at)
    : makeError("config-much", { ...at, limit: `${limit} ${LIMITED[keyword]}` });
}

function describeType(
  at: { readonly where: string; readonly key: string },
  value: unknown,
  expected: readonly string[],
  isVariable: boolean,
): CondaGoHooksError {
  if (at.key === "") return makeError("config-root", { where: at.where, found: nameType(value) });
  if (value === null) return makeError("config-null", { ...at, isVariable });
  return makeError("config-type", { ...at, found: nameType(value), expected });
}

function nameType(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a date";
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
    case "bigint":
      return "a number";
    case "boolean":
      return String(value);
    default:
      return "a map of keys";
  }
}

function describeUnknownKey(
  key: string,
  where: string,
  path: readonly string[],
  value: unknown,
): CondaGoHooksError {
  const isVariables = path.at(-1) === "variables";
  const name = key.toUpperCase();
  const reason = Object.hasOwn(REFUSED_VARIABLES, name) ? REFUSED_VARIABLES[name] : undefined;
  if (isVariables && reason) return makeError("config-no-variable", { where, key: name, reason });
  const isOfVariable = path.at(-2) === "variables";
  if (isOfVariable && ["append", "prepend", "keep"].includes(key))
    return makeError("config-not-flags", { where, key, variable: path.at(-1) ?? "" });
  const known = listKeys(path).filter((one) => !Object.hasOwn(value as object, one));
  return makeError("config-unknown-key", {
    where,
    key,
    known,
    isVariable: !isVariables && !isOfVariable && VARIABLE_NAMES.includes(name),
    isPrefix: isOfVariable && key === "prefix",
  });
}

/** The keys that the schema knows at a path. */
function listKeys(path: readonly string[]): string[] {
  interface Level {
    readonly $ref?: string;
    readonly properties?: Readonly<Record<string, Level>>;
    readonly additionalProperties?: Level | false;
  }
  const resolve = (level: Level): Level => (level.$ref ? SCHEMA.definitions.variables : level);
  let level: Level = SCHEMA as Level;
  for (const key of path)
    level = resolve(level.properties?.[key] ?? (level.additionalProperties || {}));
  return Object.keys(level.properties ?? {});
}

function readSettings(settings: Config): Config {
  const { environments, scan } = settings;
  return {
    ...readEnvironment(settings),
    ...(environments && {
      environments: Object.fromEntries(
        Object.entries(environments).map(([name, one]) => [name, readEnvironment(one)]),
      ),
    }),
    ...(scan && { scan }),
  };
}

/** What can be written in more than one way, in one. */
function readEnvironment({
  profile,
  cgo,
  variables,
  shells,
}: EnvironmentConfig): EnvironmentConfig {
  return {
    ...(profile !== undefined && { profile }),
    ...(cgo !== undefined && { cgo }),
    ...(variables && {
      variables: Object.fromEntries(
        Object.entries(variables).map(([name, setting]) => [name, readVariable(setting)]),
      ),
    }),
    ...(shells && { shells }),
  };
}

/** As the schema lets it be written. */
type Written = number | string | { readonly [key: string]: unknown };

function readVariable(setting: Written | VariableSetting): VariableSetting {
  if (typeof setting !== "object") return String(setting);
  const { set, append, prepend, keep } = setting as Record<string, unknown>;
  if (set !== undefined) return { set: String(set) };
  return {
    ...(keep === true && { keep }),
    ...(prepend !== undefined && { prepend: [prepend].flat() as string[] }),
    ...(append !== undefined && { append: [append].flat() as string[] }),
  };
}
