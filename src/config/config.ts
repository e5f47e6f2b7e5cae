// What a settings file says, and what that means for one environment.
import type { Override } from "../hooks/settings.js";

/** What is asked for one variable: a value, one of the words `unset` and `keep`, or one of these keys. */
export type VariableSetting =
  | string
  | { readonly set: string }
  | {
      readonly append?: readonly string[];
      readonly prepend?: readonly string[];
      /** Adds to the user's own value alone, without what the profile adds. */
      readonly keep?: true;
    };

/** What the file may say for all environments, and again for one of them by name. */
export interface EnvironmentConfig {
  readonly profile?: string;
  /** As `--cgo`; false in one environment leaves out what is general for all. */
  readonly cgo?: boolean;
  readonly variables?: Readonly<Record<string, VariableSetting>>;
  /** As `--shell` names them. */
  readonly shells?: readonly string[];
}

/** A settings file, checked. */
export interface Config extends EnvironmentConfig {
  /** By name; a prefix without a name goes by its folder's. */
  readonly environments?: Readonly<Record<string, EnvironmentConfig>>;
  readonly scan?: { readonly ignore?: readonly string[] };
}

/** What a file asks for one environment, as if it had been typed. */
export interface ConfigSettings {
  readonly profile: string;
  readonly overrides: readonly Override[];
  /** Null where the file names none. */
  readonly shells: readonly string[] | null;
}
