// What whoever installs hooks in an environment should know, though nothing is wrong.
import type { Environment } from "../conda/environments.js";
import type { Owner } from "../conda/owners.js";
import { didYouMean } from "../errors/did-you-mean.js";
import { splitFlags, unquoteFlag } from "../hooks/check-setting.js";
import { FLAG_NAMES, findFlagVersion, OLDEST_ASKED } from "../hooks/go-flags.js";
import { findProfile } from "../hooks/profiles.js";
import type { HookRequest, Plan } from "../hooks/request.js";
import { describeSetting, findSecrets, listTexts, type Settings } from "../hooks/settings.js";
import { VARIABLES } from "../hooks/variables.js";
import type { Warning } from "../reports/environments.js";
import type { Session } from "../session.js";
import { PREFIX_PLACEHOLDER } from "../shells/word.js";
import { findHiddenSettings } from "./hidden-settings.js";
import { reportOwners } from "./owner-remedies.js";

/** Finds what may surprise in these settings and in this environment. */
export function findWarnings(
  environment: Environment,
  { profile, shells }: HookRequest,
  { settings }: Plan,
  owners: readonly Owner[],
  session: Session,
): Warning[] {
  const { prefix } = environment;
  const { platform } = session;
  const warnings: Warning[] = [];
  const { caution } = findProfile(profile);
  if (caution) warnings.push({ code: "caution", message: `profile ${profile}: ${caution}` });
  for (const name of findSecrets(settings)) {
    warnings.push({
      code: "password",
      message: `the value for ${name} holds a password or token, and everyone who can read the environment can read it; a ~/.netrc keeps it to you`,
    });
  }
  for (const [name, words] of listFlags(settings)) {
    const isBare = (word: string) => word.includes(PREFIX_PLACEHOLDER) && !/^['"]/.test(word);
    if (/\s/.test(prefix) && words.some(isBare)) {
      warnings.push({
        code: "blank-in-prefix",
        message: `${name} is split at blanks, and the environment's path, which stands in it, has one; in quotes, such as '-modfile={prefix}/x', a flag stays whole`,
      });
    }
    const isBroken = (word: string) => word.startsWith("'") && word.includes(PREFIX_PLACEHOLDER);
    if (prefix.includes("'") && words.some(isBroken)) {
      warnings.push({
        code: "quote-in-prefix",
        message: `${name} has a flag in single quotes with the environment's path in it, which has one itself: there go takes it apart`,
      });
    }
    if (prefix.includes(",") && words.some((word) => /^'?-Wl,.*\{prefix\}/.test(word))) {
      warnings.push({
        code: "comma-in-prefix",
        message: `the linker takes a flag that starts with -Wl, apart at commas, and the environment's path, which stands in one of ${name}, has one`,
      });
    }
  }
  if (/\s/.test(prefix) && shells?.includes("xonsh")) {
    warnings.push({
      code: "blank-in-prefix",
      message:
        "a xonsh older than 0.24 runs no script whose path has a blank, and the environment's path has one: there no hook of any package runs in it",
    });
  }
  if (platform === "win32" && prefix.includes("'")) {
    warnings.push({
      code: "quote-in-prefix",
      message:
        "conda cannot activate an environment in bash whose path has a ', only in cmd.exe and PowerShell",
    });
  }
  if (/['"]/.test(settings.GOFLAGS ? describeSetting(settings.GOFLAGS) : "")) {
    warnings.push({
      code: "go-version",
      message: "quotes in GOFLAGS need Go 1.20 or newer; an older one then fails at every command",
    });
  }
  warnings.push(...findUnknownFlags(settings));
  for (const { message } of reportOwners(owners, settings, environment, session))
    warnings.push({ code: "other-owner", message });
  return [...warnings, ...findHiddenSettings(environment, settings, session)];
}

/** go fails at every command over a flag in GOFLAGS that none of its commands has. */
function findUnknownFlags({ GOFLAGS: setting }: Settings): Warning[] {
  const words = listTexts(setting).flatMap((text) => splitFlags(text) ?? []);
  return words.flatMap((word): Warning[] => {
    const flag = unquoteFlag(word);
    const minor = findFlagVersion(flag);
    if (minor === OLDEST_ASKED) return [];
    const hint = didYouMean(flag.replace(/^-+|=.*/g, ""), FLAG_NAMES);
    const message =
      minor === null
        ? `no command of go has the flag ${flag} of GOFLAGS, and then every one fails${hint ? `; ${hint}` : ""}`
        : `an older go than 1.${minor} may not have the flag ${flag} of GOFLAGS, and then every command fails`;
    return [{ code: minor === null ? "unknown-flag" : "go-version", message }];
  });
}

/** The words of each variable that is a list of flags. */
function listFlags(settings: Settings): [string, readonly string[]][] {
  return VARIABLES.filter(({ kind }) => kind === "flags" || kind === "compiler-flags").flatMap(
    ({ name }): [string, readonly string[]][] => {
      const setting = settings[name];
      return setting ? [[name, splitFlags(describeSetting(setting)) ?? []]] : [];
    },
  );
}
