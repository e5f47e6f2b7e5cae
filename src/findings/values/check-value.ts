// What is wrong with the value of a Go variable: one list of rules, for values that are set and that are to be set.
import type { Origin } from "../codes/change.js";
import { checkAuth, checkVersionControl } from "./access.js";
import { checkChecksumDatabase } from "./checksums.js";
import { checkCompilerFlags, checkGoFlags } from "./flags.js";
import { checkModuleMode } from "./module-mode.js";
import { checkFollowed, checkPath, checkPathList, checkWorkspace } from "./paths.js";
import { checkPatterns } from "./patterns.js";
import { checkProxyList } from "./proxy.js";
import type { Rule, Rules, ValueFault } from "./rule.js";
import { checkToolchainChoice } from "./toolchain-choice.js";

/** By variable, in the order in which faults are told. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  GOPATH: [checkPathList],
  GOMODCACHE: [checkPath],
  GOCACHE: [checkPath],
  GOBIN: [checkPath],
  GOTMPDIR: [checkFollowed],
  GOENV: [checkFollowed],
  GOWORK: [checkWorkspace],
  GOPROXY: [checkProxyList],
  GOSUMDB: [checkChecksumDatabase],
  GOPRIVATE: [checkPatterns],
  GONOPROXY: [checkPatterns],
  GONOSUMDB: [checkPatterns],
  GOINSECURE: [checkPatterns],
  GOVCS: [checkVersionControl],
  GOAUTH: [checkAuth],
  GO111MODULE: [checkModuleMode],
  GOTOOLCHAIN: [checkToolchainChoice],
  GOFLAGS: [checkGoFlags],
  CGO_CFLAGS: [checkCompilerFlags],
  CGO_CPPFLAGS: [checkCompilerFlags],
  CGO_CXXFLAGS: [checkCompilerFlags],
  CGO_FFLAGS: [checkCompilerFlags],
  CGO_LDFLAGS: [checkCompilerFlags],
};

/**
 * @param value not empty, which Go takes for unset
 * @param from where Go gets it from; null for one that is only asked for
 */
export function checkValue(
  variable: string,
  value: string,
  from: Origin | null,
  rules: Rules,
): ValueFault[] {
  const bad = { variable, value: showValue(variable, value), from };
  return (RULES[variable] ?? []).flatMap((rule) => rule(value, bad, rules));
}

/** As a sentence may show it: in a broken list of proxies, anything before an @ may be a password. */
export function showValue(variable: string, value: string): string {
  return variable === "GOPROXY" ? value.replace(/.*@/s, "***@") : value;
}
