// Every shell there is, as a stage, with the language of the hooks that conda runs in it.
import { cmd } from "../../src/shells/cmd.js";
import { csh } from "../../src/shells/csh.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { fish } from "../../src/shells/fish.js";
import { nushell } from "../../src/shells/nushell.js";
import { posix } from "../../src/shells/posix.js";
import { powershell } from "../../src/shells/powershell.js";
import { findCommandPrompt } from "../setup/command-prompt.js";
import { describeWith, findNushells, findPowerShell } from "../setup/programs.js";
import { openCmdStage } from "./cmd-stage.js";
import { openCshStage } from "./csh-stage.js";
import { openFishStage } from "./fish-stage.js";
import { openNushellStage } from "./nushell-stage.js";
import type { Stage } from "./play.js";
import { openPosixStage, POSIX_SHELLS } from "./posix-stages.js";
import { openPowerShellStage } from "./powershell-stage.js";
import { openXonshStage } from "./xonsh-stage.js";

export interface ShellStage {
  readonly name: string;
  readonly dialect: Dialect;
  /** Null where the machine does not have it. */
  readonly stage: Stage | null;
}

/** Each shell with the stage that it is; nushell once for each of its versions. */
export function openStages(): ShellStage[] {
  const pwsh = findPowerShell();
  const prompt = findCommandPrompt();
  return [
    ...POSIX_SHELLS.map((shell) => ({
      name: shell.name,
      dialect: posix,
      stage: openPosixStage(shell),
    })),
    { name: "fish", dialect: fish, stage: openFishStage() },
    { name: "tcsh", dialect: csh, stage: openCshStage() },
    { name: "xonsh", dialect: posix, stage: openXonshStage() },
    { name: "cmd.exe", dialect: cmd, stage: prompt && openCmdStage(prompt) },
    { name: "PowerShell", dialect: powershell, stage: pwsh && openPowerShellStage(pwsh) },
    ...findNushells().map((nu) => ({
      name: "nushell",
      dialect: nushell,
      stage: nu === null ? null : openNushellStage(nu),
    })),
  ];
}

/** The same, and nushell only once. */
export function openStagesOnce(): ShellStage[] {
  const stages = openStages();
  const isFirst = ({ name }: ShellStage, index: number) =>
    stages.findIndex((other) => other.name === name) === index;
  return stages.filter(isFirst);
}

/** A `describe` in each of these shells; one that is missing is skipped. */
export function describeOnStages(
  stages: readonly ShellStage[],
  body: (stage: Stage, dialect: Dialect) => void,
): void {
  for (const { name, dialect, stage } of stages) {
    const title = `${name} ${stage?.version ?? ""}`.trim();
    describeWith(title, name, stage, (found) => body(found, dialect));
  }
}
