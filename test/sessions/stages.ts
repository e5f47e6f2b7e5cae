// Every shell there is, as a stage, with the extension of the hooks that conda runs in it.
import { findCommandPrompt } from "../setup/command-prompt.js";
import { findNushells, findPowerShell } from "../setup/programs.js";
import { openCmdStage } from "./cmd-stage.js";
import { openCshStage } from "./csh-stage.js";
import { openFishStage } from "./fish-stage.js";
import { openNushellStage } from "./nushell-stage.js";
import type { Stage } from "./play.js";
import { openPosixStage, POSIX_SHELLS } from "./posix-stages.js";
import { openPowerShellStage } from "./powershell-stage.js";
import { openXonshStage } from "./xonsh-stage.js";

/** Each shell with the stage that it is, or null where the machine does not have it. */
export function openStages(): (readonly [name: string, extension: string, Stage | null])[] {
  const powershell = findPowerShell();
  const prompt = findCommandPrompt();
  return [
    ...POSIX_SHELLS.map((shell) => [shell.name, ".sh", openPosixStage(shell)] as const),
    ["fish", ".fish", openFishStage()],
    ["tcsh", ".csh", openCshStage()],
    ["xonsh", ".sh", openXonshStage()],
    ["cmd.exe", ".bat", prompt && openCmdStage(prompt)],
    ["PowerShell", ".ps1", powershell && openPowerShellStage(powershell)],
    ...findNushells().map(
      (nu) => ["nushell", ".nu", nu === null ? null : openNushellStage(nu)] as const,
    ),
  ];
}
