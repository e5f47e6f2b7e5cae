// From settings to the text of a hook script; the only place that knows ejs.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ejs from "ejs";
import { identifier, type Phase, SWITCH_NAME, savedName, unsetName } from "../names.js";
import type { Dialect } from "../shells/dialect.js";
import { PrefixText, parseWord, type Word } from "../shells/word.js";
import type { Setting, Settings } from "./settings.js";
import { VARIABLES } from "./variables.js";

/** What a template sees of one variable; the names are checked identifiers, the words are quoted by `<%=`. */
interface TemplateVariable {
  readonly name: string;
  readonly saved: string;
  readonly unset: string;
}

interface TemplateSetting extends TemplateVariable {
  readonly action: Setting["action"];
  readonly value: Word | null;
  /** In the order in which to put each one in front. */
  readonly prepend: readonly Word[];
  readonly append: readonly Word[];
}

/**
 * Renders one hook script, as it goes to disk.
 * @param settings of the environment; the deactivate script does not depend on them
 */
export function renderHook(dialect: Dialect, phase: Phase, settings: Settings): string {
  const filename = fileURLToPath(
    new URL(`../../templates/${dialect.id}/${phase}.ejs`, import.meta.url),
  );
  const data = {
    allVariables: VARIABLES.map(({ name }) => describeVariable(name)),
    settings: Object.entries(settings).map(([name, setting]) => describeSetting(name, setting)),
    switchName: SWITCH_NAME,
    pattern: dialect.pattern,
  };
  return dialect.encode(
    ejs.render(readFileSync(filename, "utf8"), data, {
      filename,
      // By filename, and so by dialect, as what escapes.
      cache: true,
      escape: (value: unknown) => dialect.quote(checkWord(value)),
      strict: true,
      destructuredLocals: Object.keys(data),
    }),
  );
}

function checkWord(value: unknown): Word {
  if (typeof value === "string" || value instanceof PrefixText) return value;
  throw new TypeError(`a template printed what is no word: ${typeof value}`);
}

function describeVariable(name: string): TemplateVariable {
  return { name: identifier(name), saved: savedName(name), unset: unsetName(name) };
}

function describeSetting(name: string, setting: Setting): TemplateSetting {
  const tokens = setting.action === "add" ? setting : { prepend: [], append: [] };
  return {
    ...describeVariable(name),
    action: setting.action,
    value: setting.action === "set" ? parseWord(setting.value) : null,
    prepend: tokens.prepend.map(parseWord).reverse(),
    append: tokens.append.map(parseWord),
  };
}
