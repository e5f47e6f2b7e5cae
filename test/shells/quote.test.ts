// Holds that what a dialect quotes comes back from the real shell exactly as it was.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Dialect } from "../../src/shells/dialect.js";
import { nushell } from "../../src/shells/nushell.js";
import { posix } from "../../src/shells/posix.js";
import { powershell } from "../../src/shells/powershell.js";
import { PrefixText, parseWord, type Word } from "../../src/shells/word.js";
import { checkMany, type Fault, sampleMany } from "../properties/check-many.js";
import { text } from "../properties/text.js";
import { CSH_MODES } from "../sessions/csh-stage.js";
import { POSIX_SHELLS } from "../sessions/posix-stages.js";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith, findNushells } from "../setup/programs.js";
import { expectInReadme } from "../setup/readme.js";
import { findShells, type RealShell } from "./real-shells.js";

/** What breaks a shell's quoting if anything does. */
const NASTY: readonly string[] = [
  "",
  ...characters(1, 0x7e),
  ...characters(1, 0x7e).map((character) => `a${character}b`),
  ..."'\"`$\\!{}[]()<>%^~#&|;*?=@-\u2018\u2019\u201a\u201b\u201c\u201d\u201e"
    .split("")
    .flatMap((character) => [
      character.repeat(2),
      character.repeat(3),
      `${character} `,
      ` ${character}`,
    ]),
  "  blanks  at both ends  ",
  "line one\nline two\n\n",
  "\r\n\tmixed\r",
  "\x7f\x80\x85\x9b\u00a0\u00ad\u2028\u202e\ufeff\ufffd\uffff",
  "naïve ✓ 日本語 😀 e\u0301",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shells' expansion, not ours
  "$(touch pwned)`touch pwned`${HOME}$HOME$1$?$$",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shells' expansion, not ours
  "$'\\x41' $\"x\" $((1)) ${x:-y}",
  "$Env:HOME $(1+1) `n`e`u{41} $true",
  "'@\n'@ @' @( )",
  "'\\'' \\' \\\" \\\\ \\n \\",
  "''; touch pwned; ''",
  "\u2019; touch pwned; \u2018",
  "~root ~+ =ls {a,b} {1..3} *.* [a-z] ?(x) !(x) x=y",
  "!! !$ ^a^b %PATH% %%a !x! ^& ^",
  "-n -- -e --%",
  "{prefix {PREFIX} prefix}",
];

/** As CONDA_PREFIX: nothing that is in it may be read by a shell. */
const PREFIX =
  "/p 'q' \"r\" $HOME $(touch pwned) `touch pwned` \\ * ? [a] {b,c} ~ é \u2019 !! #\n%PATH%\\";

function characters(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
}

// Examples and random ones.
const TEXTS = sampleMany(text, 1000, NASTY);
const PREFIX_TEXTS = sampleMany(fc.array(text, { minLength: 2, maxLength: 4 }), 1000, [
  ...NASTY.flatMap((nasty) => [
    [nasty, ""],
    ["", nasty],
    [nasty, nasty],
  ]),
  ["", "", "", ""],
]);

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Tells its arguments and $PROBE, as any program would see them.
const REPORTER = join(folder, "reporter.mjs");
writeFileSync(
  REPORTER,
  `import { writeFileSync } from "node:fs";
const [file, ...words] = process.argv.slice(2);
writeFileSync(file, JSON.stringify({ words, probe: process.env.PROBE ?? null }));
`,
);

interface Report {
  readonly words: readonly string[];
  readonly probe: string | null;
}

interface Shell extends RealShell {
  /** By name, what users may have switched on. */
  readonly modes: Readonly<Record<string, string>>;
}

const MODES: Readonly<Record<string, Shell["modes"]>> = {
  ...Object.fromEntries(POSIX_SHELLS.map(({ name, modes }) => [name, modes])),
  tcsh: Object.fromEntries(Object.entries(CSH_MODES).map(([mode, { options }]) => [mode, options])),
  PowerShell: {
    // The last script has it so.
    default: "$prefix = $Env:CONDA_PREFIX",
    strict:
      "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; $prefix = $Env:CONDA_PREFIX",
  },
};

