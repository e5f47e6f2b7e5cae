// What the hooks do to each variable: the settings, as records and reports hold them.
import { holdsCredential } from "../findings/values/credentials.js";
import { typed } from "../shells/typed.js";
import { PREFIX_PLACEHOLDER } from "../shells/word.js";

/** What an activate script does to one variable, after it has saved it. */
export type Setting =
  | { readonly action: "keep" }
  /** Kept, and given back in any case: another script of the environment sets it too. */
  | { readonly action: "guard" }
  | { readonly action: "unset" }
  /** `{prefix}` in the value stands for the environment's prefix at activation. */
  | { readonly action: "set"; readonly value: string }
  /** Tokens put before and behind the user's own; one that is there already is not put twice. */
  | ({ readonly action: "add" } & Tokens);

export interface Tokens {
  readonly prepend: readonly string[];
  readonly append: readonly string[];
}

/** One `--set`, `--append`, `--prepend`, `--unset` or `--keep`; the last two have no value. */
export type Override =
  | {
      readonly action: "set" | "append" | "prepend";
      readonly variable: string;
      readonly value: string;
    }
  | { readonly action: "unset" | "keep"; readonly variable: string };

/** An override as it is shown. */
export function formatOverride(override: Override): string {
  return formatWith(override, (word) => word);
}

/** An override as one types it in a shell of this platform. */
export function typeOverride(override: Override, platform: string): string {
  return formatWith(override, (word) => typed(word, platform));
}

/** @param quote makes a word of its second half */
function formatWith(override: Override, quote: (word: string) => string): string {
  const value = "value" in override ? `=${override.value}` : "";
  return `--${override.action} ${quote(`${override.variable}${value}`)}`;
}

/** A setting for each variable that the environment touches, by name, in the variables' order. */
export type Settings = Readonly<Record<string, Setting>>;

/** Whether the hooks leave the variable as the user has it. */
export function isKept(setting: Setting | undefined): boolean {
  return setting === undefined || setting.action === "keep" || setting.action === "guard";
}

/** What a setting has of its own: its value, or each token that it adds. */
export function listTexts(setting: Setting | undefined): readonly string[] {
  if (setting?.action === "set") return [setting.value];
  return setting?.action === "add" ? [...setting.prepend, ...setting.append] : [];
}

/** Whether the prefix stands in a value or a token of it. */
export function holdsPrefix(setting: Setting | undefined): boolean {
  return listTexts(setting).some((text) => text.includes(PREFIX_PLACEHOLDER));
}

/** The tokens, each once, though it be asked for twice: the one that is put there first stays. */
export function listOnce({ prepend, append }: Tokens): Tokens {
  const first = [...new Set(prepend.toReversed())].toReversed();
  return { prepend: first, append: [...new Set(append)].filter((one) => !first.includes(one)) };
}

/** The variables whose value holds a password or another URL credential, in clear. */
export function findSecrets(settings: Settings): string[] {
  return Object.entries(settings)
    .filter(([, setting]) => holdsCredential(describeSetting(setting)))
    .map(([name]) => name);
}

/** A setting in a few words, as a person reads it. */
export function describeSetting(setting: Setting): string {
  switch (setting.action) {
    case "keep":
    case "guard":
    case "unset":
      return setting.action;
    case "set":
      return setting.value;
    case "add":
      return [
        ...(setting.prepend.length > 0 ? [`prepend ${setting.prepend.join(" ")}`] : []),
        ...(setting.append.length > 0 ? [`append ${setting.append.join(" ")}`] : []),
      ].join(", ");
  }
}
