// The JSON Schema of a settings file: what editors show, and what a file is checked by.
import { CATALOGUE } from "../findings/catalogue.js";
import { DEFAULT_PROFILE, PROFILES } from "../hooks/profiles.js";
import { VARIABLES, type Variable } from "../hooks/variables.js";
import { TOOL } from "../names.js";
import { DIALECTS } from "../shells/dialects.js";

/** The name of the file in the package. */
export const SCHEMA_FILE = `${TOOL}.schema.json`;

// By its address on the web: a repository of Go code has no node_modules, and npx leaves none behind.
export const SCHEMA_ADDRESS = `https://unpkg.com/${TOOL}/${SCHEMA_FILE}`;

const PROFILE_NAMES = PROFILES.map(({ name }) => name);
const FINDING_CODES = Object.keys(CATALOGUE);
const SHELLS = [...DIALECTS.flatMap(({ shells }) => shells), "all"];

// Bounds that nobody's settings reach, so that what looks at all of a file is done at once.
const MAX_LENGTH = 8192;
const MAX_FLAGS = 100;
const MAX_ENVIRONMENTS = 1000;

const TEXT = { minLength: 1, maxLength: MAX_LENGTH } as const;

const ENVIRONMENT_KEYS = {
  profile: {
    description: `The settings to start from. ${PROFILES.map(({ name, summary }) => `${name}: ${summary}`).join(". ")}. Without this: ${DEFAULT_PROFILE}.`,
    type: "string",
    enum: PROFILE_NAMES,
  },
  cgo: {
    description:
      "Whether cgo is on and finds the environment's own C libraries, as with --cgo. In an environment, false leaves out what is general for all.",
    type: "boolean",
  },
  variables: { $ref: "#/definitions/variables" },
  shells: {
    description:
      "The shells that get hooks, as with --shell; all means every shell. Without this: those of the system.",
    type: "array",
    minItems: 1,
    maxItems: SHELLS.length,
    items: { type: "string", enum: SHELLS },
  },
} as const;

/** The schema, draft 07, which editors and ajv know. */
export const SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: SCHEMA_ADDRESS,
  title: `Settings of ${TOOL}`,
  description: `What the hooks of ${TOOL} do in the environments of a project. npx ${TOOL} install goes by it.`,
  type: "object",
  additionalProperties: false,
  properties: {
    $schema: { description: "The address of this schema, for editors.", type: "string" },
    ...ENVIRONMENT_KEYS,
    environments: {
      description:
        "What is different in one environment, by its name; an environment without a name goes by the name of its folder.",
      type: "object",
      maxProperties: MAX_ENVIRONMENTS,
      propertyNames: { pattern: "^[^/\\\\]+$" },
      additionalProperties: {
        description:
          "What is different in this environment. A variable that is here takes the place of the general one.",
        type: "object",
        additionalProperties: false,
        properties: ENVIRONMENT_KEYS,
      },
    },
    scan: {
      description: "What scan goes by in this project.",
      type: "object",
      additionalProperties: false,
      properties: {
        ignore: {
          description: "The codes of findings that count nowhere, as with --ignore.",
          type: "array",
          maxItems: FINDING_CODES.length,
          items: { type: "string", enum: FINDING_CODES },
        },
      },
    },
  },
  definitions: {
    variables: {
      description:
        "What becomes of each variable: a value, in which {prefix} is the environment's folder; unset; keep, which leaves it as you have it; or set, append and prepend as keys.",
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(VARIABLES.map((one) => [one.name, describeVariable(one)])),
    },
  },
} as const;

/** Whether the variable is a list of flags, to which can be added. */
function isFlagList({ kind }: Variable): boolean {
  return kind === "flags" || kind === "compiler-flags";
}

function describeVariable(variable: Variable): object {
  const isList = isFlagList(variable);
  const example = variable.values?.[0] ?? (isList ? { append: ["-race"] } : "{prefix}/x");
  return {
    description: `What ${variable.name} is in the environment: ${
      isList
        ? "a value, unset, keep, or append and prepend with flags"
        : "a value, unset or keep; a value that is one of these words is written as set: VALUE"
    }.`,
    ...(isList || variable.values ? { examples: ["unset", "keep", example] } : {}),
    type: ["string", "integer", "object"],
    ...TEXT,
    minProperties: 1,
    additionalProperties: false,
    properties: {
      set: {
        description: "The value, also where it is the word unset or keep.",
        type: ["string", "integer"],
        ...TEXT,
      },
      ...(isList ? listProperties() : {}),
    },
    ...(isList
      ? {
          if: { type: "object", required: ["set"] },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: { type: "object", maxProperties: 1 },
        }
      : {}),
  };
}

function listProperties(): object {
  const flags = {
    type: ["string", "array"],
    ...TEXT,
    minItems: 1,
    maxItems: MAX_FLAGS,
    items: { type: "string", ...TEXT },
  };
  return {
    append: { description: "Flags to put behind your own: one text, or a list.", ...flags },
    prepend: { description: "Flags to put before your own: one text, or a list.", ...flags },
    keep: {
      description: "Adds to your own value alone, without the flags of the profile.",
      const: true,
    },
  };
}
