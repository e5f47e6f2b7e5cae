// What is wrong with the settings of downloads when one looks at more than one of them.
import type { Finding } from "../../findings/finding.js";
import { showValue } from "../../findings/values/check-value.js";
import { isOffline, readProxyList } from "../../findings/values/proxy.js";
import { findGiven, ofVariable, type Setup } from "./setup.js";

export function checkDownloads(setup: Setup): Finding[] {
  return [
    ...checkHidden(setup),
    ...checkPrivate(setup),
    ...checkChecksums(setup),
    ...checkVersionControl(setup),
    ...checkInsecure(setup),
  ];
}

/** An empty line in the file of go env -w lets through no default that stands in Go's own file. */
function checkHidden({ variables, minor }: Setup): Finding[] {
  if (minor < 21) return [];
  return ["GOPROXY", "GOSUMDB"].flatMap((variable) => {
    const { value, origin } = variables.get(variable) ?? {};
    return value === "" && origin?.source === "goenv"
      ? [ofVariable({ origin }, "download-default-hidden", "error", { variable, from: origin })]
      : [];
  });
}

/** GONOPROXY is GOPRIVATE unless it is set, and what it matches is fetched whatever GOPROXY says. */
function checkPrivate(setup: Setup): Finding[] {
  const proxy = findGiven(setup, "GOPROXY");
  const listed = findGiven(setup, "GOPRIVATE");
  if (!proxy || !listed || findGiven(setup, "GONOPROXY") || !isOffline(proxy.value)) return [];
  const { origin: from } = proxy;
  const value = showValue("GOPROXY", proxy.value);
  const args = { value, patterns: listed.value, from };
  return [ofVariable(proxy, "private-not-offline", "warning", args)];
}

function checkChecksums(setup: Setup): Finding[] {
  const off = findGiven(setup, "GOSUMDB");
  // Where nothing comes over the network, no database can be asked either.
  if (off?.value !== "off" || isOffline(findGiven(setup, "GOPROXY")?.value ?? "direct")) return [];
  const { name: variable, value, origin: from } = off;
  const toolchain = setup.variables.get("GOTOOLCHAIN")?.value || "auto";
  const blocks = setup.minor >= 21 && !/^local$|path$/.test(toolchain);
  return [ofVariable(off, "checksum-database-off", "warning", { variable, value, from, blocks })];
}

function checkVersionControl(setup: Setup): Finding[] {
  const found = findGiven(setup, "GOVCS");
  if (!found) return [];
  const { name: variable, value, origin: from } = found;
  const rules = value.split(",").map((item) => item.split(":").map((part) => part.trim()));
  // Of two rules, the first counts.
  const isOff = (kind: string) =>
    rules.find(([pattern]) => pattern === "*" || pattern === kind)?.[1] === "off";
  const isDirect = readProxyList(findGiven(setup, "GOPROXY")?.value ?? "")[0]?.url === "direct";
  const listed = findGiven(setup, "GONOPROXY") ?? findGiven(setup, "GOPRIVATE");
  const what =
    isDirect && isOff("public")
      ? "all modules"
      : listed && listed.value !== "none" && isOff("private")
        ? `those of ${listed.name}`
        : null;
  return what === null
    ? []
    : [ofVariable(found, "version-control-off", "warning", { variable, value, from, what })];
}

function checkInsecure(setup: Setup): Finding[] {
  const insecure = findGiven(setup, "GOINSECURE");
  if (!insecure || findGiven(setup, "GOSUMDB")?.value === "off") return [];
  const own = findGiven(setup, "GONOSUMDB");
  const unchecked = list((own ?? findGiven(setup, "GOPRIVATE"))?.value ?? "");
  const isCovered = (pattern: string) =>
    unchecked.some((one) => one === "*" || `${pattern}/`.startsWith(`${one}/`));
  const left = list(insecure.value).filter((pattern) => !isCovered(pattern));
  if (left.length === 0) return [];
  const args = {
    patterns: left.join(","),
    wanted: [...unchecked, ...left].join(","),
    isNew: own === undefined,
    from: (own ?? insecure).origin,
  };
  return [ofVariable(insecure, "insecure-still-checked", "info", args)];
}

/** The patterns of a list, as Go reads it. */
function list(patterns: string): string[] {
  return patterns
    .split(",")
    .map((one) => one.replace(/\/$/, ""))
    .filter((one) => one !== "");
}
