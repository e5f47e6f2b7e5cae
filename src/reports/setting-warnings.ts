// What the user should know about settings that are valid but may surprise.
import type { Environment } from "../conda/environments.js";
import type { Owner } from "../conda/owners.js";
import { findNearest } from "../did-you-mean.js";
import { splitFlags, unquoteFlag } from "../findings/values/flag-list.js";
import { FLAG_NAMES, findFlagVersion, OLDEST_ASKED } from "../findings/values/go-flags.js";
import { canStandInList } from "../findings/values/proxy.js";
import { findForGo } from "../hooks/check-setting.js";
import { findProfile } from "../hooks/profiles.js";
import type { HookRequest, Plan } from "../hooks/request.js";
import {
  describeSetting,
  findSecrets,
  holdsPrefix,
  listTexts,
  type Settings,
} from "../hooks/settings.js";
import { VARIABLES } from "../hooks/variables.js";
import type { Session } from "../session.js";
import { PREFIX_PLACEHOLDER } from "../shells/word.js";
import { selectorFor } from "./environments.js";
import { reportOwners, warnOfOwners } from "./owners.js";
import { type Warning, warn } from "./warnings.js";

/**
 * Finds what may surprise about these settings in this environment.
 * @param config what to type behind install and the environment, so that it goes by the right settings file
 */
export function warnOfSettings(
  environment: Environment,
  { profile, shells }: HookRequest,
  { settings }: Plan,
  owners: readonly Owner[],
  config: string,
  session: Session,
): Warning[] {
  const { prefix } = environment;
  const { platform } = session;
  const warnings: Warning[] = warnOfValues(profile, settings, platform);
  warnings.push(...findSecrets(settings).map((name) => warn("passwordInSetting", { name })));
  for (const [name, words] of listFlags(settings)) {
    const isBare = (word: string) => word.includes(PREFIX_PLACEHOLDER) && !/^['"]/.test(word);
    if (/\s/.test(prefix) && words.some(isBare)) warnings.push(warn("spaceInPrefix", { name }));
    const isBroken = (word: string) => word.startsWith("'") && word.includes(PREFIX_PLACEHOLDER);
    if (prefix.includes("'") && words.some(isBroken))
      warnings.push(warn("quoteInPrefix", { name }));
    if (prefix.includes(",") && words.some((word) => /^'?-Wl,.*\{prefix\}/.test(word)))
      warnings.push(warn("commaInPrefix", { name }));
  }
  if (!canStandInList(prefix)) {
    if (holdsPrefix(settings.GOPROXY)) warnings.push(warn("prefixInUrl"));
    else if (holdsPrefix(findProfile(profile).settings.GOPROXY)) warnings.push(warn("proxyOff"));
  }
  if (/\s/.test(prefix) && shells?.includes("xonsh")) warnings.push(warn("spaceInPrefixForXonsh"));
  if (platform === "win32" && prefix.includes("'")) warnings.push(warn("quoteInPrefixForBash"));
  const selector = selectorFor(environment, session);
  return [...warnings, ...warnOfOwners(reportOwners(owners, settings, selector, config))];
}

/** Finds what may surprise about these settings in any environment. */
export function warnOfValues(profile: string, settings: Settings, platform: string): Warning[] {
  const { caution } = findProfile(profile);
  const odd = Object.entries(settings).flatMap(([name, setting]) =>
    setting.action === "set" ? findForGo("warning", name, setting.value, platform) : [],
  );
  const hasQuotes = listTexts(settings.GOFLAGS).some((text) => /['"]/.test(text));
  return [
    ...(caution ? [warn("caution", { profile, caution })] : []),
    ...odd.map((one) => warn("oddValue", one)),
    ...(hasQuotes ? [warn("quotesInGoflags")] : []),
    ...findUnknownFlags(settings),
  ];
}

function findUnknownFlags({ GOFLAGS: setting }: Settings): Warning[] {
  const words = listTexts(setting).flatMap((text) => splitFlags(text) ?? []);
  return words.flatMap((word): Warning[] => {
    const flag = unquoteFlag(word);
    const minor = findFlagVersion(flag);
    if (minor === OLDEST_ASKED) return [];
    if (minor !== null) return [warn("newFlag", { flag, minor })];
    const near = findNearest(flag.replace(/^-+|=.*/g, ""), FLAG_NAMES);
    return [warn("unknownFlag", { flag, near })];
  });
}

/** Each variable that is a list of flags, and its flags. */
function listFlags(settings: Settings): [string, readonly string[]][] {
  return VARIABLES.filter(({ kind }) => kind === "flags" || kind === "compiler-flags").flatMap(
    ({ name }): [string, readonly string[]][] => {
      const setting = settings[name];
      return setting ? [[name, splitFlags(describeSetting(setting)) ?? []]] : [];
    },
  );
}