const SHELLS = findShells(findNushells()).map(
  (shell): Shell => ({ ...shell, modes: MODES[shell.name] ?? { default: "" } }),
);

/** Runs these lines in a fresh shell; `tell` is where they have their words reported to. */
function perform(
  { dialect, command, modes }: Shell,
  mode: string,
  lines: (tell: string) => readonly string[],
): Report {
  const [program, ...args] = command as readonly [string, ...string[]];
  const script = join(folder, `script${dialect.extension}`);
  const file = join(folder, "report.json");
  rmSync(file, { force: true });
  writeFileSync(script, dialect.encode(`${[modes[mode], ...lines(file)].join("\n")}\n`));
  execFileSync(program, [...args, script], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      LC_ALL: "C.UTF-8",
      CONDA_PREFIX: PREFIX,
      POWERSHELL_TELEMETRY_OPTOUT: "1",
    },
  });
  return JSON.parse(readFileSync(file, "utf8"));
}

/** The words as the shell passes them on. */
function passOn(shell: Shell, mode: string, words: readonly Word[]): readonly string[] {
  const { run, quote } = shell.dialect;
  return perform(shell, mode, (file) => [
    `${run([process.execPath, REPORTER, file])} ${words.map(quote).join(" ")}`,
  ]).words;
}

for (const shell of SHELLS) {
  describeWith(shell.name, shell.name, shell.command, () => {
    describe.each(Object.keys(shell.modes))("with %s options", (mode) => {
      testShell(shell, mode);
    });
  });
}

function testShell(shell: Shell, mode: string): void {
  const { dialect } = shell;

  it(`gives back ${TEXTS.cases.length} texts`, async () => {
    await checkMany(TEXTS, TEXTS.cases.length, async (texts) =>
      compare(passOn(shell, mode, texts), texts),
    );
  });

  it(`puts the prefix, whatever is in it, between ${PREFIX_TEXTS.cases.length} texts`, async () => {
    await checkMany(PREFIX_TEXTS, PREFIX_TEXTS.cases.length, async (cases) => {
      const words = cases.map((literals) => new PrefixText(literals));
      const expected = cases.map((literals) => literals.join(PREFIX));
      return compare(passOn(shell, mode, words), expected);
    });
  });

  it("runs a program with arguments, wherever it is", () => {
    const program = join(nastyFolder(), "no 'de' $x");
    rmSync(program, { force: true });
    symlinkSync(process.execPath, program);
    const words = NASTY.slice(0, 20);
    const told = perform(shell, mode, (file) => [dialect.run([program, REPORTER, file, ...words])]);
    expect(told.words).toEqual(words);
  });

  it("sources a script in the running shell, wherever it is", () => {
    const script = join(nastyFolder(), `it's $HOME${dialect.extension}`);
    writeFileSync(script, dialect.encode(`${assign(dialect, "sourced é")}\n`));
    const told = perform(shell, mode, (file) => [
      dialect.source(script),
      dialect.run([process.execPath, REPORTER, file]),
    ]);
    expect(told.probe).toBe("sourced é");
  });

  const evaluates = () => {
    const printer = join(folder, "printer.mjs");
    const value = "  two  lines,\n* as they are  ";
    const printed = `${assign(dialect, value)}\n`;
    writeFileSync(printer, `process.stdout.write(${JSON.stringify(printed)});\n`);
    const told = perform(shell, mode, (file) => [
      dialect.evaluate(dialect.run([process.execPath, printer])),
      dialect.run([process.execPath, REPORTER, file]),
    ]);
    expect(told.probe).toBe(value);
  };
  // nu reads a script as a whole, and so has a test of its own for lines that are typed.
  if (dialect !== nushell) it("evaluates what a command prints in the running shell", evaluates);

  if (dialect !== posix) return;

  it("matches a quoted word, as a pattern, with itself and nothing else", () => {
    const others: Readonly<Record<string, string>> = {
      "*": "",
      "?": "x",
      "[a]": "a",
      "[!a]": "b",
      "a|b": "a",
      "\\*": "*",
      "\\\\": "\\",
      "@(a|b)": "a",
      "a#": "a",
      "^a": "b",
    };
    const told = perform(shell, mode, (file) => [
      "set --",
      ...[...NASTY, ...Object.keys(others), ...NASTY.map(parsePrefix)].map((word) => {
        const quoted = dialect.quote(word);
        return `case ${quoted} in ${quoted}) ;; *) set -- "$@" ${quoted} ;; esac`;
      }),
      ...Object.entries(others).flatMap(([pattern, text]) =>
        [pattern, parsePrefix(pattern)].map((word) => {
          const other = dialect.quote(word === pattern ? text : parsePrefix(text));
          return `case ${other} in ${dialect.quote(word)}) set -- "$@" ${other} ;; esac`;
        }),
      ),
      `${dialect.run([process.execPath, REPORTER, file])} "$@"`,
    ]);
    expect(told.words).toEqual([]);
  });
}

