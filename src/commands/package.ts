// Makes a conda package that brings the hooks, and puts it into a channel, or writes its recipe.
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { publish } from "../conda/channel.js";
import { checkIsPath } from "../conda/channel-path.js";
import { findRecipeChanges, writeRecipe } from "../conda/write-recipe.js";
import type { FoundConfig } from "../config/find-config.js";
import { makeError } from "../errors/error.js";
import { type PackagePlan, planPackage } from "../hooks/plan-package.js";
import { DEFAULT_PROFILE } from "../hooks/profiles.js";
import { mergeOverrides } from "../hooks/request.js";
import { findSecrets, type Override, type Settings } from "../hooks/settings.js";
import { buildCondaPackage } from "../packaging/conda-file.js";
import { checkIdentity, isSpdxExpression, type PackageIdentity } from "../packaging/identity.js";
import { renderRecipe } from "../packaging/recipe.js";
import type { Outcome } from "../reports/outcome.js";
import {
  buildingOf,
  describePackage,
  installationOf,
  type PackageResult,
} from "../reports/package.js";
import { warn } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";
import { findProject, type ProjectOptions } from "./find-project.js";
import { warnOfChannel, warnOfPlan, warnOfReach } from "./package-warnings.js";

export interface PackageOptions extends ProjectOptions {
  /** The package's name, by conda's rules. */
  readonly name: string;
  /** Its version, by conda's rules. */
  readonly version: string;
  /** Its build number, from 0; 0 unless given. */
  readonly build?: string | number | undefined;
  /** Its license, as it is told in the channel; none unless given. */
  readonly license?: string | undefined;
  /** The folder of the channel, which is made where it is not there. */
  readonly out?: string | undefined;
  /** A folder for the recipe. */
  readonly recipe?: string | undefined;
  /** As in a settings file; on top of the one that is found or named. */
  readonly profile?: string | undefined;
  readonly overrides?: readonly Override[] | undefined;
  /** The dialects, as `--shell` names them; unless given, all. */
  readonly shells?: readonly string[] | undefined;
  /** Says what would be written, and writes nothing. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Makes the package. The same options make the same bytes, on every platform.
 * @throws CondaGoHooksError `usage`, `package-invalid` for what conda refuses, `setting-invalid`, `package-differs` where
 *   the channel has another one of the same name, version and build, `channel-invalid`, `channel-busy`, `file-not-ours` for
 *   the recipe, `file-system`, and `config-invalid` for a settings file
 */
export async function packageHooks(
  options: PackageOptions,
  session: Session,
): Promise<PackageResult> {
  const { dryRun = false } = options;
  const identity = readIdentity(options);
  const places = readPlaces(options, session.cwd);
  const project = await findProject(options, session);
  const { request, shells, config } = await readRequest(options, project);
  const plan = planPackage({ ...identity, request }, shells);
  const secrets = findSecrets(plan.settings);
  if (secrets.length > 0) throw makeError("package-secret", { names: secrets });
  const { made, publication, isChanged } = await deliver(
    identity,
    plan,
    request.profile,
    places,
    dryRun,
  );
  const { channel, recipe } = places;
  const typedChannel = channel === null ? "" : typed(channel, session.platform);
  return {
    name: identity.name,
    version: identity.version,
    build: identity.buildNumber,
    dryRun,
    file: publication?.file ?? null,
    sha256: createHash("sha256").update(made.bytes).digest("hex"),
    size: made.bytes.length,
    channel,
    recipe,
    isChanged,
    profile: request.profile,
    settings: plan.settings,
    config,
    typed: config === null ? [] : listTyped(options),
    shells: plan.shells,
    files: plan.files.map(({ path }) => path),
    warnings: [
      ...warnOfPlan(identity, request.profile, plan, project),
      ...warnOfReach(plan),
      ...(recipe !== null && identity.license !== null && !isSpdxExpression(identity.license)
        ? [warn("packageLicense", { license: identity.license })]
        : []),
      ...(publication === null ? [] : warnOfChannel(publication, typedChannel)),
    ],
    next:
      channel === null || dryRun ? null : installationOf(identity.name, channel, session.platform),
    nextRecipe: recipe === null || dryRun ? null : buildingOf(recipe, session.platform),
  };
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(
  options: PackageOptions & { readonly verbose?: boolean },
  session: Session,
): Promise<Outcome> {
  return describePackage(await packageHooks(options, session), options.verbose);
}

/** Where the package goes: whole paths. */
interface Places {
  /** A channel's folder; null for none. */
  readonly channel: string | null;
  /** A recipe's folder; null for none. */
  readonly recipe: string | null;
}

function readPlaces({ out, recipe }: PackageOptions, cwd: string): Places {
  // A variable of somebody's script may be empty: that does not mean the current folder.
  if (out === "" || (out ?? recipe) === undefined)
    throw makeError("package-nowhere", { option: "--out" });
  if (recipe === "") throw makeError("package-nowhere", { option: "--recipe" });
  if (out !== undefined) checkIsPath(out);
  const whole = (path: string | undefined) => (path === undefined ? null : resolve(cwd, path));
  return { channel: whole(out), recipe: whole(recipe) };
}

/** Builds the package, puts it into the channel and writes its recipe. */
async function deliver(
  identity: PackageIdentity,
  { settings, files }: PackagePlan,
  profile: string,
  { channel, recipe }: Places,
  dryRun: boolean,
) {
  const about = {
    summary: `Gives conda environments Go variables of their own: profile ${profile}`,
    sets: findSet(settings),
  };
  const made = buildCondaPackage(identity, files, about);
  // What stands in the recipe's way stops the package too.
  const changes =
    recipe === null
      ? null
      : findRecipeChanges(recipe, renderRecipe(identity, files, about), channel);
  const publication = channel === null ? null : await publish(channel, made, dryRun);
  if (recipe !== null && changes && !dryRun) await writeRecipe(recipe, changes);
  const isChanged = changes?.isNeeded === true || publication?.isChanged === true;
  return { made, publication, isChanged };
}

function readIdentity({ name, version, build = 0, license }: PackageOptions): PackageIdentity {
  if (!name) throw makeError("package-missing", { option: "--name" });
  if (!version) throw makeError("package-missing", { option: "--version" });
  // Number() takes more than digits.
  const isNumber = /^\d+$/.test(String(build));
  if (!isNumber) throw makeError("package-build", { build: String(build) });
  const identity = { name, version, buildNumber: Number(build), license: license ?? null };
  checkIdentity(identity);
  return identity;
}

interface PackageRequest {
  readonly request: { readonly profile: string; readonly overrides: readonly Override[] };
  readonly shells: readonly string[] | null;
  /** The settings file that has a part in it; null without one. */
  readonly config: string | null;
}

/** What was typed, on top of what the settings file has for all environments. */
async function readRequest(
  { profile, overrides = [], shells }: PackageOptions,
  project: FoundConfig | null,
): Promise<PackageRequest> {
  const { settingsFor } = await import("../config/settings-for.js");
  // No environment has no name, and no own settings.
  const found = project && settingsFor(project.config, { name: "", prefix: "" }, "linux");
  const { profile: base = DEFAULT_PROFILE, overrides: below = [] } = found ?? {};
  return {
    request: { profile: profile ?? base, overrides: mergeOverrides(below, overrides) },
    shells: shells ?? found?.shells ?? null,
    config: found ? (project?.file ?? null) : null,
  };
}

function listTyped({ profile, overrides = [], shells }: PackageOptions): string[] {
  const variables = new Set(overrides.map(({ variable }) => variable));
  return [...(profile ? ["profile"] : []), ...(shells ? ["shells"] : []), ...variables];
}

/** A variable that has a value in every environment with the package; null where there is none. */
function findSet(settings: Settings): string | null {
  const found = Object.entries(settings).find(([, { action }]) => action === "set");
  return found?.[0] ?? null;
}
