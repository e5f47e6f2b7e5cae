// Holds what reaches a terminal or a JSON reader: no control character, no password, whole columns.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CondaGoHooksError, expectError } from "../../src/errors/error.js";
import {
  describeError,
  formatTable,
  inline,
  type Outcome,
  printError,
  printOutcome,
} from "../../src/reports/outcome.js";
import type { Channel } from "../../src/reports/print.js";

const printed = vi.hoisted(() => ({ stdout: "", stderr: "", colored: null as Channel | null }));

vi.mock("../../src/reports/print.js", () => ({
  print: (channel: Channel, text: string) => {
    printed[channel] += text;
  },
  hasColors: (channel: Channel) => printed.colored === channel,
}));

/** What must never reach a terminal as it is: it could rewrite what stands there. */
const CONTROLS: Readonly<Record<string, string>> = {
  ESC: "\x1b",
  NUL: "\0",
  BEL: "\x07",
  backspace: "\b",
  tab: "\t",
  "carriage return": "\r",
  DEL: "\x7f",
  "C1 CSI": "\x9b",
  "C1 NEL": "\x85",
  "soft hyphen": "\u00ad",
  "Arabic letter mark": "\u061c",
  "zero width space": "\u200b",
  "right-to-left mark": "\u200f",
  "line separator": "\u2028",
  "paragraph separator": "\u2029",
  "right-to-left override": "\u202e",
  "right-to-left isolate": "\u2067",
  "byte order mark": "\ufeff",
  "tag letter": "\u{e0041}",
};

const ALL_CONTROLS = Object.values(CONTROLS).join("");
const RAW_CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe("inline", () => {
  it.each(Object.entries(CONTROLS))("shows %s by its number", (_, control) => {
    const shown = inline(`a${control}b`);
    expect(shown).toMatch(/^a(?:\\u[0-9a-f]{4})+b$/);
    expect(JSON.parse(`"${shown}"`)).toBe(`a${control}b`);
  });

  it("shows a line break as two characters", () => {
    expect(inline("a\nb\n")).toBe("a\\nb\\n");
  });

  it("leaves all else as it is", () => {
    const text = "plain é ✓ 日本語 😀 'quotes' \"too\" \\n $x `y` \u00a0";
    expect(inline(text)).toBe(text);
  });
});

describe("a table", () => {
  it("has columns as wide as their widest cell, and no blanks at the end of a line", () => {
    const table = formatTable([
      ["a", "bb", "c"],
      ["aaaa", "b", ""],
      ["", "", "c"],
    ]);
    expect(table.split("\n")).toEqual(["a     bb  c", "aaaa  b", "          c"]);
  });

  it("has a line for each row, whatever is in it", () => {
    const table = formatTable([
      [ALL_CONTROLS, "x\ny"],
      ["a", "b"],
    ]);
    expect(table.split("\n")).toHaveLength(2);
    expect(table.replaceAll("\n", "")).not.toMatch(RAW_CONTROL);
    expect(table.split("\n")[1]?.indexOf("b")).toBe(inline(ALL_CONTROLS).length + 2);
  });

  it("may be empty, and have short rows", () => {
    expect(formatTable([])).toBe("");
    expect(formatTable([["a", "b"], ["a"]])).toBe("a  b\na");
  });
});

describe("an error", () => {
  it("says what happened, where, and what to type, one line each", () => {
    const error = new CondaGoHooksError("usage", "it happened", "here", "this");
    expect(describeError(error).split("\n")).toEqual([
      "error: it happened",
      "  where: here",
      "  try:   this",
    ]);
  });

  it("says no more than there is to say", () => {
    expect(describeError(new CondaGoHooksError("usage", "it happened"))).toBe("error: it happened");
  });

  it("has three lines at most, whatever is in it", () => {
    const nasty = `${ALL_CONTROLS}\n`;
    const lines = describeError(new CondaGoHooksError("usage", nasty, nasty, nasty)).split("\n");
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).not.toMatch(RAW_CONTROL);
  });

  it("of the file system comes in our words", () => {
    const thrown = Object.assign(new Error("EACCES: permission denied"), {
      code: "EACCES",
      syscall: "open",
      path: "/x",
    });
    expect(expectError(thrown).toJSON()).toMatchObject({ code: "file-system", where: "/x" });
    const temporary = { ...thrown, path: "/x.sh.31.conda-go-hooks-tmp" };
    expect(expectError(Object.assign(new Error(), temporary)).where).toBe("/x.sh");
  });

  it("of ours stays as it is, and one that nobody expected is thrown on", () => {
    const ours = new CondaGoHooksError("usage", "x");
    expect(expectError(ours)).toBe(ours);
    for (const fault of [new TypeError("x"), Object.assign(new Error("x"), { code: "EWHAT" }), "x"])
      expect(() => expectError(fault)).toThrow();
  });
});

