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
  // A flag with a space in it is quoted as a whole.
  const words = goflags.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const find = (name: string): string =>
    words
      .map((word) => word.replace(/^(['"])(.*)\1$/s, "$2"))
      .flatMap((word) => new RegExp(`^--?${name}=(.*)$`, "s").exec(word)?.[1] ?? [])
      .at(-1) ?? "";
  const tags = find("tags");
  return { mod: find("mod"), tags: tags.split(/[,\s]+/).filter((tag) => tag !== "") };
}
