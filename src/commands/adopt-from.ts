// Prints the settings file that says what conda's variables or direnv's .envrc say, and changes nothing.
import { dirname, resolve } from "node:path";
import { readSmallFile } from "../conda/disk.js";
import {
  type EnvironmentSelector,
  type FrozenOptions,
  findEnvironment,
} from "../conda/environments.js";
import { listNamed } from "../conda/hand-written.js";
import { ActivateScripts, type Ending, type Reason } from "../conda/interpret-script.js";
import { readCondaVariables } from "../conda/owners.js";
import { checkEnvironment } from "../conda/prefix.js";
import { readScript, type ScriptLine, type VariableDeed } from "../conda/read-script.js";
import { formatConfig, listSecretVariables } from "../config/format-config.js";
import { makeError } from "../errors/error.js";
import { chooseProfile, listOverrides } from "../hooks/choose-profile.js";
import type { Setting } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { describeFrom, type FromResult, makeHeader } from "../reports/adopt.js";
import { selectorFor } from "../reports/environments.js";
import type { Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { isHoldable, toSetting } from "./adopted-setting.js";

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

/** Runs the command. @throws CondaGoHooksError `usage`, `file-system`, and for an environment that is not there */
export async function runFrom(options: FromOptions, session: Session): Promise<Outcome> {
  return describeFrom(await readSettings(options, session));
}

/** @throws CondaGoHooksError as `runFrom` */
export async function readSettings(options: FromOptions, session: Session): Promise<FromResult> {
  checkOptions(options);
  const { from } = options;
  const { platform } = session;
  const found =
    from === "conda-vars"
      ? await readVars(options, session)
      : readEnvrc(resolve(session.cwd, from));
  const left = [...found.left];
  const wanted: Record<string, Setting> = {};
  for (const [name, ending] of found.endings) {
    const { path, line } = ending;
    const setting = toSetting(name, ending, found.prefix, platform);
    const overrides = listOverrides(name, setting ?? undefined);
    const settings = { profile: "", overrides, shells: null };
    const code =
      setting === null
        ? "own-value"
        : listSecretVariables(settings).length > 0
          ? "password"
          : isHoldable(overrides, null, platform)
            ? null
            : "refused";
    if (code !== null) left.push({ path, line, code, names: [name] });
    else if (setting) wanted[name] = setting;
  }
  const chosen = chooseProfile(wanted);
  const config = formatConfig({ ...chosen, shells: null }, { platform, header: makeHeader(from) });
  const names = Object.keys(wanted);
  const next = found.unset && names.length > 0 ? `${found.unset} ${names.join(" ")}` : null;
  return { from, config, ...chosen, left, next };
}

function checkOptions({ from, ...options }: FromOptions): void {
  const { name, prefix, env, yes, dryRun, overrideFrozen } = options;
  const isFile = from !== "conda-vars";
  const wrong = [
    ...(yes ? ["--yes"] : []),
    ...(dryRun ? ["--dry-run"] : []),
    ...(overrideFrozen ? ["--override-frozen"] : []),
    ...(isFile && [name, prefix, env].some((value) => value !== undefined)
      ? ["-n, -p, --env"]
      : []),
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
    const code =
      value === ""
        ? "empty"
        : value.includes("{prefix}")
          ? "placeholder"
          : /\$[\w{]|%\w+%/.test(value)
            ? "literal"
            : null;
    if (code === null) endings.set(name, { ...at, does: "set", value });
    else left.push({ ...at, code, names: [name] });
  }
  const unset = `conda env config vars unset ${selectorFor(environment, session)}`;
  return { endings, left, prefix, unset };
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
