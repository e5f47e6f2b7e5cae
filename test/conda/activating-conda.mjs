// Of a stand-in for conda 26, what activates: `shell.<name> hook | activate | deactivate | reactivate`, printed as conda prints it, and refused where conda refuses.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const [program = "", shellName = "", command = "", ...args] = process.argv.slice(2);
const root = dirname(dirname(program));
const { env } = process;

function fail(message) {
  console.error(message);
  process.exit(1);
}

// Aliases of one setting; and the environment is one source, of which each may be named once.
if (env.CONDA_AUTO_ACTIVATE !== undefined && env.CONDA_AUTO_ACTIVATE_BASE !== undefined) {
  fail(`MultipleKeysError: Multiple aliased keys in file envvars:
  - auto_activate
  - auto_activate_base
Must declare only one. Prefer 'auto_activate'`);
}

const sh = {
  extension: ".sh",
  set: (name, value) => `export ${name}='${value.replaceAll("'", "'\"'\"'")}'`,
  unset: (name) => `unset ${name}`,
  source: (file) => `. "${file}"`,
  hook: `__conda_exe() ( "$CONDA_EXE" "$@" )
__conda_evaluate() {
  \\local ask_conda
  ask_conda="$(__conda_exe shell.posix "$@")" || \\return
  \\eval "$ask_conda"
}
__conda_reactivate() { __conda_evaluate reactivate; }
conda() {
  \\local cmd="\${1-}"
  case "$cmd" in
    activate | deactivate) __conda_evaluate "$@" ;;
    *) __conda_exe "$@" ;;
  esac
}`,
};

const SHELLS = {
  posix: sh,
  bash: sh,
  zsh: sh,
  fish: {
    extension: ".fish",
    set: (name, value) => `set -gx ${name} '${value.replace(/[\\']/g, "\\$&")}';`,
    unset: (name) => `set -e ${name};`,
    source: (file) => `source "${file}";`,
    hook: `function conda
  switch "$argv[1]"
    case activate deactivate
      eval ($CONDA_EXE shell.fish $argv)
    case '*'
      $CONDA_EXE $argv
  end
end`,
  },
  powershell: {
    extension: ".ps1",
    set: (name, value) => `$Env:${name} = '${value.replaceAll("'", "''")}'`,
    unset: (name) => `$Env:${name} = $null`,
    source: (file) => `. "${file}"`,
    // Its own parameter, for which --stack is a second name of an environment.
    hook: `$null = New-Module -Name Conda {
  function Enter-CondaEnvironment {
    [CmdletBinding()]
    param([switch]$Stack, [Parameter(Position=0)][string]$Name)
    $Words = @(if ($Stack) { '--stack' }) + $Name
    & $Env:CONDA_EXE shell.powershell activate @Words | Out-String | Invoke-Expression
  }
  function Invoke-Conda {
    $Command, $Rest = $Args
    $Rest = @($Rest)
    switch ($Command) {
      'activate' { Enter-CondaEnvironment @Rest }
      'deactivate' { & $Env:CONDA_EXE shell.powershell deactivate | Out-String | Invoke-Expression }
      default { & $Env:CONDA_EXE @Args }
    }
  }
  Set-Alias conda Invoke-Conda
  Export-ModuleMember -Function * -Alias *
}`,
  },
};

if (/^(?:de)?activate$/.test(shellName))
  fail(`CondaError: Run 'conda init' before 'conda ${shellName}'`);
const shell = SHELLS[shellName.replace("shell.", "")];
if (!shell) fail(`CommandNotFoundError: No command 'conda ${shellName}'.`);

const level = Number(env.CONDA_SHLVL || 0);
const active = env.CONDA_PREFIX ?? "";

function listScripts(prefix, phase) {
  const folder = join(prefix, "etc", "conda", `${phase}.d`);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const scripts = names.filter((name) => name.endsWith(shell.extension)).sort();
  return scripts.map((name) => shell.source(join(folder, name)));
}

const leave = (prefix) => listScripts(prefix, "deactivate").reverse();
const enter = (prefix) => listScripts(prefix, "activate");

function printActivation(words) {
  const isStacked = words.includes("--stack");
  const prefix = words.find((word) => word !== "--stack") ?? root;
  if (!existsSync(join(prefix, "conda-meta")))
    fail(`EnvironmentLocationNotFound: Not a conda environment: ${prefix}`);
  if (prefix === active && level > 0) return [...leave(prefix), ...enter(prefix)];
  return [
    ...(level > 0 && !isStacked ? leave(active) : []),
    shell.set("CONDA_PREFIX", prefix),
    shell.set("CONDA_SHLVL", String(level + 1)),
    ...(level > 0 ? [shell.set(`CONDA_PREFIX_${level}`, active)] : []),
    ...enter(prefix),
  ];
}

function printDeactivation() {
  if (level === 0) return [];
  const outer = env[`CONDA_PREFIX_${level - 1}`];
  return [
    ...leave(active),
    ...(outer === undefined
      ? [shell.unset("CONDA_PREFIX")]
      : [shell.unset(`CONDA_PREFIX_${level - 1}`), shell.set("CONDA_PREFIX", outer)]),
    shell.set("CONDA_SHLVL", String(level - 1)),
    ...(outer === undefined ? [] : enter(outer)),
  ];
}

function printHook() {
  const auto = env.CONDA_AUTO_ACTIVATE ?? env.CONDA_AUTO_ACTIVATE_BASE ?? "true";
  return [
    shell.set("CONDA_EXE", program),
    shell.hook,
    ...(auto === "false" ? [] : ["conda activate"]),
  ];
}

const COMMANDS = {
  hook: printHook,
  activate: () => printActivation(args),
  deactivate: printDeactivation,
  reactivate: () => [...leave(active), ...enter(active)],
};
console.log(COMMANDS[command]?.().join("\n") ?? fail(`ArgumentError: '${command}'`));
