// How Go would run for the user: in this shell, or in an environment once it is active.
import { readSmallFile } from "../../conda/disk.js";
import {
  type Environment,
  type EnvironmentSelector,
  findEnvironment,
  isActive,
  isEnvironmentNamed,
} from "../../conda/environments.js";
import { checkEnvironment } from "../../conda/prefix.js";
import type { Origin } from "../../findings/finding.js";
import { COSTLY, GO_VARIABLES } from "../../go/settings/go-variables.js";
import {
  type Given,
  type ResolvedVariable,
  resolveVariable,
  UNASKED,
  type ValueSource,
} from "../../go/settings/resolve.js";
import {
  listOwnSettings,
  listUserSettings,
  type SettingsFile,
} from "../../go/settings/user-settings.js";
import { type GoVariable, NEWEST_KNOWN, type Setup } from "../../go/setup/setup.js";
import { askSettings, findToolchain, type Toolchain } from "../../go/toolchain.js";
import { selectorFor } from "../../reports/environments.js";
import { isOfPackage, namePackage, type PackagedReport } from "../../reports/packaged-report.js";
import type { Session } from "../../session.js";
import { describeActivation, KNOWN_VARIABLES } from "./activation.js";
import { readBuildCache, readModuleCache } from "./cache-facts.js";
import { DISK, listGos } from "./disk-reader.js";
import { keepProfile } from "./packaged-layer.js";
import { findProjectLines } from "./project-lines.js";

// Larger than any file of which a line is shown.
const MAX_BYTES = 1024 * 1024;

/** The environment that is named or active; null without one. @throws CondaGoHooksError what finding it may throw */
export async function findNamed(
  options: EnvironmentSelector,
  session: Session,
): Promise<Environment | null> {
  const isNamed = isEnvironmentNamed(options);
  if (!isNamed && !session.env.CONDA_PREFIX) return null;
  const environment = await findEnvironment(options, session);
  // Of the active one, which may be gone by now, there is still something to say.
  if (isNamed) checkEnvironment(environment.prefix);
  return environment;
}

/** What Go goes by, and what comes of it. */
export interface Resolution {
  /** The environment of the go process. */
  readonly env: Session["env"];
  readonly go: Toolchain | null;
  /** Whose rules count. */
  readonly minor: number;
  /** Why Go itself says nothing; null where it does, and without a go. */
  readonly fault: string | null;
  readonly variables: readonly ResolvedVariable[];
  /** As an {@link Activation} has them. */
  readonly profile: string | null;
  readonly packaged: PackagedReport | null;
  readonly hasInstalled: boolean;
}

/**
 * Resolves every variable, with Go's own word for each where there is a go.
 * @param environment the active one or another; null without any
 * @param folder where go is to run; absolute
 * @throws CondaGoHooksError when the record of the environment cannot be read
 */
export async function resolveVariables(
  environment: Environment | null,
  folder: string,
  session: Session,
): Promise<Resolution> {
  const { platform } = session;
  const activation = describeActivation(environment, session);
  const { env: given, sources, unknown, ...hooks } = activation;
  const env = folder === session.cwd ? given : { ...given, PWD: folder };
  const go = await findToolchain({ ...session, env });
  const minor = Number(/^go1\.(\d+)/.exec(go?.version ?? "")?.[1] ?? NEWEST_KNOWN);
  const asked = GO_VARIABLES.filter(
    ({ name, from, since }) =>
      from !== "env" && since <= minor && !UNASKED.has(name) && !COSTLY.has(name),
  );
  const names = asked.map(({ name }) => name);
  const said = go && (await askSettings(go, names, folder, { env, platform }));
  const user = listUserSettings(env, { cwd: folder, platform }, minor);
  const root = said?.values?.get("GOROOT") || go?.root || null;
  const own = findOwnSettings(user, env.GOROOT || root, minor);
  const answer = said?.values ?? null;
  const facts: Given = { platform, env, minor, root: go?.root ?? null, user, own, answer };
  const others = [...sources.keys(), ...user.lines.map(({ name }) => name)];
  const variables = [...new Set([...KNOWN_VARIABLES, ...others])].map((name) =>
    resolveVariable(name, facts, sources.get(name) ?? [], !unknown.has(name)),
  );
  return { env, go, minor, fault: said?.fault ?? null, variables, ...hooks };
}

