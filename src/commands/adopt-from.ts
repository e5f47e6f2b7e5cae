// Prints the settings file that says what conda's variables or direnv's .envrc say, and changes nothing.
import { dirname, resolve } from "node:path";
import { readSmallFile } from "../conda/disk.js";
import {
  type EnvironmentSelector,
  type FrozenOptions,
  findEnvironment,
  isEnvironmentNamed,
} from "../conda/environments.js";
import { listNamed } from "../conda/hand-written.js";
import { ActivateScripts, type Ending, type Reason } from "../conda/interpret-script.js";
import { readCondaVariables } from "../conda/owners.js";
import { checkEnvironment } from "../conda/prefix.js";
import {
  type ReasonCode,
  readScript,
  type ScriptLine,
  type VariableDeed,
} from "../conda/read-script.js";
import { formatConfig, listSecretVariables } from "../config/format-config.js";
import { makeError } from "../errors/error.js";
import { chooseProfile } from "../hooks/choose-profile.js";
import type { Setting } from "../hooks/settings.js";
import { REFUSED_VARIABLES, VARIABLE_NAMES } from "../hooks/variables.js";
import { type FromResult, makeHeader } from "../reports/adopt.js";
import { selectorFor } from "../reports/environments.js";
import type { Session } from "../session.js";
import { isHoldable, toSetting } from "./to-setting.js";

