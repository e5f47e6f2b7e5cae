// Decides which hand-written hooks can be adopted, with which settings, and why others cannot.
import { isDeepStrictEqual } from "node:util";
import { type AdoptedFile, listAdopted, planAside } from "../conda/adoption.js";
import type { Environment } from "../conda/environments.js";
import { findHandWritten, type HookGroup } from "../conda/hand-written.js";
import type { Reason } from "../conda/interpret-script.js";
import { type AdoptedScript, type InstallRecord, readRecord } from "../conda/record.js";
import { chooseProfile, listOverrides } from "../hooks/choose-profile.js";
import { planIfKnown, readRequest } from "../hooks/request.js";
import { selectDialects } from "../hooks/select-dialects.js";
import { isKept, type Setting, type Settings } from "../hooks/settings.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import type { AdoptReport } from "../reports/adopt.js";
import { isHalfAdopted } from "../reports/status.js";
import type { Session } from "../session.js";
import type { AskedOptions } from "./install-draft.js";
import { isHoldable, toSetting } from "./to-setting.js";

/** What an adoption would do in an environment, as its scripts are now. */
export interface AdoptionPlan {
  /** What the scripts set. */
  readonly wanted: Settings;
  readonly leaks: AdoptReport["leaks"];
  readonly left: readonly Reason[];
  readonly install: AskedOptions;
  /** Those to put aside now, and all that are to be in the record. */
  readonly scripts: readonly AdoptedScript[];
  readonly recorded: readonly AdoptedScript[];
  /** Whether there is anything to do. */
  readonly isDue: boolean;
}

/** Plans the adoption of all that is understood. Runs and changes nothing. */
export function planAdoption(environment: Environment, session: Session): AdoptionPlan {
  const { prefix } = environment;
  const record = readRecord(prefix);
  const request = readRequest(record?.settings);
  const present = (request && planIfKnown(request, session.platform)?.settings) ?? {};
  const known = listAdopted(prefix, record);
  const { resumed, stay } = sortRecorded(record, known);
  const except = resumed.map(({ path }) => path);
  const groups = findHandWritten(prefix, VARIABLE_NAMES, except).map((group) =>
    judgeGroup(group, present, request?.shells ?? null, environment, session),
  );
  const { taken, torn } = sortGroups(groups);
  const wanted: Settings = Object.assign({}, ...taken.map(({ settings }) => settings));
  const fresh = planAside(
    prefix,
    taken.flatMap((group) => group.scripts),
  );
  const scripts = [...resumed, ...fresh];
  return {
    wanted,
    leaks: taken.flatMap(listLeaks),
    left: [...groups.flatMap(({ reasons }) => reasons), ...torn.flatMap(listDiffering)],
    // On top of the settings file that it follows, if any, and of no other one.
    install: {
      project: null,
      ...(record === null ? chooseProfile(wanted) : { overrides: listFresh(wanted, present) }),
    },
    scripts,
    recorded: [...stay, ...scripts].sort((one, other) => (one.aside < other.aside ? -1 : 1)),
    isDue: scripts.length > 0 || isHalfAdopted({ adopted: known }),
  };
}

/** Of what the record names: what is agreed upon and still to do, as its settings are installed, and what is aside. */
function sortRecorded(record: InstallRecord | null, known: readonly AdoptedFile[]) {
  const select = (...states: readonly AdoptedFile["state"][]): readonly AdoptedScript[] => {
    const found = known.filter(({ state }) => states.includes(state)).map(({ aside }) => aside);
    return record?.adopted?.filter(({ aside }) => found.includes(aside)) ?? [];
  };
  return { resumed: select("pending"), stay: select("aside", "edited") };
}

/** Of the sound groups, those that are taken, and those that want different things. */
function sortGroups(groups: readonly JudgedGroup[]) {
  const sound = groups.filter(({ reasons }) => reasons.length === 0);
  const isTorn = (one: JudgedGroup) =>
    sound.some((other) => hasConflict(one.settings, other.settings));
  return { taken: sound.filter((one) => !isTorn(one)), torn: sound.filter(isTorn) };
}

function hasConflict(one: Settings, other: Settings): boolean {
  return Object.keys(one).some(
    (name) => other[name] !== undefined && !isDeepStrictEqual(one[name], other[name]),
  );
}

function listLeaks({ endings, returns }: HookGroup): AdoptReport["leaks"] {
  return [...endings].map(([variable, { path }]) => ({
    variable,
    path,
    becomes: returns.get(variable) ?? "left",
  }));
}

function listDiffering({ endings }: HookGroup): Reason[] {
  return [...endings].map(([name, { path, line }]) => ({
    path,
    line,
    code: "differs",
    names: [name],
  }));
}

/** What is to be installed on top of what is there. */
function listFresh(wanted: Settings, present: Settings) {
  return Object.entries(wanted)
    .filter(([variable]) => isKept(present[variable]))
    .flatMap(([variable, setting]) => listOverrides(variable, setting));
}

interface JudgedGroup extends HookGroup {
  readonly settings: Settings;
}

/** The group with its settings, and with what keeps hooks from having them. */
function judgeGroup(
  group: HookGroup,
  present: Settings,
  shells: readonly string[] | null,
  { prefix }: Environment,
  { platform }: Session,
): JudgedGroup {
  const settings: Record<string, Setting> = {};
  const reasons = [...group.reasons];
  const hasHooks = selectDialects(shells, platform).some(({ extension }) =>
    group.scripts.every(({ path }) => path.endsWith(extension)),
  );
  if (!hasHooks)
    for (const { path } of group.scripts)
      reasons.push({ path, line: 1, code: "no-hooks", names: [...group.endings.keys()] });
  for (const [name, ending] of group.endings) {
    const refuse = (code: Reason["code"]) => {
      reasons.push({ path: ending.path, line: ending.line, code, names: [name] });
    };
    const setting = toSetting(name, ending, prefix, platform);
    if (setting === null) refuse("own-value");
    else if (!isKept(present[name]) && !isDeepStrictEqual(present[name], setting))
      refuse("installed");
    else if (!isHoldable({ [name]: setting }, shells, platform)) refuse("refused");
    else settings[name] = setting;
  }
  if (reasons.length === 0 && !isHoldable(settings, shells, platform))
    for (const [name, { path, line }] of group.endings)
      reasons.push({ path, line, code: "refused", names: [name] });
  const silent = group.scripts.filter(
    ({ path }) => !reasons.some((reason) => reason.path === path),
  );
  const isLeft = reasons.length > 0;
  const others = silent.map(({ path }) => ({ path, line: 1, code: "group" as const, names: [] }));
  return { ...group, settings, reasons: isLeft ? [...reasons, ...others] : [] };
}
