// PowerShell as a stage for plays: all of them in one process, whose start is dear.
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { VARIABLES } from "../../src/hooks/variables.js";
import { savedName, unsetName } from "../../src/names.js";
import { readVersion } from "../setup/programs.js";
import {
  type Deed,
  type Performance,
  type Play,
  parseEnvironment,
  type SetMove,
  type Stage,
} from "./play.js";

const MODES: Readonly<Record<string, string>> = {
  default: "",
  strict: "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'",
};

// Names are filtered before values are read: to read the value of `foreach` uses the running loop up.
const PRELUDE = `
function __Dump {
  $__all = [System.Collections.Generic.SortedDictionary[string, string]]::new([StringComparer]::Ordinal)
  foreach ($__drive in 'Variable', 'Function', 'Alias') {
    foreach ($__item in $ExecutionContext.InvokeProvider.ChildItem.Get("\${__drive}:", $false)) {
      if ($__item.Name -clike '__*') { continue }
      if ($__drive -eq 'Variable' -and $__item.Name -in '$', '^', '?', '_', 'foreach', 'args', 'input', 'MyInvocation', 'PSBoundParameters', 'StackTrace') { continue }
      $__all["\${__drive}:$($__item.Name)"] = if ($__drive -in 'Function', 'Alias') { $__item.Definition } else { "$($__item.Value)" }
    }
  }
  $__all['Location'] = $ExecutionContext.SessionState.Path.CurrentLocation.Path
  $__all['StrictMode'] = try { [void]$never_set; 'off' } catch { 'on' }
  $__all['Errors'] = "$($Error.Count)"
  $__lines = foreach ($__key in $__all.Keys) { if ($__key -ne 'Variable:Error') { "$__key = $($__all[$__key])" } }
  $Error.Clear()
  $__lines -join "\`n"
}
function __Look {
  $__lines = foreach ($__entry in [Environment]::GetEnvironmentVariables().GetEnumerator()) { "$($__entry.Key)=$($__entry.Value)" }
  $__lines -join "\`0"
}
`;

/** The stage of the PowerShell that the global set-up found. */
export function openPowerShellStage(command: readonly [string, ...string[]]): Stage {
  const [program, ...args] = command;
  const version = readVersion(program, "--version");
  // Before 7.5 an assignment of nothing removes a variable.
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  return {
    name: "PowerShell",
    version,
    cannotHold: "bytes that are not UTF-8; before 7.5 an empty variable",
    holdsEmpty: major > 7 || (major === 7 && minor >= 5),
    modes: Object.keys(MODES),
    driver: {
      command,
      extension: ".ps1",
      prelude: PRELUDE,
      tell,
      echo: (line) => `'${line}'`,
      look: "__Look",
    },
    perform: (plays, mode, folder) => perform(program, args, plays, MODES[mode] ?? "", folder),
  };
}

async function perform(
  program: string,
  args: readonly string[],
  plays: readonly Play[],
  mode: string,
  folder: string,
): Promise<Performance[]> {
  mkdirSync(folder, { recursive: true });
  const script = join(folder, "script.ps1");
  const write = (name: string, value: string) =>
    `[IO.File]::WriteAllText(${text(join(folder, name))}, (${value}))`;
  const body = plays.flatMap((play, index) => [
    ...resetMoves(play).map(tell),
    write(`${index} before`, "__Dump"),
    ...play.moves.map((move) =>
      move.move === "look" ? write(`${index} look ${move.label}`, "__Look") : tell(move),
    ),
    write(`${index} after`, "__Dump"),
  ]);
  writeFileSync(script, `\ufeff${[PRELUDE, mode, ...body].join("\n")}\n`);
  const { stdout, stderr } = await promisify(execFile)(program, [...args, script], {
    cwd: folder,
    // PowerShell keeps a cache in the home.
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      POWERSHELL_TELEMETRY_OPTOUT: "1",
    },
    maxBuffer: 1 << 26,
  }).catch((error) => ({ stdout: error.stdout, stderr: `${error.stderr}\n${error.message}` }));
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return plays.map((play, index) => ({
    looks: new Map(
      play.moves.flatMap((move) =>
        move.move === "look"
          ? [[move.label, parseEnvironment(read(`${index} look ${move.label}`))] as const]
          : [],
      ),
    ),
    before: read(`${index} before`),
    after: read(`${index} after`),
    output: stdout + stderr,
  }));
}

/** The user's environment, whatever the play before has left. */
function resetMoves({ user }: Play): SetMove[] {
  const ours = VARIABLES.flatMap(({ name }) => [savedName(name), unsetName(name)]);
  return [
    ...["CONDA_GO_HOOKS", ...ours].map((name) => ({ move: "set", name, value: null }) as const),
    ...VARIABLES.map(({ name }) => ({ move: "set", name, value: user[name] ?? null }) as const),
    { move: "set", name: "CONDA_PREFIX", value: "" },
    { move: "set", name: "CONDA_SHLVL", value: "0" },
  ];
}

function tell(move: Deed): string {
  // As conda writes it: in double quotes, nothing escaped.
  if (move.move === "source") return `. "${move.file}"`;
  const value = move.value === null ? "[NullString]::Value" : text(move.value);
  return `[Environment]::SetEnvironmentVariable('${move.name}', ${value})`;
}

// By the characters' numbers: the tests' own way, which needs no quoting at all.
function text(value: string): string {
  return value === ""
    ? "''"
    : `[string]::new([char[]](${value
        .split("")
        .map((unit) => unit.charCodeAt(0))
        .join(",")}))`;
}
