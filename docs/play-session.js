// Plays typed lines in a bash of its own, with the real command and throw-away environments, for the pages that show it.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Where the reader sees the home of whoever types. */
const HOME = "/home/you";
/** The base environment, below the home. */
const ROOT = "miniforge3";
/** Stands before each prompt in what bash prints, and in nothing else. */
const MARK = "\x1e";

/**
 * @typedef {object} Stage
 * @property {Record<string, string>} [env] set besides PATH and HOME
 * @property {readonly string[]} [environments] the names of those there are besides base
 * @property {Record<string, string>} [files] by path below the home
 * @property {readonly string[]} [before] lines that nobody sees
 * @property {boolean} [needsGo] whether the real go is run
 */

/**
 * @param {Stage} stage
 * @param {readonly string[]} lines what is typed
 * @param {string} command the cli.cjs to run
 * @returns {{prompt: string, line: string, output: string}[]} each line with the prompt before it and all that it printed
 */
export function playSession(stage, lines, command) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "conda-go-hooks-docs-")));
  try {
    const home = join(folder, "home");
    prepare(stage, home);
    makePrograms(join(folder, "bin"), command);
    if (stage.needsGo) {
      rmSync(join(folder, "bin", "go"));
      symlinkSync(findGo() ?? "", join(folder, "bin", "go"));
    }
    const script = [PRELUDE, ...(stage.before ?? []).map(quiet), ...lines.flatMap(typed)];
    const { stdout, error, signal } = spawnSync("bash", ["--noprofile", "--norc", "-s"], {
      cwd: home,
      encoding: "utf8",
      env: {
        PATH: join(folder, "bin"),
        HOME: home,
        LC_ALL: "C.UTF-8",
        // Where the command finds base, and conda the environments by their names.
        MAMBA_ROOT_PREFIX: join(home, ROOT),
        // Else each example would compile the standard library.
        ...(stage.needsGo && { GOCACHE: join(homedir(), ".cache", "go-build") }),
        ...stage.env,
      },
      input: `${script.join("\n")}\n`,
    });
    if (error || signal) throw error ?? new Error(`bash: ${signal}`);
    const shown = stdout
      .replaceAll(home, HOME)
      .replaceAll(join(folder, "bin"), `${GOROOT}/bin`)
      // How long a test took is another time each time.
      .replaceAll(/^(ok\s.*\t)(?:[\d.]+s|\(cached\))$/gm, "$10.002s")
      .split(MARK)
      .slice(1);
    return shown.map((text, index) => {
      const end = text.indexOf("\n");
      return { prompt: text.slice(0, end), line: lines[index] ?? "", output: text.slice(end + 1) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The real go, of test/setup/fetch-tools; null without one. */
export function findGo() {
  const { CONDA_GO_HOOKS_TOOLS, XDG_CACHE_HOME } = process.env;
  const cache = XDG_CACHE_HOME || join(homedir(), ".cache");
  const tools = CONDA_GO_HOOKS_TOOLS || join(cache, "conda-go-hooks-tools");
  // Others word what they say in other ways.
  const go = join(tools, "go-1.27", "usr", "lib", "go-1.27", "bin", "go");
  return existsSync(go) ? go : null;
}

/** @param {Stage} stage @param {string} home */
function prepare({ environments = [], files = {} }, home) {
  const root = join(home, ROOT);
  const prefixes = environments.map((name) => join(root, "envs", name));
  for (const prefix of environments.length > 0 ? [root, ...prefixes] : [])
    write(join(prefix, "conda-meta", "history"), "");
  write(join(home, ".conda", "environments.txt"), prefixes.map((path) => `${path}\n`).join(""));
  for (const [path, text] of Object.entries(files)) write(join(home, path), text);
}

/** Where the reader sees Go. */
const GOROOT = "/usr/local/go";

// The same go on every machine: it says which it is, and leaves all else to the files that say what is set.
const GO = `#!/bin/sh
case "$*" in
  "env GOVERSION GOROOT") echo go1.27.3; echo ${GOROOT} ;;
  *) echo {} ;;
esac
`;

/** The command by both its names, nothing else of npm, and a go. @param {string} folder @param {string} command */
function makePrograms(folder, command) {
  const run = `exec '${process.execPath}' '${command}' "$@"`;
  write(join(folder, "conda-go-hooks"), `#!/bin/sh\n${run}\n`);
  write(join(folder, "npx"), `#!/bin/sh\nshift\n${run}\n`);
  write(join(folder, "go"), GO);
  // Of the machine's programs all but its own Go.
  for (const name of readdirSync("/usr/bin").filter(
    (name) => !/^(?:go|conda-go-hooks|npx)/.test(name),
  ))
    symlinkSync(join("/usr/bin", name), join(folder, name));
  for (const name of ["conda-go-hooks", "npx", "go"]) chmodSync(join(folder, name), 0o755);
}

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

// There need not be a conda: this is what it does, in its order (conda/activate.py).
const PRELUDE = `exec 2>&1
conda() {
  local script scripts index
  case $1 in
    activate)
      export CONDA_PREFIX="$MAMBA_ROOT_PREFIX/envs/$2" CONDA_DEFAULT_ENV="$2" CONDA_SHLVL=1
      for script in "$CONDA_PREFIX"/etc/conda/activate.d/*.sh; do . "$script"; done ;;
    deactivate)
      scripts=("$CONDA_PREFIX"/etc/conda/deactivate.d/*.sh)
      for ((index = \${#scripts[@]} - 1; index >= 0; index--)); do . "\${scripts[index]}"; done
      unset CONDA_PREFIX CONDA_DEFAULT_ENV
      export CONDA_SHLVL=0 ;;
  esac
}`;

/** @param {string} line */
const quiet = (line) => `{ ${line}\n} >/dev/null`;

/** @param {string} line */
const typed = (line) => [
  `printf '${MARK}%s\\n' "\${CONDA_DEFAULT_ENV:+($CONDA_DEFAULT_ENV) }$"`,
  line,
];
