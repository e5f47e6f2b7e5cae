// PowerShell as a stage for plays: all of them in one process, whose start is dear.
import { readVersion } from "../setup/programs.js";
import type { Deed, Stage } from "./play.js";
import { becomeUser, performTogether, type Staging } from "./stage.js";

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
  const version = readVersion(command[0], "--version");
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
    perform: (plays, mode, folder) =>
      performTogether(stagePowerShell(command, MODES[mode] ?? ""), plays, folder),
  };
}

function stagePowerShell(command: readonly string[], mode: string): Staging {
  const write = (file: string, value: string) =>
    `[IO.File]::WriteAllText(${text(file)}, (${value}))`;
  return {
    command,
    // PowerShell keeps a cache in the home.
    env: (_, folder) => ({
      PATH: process.env.PATH,
      HOME: folder,
      POWERSHELL_TELEMETRY_OPTOUT: "1",
    }),
    extension: ".ps1",
    encode: (script) => `\ufeff${script}`,
    open: () => [PRELUDE, mode],
    begin: (play) => becomeUser(play).map(tell),
    tell,
    look: (file) => write(file, "__Look"),
    dump: (file) => write(file, "__Dump"),
  };
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
