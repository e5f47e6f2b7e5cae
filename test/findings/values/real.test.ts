// Holds what we say of values that are made up at random against every real Go.
import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { explainFinding } from "../../../src/findings/finding.js";
import { checkValue } from "../../../src/findings/values/check-value.js";
import { describeWithGo, type Go, runGo } from "../../go/real-go.js";
import { makeLastingFolder, writeFiles } from "../../setup/environments.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
writeFiles(folder, {
  "proxy/example.com/x/@v/v1.0.0.info": '{"Version": "v1.0.0"}\n',
  "proxy/example.com/x/@v/v1.0.0.mod": "module example.com/x\n",
});

// Nothing listens there, and nothing leaves the machine.
const NOBODY = "http://127.0.0.1:1";
const NO_NETWORK = { HTTP_PROXY: NOBODY, HTTPS_PROXY: NOBODY, NO_PROXY: "" };
const REPOSITORY = "example.com/team/r.git";

/** Whether it is wrong for this Go, and what Go is said to say then. */
function judge(go: Go, variable: string, value: string): { codes: string[]; words: string[] } {
  const faults = checkValue(variable, value, null, { platform: "linux", minor: go.minor });
  return {
    codes: faults.filter(({ level }) => level === "error").map(({ code }) => code),
    words: faults.flatMap((fault) => explainFinding(fault).go),
  };
}

let asked = 0;

/** In a module and with a cache of its own, as Go asks nobody about what it has. */
async function ask(go: Go, args: readonly string[], settings: Record<string, string>) {
  const own = `${folder}/${asked++}`;
  writeFiles(own, {
    "go.mod": "module example.com/m\n\ngo 1.18\n\nrequire example.com/x v1.0.0\n",
    "m.go": "package m\n",
  });
  const all = { ...NO_NETWORK, GOMODCACHE: `${own}/cache`, ...settings };
  const { stdout, stderr } = await runGo(go, own, args, all);
  rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  return stdout + stderr;
}

interface Subject {
  readonly variable: string;
  /** What values are made of. */
  readonly parts: readonly string[];
  readonly args: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  /** What Go says when it refuses one. */
  readonly refusal: RegExp;
  readonly since?: number;
}

const SUBJECTS: readonly Subject[] = [
  {
    variable: "GOSUMDB",
    parts: [
      ..."sum.golang.org|sum.golang.google.cn|off|none|OFF| |  |sum.example|+|+033de0ae|+Ac4zctda0e5eza".split(
        "|",
      ),
      ..."https://127.0.0.1:1|%zz|a%20b|=|033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8".split(
        "|",
      ),
    ],
    args: ["list", "-mod=mod", "-m", "all"],
    settings: { GOPROXY: `file://${folder}/proxy` },
    refusal:
      /missing GOSUMDB|invalid GOSUMDB: (?:too many fields|malformed verifier id)|invalid GOSUMDB URL/,
  },
  {
    variable: "GOVCS",
    parts: [
      "*",
      "public",
      "private",
      "git",
      "hg",
      "off",
      "all",
      ":",
      ":",
      ",",
      ",",
      "|",
      " ",
      ".",
      "./x",
      "a/b",
      "../",
    ],
    args: ["list", "-m", `${REPOSITORY}@v1.0.0`],
    settings: { GOPROXY: "direct", PATH: "/nowhere" },
    refusal: /(?:entry|pattern|pattern not allowed|VCS list|VCS name) in GOVCS/,
  },
  {
    variable: "GOAUTH",
    parts: ["git", "off", "netrc", ";", ";", " ", " ", "/", "/x", "x", "./x", `${folder}`, "true"],
    args: ["list", "-m", "example.com/x@v1.0.0"],
    settings: { GOPROXY: "https://127.0.0.1:1", PATH: "/nowhere" },
    refusal: /GOAUTH/,
    since: 24,
  },
  {
    variable: "GOTOOLCHAIN",
    parts: [
      "go1",
      ".",
      ".",
      "22",
      "21",
      "20",
      "0",
      "1",
      "9",
      "rc1",
      "beta",
      "+",
      "auto",
      "path",
      "local",
      "-",
      " ",
      "x",
      "go",
      "gccgo-",
      "/",
    ],
    args: ["version"],
    settings: { GOPROXY: "off" },
    refusal: /invalid GOTOOLCHAIN|is a language version but|cannot find "go1\.2[1-9]\d*" in PATH/,
    since: 21,
  },
  {
    variable: "GO111MODULE",
    parts: ["on", "off", "auto", " ", "1", "On", "true", ""],
    args: ["list", "./..."],
    settings: { GOPROXY: "off" },
    refusal: /unknown environment setting GO111MODULE/,
  },
];

