// Throw-away environments, as bare as conda lets them be.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Session } from "../../src/session.js";

/** A folder of its own for one test, gone with it. */
export function makeFolder(): string {
  const folder = makeLastingFolder();
  // More than once, as a Go whose home it was may still be counting what was run.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** A folder that the caller removes. */
export function makeLastingFolder(parent: string = tmpdir()): string {
  return realpathSync(mkdtempSync(join(parent, "conda-go-hooks-")));
}

/** Makes a prefix that is an environment in conda's eyes. */
export function makeEnvironment(prefix: string): string {
  mkdirSync(join(prefix, "conda-meta"), { recursive: true });
  writeFileSync(join(prefix, "conda-meta", "history"), "");
  return prefix;
}

/** A home with an environment in it, gone with the test. */
export function makeHome(name = "myenv"): { home: string; prefix: string } {
  const home = makeFolder();
  return { home, prefix: makeEnvironment(join(home, "envs", name)) };
}

/** An environment with these files, gone with the test. */
export function makePrefix(files: Files = {}): string {
  const prefix = makeEnvironment(join(makeFolder(), "work"));
  writeFiles(prefix, files);
  return prefix;
}

/** What is in each file, by its path below a folder. */
export type Files = Readonly<Record<string, string | Buffer>>;

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A session with nothing of this machine's conda in it. */
export function makeSession(home: string, env: Record<string, string> = {}): Session {
  return {
    env: { PATH: "/usr/bin:/bin", HOME: home, ...env },
    cwd: home,
    home,
    homes: [home],
    platform: process.platform,
    arch: process.arch,
    terminal: null,
  };
}
