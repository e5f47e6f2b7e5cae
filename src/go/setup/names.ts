// Which variables of the environment look like Go's own, and are not.
import type { Finding } from "../../findings/finding.js";
import { ofVariable, originInShell, type Setup } from "./setup.js";

// Those that people set by hand. A short one would be like too much that is of other tools.
const MEANT: readonly string[] = [
  "GOPATH",
  "GOROOT",
  "GOWORK",
  "GOPROXY",
  "GOFLAGS",
  "GOCACHE",
  "GOMODCACHE",
  "GOSUMDB",
  "GOPRIVATE",
  "GONOPROXY",
  "GONOSUMDB",
  "GOINSECURE",
  "GOTOOLCHAIN",
  "GO111MODULE",
];

export function checkNames(setup: Setup): Finding[] {
  const { env, variables, platform } = setup;
  const set = Object.keys(env).filter((name) => env[name]);
  return set.flatMap((variable): Finding[] => {
    const from = variables.get(variable)?.origin ?? originInShell(setup);
    if (variable === "GONOSUMCHECK")
      return [
        ofVariable({ origin: from }, "checksum-variable-unknown", "warning", { variable, from }),
      ];
    const meant = findMeant(variable, platform);
    return meant === undefined
      ? []
      : [ofVariable({ origin: from }, "variable-misspelled", "warning", { variable, meant, from })];
  });
}

function findMeant(variable: string, platform: string): string | undefined {
  if (MEANT.includes(variable)) return undefined;
  const upper = variable.toUpperCase();
  if (MEANT.includes(upper)) return platform === "win32" ? undefined : upper;
  // Other tools have GO_PATH and the like.
  return /^[A-Z\d]+$/.test(variable) ? MEANT.find((name) => isOneSlip(variable, name)) : undefined;
}

/** Whether a letter is missing, too many or another one, or two that are neighbours have changed places. */
function isOneSlip(left: string, right: string): boolean {
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  const shorter = Math.min(left.length, right.length);
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  const [here, there] = [
    left.slice(start, left.length - end),
    right.slice(start, right.length - end),
  ];
  return (
    (here.length <= 1 && there.length <= 1) ||
    (here.length === 2 && here === there.split("").reverse().join(""))
  );
}