export interface FromOptions extends EnvironmentSelector, FrozenOptions {
  /** `conda-vars`, or the path of an .envrc. */
  readonly from: string;
  /** Refused, as nothing is changed. */
  readonly yes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

interface Found {
  readonly endings: ReadonlyMap<string, Ending>;
  readonly left: readonly Reason[];
  /** Null where values name no environment. */
  readonly prefix: string | null;
  /** The command that takes them out, before the names of variables; null where there is none. */
  readonly unset: string | null;
}

/**
 * Makes the settings file, and says what is not in it.
 * @throws CondaGoHooksError `usage`, `file-system`, and for an environment that is not there
 */
export async function adoptFrom(options: FromOptions, session: Session): Promise<FromResult> {
  checkOptions(options);
  const { from } = options;
  const { platform } = session;
  const found =
    from === "conda-vars"
      ? await readVars(options, session)
      : readEnvrc(resolve(session.cwd, from));
  const { settings, left } = sortSettings(found, platform);
  const chosen = chooseProfile(settings);
  const config = formatConfig({ ...chosen, shells: null }, { platform, header: makeHeader(from) });
  const names = Object.keys(settings);
  const next = found.unset && names.length > 0 ? `${found.unset} ${names.join(" ")}` : null;
  return { from, config, ...chosen, left: [...found.left, ...left], next };
}

/** The settings that a file can have, and why it cannot have others. */
function sortSettings({ endings, prefix }: Found, platform: string) {
  const settings: Record<string, Setting> = {};
  const left: Reason[] = [];
  for (const [name, ending] of endings) {
    const { path, line } = ending;
    const refuse = (code: ReasonCode) => left.push({ path, line, code, names: [name] });
    const setting = toSetting(name, ending, prefix, platform);
    if (setting === null) {
      refuse("own-value");
      continue;
    }
    const alone = { [name]: setting };
    const secrets = listSecretVariables({ ...chooseProfile(alone), shells: null });
    if (secrets.length > 0) refuse("password");
    else if (!isHoldable(alone, null, platform)) refuse("refused");
    else settings[name] = setting;
  }
  return { settings, left };
}

function checkOptions({ from, ...options }: FromOptions): void {
  const { yes, dryRun, overrideFrozen } = options;
  const isFile = from !== "conda-vars";
  const wrong = [
    ...(yes ? ["--yes"] : []),
    ...(dryRun ? ["--dry-run"] : []),
    ...(overrideFrozen ? ["--override-frozen"] : []),
    ...(isFile && isEnvironmentNamed(options) ? ["-n, -p, --env"] : []),
  ];
  const [option] = wrong;
  if (option) throw makeError("adopt-from-option", { option, from });
}

async function readVars(options: FromOptions, session: Session): Promise<Found> {
  const environment = await findEnvironment(options, session);
  const { prefix } = environment;
  checkEnvironment(prefix);
  const endings = new Map<string, Ending>();
  const left: Reason[] = [];
  const at = { path: "conda-meta/state", line: 1 };
  const values = readCondaVariables(prefix);
  for (const name of VARIABLE_NAMES) {
    const value = values.get(name);
    if (value === undefined) continue;
    const code = findFault(value);
    if (code === null) endings.set(name, { ...at, does: "set", value });
    else left.push({ ...at, code, names: [name] });
  }
  const refused = [...values.keys()].filter((name) => Object.hasOwn(REFUSED_VARIABLES, name));
  if (refused.length > 0) left.push({ ...at, code: "other-variable", names: refused });
  const unset = `conda env config vars unset ${selectorFor(environment, session)}`;
  return { endings, left, prefix, unset };
}

/** Why a value of conda's is no setting; null when it is one. */
function findFault(value: string): ReasonCode | null {
  if (value === "") return "empty";
  if (value.includes("{prefix}")) return "placeholder";
  return /\$[\w{]|%\w+%/.test(value) ? "literal" : null;
}

// What may do the lines behind it once, or not at all.
const TEARS =
  /^(?:if|elif|else|for|while|until|case|select|function)\b|^[{(]|\(\)|[{(]$|\b(?:return|exit|exec)\b/;

// They are direnv's own, and set no variable of Go's.
const HARMLESS = /^(?:(?:MAN)?PATH_add|watch_file|log_status)(?:\s+[\w"'./$-]+)*$/;

function readEnvrc(file: string): Found {
  const text = readSmallFile(file, 256 * 1024);
  if (text === null || /[\0\uFFFD]/.test(text)) throw makeError("adopt-no-file", { path: file });
  const folder = dirname(file);
  const activation = new ActivateScripts(VARIABLE_NAMES, { PWD: folder });
  const lines = readScript(text, "sh").filter((line) => !HARMLESS.test(line.text.trim()));
  const torn = lines.findIndex(
    ({ deeds, text: line }) => typeof deeds === "string" && TEARS.test(line.trim()),
  );
  const isLayout = ({ text: line }: ScriptLine) => /^\s*layout go\s*(?:#.*)?$/.test(line);
  const read = lines.map((line, index): ScriptLine => {
    if (isLayout(line)) return { ...line, deeds: LAYOUT };
    const { deeds } = line;
    if (torn < 0 || index < torn || typeof deeds === "string") return line;
    return { ...line, deeds: deeds.some(isOfGo) ? "condition" : [] };
  });
  for (const { line } of lines.filter(isLayout))
    activation.refuse({ path: file, line, code: "layout", names: [] });
  activation.interpret({ path: file, lines: read });
  const endings = activation.listEndings();
  const left = activation.reasons
    .filter(({ code }) => code !== "other-variable" && code !== "path")
    .map((reason) => {
      const line = lines.find((one) => one.line === reason.line)?.text ?? "";
      return reason.names.length > 0 ? reason : { ...reason, names: listNamed(line, "envrc.sh") };
    });
  // What another line may have changed is not known.
  const unsure = left.flatMap(({ code, names }) => (code === "layout" ? [] : names));
  const sure = [...endings].filter(([name]) => !unsure.includes(name));
  return { endings: new Map(sure), left, prefix: null, unset: null };
}

function isOfGo(deed: { readonly does: string }): boolean {
  return "name" in deed && VARIABLE_NAMES.includes((deed as VariableDeed).name);
}

const IN_LAYOUT = { variable: "PWD" };
const LAYOUT: readonly VariableDeed[] = [
  { does: "set", name: "GOPATH", parts: [IN_LAYOUT, "/.direnv/go"], isExported: true },
  { does: "set", name: "GOBIN", parts: [IN_LAYOUT, "/.direnv/go/bin"], isExported: true },
];
