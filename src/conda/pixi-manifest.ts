// What a pixi manifest says about activation, read and written by pixi's own rules.
import { basename } from "node:path";
import { readBesideManifest } from "./pixi.js";

export type Toml = Readonly<Record<string, unknown>>;

export interface Manifest {
  readonly text: string;
  /** The document; empty when the text is not valid TOML. */
  readonly document: Toml;
  /** Where pixi's tables stand in it. */
  readonly root: readonly string[];
  /** The line that is not valid TOML; null when all is. */
  readonly faultyLine: number | null;
}

/** An `activation` table. */
export interface Activation {
  /** The path of the table around it: a feature, or one of its targets. */
  readonly path: readonly string[];
  /** The path of the feature. */
  readonly feature: readonly string[];
  readonly isTarget: boolean;
  /** Null when it has no such list. */
  readonly scripts: readonly string[] | null;
  readonly env: Toml;
}

// TOML has integers that JavaScript numbers cannot hold.
const LENIENT = { integersAsBigInt: "asNeeded" } as const;

/** Reads a manifest; null when it cannot be read. */
export async function readManifest(manifest: string): Promise<Manifest | null> {
  const name = basename(manifest);
  const text = readBesideManifest(manifest, name);
  if (text === null) return null;
  const { parse } = await import("smol-toml");
  const root = name === "pyproject.toml" ? ["tool", "pixi"] : [];
  try {
    return { text, root, document: parse(text, LENIENT), faultyLine: null };
  } catch (error) {
    return { text, root, document: {}, faultyLine: (error as { line?: number }).line ?? 1 };
  }
}

/** The platforms of the workspace that are like Windows, or like Unix. */
export function listPlatforms({ document, root }: Manifest, isWindows: boolean): string[] {
  const named = ["workspace", "project"].flatMap((name) => {
    const { platforms } = tableAt(document, [...root, name]);
    return Array.isArray(platforms) ? platforms : [];
  });
  const family = isWindows ? /^win-/ : /^(?:linux|osx)-/;
  const found = named
    .map((entry) => (isTable(entry) ? entry.platform : entry))
    .filter((platform) => typeof platform === "string" && family.test(platform));
  if (found.length > 0) return [...new Set(found as string[])];
  return isWindows ? ["win-64"] : ["linux-64", "osx-arm64"];
}

/** The paths of the features that make an environment, the most important first. */
export function listFeatures({ document, root }: Manifest, environment: string): string[][] {
  const { [environment]: own } = tableAt(document, [...root, "environments"]);
  const names = isTable(own) ? own.features : own;
  return [
    ...(isTable(own) ? [[...root, "environments", environment]] : []),
    ...selectTexts(names).map((name) => [...root, "feature", name]),
    ...(isTable(own) && own["no-default-feature"] === true ? [] : [[...root]]),
  ];
}

/**
 * The activation tables of a feature that count on a platform, the most important first. pixi's documentation says
 * that the most specific target wins; in fact the last one in the file does
 * (pixi_manifest/src/target.rs, resolve_for_platform).
 */
export function listActivations(
  manifest: Manifest,
  feature: readonly string[],
  platform: string,
): Activation[] {
  const all = listAllActivations(manifest.document, feature);
  return all.filter(({ path, isTarget }) => !isTarget || matches(path.at(-1) ?? "", platform));
}

/** Every activation table of the manifest, whatever it is for. */
export function findActivations({ document, root }: Manifest): Activation[] {
  const features = ["feature", "environments"].flatMap((kind) =>
    Object.keys(tableAt(document, [...root, kind])).map((name) => [...root, kind, name]),
  );
  return [root, ...features].flatMap((feature) => listAllActivations(document, feature));
}

function listAllActivations(document: Toml, feature: readonly string[]): Activation[] {
  const targets = Object.keys(tableAt(document, [...feature, "target"])).reverse();
  const paths = [...targets.map((name) => [...feature, "target", name]), feature];
  return paths.map((path) => {
    const { scripts, env } = tableAt(document, [...path, "activation"]);
    return {
      path,
      feature,
      isTarget: path !== feature,
      scripts: Array.isArray(scripts) ? selectTexts(scripts) : null,
      env: isTable(env) ? env : {},
    };
  });
}

const FAMILIES: ReadonlyMap<string, RegExp> = new Map([
  ["unix", /^(?:linux|osx)-/],
  ["linux", /^linux-/],
  ["osx", /^osx-/],
  ["macos", /^osx-/],
  ["win", /^win-/],
]);

function matches(target: string, platform: string): boolean {
  return target === platform || (FAMILIES.get(target)?.test(platform) ?? false);
}

/** The activation tables at these paths, as lines of TOML. */
export async function formatActivations(
  wanted: ReadonlyMap<readonly string[], object>,
): Promise<string[]> {
  // The names are somebody else's, and one may be `constructor`.
  const document: Record<string, unknown> = Object.create(null);
  for (const [path, activation] of wanted) {
    let table = document;
    for (const key of path) {
      table[key] ??= Object.create(null);
      table = table[key] as Record<string, unknown>;
    }
    table.activation = activation;
  }
  const { stringify } = await import("smol-toml");
  return stringify(document).trimEnd().split("\n");
}

/** Whether the lines can go to the manifest's end, as none of their tables is there already. */
export async function canAppend({ text }: Manifest, lines: readonly string[]): Promise<boolean> {
  const { parse } = await import("smol-toml");
  try {
    parse([text, ...lines, ""].join("\n"), LENIENT);
    return true;
  } catch {
    return false;
  }
}

function tableAt(document: Toml, path: readonly string[]): Toml {
  let found: unknown = document;
  for (const key of path) found = isTable(found) ? found[key] : undefined;
  return isTable(found) ? found : {};
}

/** The texts in a list. pixi itself complains about anything else. */
function selectTexts(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

function isTable(value: unknown): value is Toml {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
