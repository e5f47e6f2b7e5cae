// A value that a template may print: a text, or a text with the prefix in it.

/** How a setting spells the environment's prefix. */
export const PREFIX_PLACEHOLDER = "{prefix}";

/** A text that names the environment's prefix one or more times; resolved at activation. */
export class PrefixText {
  /** @param literals the texts before, between and after the places where the prefix stands */
  constructor(readonly literals: readonly string[]) {}
}

/** One whole word of a shell, before that shell's quoting. */
export type Word = string | PrefixText;

/** Reads a setting's value: every `{prefix}` in it stands for the environment's prefix. */
export function parseWord(value: string): Word {
  const literals = value.split(PREFIX_PLACEHOLDER);
  return literals.length === 1 ? value : new PrefixText(literals);
}

/** The words as one, with nothing between them. */
export function concatenate(...words: readonly Word[]): Word {
  return parseWord(
    words
      .map((word) => (typeof word === "string" ? word : word.literals.join(PREFIX_PLACEHOLDER)))
      .join(""),
  );
}
