// The hooks as they were before version 0.2, two scripts a shell, which environments still have.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ejs from "ejs";
import type { Setting, Settings } from "../../src/hooks/settings.js";
import {
  type Phase,
  SWITCH_NAME,
  savedName,
  temporaryVariable,
  unsetName,
} from "../../src/names.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { concatenate, PrefixText, parseWord, type Word } from "../../src/shells/word.js";

/** All that they know. */
export const FORMER_VARIABLES: readonly string[] =
  "GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED".split(
    " ",
  );

const LOCALS =
  "allVariables settings savedStem unsetStem switchName restName pattern concatenate from to before after label";

/** Renders such a script, by the templates of then. */
export function renderFormer(dialect: Dialect, phase: Phase, settings: Settings): string {
  const filename = fileURLToPath(new URL(`${dialect.id}/${phase}.ejs`, import.meta.url));
  const data = {
    allVariables: FORMER_VARIABLES.map(describeVariable),
    settings: Object.entries(settings).map(([name, setting]) => describeSetting(name, setting)),
    savedStem: savedName(""),
    unsetStem: unsetName(""),
    switchName: SWITCH_NAME,
    restName: temporaryVariable("REST"),
    pattern: dialect.pattern,
    concatenate,
  };
  const text = ejs.render(readFileSync(filename, "utf8"), data, {
    strict: true,
    destructuredLocals: LOCALS.split(" "),
    filename,
    escape: ((word: Word) => quote(dialect, word)) as (markup?: unknown) => string,
    cache: true,
  });
  return dialect.encode(text);
}

function describeVariable(name: string) {
  return { name, saved: savedName(name), unset: unsetName(name) };
}

function describeSetting(name: string, setting: Setting) {
  const given = setting.action === "add" ? setting : { prepend: [], append: [] };
  const prepend = [...new Set(given.prepend.toReversed())];
  const append = [...new Set(given.append)].filter((token) => !prepend.includes(token));
  const tokens = [...prepend.toReversed(), ...append].map((token, index) => {
    const word = parseWord(token);
    const length = typeof word === "string" ? word.length : null;
    return { temporary: temporaryVariable(index), word, length };
  });
  return {
    ...describeVariable(name),
    action: setting.action,
    value: setting.action === "set" ? parseWord(setting.value) : null,
    prepend: prepend.map(parseWord),
    append: append.map(parseWord),
    added: concatenate(...tokens.flatMap(({ word }, index) => (index > 0 ? [" ", word] : [word]))),
    before: tokens.slice(0, prepend.length),
    after: tokens.slice(prepend.length),
  };
}

/** In these two languages, the prefix was spelt otherwise. */
function quote(dialect: Dialect, word: Word): string {
  if (!(word instanceof PrefixText)) return dialect.quote(word);
  switch (dialect.id) {
    case "posix": {
      const literals = word.literals.map((literal) => literal.replace(/[\\$`"]/g, "\\$&"));
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's expansion, not ours
      return `"${literals.join("${CONDA_PREFIX}")}"`;
    }
    case "powershell": {
      const terms = word.literals.flatMap((literal, index) => [
        ...(index > 0 ? ["$Env:CONDA_PREFIX"] : []),
        ...(literal ? [dialect.quote(literal)] : []),
      ]);
      return `(${terms.join(" + ")})`;
    }
    default:
      return dialect.quote(word);
  }
}
