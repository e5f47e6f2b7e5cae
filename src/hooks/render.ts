// From settings to the text of a hook script.
import {
  COMMAND,
  type Hook,
  hooksOf,
  identifier,
  LOOP_NAME,
  PACKAGED_NAME,
  type Phase,
  STATE_STEM,
  SWITCH_NAME,
  savedName,
  temporaryVariable,
  unsetName,
} from "../names.js";
import type { Dialect } from "../shells/dialect.js";
import { concatenate, PrefixText, parseWord, type Word } from "../shells/word.js";
import { checkHoldable } from "./check-setting.js";
import { listHeld, MARKS } from "./held.js";
import { listOnce, type Override, type Setting, type Settings } from "./settings.js";
import { renderTemplate } from "./template.js";
import { fallbackOf, VARIABLES } from "./variables.js";

/** What a template sees of one variable; the names are checked identifiers, the words are quoted by `<%=`. */
interface TemplateVariable {
  readonly name: string;
  readonly saved: string;
  readonly unset: string;
}

interface TemplateSetting extends TemplateVariable {
  readonly action: Setting["action"];
  readonly value: Word | null;
  /** What Go has in the variable when the user has none, and would miss once something is added; or null. */
  readonly fallback: Word | null;
  /** In the order in which to put each one in front. */
  readonly prepend: readonly Word[];
  readonly append: readonly Word[];
  /** What the variable becomes when the user has none. */
  readonly added: Word;
  /** The same tokens once more, in the order in which they stand around the user's own. */
  readonly before: readonly TemplateToken[];
  readonly after: readonly TemplateToken[];
}

/** For a language that cannot look for a text in another one. */
interface TemplateToken {
  readonly temporary: string;
  readonly word: Word;
  /** In characters; null when the prefix is in it. */
  readonly length: number | null;
}

/** The conda package that brings hooks, and what it was asked for, as their scripts say it. */
export interface Packaging {
  readonly name: string;
  readonly version: string;
  readonly request: { readonly profile: string; readonly overrides: readonly Override[] };
}

/**
 * Renders one hook script, as it is written to disk.
 * @param settings the environment's
 * @param packaging for a packaged hook
 * @throws CondaGoHooksError `setting-invalid` when no script of this dialect can hold them
 */
export function renderHook(
  dialect: Dialect,
  hook: Hook,
  settings: Settings,
  packaging: Packaging | null = null,
): string {
  return renderHooks(dialect, [hook], settings, packaging);
}

/**
 * Renders the hooks of a phase as one script, for somebody who runs it without conda.
 * @param settings the environment's
 * @throws CondaGoHooksError `setting-invalid` when no script of this dialect can hold them
 */
export function renderPhase(dialect: Dialect, phase: Phase, settings: Settings): string {
  return renderHooks(dialect, hooksOf(phase), settings, null);
}

function renderHooks(
  dialect: Dialect,
  hooks: readonly Hook[],
  settings: Settings,
  packaging: Packaging | null,
): string {
  if (hooks.includes("last")) checkHoldable(settings, dialect);
  const all = Object.entries(settings).map(([name, setting]) => describeSetting(name, setting));
  const names = listHeld(settings);
  const held = all.filter(({ name }) => names.includes(name));
  const quote = (value: unknown) => dialect.quote(checkWord(value));
  const texts = hooks.map((hook, index) => {
    const data = {
      allVariables: VARIABLES.map(({ name }) => describeVariable(name)),
      settings: all,
      held,
      kept: all.filter((setting) => !held.includes(setting)),
      signature: held.map(({ name }) => name).join(" "),
      marks: MARKS.map(describeVariable),
      isFollowed: index < hooks.length - 1,
      stem: STATE_STEM,
      savedStem: savedName(""),
      unsetStem: unsetName(""),
      loopName: LOOP_NAME,
      switchName: SWITCH_NAME,
      restName: temporaryVariable("REST"),
      packagedName: PACKAGED_NAME,
      isPackaged: packaging !== null,
      care: describeCare(packaging),
      request: packaging && sayRequest(packaging),
      pattern: dialect.pattern,
      concatenate,
    };
    return renderTemplate(dialect.id, hook, data, quote);
  });
  return dialect.encode(texts.join("\n"));
}

function describeCare(packaging: Packaging | null): string {
  if (packaging === null)
    return `\`${COMMAND} install\` changes it, \`${COMMAND} uninstall\` removes it.`;
  const { name, version } = packaging;
  // Nothing that could end a comment, or mean anything in one.
  if (!/^[a-z0-9._+!-]+$/.test(name + version))
    throw new TypeError(`no package: ${name} ${version}`);
  return `the conda package ${name} ${version} has brought it, \`conda remove ${name}\` takes it away.`;
}

/** What was asked for, as JSON that is harmless in every shell's comment: cmd.exe expands even those. */
function sayRequest({ request: { profile, overrides } }: Packaging): string {
  return JSON.stringify({ profile, overrides }).replace(/\\u|\\.|[^\w ./:,{}[\]"=@+-]/g, (part) => {
    if (part === "\\u") return part;
    // A quote or a backslash has one before it already.
    const letter: string = JSON.parse(`"${part}"`);
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function checkWord(value: unknown): Word {
  if (typeof value === "string" || value instanceof PrefixText) return value;
  throw new TypeError(`a template printed what is no word: ${typeof value}`);
}

function describeVariable(name: string): TemplateVariable {
  return { name: identifier(name), saved: savedName(name), unset: unsetName(name) };
}

function describeSetting(name: string, setting: Setting): TemplateSetting {
  const given = setting.action === "add" ? setting : { prepend: [], append: [] };
  const { prepend: last, append } = listOnce(given);
  const prepend = last.toReversed();
  const fallback = setting.action === "add" ? fallbackOf(name) : null;
  const tokens = [...prepend.toReversed(), ...append].map((token, index) => {
    const word = parseWord(token);
    const length = typeof word === "string" ? word.length : null;
    return { temporary: temporaryVariable(index), word, length };
  });
  const [before, after] = [tokens.slice(0, prepend.length), tokens.slice(prepend.length)];
  const isNew = ({ word }: TemplateToken) => !fallback?.split(" ").some((flag) => flag === word);
  return {
    ...describeVariable(name),
    action: setting.action,
    value: setting.action === "set" ? parseWord(setting.value) : null,
    fallback,
    prepend: prepend.map(parseWord),
    append: append.map(parseWord),
    added: joinWords([
      ...before.filter(isNew).map(({ word }) => word),
      ...(fallback === null ? [] : [fallback]),
      ...after.filter(isNew).map(({ word }) => word),
    ]),
    before,
    after,
  };
}

function joinWords(words: readonly Word[]): Word {
  return concatenate(...words.flatMap((word, index) => (index > 0 ? [" ", word] : [word])));
}