function compare(words: readonly string[], expected: readonly string[]): Fault | null {
  const index = expected.findIndex((text, index) => words[index] !== text);
  if (index === -1) return null;
  return {
    index,
    what: `${JSON.stringify(words[index])} is not ${JSON.stringify(expected[index])}`,
  };
}

function parsePrefix(text: string): Word {
  return parseWord(`${text}{prefix}${text}`);
}

/** A line of the language that sets $PROBE; without the quoting under test, so of plain texts only. */
function assign({ id }: Dialect, text: string): string {
  switch (id) {
    case "posix":
      return `PROBE='${text}'; export PROBE`;
    case "fish":
      return `set -gx PROBE '${text}'`;
    case "csh":
      return `setenv PROBE '${text.replaceAll("\n", "\\\n")}'`;
    case "nushell":
      return `$env.PROBE = '${text}'`;
    default:
      return `$Env:PROBE = '${text}'`;
  }
}

function nastyFolder(): string {
  const path = join(folder, "a [b] * \"c\" 'd' `e` $f é;#");
  mkdirSync(path, { recursive: true });
  return path;
}

describe("a script goes to disk", () => {
  const marked = (dialect: Dialect, script: string) =>
    Buffer.from(dialect.encode(script)).subarray(0, 3).toString("hex") === "efbbbf";

  it.each(["", "plain\n", "\x00\x7f"])(
    "without a byte order mark when it is ASCII: %j",
    (script) => {
      expect(powershell.encode(script)).toBe(script);
    },
  );

  it.each(["é", "x\u0080", "\u2018", "😀"])(
    "with one for PowerShell, and for no sh, when it is not: %j",
    (script) => {
      expect(marked(powershell, script)).toBe(true);
      expect(powershell.encode(script).slice(1)).toBe(script);
      expect(posix.encode(script)).toBe(script);
    },
  );
});

describe("a setting's value", () => {
  it("is a plain text without {prefix}", () => {
    for (const text of ["", "x", "{prefix", "{Prefix}", "$CONDA_PREFIX"])
      expect(parseWord(text)).toBe(text);
  });

  it("is a text with the prefix in it wherever {prefix} stands", () => {
    expect(parseWord("{prefix}")).toEqual(new PrefixText(["", ""]));
    expect(parseWord("a{prefix}b{prefix}")).toEqual(new PrefixText(["a", "b", ""]));
    expect(parseWord("{{prefix}}")).toEqual(new PrefixText(["{", "}"]));
  });
});

it("leaves no trace of a text that was run as code", () => {
  expect(() => readFileSync(join(folder, "pwned"))).toThrow("ENOENT");
});

it("is what the README says", () => {
  const count = TEXTS.cases.length + PREFIX_TEXTS.cases.length;
  expectInReadme(
    `| texts quoted, with and without the prefix, in each shell and with each of its options | ${count} | 0 |`,
  );
});
