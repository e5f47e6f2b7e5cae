// Asks git which files have changes that it has not recorded, and lets the repository's settings start nothing.
import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { findProgram, withoutRelativePath } from "../../find-program.js";
import type { Session } from "../../session.js";
import { pathsOf } from "../paths.js";

type Place = Pick<Session, "env" | "platform">;

export interface Uncommitted {
  /** Those of the paths that have changes, as they were given. */
  readonly paths: readonly string[];
  /** Why git gave no answer for some of them, in its own words or ours; null where it gave all. */
  readonly fault: string | null;
}

/**
 * Which of these paths have changes that git has not recorded: changed, staged, conflicted or untracked. What git
 * ignores does not count. Each is asked of the repository around it, and a link for what it leads to as well.
 *
 * A repository that git does not want to read, as it is somebody else's, is a fault: whoever has work in it would lose
 * it if that were taken for no repository, and the decision to trust it is the user's.
 * @param paths absolute; files or folders such as vendor, existing or not
 * @returns null where no repository is around any of them, or there is no git to ask
 */
export async function findUncommitted(
  paths: readonly string[],
  place: Place,
): Promise<Uncommitted | null> {
  // On Windows no script, as for go.
  const program = findProgram(place.platform === "win32" ? "git.exe" : "git", place);
  if (program === null) return null;
  const spots = (await Promise.all(paths.map(locate))).flat();
  const answers = await Promise.all(
    [...new Set(spots.map(({ repository }) => repository))].map(async (repository) => {
      const own = spots.filter((spot) => spot.repository === repository);
      const files = [...new Set(own.map(({ file }) => file))];
      const git = (args: readonly string[]) => runGit(program, args, repository, place);
      const answer = await askRepository(git, repository, files);
      return answer === null ? null : { ...answer, spots: own };
    }),
  );
  const given = answers.filter((answer) => answer !== null);
  if (given.length === 0) return null;
  const { isInside } = pathsOf(place.platform);
  const changed = new Set(
    given.flatMap(({ changes, spots }) =>
      spots.filter(({ file }) => changes.some((change) => isInside(change, file))),
    ),
  );
  return {
    paths: paths.filter((path) => spots.some((spot) => spot.path === path && changed.has(spot))),
    fault: given.flatMap(({ fault }) => fault ?? []).join("\n") || null,
  };
}

interface Spot {
  /** As it was given. */
  readonly path: string;
  /** The nearest folder with something of git's in it. */
  readonly repository: string;
  /** Without links on the way, behind which git looks at nothing. */
  readonly file: string;
}

/** Where the path is, and where it leads to: a link, or a repository of its own, has two answers. */
async function locate(path: string): Promise<Spot[]> {
  const file = join(await followLinks(dirname(path)), basename(path));
  const target = await followLinks(path);
  return [
    { path, repository: findRepository(dirname(file)), file },
    { path, repository: findRepository(target), file: target },
  ].filter((spot): spot is Spot => spot.repository !== null);
}

/** The same for a path of which the end does not exist. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await followLinks(above), basename(path));
  }
}

function findRepository(folder: string): string | null {
  if (existsSync(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? null : findRepository(above);
}

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
  /** Null where git came to an end by itself. */
  readonly fault: string | null;
}

type Git = (args: readonly string[]) => Promise<Answer>;

/** The files of a repository that have changes; null where it is none. */
async function askRepository(
  git: Git,
  folder: string,
  files: readonly string[],
): Promise<{ readonly changes: readonly string[]; readonly fault: string | null } | null> {
  // How far up its top is: not everything that is called `.git` makes a repository.
  const up = await git(["rev-parse", "--show-cdup"]);
  if (/not a git repository \(or any/.test(up.stderr)) return null;
  const filters = await git(["config", "-z", "--name-only", "--get-regexp", "^filter\\."]);
  const names = [...new Set(filters.stdout.split("\0").filter((name) => name !== ""))];
  // It has no filters where it ends with 1.
  const fault =
    findFault(up, [0]) ??
    findFault(filters, [0, 1]) ??
    // In `-c`, the name would end there, and the filter run.
    (names.some((name) => name.includes("=")) ? "git has a filter with = in its name" : null);
  if (fault !== null) return { changes: [], fault };
  const status = await git([
    ...names.flatMap((name) => ["-c", `${name}=`]),
    "status",
    "--porcelain",
    "-z",
    // Whatever the user has chosen; and by name, not by the folder in which all is new.
    "--untracked-files=all",
    // It asks no submodule what is new in its files, which would start a git without our settings.
    "--ignore-submodules=dirty",
    // So that each entry is one path.
    "--no-renames",
    "--",
    ...files.map((file) => relative(folder, file) || "."),
  ]);
  const top = resolve(folder, up.stdout);
  // Two letters and a blank stand before each path.
  const changes = status.stdout.split("\0").filter((entry) => entry !== "");
  return {
    changes: changes.map((entry) => resolve(top, entry.slice(3))),
    fault: findFault(status, [0]),
  };
}

const TIME_LIMIT = 60_000;

// Of the user's variables, those that name his settings stay: they say whom he trusts, and what he ignores.
const DROPPED = /^GIT_(?!CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)$)|^GIT_CONFIG$/i;

/** Runs git where it neither writes nor starts anything, whatever the repository says. */
async function runGit(
  program: string,
  args: readonly string[],
  cwd: string,
  place: Place,
): Promise<Answer> {
  const { execa } = await import("execa");
  const settings = [
    // Not `false`, which is a program for a git before 2.36.
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
  ];
  const own = Object.entries(withoutRelativePath(place)).filter(([name]) => !DROPPED.test(name));
  const options = ["--no-pager", "--no-optional-locks", "--literal-pathspecs"];
  const result = await execa(
    program,
    [...options, ...settings.flatMap((setting) => ["-c", setting]), ...args],
    {
      cwd,
      env: {
        ...Object.fromEntries(own),
        NoDefaultCurrentDirectoryInExePath: "1",
        LC_ALL: "C",
        GIT_TERMINAL_PROMPT: "0",
        // In a partial clone, git fetches what it lacks by a program that the repository names.
        GIT_NO_LAZY_FETCH: "1",
        // The same for a git before 2.45; the name is that of no protocol.
        GIT_ALLOW_PROTOCOL: "none",
      },
      extendEnv: false,
      stdin: "ignore",
      reject: false,
      timeout: TIME_LIMIT,
      // A vendor folder that is new has hundreds of thousands of files at the most.
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const { stdout = "", stderr = "", exitCode, timedOut, isMaxBuffer, shortMessage } = result;
  const fault = timedOut
    ? `git gave no answer within ${TIME_LIMIT / 1000} seconds`
    : exitCode === undefined || isMaxBuffer
      ? `git gave no answer: ${shortMessage}`
      : null;
  return { stdout, stderr, exitCode, fault };
}

/** Why there is no answer: what git says first, which may be followed by advice. */
function findFault({ fault, exitCode, stderr }: Answer, good: readonly number[]): string | null {
  if (fault !== null) return fault;
  if (exitCode !== undefined && good.includes(exitCode)) return null;
  return stderr.trimEnd().split("\n").slice(0, 10).join("\n") || "git gave no answer";
}
