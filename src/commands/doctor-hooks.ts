// What is wrong with the hooks of an environment, or with what they meet there.
import { join } from "node:path";
import { isThere, readSmallFile } from "../conda/disk.js";
import type { Environment } from "../conda/environments.js";
import { findUnpaired, listOwnScripts } from "../conda/own-scripts.js";
import { type HookPackage, isRecorded } from "../conda/packaged-hooks.js";
import { type PixiEnvironment, readPixiEnvironment } from "../conda/pixi.js";
import { listActivations, listFeatures, readManifest } from "../conda/pixi-manifest.js";
import { expectError } from "../errors/error.js";
import type { ErrorReport } from "../errors/error-report.js";
import { type Finding, makeFinding } from "../findings/finding.js";
import { listUserSettings } from "../go/settings/user-settings.js";
import { sayInEnv } from "../hooks/activation-env.js";
import { selectDialects } from "../hooks/select-dialects.js";
import { isKept, type Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import {
  hasSavedState,
  hooksOf,
  isPackagedPath,
  type Phase,
  phaseOf,
  RECORD_PATH,
  savedName,
  scriptPath,
  sortsBefore,
  unsetName,
} from "../names.js";
import {
  describeEffect,
  describeHooks,
  describeManifest,
  describeOwners,
  describeUserFile,
  type Examined,
} from "../reports/doctor.js";
import { removalOf, selectorFor } from "../reports/environments.js";
import { judgeOwner } from "../reports/owners.js";
import {
  describePackagedRemoval,
  describeReinstall,
  listOtherOwners,
  namePackage,
} from "../reports/packaged-report.js";
import { activationInPixi } from "../reports/pixi.js";
import { isHalfAdopted, listChanged, warnOfConfig } from "../reports/status.js";
import type { Session } from "../session.js";
import { dialectOf } from "../shells/dialects.js";
import { VERSION } from "../version.js";
import { listRestores } from "./each-environment.js";
import { listHiddenSettings } from "./hidden-settings.js";
import { keepProfile } from "./setup/packaged-layer.js";
import { type Inspection, inspectHooks } from "./status.js";

// Larger than any file of which a line is shown.
const MAX_BYTES = 1024 * 1024;

/** The shell as a place, which is in no file. */
const IN_SHELL = { file: "", line: null };

/**
 * Looks at the hooks of an environment, and at what this shell has of any.
 * @param environment null where none is named or active
 */
export async function examineHooks(
  environment: Environment | null,
  session: Session,
): Promise<Examined[]> {
  const left = findSavedState(session);
  const seen = environment && (await look(environment, session));
  if (seen === null) return [examined(describeHooks(null), left)];
  if ("fault" in seen) return [examined(describeHooks(null), [seen.fault, ...left])];
  const { owners, plan, settings, inShell } = seen;
  const { prefix } = seen.environment;
  const pixi = readPixiEnvironment(prefix);
  const unpaired = findUnpairedScripts(seen, session);
  const isMadeUp = seen.state === "absent" && unpaired.length > 0;
  const user = listUserSettings(session.env, session);
  const fault = seen.config && warnOfConfig(seen.config, seen.environment, session);
  return [
    {
      ...examined(describeHooks(seen), [
        ...(isMadeUp ? [] : findState(seen)),
        ...findPackagedFaults(seen, session),
        ...unpaired,
      ]),
      ...(fault && { warnings: [fault] }),
    },
    examined(describeEffect(seen.active, inShell?.effect ?? null), [
      ...findEffect(seen, pixi, session),
      ...left,
    ]),
    ...(settings === null
      ? []
      : [examined(describeOwners(owners), findOwners(seen, settings, session))]),
    ...(settings === null
      ? []
      : [examined(describeUserFile(user), findHidden(seen, settings, session))]),
    ...(pixi?.manifest && plan
      ? [
          examined(
            describeManifest(pixi.manifest),
            await findInManifest(pixi, seen, plan.settings, session),
          ),
        ]
      : []),
  ];
}

function examined(evidence: string, findings: readonly Finding[]): Examined {
  const lines = new Map<string, Map<number, string>>();
  for (const { place } of findings) {
    if (place.line === null) continue;
    const text = readSmallFile(place.file, MAX_BYTES)?.split(/\r?\n/)[place.line - 1];
    const known = lines.get(place.file) ?? new Map<number, string>();
    lines.set(place.file, known.set(place.line, text ?? ""));
  }
  return { section: "hooks", evidence, findings, lines };
}

async function look(
  environment: Environment,
  session: Session,
): Promise<Inspection | { fault: Finding }> {
  try {
    return await inspectHooks(environment, session);
  } catch (thrown) {
    return { fault: ofError(expectError(thrown).toJSON(), environment) };
  }
}

function ofError({ message, where, hint }: ErrorReport, { prefix }: Environment): Finding {
  const place = { file: where ?? prefix, line: null };
  return makeFinding("hooks-unreadable", "error", place, { fault: message, hint });
}

/** What status calls the state, but for the one that is as it should be. */
function findState(inspection: Inspection): Finding[] {
  const { environment, state, version, plan, ...seen } = inspection;
  const { prefix, name } = environment;
  const at = (path: string | undefined) => ({ file: join(prefix, path ?? ""), line: null });
  const pathsOf = (...states: readonly string[]) =>
    seen.files.flatMap((file) => (states.includes(file.state) ? [file.path] : []));
  const files = pathsOf("missing", "edited", "foreign", "packaged");
  const commands = seen.commands;
  const versions = { version: version ?? "", own: VERSION, ...commands };
  switch (state) {
    case "installed":
      return [];
    case "absent":
      // Hooks there would act in every new shell.
      return name === "base" ? [] : [makeFinding("hooks-absent", "info", at(""), commands)];
    case "incomplete": {
      const again = isHalfAdopted(seen) ? { install: commands.adopt } : {};
      const missing = { files: pathsOf("missing"), ...commands, ...again };
      const place = at(version === null ? "" : RECORD_PATH);
      return [makeFinding("hooks-incomplete", "warning", place, missing)];
    }
    case "newer":
      return [makeFinding("hooks-newer", "info", at(RECORD_PATH), versions)];
    case "outdated": {
      const isKnown = plan !== null;
      const changed = seen.config?.state === "changed" ? seen.config.file : null;
      const args = { ...versions, isKnown, changed };
      return [makeFinding("hooks-outdated", "warning", at(RECORD_PATH), args)];
    }
    case "drifted":
    case "foreign":
      return [makeFinding(`hooks-${state}`, "warning", at(files[0]), { files, ...commands })];
    case "packaged":
      return findPackaged(inspection);
  }
}

/** What is wrong with the hooks of a package in scripts of their own, whatever is installed on top of them. */
function findPackagedFaults(seen: Inspection, session: Session): Finding[] {
  const { environment, packaged, commands } = seen;
  if (packaged === null) return [];
  const at = (path = packaged.path) => ({ file: join(environment.prefix, path), line: null });
  const packages = [namePackage(packaged)];
  const reinstall = describeReinstall(packaged, environment, session);
  if (reinstall === null) {
    const removal = describePackagedRemoval(packaged, environment, session);
    const args = { ...commands, packages, isReplacing: false, isCopy: true, removal };
    return [makeFinding("hooks-packaged", "warning", at(), args)];
  }
  const others = listOtherOwners(packaged);
  if (others.length > 0) {
    const removal = removalOf(others, environment, session);
    const args = { packages: packaged.owners, removal, reinstall };
    return [makeFinding("hooks-packaged-twice", "warning", at(), args)];
  }
  const files = packaged.damaged.map(({ path }) => path);
  if (files.length === 0) return [];
  const args = { packages, files, command: reinstall };
  return [makeFinding("hooks-packaged-damaged", "warning", at(files[0]), args)];
}

/** The hooks that are a package's, with our names. */
function findPackaged({ environment, version, packages, files, commands }: Inspection): Finding[] {
  if (packages.length === 0) return [];
  const at = (path = "") => ({ file: join(environment.prefix, path), line: null });
  const isReplacing = version !== null;
  const place = at(files.find(({ state }) => state === "packaged")?.path);
  const args = { packages, isReplacing, ...commands };
  return [makeFinding("hooks-packaged", isReplacing ? "warning" : "info", place, args)];
}

/** Scripts of ours that some tool has put here without those that belong to them. */
function findUnpairedScripts(seen: Inspection, session: Session): Finding[] {
  const { environment, state, files, commands, packaged } = seen;
  // The record says what is missing.
  if (state === "incomplete") return [];
  const { prefix } = environment;
  // As conda's record does of a package's.
  const isTold = packaged?.isManaged === true && packaged.damaged.length > 0;
  const unpaired = findUnpaired(listOwnScripts(prefix));
  const untold = unpaired.filter(({ path }) => !isTold || !isPackagedPath(path));
  return untold.map(({ path, lacking, from }) => {
    const isHarmless = lacking === "activate" || lacking === "last";
    const isInTheWay = state === "foreign" || state === "drifted";
    const isPackaged = files.some((file) => file.path === path && file.state === "packaged");
    const install = `${commands.install}${isInTheWay ? " --force" : ""}`;
    const place = { file: join(prefix, path), line: null };
    const own = isPackaged ? commands.removal : install;
    const command = from === null ? own : removeRecorded(from, path, environment, session);
    const args = { path, lacking, command };
    return makeFinding("hook-without-partner", isHarmless ? "info" : "warning", place, args);
  });
}

/** What removes the package that has brought a script; null where conda has no record of it. */
function removeRecorded(
  from: HookPackage,
  path: string,
  environment: Environment,
  session: Session,
): string | null {
  if (!isRecorded(environment.prefix, from, path)) return null;
  return removalOf([`${from.name}-${from.version}`], environment, session);
}

/** Why the active environment's hooks are not in force in this shell. */
function findEffect(
  { environment, inShell, shells, commands, owners }: Inspection,
  pixi: PixiEnvironment | null,
  session: Session,
): Finding[] {
  if (inShell === null || inShell.effect === "in-force") return [];
  const { effect, variables } = inShell;
  const { install } = commands;
  const activation = activationInPixi(pixi, session) ?? commands.activation;
  if (effect === "switched-off")
    return [makeFinding("hooks-switched-off", "info", IN_SHELL, { activation })];
  if (effect === "changed") {
    // What a script sets after ours, an activation does not mend.
    const isLate = ({ name }: { readonly name: string }) =>
      owners.some(
        ({ variable, path, line }) =>
          variable === name &&
          line !== null &&
          phaseOf(path) === "activate" &&
          !sortsBefore(path, "last"),
      );
    const names = listChanged(variables.filter((one) => !isLate(one)));
    if (names.length === 0) return [];
    const args = { activation, variables: names };
    return [makeFinding("hooks-changed", "warning", IN_SHELL, args)];
  }
  const isForOthers = effect === "other-shell";
  const more = isForOthers ? [`${install} --shell ${shells.join(",")}`] : [];
  const unable = pixi ? null : findUnable(environment.prefix, more, session);
  if (unable !== null) return [unable];
  return isForOthers
    ? [makeFinding("hooks-for-other-shells", "warning", IN_SHELL, { install, shells, activation })]
    : [makeFinding("hooks-not-activated", "warning", IN_SHELL, { activation })];
}

/**
 * That this shell gets no hook run, whatever is installed; null where an activation is all that it takes.
 * @param before what is to be typed before the hooks can be run by hand
 */
function findUnable(
  prefix: string,
  before: readonly string[],
  { env, shell, platform }: Session,
): Finding | null {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(env.XONSH_VERSION ?? "") ?? [];
  const isOldXonsh = shell === "xonsh" && major === "0" && Number(minor) < 24;
  if (isOldXonsh && /\s/.test(prefix) && platform !== "win32") {
    const args = { version: env.XONSH_VERSION ?? "" };
    return makeFinding("blank-in-prefix-for-xonsh", "warning", IN_SHELL, args);
  }
  const tool = env.MAMBA_EXE && !env.CONDA_EXE ? "mamba" : "conda";
  const dialect = dialectOf(shell);
  if (!shell || !dialect) return null;
  const runsNone = dialect.id === "nushell" || (dialect.id === "csh" && tool === "mamba");
  if (!runsNone) return null;
  const isInstalling = before.length > 0;
  const pathsOf = (phase: Phase) =>
    (["packaged", "installed"] as const)
      .flatMap((origin) =>
        hooksOf(phase).map((hook) => scriptPath(hook, dialect.extension, origin)),
      )
      .filter((path) => isThere(join(prefix, path)) || (isInstalling && !isPackagedPath(path)))
      .sort();
  const linesOf = (paths: readonly string[]) =>
    paths.map((path) => dialect.source(join(prefix, path)));
  const enter = [...before, ...linesOf(pathsOf("activate"))];
  const leave = linesOf(pathsOf("deactivate").toReversed()).join(", then ");
  return makeFinding("shell-runs-no-hooks", "warning", IN_SHELL, { shell, tool, enter, leave });
}

/** Values of the user's own that this shell still has saved, and that no deactivation will give back. */
function findSavedState(session: Session): Finding[] {
  const { env, platform } = session;
  if (!hasSavedState(env)) return [];
  const active = Object.entries(env).flatMap(([name, value]) =>
    /^CONDA_PREFIX(?:_\d+)?$/.test(name) && value ? [value] : [],
  );
  // pixi deactivates nothing, so there is nothing to give back.
  const isInUse = (prefix: string) =>
    listOwnScripts(prefix).length > 0 || readPixiEnvironment(prefix) !== null;
  if (active.some(isInUse)) return [];
  const variables = VARIABLE_NAMES.filter((name) =>
    [savedName(name), unsetName(name)].some((saved) => env[saved] !== undefined),
  );
  const ways = listRestores(selectDialects(null, platform), session).map(({ shell, command }) => ({
    shell,
    commands: command.split("\n"),
  }));
  return [makeFinding("saved-state-left", "warning", IN_SHELL, { variables, ways })];
}

/** Who else sets a variable, where our hooks do not cope with it. */
function findOwners(
  { environment, owners, configOption: config }: Inspection,
  settings: Settings,
  session: Session,
): Finding[] {
  const selector = selectorFor(environment, session);
  return owners.flatMap((owner) => {
    const code = judgeOwner(owner, settings);
    if (code === null) return [];
    const level = code === "variable-set-by-package" ? "info" : "warning";
    const place = { file: join(environment.prefix, owner.path), line: owner.line };
    return [makeFinding(code, level, place, { ...owner, selector, config })];
  });
}

/** What go env -w wrote, and these settings hide. */
function findHidden(
  { environment, packaged, request, configOption }: Inspection,
  settings: Settings,
  session: Session,
): Finding[] {
  const below = packaged?.settings ?? null;
  const config = configOption || keepProfile(packaged, request !== null);
  return listHiddenSettings(environment, settings, below, config, session).map((hidden) =>
    makeFinding("go-env-hidden", "info", { file: hidden.file, line: hidden.line }, hidden),
  );
}

/** The variables that the manifest of a pixi workspace gives other values than our hooks. */
async function findInManifest(
  { manifest, name }: PixiEnvironment,
  { commands }: Inspection,
  settings: Settings,
  { platform, arch }: Session,
): Promise<Finding[]> {
  const found = manifest === null ? null : await readManifest(manifest);
  if (manifest === null || found === null) return [];
  const own = sayInEnv(settings, platform === "win32").env;
  const tables = listFeatures(found, name).flatMap((feature) =>
    listActivations(found, feature, nameInPixi(platform, arch)),
  );
  return Object.entries(settings).flatMap(([variable, setting]) => {
    const value = tables.find(({ env }) => Object.hasOwn(env, variable))?.env[variable];
    if (isKept(setting) || value === undefined || value === own[variable]) return [];
    const place = { file: manifest, line: findLine(found.text, variable) };
    const args = { variable, command: `${commands.install} --keep ${variable}` };
    return [makeFinding("pixi-over-hooks", "warning", place, args)];
  });
}

/** A platform by the name that pixi has for it. */
function nameInPixi(platform: string, arch: string): string {
  const system = platform === "darwin" ? "osx" : platform === "win32" ? "win" : "linux";
  const isArm = arch === "arm64";
  return `${system}-${isArm ? (system === "linux" ? "aarch64" : "arm64") : "64"}`;
}

/** The only line that gives the variable a value; null where there are several. */
function findLine(text: string, variable: string): number | null {
  const isSet = new RegExp(`^[^#]*\\b${variable}["']?\\s*=`);
  const lines = text.split("\n").flatMap((line, index) => (isSet.test(line) ? [index + 1] : []));
  return lines.length === 1 && lines[0] !== undefined ? lines[0] : null;
}
