// Holds that hook scripts start no process, and that bytes which are no text come back as they were.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { renderPhase } from "../../src/hooks/render.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import { PHASES } from "../../src/names.js";
import { csh } from "../../src/shells/csh.js";
import type { Dialect } from "../../src/shells/dialect.js";
import { fish } from "../../src/shells/fish.js";
import { nushell } from "../../src/shells/nushell.js";
import { posix } from "../../src/shells/posix.js";
import { powershell } from "../../src/shells/powershell.js";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { findShells } from "../shells/real-shells.js";
import { parseEnvironment } from "./play.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PREFIX = join(folder, "prefix");

type Kind = "ours" | "empty" | "forking";

/** Writes a pair of hooks of this kind. @returns their paths */
function writeHooks(dialect: Dialect, kind: Kind): { activate: string; deactivate: string } {
  const settings = resolveSettings({ profile: "direct", overrides: [] }, process.platform);
  const paths = { activate: "", deactivate: "" };
  for (const phase of PHASES) {
    paths[phase] = join(folder, `${kind}-${phase}${dialect.extension}`);
    const forking = `${dialect.run(["/bin/sh", "-c", ":"])}\n`;
    const texts = { ours: renderPhase(dialect, phase, settings), empty: "", forking };
    writeFileSync(paths[phase], texts[kind]);
  }
  return paths;
}

const USER = { GOPATH: "/home/you/go", GOPROXY: "https://proxy.example", GOFLAGS: "-v", GOBIN: "" };

/** Sources both hooks and shows what they did to GOPATH and GOFLAGS, by what the shell has built in. */
function writeScript(dialect: Dialect, kind: Kind): string {
  const { activate, deactivate } = writeHooks(dialect, kind);
  const show =
    dialect === powershell
      ? "[Console]::Out.WriteLine($Env:GOPATH + ' ' + $Env:GOFLAGS)"
      : dialect === nushell
        ? "print ($env.GOPATH + ' ' + $env.GOFLAGS)"
        : 'echo "$GOPATH $GOFLAGS"';
  const script = join(folder, `${kind}${dialect.extension}`);
  const lines = [dialect.source(activate), show, dialect.source(deactivate), show];
  writeFileSync(script, `${lines.join("\n")}\n`);
  return script;
}

/** Runs it under strace. @returns what it printed, and how many processes and programs were started */
function trace(
  strace: string,
  command: readonly string[],
  script: string,
): { shown: string; started: number } {
  const log = join(folder, "strace.log");
  const args = ["-f", "-qq", "-e", "trace=process", "-o", log, ...command, script];
  const shown = execFileSync(strace, args, {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      CONDA_PREFIX: PREFIX,
      POWERSHELL_TELEMETRY_OPTOUT: "1",
      ...USER,
    },
  });
  const started = readFileSync(log, "utf8")
    .split("\n")
    // A thread is no process.
    .filter(
      (line) => /\b(?:v?fork|clone3?|execve(?:at)?)\(/.test(line) && !/CLONE_THREAD/.test(line),
    );
  return { shown, started: started.length };
}

function findStrace(): string | null {
  const strace = findProgram("strace");
  // Some containers forbid what it does.
  const works = strace !== null && spawnSync(strace, ["-o", "/dev/null", "/bin/sh", "-c", ":"]);
  return works && works.status === 0 ? strace : null;
}

const SHELLS = findShells();

/** How many processes and programs the shell may be when nothing is run in it. */
function ownProcesses(dialect: Dialect): readonly number[] {
  // tcsh forks once when it starts.
  if (dialect === csh) return [2];
  // The pwsh that is a .NET tool starts a dotnet.
  return dialect === powershell ? [1, 3] : [1];
}

