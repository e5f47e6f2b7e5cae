// Checks the values in a settings file as install would, and says where in the file one is refused.
import { CondaGoHooksError, makeError } from "../errors/error.js";
import { checkHoldable } from "../hooks/check-setting.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import { resolveSettings } from "../hooks/resolve-settings.js";
import { selectDialects } from "../hooks/select-dialects.js";
import type { Config, EnvironmentConfig } from "./config.js";
import { listOverrides } from "./settings-for.js";

/** What is judged together: the settings for all, or what an environment has of its own. */
interface Scope extends EnvironmentConfig {
  readonly path: readonly string[];
}

/**
 * Checks all values.
 * @param platform for which they are judged
 * @param locate where a key is
 * @throws CondaGoHooksError `config-invalid`
 */
export function checkValues(
  config: Config,
  platform: string,
  locate: (path: readonly string[]) => string,
): void {
  const environments = Object.entries(config.environments ?? {});
  const scopes: Scope[] = [
    { ...config, path: [] },
    ...environments.map(([name, own]) => ({
      ...addPair(config, own),
      path: ["environments", name],
    })),
  ];
  for (const scope of scopes) {
    try {
      checkScope(scope, platform);
    } catch (error) {
      if (!(error instanceof CondaGoHooksError)) throw error;
      const where = locate(findPath(config, scope, error.where ?? ""));
      throw makeError("config-refused", { where, refused: error });
    }
  }
}

/**
 * The environment's own settings, with the general one of the only two variables that are judged as a pair. Not with all
 * of the general ones, which are judged once and not for each of a thousand environments.
 */
function addPair(
  { variables: general = {}, shells }: Config,
  own: EnvironmentConfig,
): EnvironmentConfig {
  const pair = Object.fromEntries(
    ["GOOS", "GOARCH"].flatMap((name) => {
      const setting = general[name];
      return setting === undefined ? [] : [[name, setting]];
    }),
  );
  const isInPair = Object.keys(own.variables ?? {}).some((name) => /^GO(?:OS|ARCH)$/.test(name));
  return {
    ...(shells && { shells }),
    ...own,
    variables: { ...(isInPair ? pair : {}), ...own.variables },
  };
}

function checkScope(scope: Scope, platform: string): void {
  const { profile = DEFAULT_PROFILE, shells } = scope;
  const overrides = listOverrides(scope, {}, platform);
  const settings = resolveSettings({ profile, overrides }, platform);
  // Without shells in the file, they may be typed.
  if (shells === undefined) return;
  for (const dialect of selectDialects(shells, platform)) checkHoldable(settings, dialect);
}

/** The key of the variable: the environment's own, or else the general one. */
function findPath(config: Config, { path, variables = {} }: Scope, variable: string): string[] {
  const own = path[1] === undefined ? config : config.environments?.[path[1]];
  const isOwn = Object.hasOwn(own?.variables ?? {}, variable);
  if (isOwn || !Object.hasOwn(variables, variable)) return [...path, "variables", variable];
  return ["variables", variable];
}
