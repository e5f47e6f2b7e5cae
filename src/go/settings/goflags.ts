// What the flags in GOFLAGS say of modules and of tags, as Go reads them.

export interface GoFlags {
  /** What -mod says, such as `mod`; "" where it is not there, and Go decides for itself. */
  readonly mod: string;
  /** Those of -tags. */
  readonly tags: readonly string[];
}

export const NO_FLAGS: GoFlags = { mod: "", tags: [] };

/** Of two flags of one name, the last counts. */
export function readGoFlags(goflags: string): GoFlags {
  const find = (name: string): string =>
    splitFlags(goflags)
      .map((word) => word.replace(/^(['"])(.*)\1$/s, "$2"))
      .flatMap((word) => new RegExp(`^--?${name}=(.*)$`, "s").exec(word)?.[1] ?? [])
      .at(-1) ?? "";
  const tags = find("tags");
  return { mod: find("mod"), tags: tags.split(/[,\s]+/).filter((tag) => tag !== "") };
}

/** The first of these flags that is in GOFLAGS, with its dash; null without any. */
export function findFlag(goflags: string, names: readonly string[]): string | null {
  const [found] = splitFlags(goflags).filter((word) => isOneOf(word, names));
  return found?.replace(/^['"]?-+([^=]*).*$/s, "-$1") ?? null;
}

/** GOFLAGS without this flag. */
export function dropFlag(goflags: string, name: string): string {
  return splitFlags(goflags)
    .filter((word) => !isOneOf(word, [name]))
    .join(" ");
}

/** As they stand. A flag with a space in it is quoted as a whole. */
function splitFlags(goflags: string): string[] {
  return goflags.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
}

function isOneOf(word: string, names: readonly string[]): boolean {
  return new RegExp(`^['"]?--?(?:${names.join("|")})(?:=|$)`).test(word);
}
