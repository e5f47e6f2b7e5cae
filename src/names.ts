// Every name that we put on disk or into an environment.

/** The command, and the name by which our files call their maker. */
export const TOOL = "conda-go-hooks";

/** How we tell people to call it: works whether or not it is on their PATH. */
export const COMMAND = `npx ${TOOL}`;

/** The two moments at which conda runs a hook; also the start of the folder names `<phase>.d`. */
export const PHASES = ["activate", "deactivate"] as const;
export type Phase = (typeof PHASES)[number];

/**
 * The hooks of one shell. `first` runs before the packages' scripts and saves the user's values, `last` runs after
 * them and sets the environment's, and `restore` gives the user's back, after the packages have undone theirs.
 */
export const HOOKS = ["first", "last", "restore"] as const;
export type Hook = (typeof HOOKS)[number];

/**
 * Where hooks come from: `installed` in the environment itself, or `packaged`, brought by a conda package, which many
 * environments have. Both can be there: the installed ones act inside of the packaged ones.
 */
export type HookSource = "installed" | "packaged";

/** `CONDA_GO_HOOKS=0` keeps the activate scripts from saving and setting; they still restore. */
export const SWITCH_NAME = identifier("CONDA_GO_HOOKS");

/** How the names of all saved state begin. */
export const STATE_STEM = "_CONDA_GO_HOOKS_";

// Put before the name and never after it: fish and xonsh take every name that ends in PATH for a list. With an
// underscore, because `conda info` prints all variables that start with CONDA.
/** Holds the user's own value of a variable while an environment is active. */
export function savedName(variable: string): string {
  return identifier(`${STATE_STEM}SAVED_${variable}`);
}

/** Exists while an environment is active whose user has the variable unset. */
export function unsetName(variable: string): string {
  return identifier(`${STATE_STEM}UNSET_${variable}`);
}

/**
 * Holds the prefix while an environment is activated, from the first packaged hook on, until an installed one has seen
 * that the user's values are saved already, or the last packaged one that there is none.
 */
export const PACKAGED_NAME = identifier("_CONDA_GO_HOOKS_SITE");

/** Holds a variable's name while a hook looks at each; as short as can be, since bash takes long to read. */
export const LOOP_NAME = identifier("_CGH");

/** Holds a flag, or what is left to look at, while a cmd.exe hook runs, which has no other variables. */
export function temporaryVariable(part: string | number): string {
  return identifier(`${STATE_STEM}${part}`);
}

/** Whether hooks have saved something in this environment, and not given it back yet. */
export function hasSavedState(env: Readonly<Record<string, string | undefined>>): boolean {
  return Object.keys(env).some((name) => /^_CONDA_GO_HOOKS_(?:SAVED|UNSET)_/.test(name));
}

/** Gives the name back, or throws if it is none that every shell takes unquoted. */
export function identifier(name: string): string {
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) throw new TypeError(`not a variable name: ${name}`);
  return name;
}

const SCRIPT_FOLDERS = { deactivate: "etc/conda/deactivate.d", activate: "etc/conda/activate.d" };

// conda runs activate.d in ascending and deactivate.d in descending order. So 00- runs before conda-forge's
// activate-z61-go-*, or after its deactivation, and zz- after it.
const SCRIPT_STEMS: Readonly<Record<Hook, string>> = {
  first: `${SCRIPT_FOLDERS.activate}/00-`,
  last: `${SCRIPT_FOLDERS.activate}/zz-`,
  restore: `${SCRIPT_FOLDERS.deactivate}/00-`,
};

// A dash comes before the dot of an extension, and so the packaged ones save and set before the installed ones, and
// give back after them.
/** The name of packaged scripts, without what stands before and behind it. */
export const PACKAGED_BASE = `${TOOL}-site`;

const BASE_NAMES: Readonly<Record<HookSource, string>> = {
  installed: TOOL,
  packaged: PACKAGED_BASE,
};

/** Where a hook script stands below a prefix, with `/` between the parts. */
export function scriptPath(
  hook: Hook,
  extension: string,
  origin: HookSource = "installed",
): string {
  return `${SCRIPT_STEMS[hook]}${BASE_NAMES[origin]}${extension}`;
}

/** Whether a script sorts before a hook of its phase: conda compares whole names, their ends included. */
export function sortsBefore(path: string, hook: Hook): boolean {
  return path < scriptPath(hook, /\.[^./]*$/.exec(path)?.[0] ?? "");
}