describeWith("no process is started by a hook", "strace that may trace", findStrace(), (strace) => {
  for (const { name, dialect, command } of SHELLS) {
    describeWith(`in ${name}`, name, command, (found) => {
      it("activates and deactivates with no process more than with empty hooks", () => {
        const ours = trace(strace, found, writeScript(dialect, "ours"));
        const empty = trace(strace, found, writeScript(dialect, "empty"));
        const user = `${USER.GOPATH} ${USER.GOFLAGS}\n`;
        const inside = `${PREFIX}/gopath -v -modcacherw -mod=mod -trimpath\n`;
        expect(ours.shown).toBe(inside + user);
        expect(empty.shown).toBe(user + user);
        expect(ours.started).toBe(empty.started);
        // The shell itself, and nothing else. nu, without a terminal, asks tput how large it is.
        if (dialect !== nushell) expect(ownProcesses(dialect)).toContain(ours.started);
      });

      it("would be seen to start one", () => {
        const forking = trace(strace, found, writeScript(dialect, "forking"));
        const empty = trace(strace, found, writeScript(dialect, "empty"));
        // Two hooks, each of which starts a process and a program in it.
        expect(forking.started).toBe(empty.started + 2 * 2);
      });
    });
  }
});

/** Bytes that are no UTF-8, as printf takes them. */
const BYTES: Readonly<Record<string, string>> = {
  GOPATH: "/\\377/go",
  GOMODCACHE: "\\303",
  GOCACHE: "\\355\\240\\200/cache",
  GOPROXY: "https://\\200\\201\\376",
  // The first is a -, which printf would take for an option.
  GOFLAGS: "\\055x=\\377\\303( -modcacherw\\377 -trimpath -v\\200",
  GOSUMDB: "ok \\360\\237\\230",
};

// The same, one byte a character.
const EXPECTED = Object.fromEntries(
  Object.entries(BYTES).map(([name, text]) => [
    name,
    text.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
  ]),
);

describe("a value that is no UTF-8", () => {
  for (const { name, dialect, command, isTextOnly } of SHELLS) {
    if (isTextOnly) continue;
    // In the C locale fish itself takes what it inherits for Latin-1, and hands it on as UTF-8.
    const locales = dialect === fish ? ["C.UTF-8"] : ["C", "C.UTF-8"];
    describeWith(`in ${name}`, name, command, (found) => {
      it.each(locales)("comes back byte for byte, LC_ALL=%s", (locale) => {
        const { before, inside, after } = playBytes(dialect, found, locale);
        expect(before).toEqual(EXPECTED);
        expect(inside).toEqual({
          ...EXPECTED,
          GOPATH: `${PREFIX}/gopath`,
          GOMODCACHE: `${PREFIX}/gopath/pkg/mod`,
          GOCACHE: `${PREFIX}/.cache/go-build`,
          GOPROXY: "direct",
          // -trimpath is seen to be there already, and -modcacherw with a byte behind it is another.
          GOFLAGS: `${EXPECTED.GOFLAGS} -modcacherw -mod=mod`,
        });
        expect(after).toEqual(before);
      });
    });
  }
});

/**
 * Sets the bytes and sources both hooks. Half of them are set in the shell itself, where its language is
 * sh's, and else all in its parent.
 */
function playBytes(
  dialect: Dialect,
  command: readonly string[],
  locale: string,
): Record<"before" | "inside" | "after", Record<string, string>> {
  const { activate, deactivate } = writeHooks(dialect, "ours");
  const look = (label: string) => `/usr/bin/env -0 >'${join(folder, label)}'`;
  const [inParent = [], inShell = []] = [0, 1].map((half) =>
    Object.entries(BYTES)
      .filter((_, index) => (dialect === posix ? index % 2 : 0) === half)
      .map(([name, text]) => `${name}=$(printf '${text}'); export ${name}`),
  );
  const lines = [
    ...inShell,
    look("before"),
    dialect.source(activate),
    look("inside"),
    dialect.source(deactivate),
    look("after"),
  ];
  const script = join(folder, `bytes${dialect.extension}`);
  writeFileSync(script, `${lines.join("\n")}\n`);
  const parent = [...inParent, posix.run([...command, script])].join("\n");
  const output = execFileSync("/bin/sh", ["-c", parent], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: "/usr/bin:/bin", HOME: folder, LC_ALL: locale, CONDA_PREFIX: PREFIX },
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(output).toBe("");
  const read = (label: string) =>
    Object.fromEntries(
      Object.entries(parseEnvironment(readFileSync(join(folder, label), "latin1"))).filter(
        ([name]) => Object.hasOwn(BYTES, name),
      ),
    );
  return { before: read("before"), inside: read("inside"), after: read("after") };
}
