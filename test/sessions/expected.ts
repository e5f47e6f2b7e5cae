// The one rule for all shells: what each variable is in each environment, from the user's values alone.
import type { InstallOptions } from "../../src/commands/install-draft.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import type { Settings } from "../../src/hooks/settings.js";
import { fallbackOf } from "../../src/hooks/variables.js";
import type { HasFlag } from "./play.js";
import type { UserValues } from "./user-values.js";

/** The environments of the recorded sessions; the one called c has no hooks. */
export const ENVIRONMENTS: Readonly<Record<"a" | "b" | "c", InstallOptions | null>> = {
  a: { profile: "isolated" },
  b: {
    profile: "direct",
    overrides: [
      { action: "prepend", variable: "GOFLAGS", value: "-race -x" },
      {
        action: "append",
        variable: "GOFLAGS",
        value: "-modfile={prefix}/alt.mod '-ldflags=-s -w'",
      },
      { action: "keep", variable: "GOCACHE" },
      { action: "unset", variable: "GOSUMDB" },
      { action: "set", variable: "GOBIN", value: "{prefix}/bin $(touch pwned)" },
      // Nothing that one of the languages cannot hold: for all else see shells/quote.test.ts.
      { action: "set", variable: "GOPRIVATE", value: "a'b;c`touch pwned`$HOME%PATH%\\^&|{prefix}" },
    ],
  },
  c: null,
};

/** The user's variables as they are inside an environment; none means outside of all. */
export function expectValues(
  environment: string,
  prefix: string,
  user: UserValues,
  hasFlag?: HasFlag,
): UserValues {
  const settings = environment === "a" || environment === "b" ? SETTINGS[environment] : {};
  return expectInside(settings, prefix, user, hasFlag);
}

const SETTINGS = { a: resolve(ENVIRONMENTS.a), b: resolve(ENVIRONMENTS.b) };

function resolve(options: InstallOptions | null): Settings {
  const { profile = "isolated", overrides = [] } = options ?? {};
  return resolveSettings({ profile, overrides }, process.platform);
}

/**
 * The user's variables as they are inside an environment of these settings.
 * @param hasFlag which flags the shell's hooks find among the user's own
 */
export function expectInside(
  settings: Settings,
  prefix: string,
  user: UserValues,
  hasFlag: HasFlag = (flags, flag) => ` ${flags} `.replace(/[\t\r\n]/g, " ").includes(` ${flag} `),
): UserValues {
  const values: Record<string, string> = { ...user };
  const expand = (text: string) => text.replaceAll("{prefix}", () => prefix);
  for (const [name, setting] of Object.entries(settings)) {
    if (setting.action === "unset") delete values[name];
    if (setting.action === "set") values[name] = expand(setting.value);
    if (setting.action !== "add") continue;
    values[name] ||= fallbackOf(name) ?? "";
    const add = (token: string, join: (flags: string, flag: string) => string) => {
      const [flags, flag] = [values[name] ?? "", expand(token)];
      if (flags === "") values[name] = flag;
      else if (!hasFlag(flags, flag, token)) values[name] = join(flags, flag);
    };
    // Asked for twice, it is put there once, on the side that comes first.
    const prepend = new Set(setting.prepend.toReversed());
    const append = new Set(setting.append.filter((token) => !prepend.has(token)));
    for (const token of prepend) add(token, (flags, flag) => `${flag} ${flags}`);
    for (const token of append) add(token, (flags, flag) => `${flags} ${flag}`);
  }
  return values;
}