describe("what is printed", () => {
  beforeEach(() => {
    Object.assign(printed, { stdout: "", stderr: "", colored: null });
  });

  const NASTY = `${ALL_CONTROLS}\n"quoted" \\ é 😀 \ud800 https://you:SECRET@a`;

  const outcome: Outcome = {
    result: { list: [NASTY, { inner: NASTY }], number: 1, nothing: null, isFine: true },
    text: `first ${NASTY}\nlast`,
    script: "export X=1\n\texport Y='https://you:SECRET@a'\n",
    notes: [`warning: ${NASTY}`, "note"],
    exitCode: 1,
  };

  it("as JSON holds no raw control character and no password, and parses back", () => {
    expect(printOutcome("status", outcome, true)).toBe(1);
    expect(printed.stdout.replaceAll("\n", "")).not.toMatch(RAW_CONTROL);
    const nasty = NASTY.replace("you:SECRET", "***");
    expect(JSON.parse(printed.stdout)).toEqual({
      schemaVersion: 1,
      command: "status",
      list: [nasty, { inner: nasty }],
      number: 1,
      nothing: null,
      isFine: true,
    });
    expect(printed.stdout.endsWith("}\n")).toBe(true);
  });

  it("as JSON is all there is: notes are for people", () => {
    printOutcome("status", outcome, true);
    expect(printed.stderr).toBe("");
  });

  it("as text goes to stdout, and the notes to stderr", () => {
    expect(printOutcome("status", { ...outcome, text: "a\nb", notes: ["n", "m\no"] }, false)).toBe(
      1,
    );
    expect(printed.stdout).toBe("a\nb\nexport X=1\n\texport Y='https://***@a'\n");
    expect(printed.stderr).toBe("n\nm\no\n");
  });

  it("as text holds no raw control character and no password", () => {
    const { script: _, ...rest } = outcome;
    printOutcome("status", rest, false);
    for (const stream of [printed.stdout, printed.stderr]) {
      expect(stream.replaceAll("\n", "")).not.toMatch(RAW_CONTROL);
      expect(stream).toContain("https://***@a");
      expect(stream).not.toContain("SECRET");
    }
  });

  it("is nothing when there is nothing to say", () => {
    expect(printOutcome("x", { result: {}, text: "", notes: [], exitCode: 0 }, false)).toBe(0);
    expect(printed.stdout + printed.stderr).toBe("");
  });

  const error = new CondaGoHooksError("file-system", "https://you:SECRET@a\x1b", "/x", null);

  it("of an error as text goes to stderr, with exit code 2", () => {
    expect(printError("install", error, false)).toBe(2);
    expect(printed.stdout).toBe("");
    expect(printed.stderr).toBe("error: https://***@a\\u001b\n  where: /x\n");
  });

  it("of an error as JSON goes to stdout, with its code", () => {
    expect(printError("install", error, true)).toBe(2);
    expect(printed.stderr).toBe("");
    expect(JSON.parse(printed.stdout)).toEqual({
      schemaVersion: 1,
      command: "install",
      error: { code: "file-system", message: "https://***@a\x1b", where: "/x", hint: null },
    });
  });

  it("is coloured where colours are seen, and only there", () => {
    const lines: Outcome = {
      result: {},
      text: "installed x",
      notes: ["error: y", "z"],
      exitCode: 0,
    };
    printed.colored = "stderr";
    printOutcome("x", lines, false);
    printed.colored = null;
    printOutcome("x", lines, false);
    expect(printed.stderr).toBe("\x1b[31merror: y\x1b[39m\nz\nerror: y\nz\n");
    expect(printed.stdout).toBe("installed x\n".repeat(2));
  });
});
