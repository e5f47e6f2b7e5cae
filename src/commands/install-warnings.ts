// What whoever installs hooks in an environment should know, though nothing is wrong.
import type { Environment } from "../conda/environments.js";
import { findProfile } from "../hooks/profiles.js";
import type { HookRequest, Plan } from "../hooks/request.js";
import { describeSetting, findSecrets } from "../hooks/settings.js";
import type { Session } from "../session.js";
import { PREFIX_PLACEHOLDER } from "../shells/word.js";
import type { Warning } from "./environment-report.js";
import { reportOwners } from "./owner-remedies.js";

/** Finds what may surprise in these settings and in this environment. */
export function findWarnings(
  environment: Environment,
  { profile, shells }: HookRequest,
  { settings }: Plan,
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
  const flags = settings.GOFLAGS ? describeSetting(settings.GOFLAGS) : "";
  if (/\s/.test(prefix) && flags.includes(PREFIX_PLACEHOLDER)) {
    warnings.push({
      code: "blank-in-prefix",
      message:
        "GOFLAGS is split at blanks, and the environment's path, which stands in it, has one",
    });
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
  if (/['"]/.test(flags)) {
    warnings.push({
      code: "go-version",
      message: "quotes in GOFLAGS need Go 1.20 or newer; an older one then fails at every command",
    });
  }
  for (const { message } of reportOwners(environment, settings, session))
    warnings.push({ code: "other-owner", message });
  return warnings;
}
