// What the activation tables of a pixi manifest lack, and where to put it.
import { posix } from "node:path";
import {
  type Activation,
  listActivations,
  listFeatures,
  listPlatforms,
  type Manifest,
} from "./pixi-manifest.js";

/** What an environment's activation should have: variables, and a script beside the manifest. */
export interface Wanted {
  readonly env: Readonly<Record<string, string>>;
  readonly script: string | null;
}

/** What the manifest's activation tables still lack of it, by their paths. */
export function findLacking(
  manifest: Manifest,
  environment: string,
  { env, script }: Wanted,
  isWindows: boolean,
): Map<readonly string[], object> {
  const features = listFeatures(manifest, environment);
  const platforms = listPlatforms(manifest, isWindows);
  const family = isWindows ? "win" : "unix";
  const base = features.at(-1) ?? [];
  const places = new Map<string, readonly string[]>();
  const lacking = new Map<
    readonly string[],
    { scripts?: string[]; env?: Record<string, string> }
  >();
  const tableAt = (path: readonly string[]) => {
    const key = JSON.stringify(path);
    const place = places.get(key) ?? path;
    places.set(key, place);
    const table = lacking.get(place) ?? {};
    lacking.set(place, table);
    return table;
  };

  // Only one list of a feature counts, and it hides the others: so extend that one.
  const lists = platforms.map((platform) =>
    features.map((feature) =>
      listActivations(manifest, feature, platform).find(({ scripts }) => scripts !== null),
    ),
  );
  const isNamedIn = (list: readonly (Activation | undefined)[]) =>
    script === null || list.some((table) => table && isNamed(table, script));
  const isOne =
    new Set(lists.map((list) => JSON.stringify(list.at(-1)?.path))).size === 1 &&
    !lists.some(isNamedIn);
  for (const [index, list] of lists.entries()) {
    if (script === null || isNamedIn(list)) continue;
    const counting = list.at(-1);
    const target = isOne ? family : (platforms[index] ?? family);
    const path = counting?.isTarget ? counting.path : [...base, "target", target];
    tableAt(path).scripts = [...(counting?.scripts ?? []), script];
  }

  for (const platform of platforms) {
    const tables = features.flatMap((feature) => listActivations(manifest, feature, platform));
    for (const [name, value] of Object.entries(env)) {
      const counting = tables.find((table) => Object.hasOwn(table.env, name));
      if (counting?.env[name] === value) continue;
      const path = counting?.isTarget
        ? counting.path
        : [...(counting?.feature ?? base), "target", family];
      const table = tableAt(path);
      table.env = { ...table.env, [name]: value };
    }
  }
  return lacking;
}

/** Whether an activation table names the script. */
export function isNamed({ scripts }: Activation, script: string): boolean {
  return scripts?.some((path) => posix.normalize(path) === script) ?? false;
}
