// Renders templates, and is the only file that imports ejs; the bundle has compiled templates in its place.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ejs from "ejs";

/** How the templates are compiled, be it here or when the command line is bundled. */
export const TEMPLATE_OPTIONS = {
  strict: true,
  // Line numbers in errors would help whoever edits a template, and slow every start.
  compileDebug: false,
  /** What a template may be given, and gives to one that it includes. */
  destructuredLocals: [
    "allVariables",
    "settings",
    "held",
    "kept",
    "signature",
    "marks",
    "isFollowed",
    "stem",
    "savedStem",
    "unsetStem",
    "loopName",
    "switchName",
    "restName",
    "packagedName",
    "isPackaged",
    "care",
    "request",
    "unless",
    "pattern",
    "concatenate",
    "from",
    "to",
    "before",
    "after",
    "label",
    "token",
    "variables",
  ],
};

/**
 * Renders `templates/<dialect>/<name>.ejs`.
 * @param quote what `<%= x %>` prints for x
 */
export function renderTemplate(
  dialect: string,
  name: string,
  data: object,
  quote: (value: unknown) => string,
): string {
  const filename = fileURLToPath(
    new URL(`../../templates/${dialect}/${name}.ejs`, import.meta.url),
  );
  // Cached by file name, and so by dialect, which decides how to escape.
  const options = { ...TEMPLATE_OPTIONS, filename, escape: quote, cache: true };
  return ejs.render(readFileSync(filename, "utf8"), data, options);
}
