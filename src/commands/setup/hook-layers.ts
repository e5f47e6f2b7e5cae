// The hooks that act in an environment: those that a package has brought, and inside of them the installed ones.
import { extname } from "node:path";
import { readRecord } from "../../conda/record.js";
import { planIfKnown, readRequest } from "../../hooks/request.js";
import type { Setting, Settings } from "../../hooks/settings.js";
import { VARIABLE_NAMES } from "../../hooks/variables.js";
import type { HookSource } from "../../names.js";
import type { PackagedReport } from "../../reports/packaged-report.js";
import type { Session } from "../../session.js";
import { extensionOf, findPackagedLayer, reportPackaged } from "./packaged-layer.js";

/** The hooks of one origin. */
export interface HookLayer {
  readonly origin: HookSource;
  /** Of a variable that is only said to be touched, `guard`. */
  readonly settings: Settings;
  /** Whether the settings tell what they set; else only running the script would. */
  readonly isKnown: boolean;
}

export interface ActingHooks {
  /** The outermost first. */
  readonly layers: readonly HookLayer[];
  /** The profile of the installed hooks, or of the package's where there are no others; null without any. */
  readonly profile: string | null;
  readonly packaged: PackagedReport | null;
  /** Whether hooks are installed too. */
  readonly hasInstalled: boolean;
}

/**
 * The hooks that act in an environment.
 * @throws CondaGoHooksError when the record cannot be read
 */
export function findActingHooks(prefix: string, session: Session): ActingHooks {
  const request = readRequest(readRecord(prefix)?.settings);
  const plan = request && planIfKnown(request, session.platform);
  const found = findPackagedLayer(prefix, session);
  // In other shells it does nothing.
  const extension = extensionOf(session);
  const packaged = found?.extensions.includes(extension) ? found : null;
  const layers: HookLayer[] = [];
  if (packaged) {
    const { settings, names } = packaged;
    const isKnown = settings !== null;
    layers.push({ origin: "packaged", settings: settings ?? guardAll(names), isKnown });
  }
  // Beside a package's, those for other shells are nothing here.
  const isHere = packaged === null || plan?.files.some(({ path }) => extname(path) === extension);
  if (plan && isHere) layers.push({ origin: "installed", settings: plan.settings, isKnown: true });
  const profile = request?.profile ?? packaged?.profile ?? null;
  const hasInstalled = request !== null;
  return { layers, profile, packaged: reportPackaged(packaged), hasInstalled };
}

/** What the hooks save of the variables of which nothing else is known. */
function guardAll(names: readonly string[]): Settings {
  const known = VARIABLE_NAMES.filter((name) => names.includes(name));
  return Object.fromEntries(known.map((name) => [name, { action: "guard" } satisfies Setting]));
}
