// Judges a project tree from its files alone, and does to it what the findings say to do.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { explainFinding, type Finding } from "../../src/findings/finding.js";
import { checkModule, checkWorkspace } from "../../src/go/checks/check-module.js";
import { findBuildTarget } from "../../src/go/loading/build-constraint.js";
import { makeDiskReader } from "../../src/go/loading/module-reader.js";
import { pathsOf } from "../../src/go/paths.js";
import { readGoFlags } from "../../src/go/settings/goflags.js";
import { type Go, runShell } from "./real-go.js";

/** By path, below a folder. */
export type Files = Readonly<Record<string, string>>;

export function writeTree(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The findings of the go.work in a folder, or else of the go.mod. */
export async function judge(
  root: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Finding[]> {
  const flags = readGoFlags(settings.GOFLAGS ?? "");
  const target = findBuildTarget(process.platform, process.arch, settings, flags.tags);
  const caches = settings.GOMODCACHE === undefined ? [] : [settings.GOMODCACHE];
  const reader = makeDiskReader({ paths: pathsOf(process.platform), caches, target });
  const work = await reader.readGoWork(root);
  if (work.kind === "file") {
    const workspace = { folder: root, file: join(root, "go.work"), work: work.parse() };
    return checkWorkspace(workspace, reader, { flags });
  }
  const mod = await reader.readGoMod(root);
  if (mod.kind !== "file") throw new Error(`no go.mod: ${mod.kind}`);
  const module = { folder: root, file: join(root, "go.mod"), mod: mod.parse("main") };
  return checkModule(module, reader, { flags });
}

/** What Go says of the errors among them. */
export function listWords(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ level }) => level === "error")
    .flatMap((finding) => explainFinding(finding).go);
}

/** The targets of which any finding says that they cannot be read, in the words that go get has for them. */
export function listTargets(findings: readonly Finding[]): string[] {
  return findings
    .flatMap((finding) => explainFinding(finding).go)
    .flatMap((word) => /(?:reading |replacement directory )\S+/.exec(word)?.[0] ?? []);
}

/** What plainly is one edit of the line, by the hand of somebody who does what scan says. */
const EDITS: Readonly<Partial<Record<Finding["code"], (finding: Finding) => void>>> = {
  "replace-duplicate": removeLine,
  "replace-conflict": removeLine,
  "work-use-duplicate": removeLine,
};

export function removeLine({ place: { file, line } }: Pick<Finding, "place">): void {
  const lines = readFileSync(file, "utf8").split("\n");
  lines.splice((line ?? 0) - 1, 1);
  writeFileSync(file, lines.join("\n"));
}

/** Whether what to do is plain, so that it can be done without judgement. */
export function isPlain(finding: Finding): boolean {
  return finding.code in EDITS || explainFinding(finding).commands.length > 0;
}

/** What a command said that was to mend something. */
export class RemedyFailure extends Error {}

/** Does what the finding says; false where that takes a download, and nothing can be downloaded here. */
export async function applyRemedy(
  finding: Finding,
  go: Go,
  settings?: Readonly<Record<string, string>>,
): Promise<boolean> {
  EDITS[finding.code]?.(finding);
  const { fix, commands } = explainFinding(finding);
  for (const command of commands) {
    expect(fix).toContain(command);
    const done = await runShell(go, dirname(finding.place.file), command, settings);
    if (ELSEWHERE.test(done.stderr)) return false;
    if (done.code !== 0) throw new RemedyFailure(`${command}: ${done.stderr}`);
  }
  return true;
}

/** What Go says where its answer depends on what is not on this machine. */
export const ELSEWHERE = /lookup disabled by GOPROXY=off|missing go.sum entry/;
