// Decides which scripts that adopt has put aside come back, and says of the others why they stay there.
import { type AdoptedFile, listAdopted, sortAdopted } from "../conda/adoption.js";
import type { Environment } from "../conda/environments.js";
import type { AdoptedScript, InstallRecord } from "../conda/record.js";
import { VARIABLE_NAMES } from "../hooks/variables.js";
import { type FileReport, selectorFor } from "../reports/environments.js";
import { type Warning, warn } from "../reports/warnings.js";
import type { Session } from "../session.js";

export interface RestoreOptions {
  /** Brings back the scripts that adopt has put aside. */
  readonly restoreAdopted?: boolean | undefined;
}

export interface RestorePlan {
  readonly free: readonly AdoptedFile[];
  /** Those that stay aside, and what the record goes on to say of them. */
  readonly aside: readonly AdoptedFile[];
  readonly recorded: readonly AdoptedScript[];
  readonly files: readonly FileReport[];
  readonly warnings: readonly Warning[];
}

/** Without a record too, since an uninstallation before may have left them aside. */
export function mayRestore(prefix: string, options: RestoreOptions): boolean {
  return options.restoreAdopted === true && listAdopted(prefix, null).length > 0;
}

/** What becomes of the scripts that are aside. Changes nothing. */
export function planRestore(
  environment: Environment,
  record: InstallRecord | null,
  { restoreAdopted = false }: RestoreOptions,
  session: Session,
): RestorePlan {
  const { prefix } = environment;
  const listed = listAdopted(prefix, record);
  const sorted = sortAdopted(prefix, listed, VARIABLE_NAMES);
  const gone = restoreAdopted ? listed.filter(({ state }) => state === "missing") : [];
  const [free, stuck, held] = restoreAdopted
    ? [sorted.free, sorted.stuck, sorted.held]
    : [[], [], []];
  const isFree = ({ aside }: AdoptedScript | AdoptedFile) =>
    free.some((one) => one.aside === aside);
  const aside = sorted.all.filter((one) => !isFree(one));
  const asides = aside.map((one) => one.aside);
  const selector = selectorFor(environment, session);
  return {
    free,
    aside,
    recorded: record?.adopted?.filter((one) => asides.includes(one.aside)) ?? [],
    files: free.map(({ path }) => ({ path, state: "restored" })),
    warnings: [
      ...stuck.map((one) => warn("adoptedStays", one)),
      ...held.map((one) => warn("adoptedHeld", one)),
      ...gone.map((one) => warn("adoptedGone", one)),
      ...(restoreAdopted || asides.length === 0
        ? []
        : [warn("adoptedAside", { asides, selector })]),
    ],
  };
}
