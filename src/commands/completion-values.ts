// The values that can be completed from what the program knows by itself, by their names in the usage.
import { CATALOGUE } from "../findings/catalogue.js";
import { GO_VARIABLES } from "../go/settings/go-variables.js";
import { PROFILES } from "../hooks/profiles.js";
import { VARIABLES } from "../hooks/variables.js";
import type { Candidate } from "../reports/completion.js";
import { DIALECTS } from "../shells/dialects.js";

/** The values of this kind; none for an unknown kind. @param typed what there is of it */
export function listValues(name: string, typed: string): readonly Candidate[] {
  return Object.hasOwn(SOURCES, name) ? (SOURCES[name]?.(typed) ?? []) : [];
}

/** Words that need no description. */
const inWords = (values: readonly string[]): readonly Candidate[] =>
  values.map((value) => ({ value, description: "" }));

const SHELLS = DIALECTS.flatMap(({ shells }) => shells);

const SOURCES: Readonly<Record<string, (typed: string) => readonly Candidate[]>> = {
  profile: () => PROFILES.map(({ name, summary }) => ({ value: name, description: summary })),
  shell: () => inWords(SHELLS),
  shells: listShells,
  code: () => inWords(Object.keys(CATALOGUE)),
  variables: () => inWords(GO_VARIABLES.map(({ name }) => name)),
  NAME: () => inWords(VARIABLES.map(({ name }) => name)),
  "NAME=TOKEN": () =>
    inWords(VARIABLES.filter(({ kind }) => /flags$/.test(kind)).map(({ name }) => `${name}=`)),
  "NAME=VALUE": listAssignments,
};

/** A list with commas, in which each shell stands once. */
function listShells(typed: string): readonly Candidate[] {
  const [list = ""] = /^.*,/.exec(typed) ?? [];
  const others = list.split(",");
  const open = ["all", ...SHELLS].filter((shell) => !others.includes(shell));
  return inWords(open.map((shell) => list + shell));
}

function listAssignments(typed: string): readonly Candidate[] {
  const named = VARIABLES.find(({ name }) => typed.startsWith(`${name}=`));
  if (named === undefined) return inWords(VARIABLES.map(({ name }) => `${name}=`));
  return inWords((named.values ?? []).map((value) => `${named.name}=${value}`));
}