// The same each time, unless more are asked for.
if (process.env.DIFFERENTIAL_RUNS === undefined) fc.configureGlobal({ seed: 215960292 });

describeWithGo("the value of a variable, made up for Go", (go) => {
  for (const { variable, parts, args, settings, refusal, since = 0 } of SUBJECTS) {
    it.runIf(go.minor >= since)(
      `of ${variable} is refused as Go refuses it, in its words`,
      async () => {
        const values = fc
          .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 7 })
          .map((some) => some.join(""))
          .filter((value) => (value !== "" && value !== " ") || variable !== "GO111MODULE");
        await fc.assert(
          fc.asyncProperty(
            values.filter((value) => value !== ""),
            async (value) => {
              const said = await ask(go, args, { ...settings, [variable]: value });
              // Whether a folder is there is nothing that a value shows.
              if (/cannot stat|dir is not a directory/.test(said)) return;
              const { codes, words } = judge(go, variable, value);
              expect(codes.length > 0, `${variable}='${value}': ${said}`).toBe(refusal.test(said));
              if (codes.length > 0)
                expect(
                  words.some((one) => said.includes(one)),
                  `${words}: ${said}`,
                ).toBe(true);
            },
          ),
          { numRuns: Number(process.env.DIFFERENTIAL_RUNS ?? 60) },
        );
      },
      600_000,
    );
  }

  it("of GOPRIVATE has no dead pattern that Go finds anything by", async () => {
    const part = fc.constantFrom(
      ..."example.com|example|.com|/|/|team|r.git|*|?|[a-z]|[^a]|[|]|-|\\|\\x| |,|, |https://|...|:|@|e".split(
        "|",
      ),
    );
    const lists = fc
      .oneof(
        fc.array(part, { minLength: 1, maxLength: 6 }).map((some) => some.join("")),
        fc.tuple(part, part).map(([before, behind]) => `${before}${REPOSITORY}${behind}`),
        fc.tuple(part, part).map(([before, behind]) => `${before}example.com/team${behind}`),
      )
      .filter((list) => list.trim() !== "");
    await fc.assert(
      fc.asyncProperty(lists, async (list) => {
        const isPrivate = async (GOPRIVATE: string) => {
          const settings = { GOPROXY: "off", GOVCS: "*:off", GOPRIVATE };
          const said = await ask(go, ["list", "-m", `${REPOSITORY}@v1.0.0`], settings);
          expect(said).toMatch(/GOVCS disallows|disabled by GOPROXY=off/);
          return said.includes("GOVCS disallows");
        };
        const [fault] = checkValue("GOPRIVATE", list, null, { platform: "linux", minor: go.minor });
        if (fault?.code !== "pattern-matches-nothing") return;
        const { patterns, wanted } = fault.args;
        for (const pattern of patterns) expect(await isPrivate(pattern), pattern).toBe(false);
        // The better list covers what this one covers.
        if (await isPrivate(list)) expect(await isPrivate(wanted), wanted).toBe(true);
        const [left] = checkValue("GOPRIVATE", wanted, null, { platform: "linux", minor: 27 });
        expect(left).toBeUndefined();
      }),
      { numRuns: Number(process.env.DIFFERENTIAL_RUNS ?? 60) },
    );
  }, 600_000);
});
