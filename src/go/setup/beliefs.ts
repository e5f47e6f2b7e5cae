// Which settings look as if they were made for a replace by a folder, which needs none.
import type { Finding, FindingArgs } from "../../findings/finding.js";
import { findGiven, type GoVariable, ofVariable, type Setup } from "./setup.js";

type Belief = FindingArgs<"replace-needs-no-setting">["belief"];

/** @param replaced the paths of the modules that folders replace in the project */
export function checkBeliefs(setup: Setup, replaced: readonly string[]): Finding[] {
  const [first] = replaced;
  if (first === undefined) return [];
  const tell = (
    given: GoVariable | undefined,
    belief: Belief,
    setting = `${given?.name}=${given?.value}`,
    wanted: string | null = null,
    module = first,
  ): Finding[] => {
    if (given === undefined) return [];
    const args = { setting, module, belief, variable: given.name, wanted, from: given.origin };
    return [ofVariable(given, "replace-needs-no-setting", "info", args)];
  };
  const find = (name: string, value: RegExp) => {
    const given = findGiven(setup, name);
    return given && value.test(given.value) ? given : undefined;
  };
  const flags = find("GOFLAGS", MOD);
  const others = flags?.value.replace(new RegExp(MOD, "g"), "").trim() || null;
  const listed = findGiven(setup, "GOPRIVATE");
  const patterns = listed?.value.split(",") ?? [];
  const named = replaced.find((module) => patterns.includes(module));
  const rest = patterns.filter((pattern) => pattern !== named).join(",") || null;
  return [
    ...tell(find("GOSUMDB", /^off$/), "checksums"),
    ...tell(find("GONOSUMCHECK", /./), "checksums"),
    ...tell(flags, "mod", "-mod=mod in GOFLAGS", others),
    ...tell(find("GOPROXY", /^\s*direct\b/), "direct"),
    ...(named === undefined ? [] : tell(listed, "private", `${named} in GOPRIVATE`, rest, named)),
  ];
}

const MOD = /(?<!\S)--?mod=mod(?!\S)/;