/** Whether what a script does is done outside of what the hooks save and give back. */
export function runsOutside(path: string): boolean {
  return sortsBefore(path, phaseOf(path) === "activate" ? "first" : "restore");
}

/** The hooks of a phase, in the order in which conda runs them. */
export function hooksOf(phase: Phase): readonly Hook[] {
  return HOOKS.filter((hook) => phaseOf(scriptPath(hook, "")) === phase);
}

// Not under conda-meta/, where conda reads every .json as a package.
/** Where the record stands below a prefix. */
export const RECORD_PATH = "etc/conda/conda-go-hooks.json";

// In the prefix itself, as the record's folder may not exist yet.
/** Where the record stands while the folders for it are being made or removed. */
export const JOURNAL_PATH = ".conda-go-hooks.json";

/** Where the folders are named that an uninstallation had to leave, as they were in use. */
export const LEFT_PATH = ".conda-go-hooks-left.json";

// With a dot, as go passes by what begins with one.
/** What a repair keeps until it is done, in the folder of the go.mod or go.work. */
export const REPAIR_FOLDER = ".conda-go-hooks-repair";

/** The phase of a hook script, by its path below the prefix. */
export function phaseOf(path: string): Phase {
  return path.startsWith(`${SCRIPT_FOLDERS.deactivate}/`) ? "deactivate" : "activate";
}

/**
 * Whether a record may name this path, so that no edited record leads us to another file. Before version 0.2 there
 * were two hooks with the same name, one in each folder.
 */
export function isScriptPath(path: string): boolean {
  return /^etc\/conda\/(?:de)?activate\.d\/(?:00|zz)-conda-go-hooks\.[a-z0-9]+$/.test(path);
}

/** Whether it is the path of a packaged hook's script. */
export function isPackagedPath(path: string): boolean {
  const extension = /\.[a-z0-9]+$/.exec(path)?.[0];
  return (
    extension !== undefined &&
    HOOKS.some((hook) => path === scriptPath(hook, extension, "packaged"))
  );
}

/** The folders that we may have to make below a prefix, the outer ones first. */
export const FOLDERS: readonly string[] = ["etc", "etc/conda", ...Object.values(SCRIPT_FOLDERS)];

// Without a shell's extension, or conda would run a half-written script.
/** Where a file stands while it is being written by this process. */
export function temporaryName(file: string): string {
  return `${file}.${process.pid}.conda-go-hooks-tmp`;
}

/** The name that a temporary file gets in the end; any other name as it is. */
export function finalName(file: string): string {
  return file.replace(/\.\d+\.conda-go-hooks-tmp$/, "");
}

/** Whether a file of this name is a temporary one of ours. */
export function isTemporaryName(name: string): boolean {
  return /\.\d+\.conda-go-hooks-tmp$/.test(name);
}

/** Whether a file of this name is a copy that `--force` has kept of a hook script. */
export function isKeptName(name: string): boolean {
  return /^(?:00|zz)-conda-go-hooks\.[a-z0-9]+\.[0-9a-f]{8}\.kept$/.test(name);
}

/** The name under which `--force` keeps a file that it replaces; no shell picks it up. */
export function keptName(path: string, sha256: string): string {
  return `${path}.${sha256.slice(0, 8)}.kept`;
}

const ASIDE = ".adopted-by-conda-go-hooks";
const ASIDE_PATH =
  /^(etc\/conda\/(?:de)?activate\.d\/[^/\\\0]+\.(?:sh|fish|csh|xsh|ps1|bat|nu))\.adopted-by-conda-go-hooks(?:-\d+)?$/;

/** The name under which an adopted script is put aside; no shell picks it up. @param number from 1 */
export function asidePath(path: string, number: number): string {
  return `${path}${ASIDE}${number === 1 ? "" : `-${number}`}`;
}

/** Where a script stood that is aside under this path, below the prefix; null for any other path. */
export function adoptedPath(aside: string): string | null {
  return ASIDE_PATH.exec(aside)?.[1] ?? null;
}

/**
 * Whether a folder with this name, right below a prefix, belongs to conda's packages or is Go's own root. Nobody else
 * may remove what is in it.
 */
export function isCondaFolder(name: string): boolean {
  return /^(?:bin|sbin|conda-meta|condabin|envs|etc|go|include|info|lib\w*|man|pkgs|share|src|ssl|var|DLLs|Library|Scripts|Tools|Menu)$/i.test(
    name,
  );
}
