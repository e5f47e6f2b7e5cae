// From a template and its data to text; the only place that knows ejs, and has no part in the bundle.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ejs from "ejs";

/** How the templates are compiled, be it here or when the command line is bundled. */
export const TEMPLATE_OPTIONS = {
  strict: true,
  // A line number for who changes a template, at the price of a slower start for everybody.
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
  // Cached by filename, and so by dialect, as what escapes.
  const options = { ...TEMPLATE_OPTIONS, filename, escape: quote, cache: true };
  return ejs.render(readFileSync(filename, "utf8"), data, options);
}
