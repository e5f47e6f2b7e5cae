// Knows passwords and other credentials in URLs: what is not shown, and not written into a file that others read.

/** What stands for a credential in what is shown. */
export const HIDDEN = "***@";

// A password may have anything in it, so all is one up to the last @, but for that of a module's version or of
// where a proxy has its versions, which never stand before the first slash.
const CREDENTIALS =
  /(file:\/\/\/)|:\/\/(?:(?:(?!:\/\/)[^\n])*@(?!v\d+\.\d+\.\d+(?![-+.\w])|v\/(?:v\d|list\b))|[^\s/]*@)/gi;
// At the start of a word or of a URL that lacks a slash or the colon: within a path it is a name.
const BARE_CREDENTIALS = /(?<=^|[\s'"`,|=([{<]|[:/]\/)[^\s'",|/=]+:(?![\\/])[^\s/]*@/g;

/**
 * Hides the credentials of every URL in the text, rather too much of it than too little. So a sentence of
 * ours has no @ behind a value. What is the path of a file has none.
 */
export function redact(text: string): string {
  return text
    .replace(CREDENTIALS, (_, file: string | undefined) => file ?? `://${HIDDEN}`)
    .replace(BARE_CREDENTIALS, HIDDEN);
}

/** Whether `redact` hides anything of the text. */
export function holdsCredential(text: string): boolean {
  return redact(text) !== text;
}
