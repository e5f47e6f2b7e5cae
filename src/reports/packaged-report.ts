// What is said of the hooks that a conda package has brought to an environment.
import type { Environment } from "../conda/environments.js";
import { listStaying } from "../hooks/packaged.js";
import type { Settings } from "../hooks/settings.js";
import { isPackagedPath, TOOL } from "../names.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { type FileReport, removalOf, selectorFor } from "./environments.js";
import { inline } from "./outcome.js";

/** The hooks that a conda package has brought, in scripts of their own. */
export interface PackagedReport {
  /** Of the package, as the scripts say it. */
  readonly name: string;
  readonly version: string;
  /** As conda's record says it; null where it has none. */
  readonly build: string | null;
  /** Whether conda has a record that names the scripts; else they are a copy, which conda does not remove. */
  readonly isManaged: boolean;
  /** The packages, with their versions, that have brought these scripts, as conda's records say: one, or none of a copy. */
  readonly owners: readonly string[];
  /** The scripts that are not as the package has brought them. */
  readonly damaged: readonly FileReport[];
  /** Why Go would refuse their settings on this platform, which hold on another; null where that is not so. */
  readonly refusal: { readonly platform: string; readonly message: string } | null;
  /** Null where this version cannot tell what they set, where this platform refuses it, or where a script of this shell is damaged. */
  readonly profile: string | null;
  readonly settings: Settings | null;
}

/** The package with its version, as people say it. */
export function namePackage({ name, version }: Pick<PackagedReport, "name" | "version">): string {
  return `${name} ${version}`;
}

/** The same with its build, where conda has a record of it. */
export function namePackageFully(
  packaged: Pick<PackagedReport, "name" | "version" | "build">,
): string {
  const { build } = packaged;
  return `${namePackage(packaged)}${build === null ? "" : `, build ${build}`}`;
}

/** Whose settings a file has that are a package's, for a comment in it. */
export function sayWhose(packaged: PackagedReport | null): string[] {
  return packaged ? [`These are the settings of the package ${namePackage(packaged)}.`] : [];
}

/** Whether a file is one of the hooks that a package has brought. */
export function isOfPackage(file: string | null, prefix: string): boolean {
  if (file === null || !file.startsWith(prefix)) return false;
  return isPackagedPath(file.slice(prefix.length + 1).replaceAll("\\", "/"));
}

/** What is in an environment, in a few words. @param state of its own hooks, `packaged` where it has none */
export function describeLayers(state: string, packaged: PackagedReport | null): string {
  if (packaged === null) return state;
  const fault = packaged.damaged.length > 0 ? ", damaged" : "";
  const below = `packaged (${namePackage(packaged)}${fault})`;
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
  return packaged.isManaged ? removalOf(packaged.owners, environment, session) : DELETE_COPY;
}

/** What to type to have the scripts of a package as it brings them; null for a copy. */
export function describeReinstall(
  { name, isManaged }: PackagedReport,
  environment: Environment,
  session: Session,
): string | null {
  if (!isManaged) return null;
  const selector = selectorFor(environment, session);
  return `conda install --force-reinstall ${selector} ${typed(name, session.platform)}`;
}

/** Whether a package's hooks are not as it has brought them, or another package has brought the same. */
export function isPackageAmiss({ isManaged, owners, damaged }: PackagedReport): boolean {
  return (isManaged && damaged.length > 0) || owners.length > 1;
}

/** What is wrong with a package's hooks, and what to type to put it right; null where nothing is. */
export function describePackagedMend(
  packaged: PackagedReport,
  environment: Environment,
  session: Session,
): string | null {
  const reinstall = describeReinstall(packaged, environment, session);
  const others = listOtherOwners(packaged);
  if (others.length > 0)
    return `Keep one package, and remove what brought the same scripts: ${removalOf(others, environment, session)} (then ${reinstall})`;
  return isPackageAmiss(packaged) ? `Bring the package's scripts back: ${reinstall}` : null;
}

/** The packages, with their versions, that have brought the same scripts. */
export function listOtherOwners({ name, version, owners }: PackagedReport): string[] {
  return owners.filter((owner) => owner !== `${name}-${version}`);
}

/** That the installed hooks act on what packaged ones have set, and which of that stays. */
export function describeBelow(packaged: PackagedReport | null, installed: Settings): string[] {
  if (packaged === null) return [];
  const { profile, settings } = packaged;
  const start = `on top of the package ${namePackageFully(packaged)}`;
  if (settings === null) return [`  ${start}: ${describeUnknown(packaged)}`];
  const staying = listStaying(settings, installed);
  const stays = staying.length === 0 ? "" : `, of which stays: ${staying.join(" ")}`;
  return [inline(`  ${start}, profile ${profile}${stays}`)];
}

/** Why it is not known what the hooks set. */
export function describeUnknown({ damaged, refusal }: PackagedReport): string {
  if (refusal !== null)
    return inline(`its settings do not hold on ${refusal.platform}: ${refusal.message}`);
  return damaged.length > 0
    ? "only running its scripts would tell what they set, as they are not as it brought them"
    : "this version cannot tell what it sets";
}
