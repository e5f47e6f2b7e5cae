// Every GOFLAGS is judged as the real go does it, and what is wanted instead is one that it takes.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Origin } from "../../src/findings/codes/change.js";
import { explainFinding, type Finding } from "../../src/findings/finding.js";
import { checkValue } from "../../src/findings/values/check-value.js";
import { splitFlags } from "../../src/findings/values/flag-list.js";
import { FLAG_NAMES } from "../../src/findings/values/go-flags.js";
import { describeWithGo, runGo } from "../go/real-go.js";
import { makeFolder } from "../setup/environments.js";

const SHELL: Origin = { source: "shell", file: null, line: null, selector: null };

function check(value: string, minor: number | null, variable = "GOFLAGS") {
  const faults = checkValue(variable, value, SHELL, { platform: "linux", minor });
  return faults.map(({ code, level, args }) => ({
    code,
    level,
    wanted: (args as { wanted?: string | null }).wanted,
    go: explainFinding({ code, args } as Finding).go,
  }));
}

/** As in `flag-syntax error: -v`: each fault with the list that is wanted. */
function summarize(value: string, minor: number | null, variable?: string): string[] {
  return check(value, minor, variable).map(
    ({ code, level, wanted }) => `${code} ${level}: ${wanted ?? "nothing"}`,
  );
}

describe("GOFLAGS", () => {
  it.each<[string, number | null, string[]]>([
    ["-v -modcacherw -trimpath --tags=a,b '-ldflags=-s -w'", 27, []],
    ["-gcflags=all=-N -gcflags=./x=-l -ldflags='-s'", 27, []],
    [" ", 27, []],
    ["-v -nosuch", 27, ["flag-unknown error: -v"]],
    ["-nosuch", null, []],
    ["-fixtool=x", 24, ["flag-unknown error: nothing"]],
    // Go 1.25 was not asked.
    ["-fixtool=x", 25, []],
    ["-nosuch", 99, []],
    ["-mod mod -v", 27, ["flag-syntax error: -mod=mod -v"]],
    ["-mod foo -v", 27, ["flag-syntax error: -v"]],
    ["-v mod", 27, ["flag-syntax error: -v"]],
    ["-v 'x", 27, ["flag-quote-open error: -v"]],
    ["-v '-tags=a'", 19, ["flag-quoted error: -v -tags=a"]],
    ["-v '-ldflags=-s -w'", 19, ["flag-quoted error: -v"]],
    ["-ldflags='-s -w' -v", 27, ["flag-quote-inside error: '-ldflags=-s -w' -v"]],
    ["-ldflags='-s -w' -v", 19, ["flag-quote-inside error: -v"]],
    ["-tags=it's", 27, []],
    ["-tags=it's", null, ["flag-quote-inside error: nothing"]],
    ["-ldflags=-s -w -v", 27, ["flag-apart error: '-ldflags=-s -w' -v"]],
    ["-ldflags=-s -w -v", 19, ["flag-apart error: -ldflags=-s -v"]],
    ["-u -v -modcache", 27, ["flag-harmful error: -v", "flag-harmful error: -v"]],
    ["-u=false -v", 27, []],
    ["-cache -u", 27, ["flag-harmful warning: nothing", "flag-harmful error: -cache"]],
    ["-C=x", 27, ["flag-harmful error: nothing"]],
    ["-v=x -tags", 27, ["flag-value error: nothing", "flag-value error: nothing"]],
    [
      "-v=T -buildvcs=auto -mod= -mod=readonly",
      27,
      ["flag-doubled warning: -v=T -buildvcs=auto -mod=readonly"],
    ],
    ["-mod=foo -buildmode=x -v", 27, ["flag-value error: -v", "flag-value error: -v"]],
    [
      "-tags=a -v -tags=b -v",
      27,
      ["flag-doubled warning: -v -tags=b -v", "flag-doubled info: -tags=b -v"],
    ],
    ["-mod=mod -v", 27, ["flag-mod info: -v"]],
  ])("%j of Go 1.%s", (value, minor, faults) => {
    expect(summarize(value, minor)).toEqual(faults);
  });

  it.each<[string, string[]]>([
    ["-I/x -L/y '-DX=a b'", []],
    ["-I/x '-DX", ["flag-quote-open error: -I/x"]],
    ["-O2 -DX='a b' -g", ["flag-quote-inside error: -O2 '-DX=a b' -g"]],
  ])("are other than the C compiler's: %j", (value, faults) => {
    expect(summarize(value, 27, "CGO_CFLAGS")).toEqual(faults);
  });
});

const WORDS = [
  ...["-v", "-x", "-race=false", "--tags=a", "-mod=mod", "-mod", "mod", "-ldflags=-s", "-s", "-w"],
  ..."'-ldflags=-s -w'|\"-tags=a b\"|'-v'|-ldflags='-s|-w'|'|\"|-tags=it's|-|--|---v|-=x|''".split(
    "|",
  ),
  ..."-nosuch|-C=/|-modcachrw|-run=x y|-tags=é|'- v'|'-v'-x|-v'|-json".split("|"),
];

const ARBITRARY = fc
  .array(
    fc.oneof(
      fc.constantFrom(...WORDS),
      fc.constantFrom(...FLAG_NAMES).map((name) => `-${name}`),
      fc.string({ unit: fc.constantFrom(..."-='\"vx ".split("")), maxLength: 6 }),
    ),
    { maxLength: 4 },
  )
  .map((words) => words.join(" "));

const UNREAD = "parsing $GOFLAGS";

// The same each time, unless more are asked for.
if (process.env.DIFFERENTIAL_RUNS === undefined) fc.configureGlobal({ seed: 215960292 });

describeWithGo("a made up GOFLAGS, in Go", (go) => {
  it("is said to end every command exactly where it does, and what is wanted does not", {
    timeout: 600_000,
  }, async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "go.mod"), "module m\n");
    const ask = (GOFLAGS: string) => runGo(go, folder, ["version"], { GOFLAGS });
    const judge = async (value: string) => {
      const { stderr } = await ask(value);
      const faults = check(value, go.minor);
      const unread = faults.filter((one) => one.go.some((word) => /parsing|untermin/.test(word)));
      const isUnread = stderr.includes(UNREAD);
      const told = unread.some((one) => one.go.some((word) => stderr.includes(word)));
      // -w apart from -ldflags is read, and ends go env alone.
      const isRead = unread.every(({ code }) => code === "flag-apart");
      expect({ isUnread, stderr, told }, value).toEqual({
        isUnread: unread.length > 0 && !(isRead && !isUnread),
        stderr,
        told: isUnread,
      });
      const [worst] = unread;
      if (worst === undefined) return;
      const wanted = worst.wanted ?? "";
      expect((await ask(wanted)).stderr, `${value} -> ${wanted}`).not.toContain(UNREAD);
      expect(check(wanted, go.minor).filter(({ level }) => level === "error")).toEqual([]);
    };
    const numRuns = Number(process.env.DIFFERENTIAL_RUNS ?? 150);
    await fc.assert(fc.asyncProperty(ARBITRARY, judge), { numRuns });
  });
});

it("is split at blanks, as often as it is joined", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("-v", "'-x y'", '"-z"')), (tokens) => {
      expect(splitFlags(tokens.join("  "))).toEqual(tokens);
    }),
  );
});
