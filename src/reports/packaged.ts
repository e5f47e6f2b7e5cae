// What is said of the hooks that a conda package has brought to an environment.
import type { Environment } from "../conda/environments.js";
import { listStaying } from "../hooks/packaged.js";
import type { Settings } from "../hooks/settings.js";
import { isPackagedPath, TOOL } from "../names.js";
import type { Session } from "../session.js";
import { removalOf } from "./environments.js";
import { inline } from "./outcome.js";

/** The hooks that a conda package has brought, in scripts of their own. */
export interface PackagedReport {
  /** Of the package, as the scripts say it. */
  readonly name: string;
  readonly version: string;
  /** Whether conda's record of that package names the scripts; else they are a copy, which conda does not remove. */
  readonly isManaged: boolean;
  /** Null where this version cannot tell what they set. */
  readonly profile: string | null;
  readonly settings: Settings | null;
}

/** The package with its version, as people say it. */
export function namePackage({ name, version }: Pick<PackagedReport, "name" | "version">): string {
  return `${name} ${version}`;
}

/** Whether a file is one of the hooks that a package has brought. */
export function isOfPackage(file: string | null, prefix: string): boolean {
  if (file === null || !file.startsWith(prefix)) return false;
  return isPackagedPath(file.slice(prefix.length + 1).replaceAll("\\", "/"));
}

/** What is in an environment, in a few words. @param state of its own hooks, `packaged` where it has none */
export function describeLayers(state: string, packaged: PackagedReport | null): string {
  if (packaged === null) return state;
  const below = `packaged (${namePackage(packaged)})`;
  return state === "packaged" ? below : `${state}, ${below}`;
}

/** What to do to be rid of a copy. */
export const DELETE_COPY = `delete the scripts named ${TOOL}-site in etc/conda/activate.d and deactivate.d`;

/** What to type to be rid of packaged hooks, or what to do. */
export function describePackagedRemoval(
  packaged: PackagedReport,
  environment: Environment,
  session: Session,
): string {
  return packaged.isManaged
    ? removalOf([`${packaged.name}-${packaged.version}`], environment, session)
    : DELETE_COPY;
}

/** That the installed hooks act on what packaged ones have set, and which of that stays. */
export function describeBelow(packaged: PackagedReport | null, installed: Settings): string[] {
  if (packaged === null) return [];
  const { profile, settings } = packaged;
  const start = `on top of the package ${namePackage(packaged)}`;
  if (settings === null) return [`  ${start}: this version cannot tell what that sets`];
  const staying = listStaying(settings, installed);
  const stays = staying.length === 0 ? "" : `, of which stays: ${staying.join(" ")}`;
  return [inline(`  ${start}, profile ${profile}${stays}`)];
}