/** The file that comes with Go: of the GOROOT that the user's file names, before all others. */
function findOwnSettings(
  { lines }: SettingsFile,
  root: string | null,
  minor: number,
): SettingsFile | null {
  if (minor < 21) return { file: "", lines: [] };
  const place = lines.find(({ name }) => name === "GOROOT")?.value || root;
  return place === null ? null : listOwnSettings(place);
}

/**
 * The same as the checks of doctor take it.
 * @param config what to type behind install and the environment, so that it goes by the right settings file
 * @throws CondaGoHooksError as above
 */
export async function describeSetup(
  environment: Environment | null,
  folder: string,
  session: Session,
  config = "",
): Promise<Setup> {
  const { platform, arch, home } = session;
  const resolved = await resolveVariables(environment, folder, session);
  const { env, go, minor } = resolved;
  const place = {
    selector: environment && selectorFor(environment, session),
    config: config || keepProfile(resolved.packaged, resolved.hasInstalled),
    shell: session.shell ?? (platform === "win32" ? "pwsh" : null),
    ...(resolved.packaged && { packageName: namePackage(resolved.packaged) }),
  };
  const { shell } = place;
  const isSaved = environment !== null && isActive(environment.prefix, session);
  const prefix = environment?.prefix ?? null;
  const found = resolved.variables.flatMap((one) => toVariable(one, place, prefix, isSaved));
  const variables = new Map(found.map((one) => [one.name, one]));
  const gos = listGos({ env, platform });
  return {
    platform,
    arch,
    home,
    folder,
    env,
    go,
    // One that does not even say which it is has none.
    fault: resolved.fault ?? (go === null && gos.length > 0 ? "" : null),
    minor,
    variables,
    gos,
    disk: DISK,
    shell,
    prefix,
    lines: findLines(resolved.variables),
    ...findProjectLines(folder, variables.get("GOWORK"), variables.get("GOMODCACHE"), {
      env,
      platform,
    }),
    moduleCache: readModuleCache(variables, prefix, folder, session),
    buildCache: readBuildCache(variables),
  };
}

function toVariable(
  { name, value, sources }: ResolvedVariable,
  { packageName = "", ...place }: Pick<Origin, "selector" | "shell" | "config" | "packageName">,
  prefix: string | null,
  isSaved: boolean,
): GoVariable[] {
  const locate = ({
    source,
    file,
    line,
  }: Pick<ValueSource, "source" | "file" | "line">): Origin => ({
    ...place,
    // Before the activation, it is still the shell's.
    source: source === "saved" && !isSaved ? "shell" : source,
    file,
    line,
    ...(prefix !== null && isOfPackage(file, prefix) && { isPackaged: true, packageName }),
  });
  const counting = sources.filter((one) => !one.hidden);
  // An empty one counts where it hides all others.
  const [first = counting[0] ?? BY_DEFAULT, ...below] = counting.filter((one) => one.value);
  const base = below.at(-1);
  const own = base?.value ? { name, value: base.value, origin: locate(base) } : null;
  // What somebody has written is what is to be mended, such as a GOCACHE for which Go has `off`.
  const given = own === null && "value" in first && first.value ? first.value : value;
  return given === null ? [] : [{ name, value: given, origin: locate(first), own }];
}

const BY_DEFAULT = { source: "default", file: null, line: null } as const;

/** The text of each line that has a say. */
function findLines(variables: readonly ResolvedVariable[]): Map<string, Map<number, string>> {
  const found = new Map<string, Map<number, string>>();
  for (const { sources } of variables)
    for (const { file, line } of sources)
      if (file !== null && line !== null)
        found.set(file, (found.get(file) ?? new Map()).set(line, ""));
  for (const [file, lines] of found) {
    const texts = readSmallFile(file, MAX_BYTES)?.split(/\r\n|[\r\n]/) ?? [];
    for (const line of lines.keys()) lines.set(line, texts[line - 1] ?? "");
  }
  return found;
}
