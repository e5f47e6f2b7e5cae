// How Go takes a list of flags apart.

/**
 * Splits as cmd/go does, GOFLAGS since 1.20 and CGO_*FLAGS since 1.18: at spaces; quotes go around a whole entry,
 * and there are no escapes.
 * @returns null when a quote stays open
 */
export function splitFlags(value: string): string[] | null {
  const tokens = value.match(/'[^']*'|"[^"]*"|[^'" \t\r\n][^ \t\r\n]*|['"]/g) ?? [];
  return tokens.some((token) => token === "'" || token === '"') ? null : tokens;
}

/** A token of `splitFlags` as go has it. */
export function unquoteFlag(token: string): string {
  return token.replace(/^(['"])(.*)\1$/s, "$2");
}

/** The flag as a token that stays whole; null where it has both kinds of quotes, and there is none. */
export function quoteFlag(flag: string): string | null {
  if (!/[\s'"]/.test(flag)) return flag;
  const quote = ["'", '"'].find((one) => !flag.includes(one));
  return quote === undefined ? null : quote + flag + quote;
}

/** The text of the list up to the quote that stays open, and that quote. */
export function findOpenQuote(value: string): { readonly quote: string; readonly before: string } {
  const [, before = "", quote = ""] =
    /^((?:'[^']*'|"[^"]*"|[^'" \t\r\n][^ \t\r\n]*|[ \t\r\n])*)(['"])/.exec(value) ?? [];
  return { quote, before };
}

/** Whether a token that is not quoted as a whole has a quote in it that nothing in it closes. */
export function hasOpenQuote(token: string): boolean {
  return /^[^'"]/.test(token) && /['"]/.test(token.replace(/'[^']*'|"[^"]*"/g, ""));
}
