// The rules of vendor/modules.txt beside the real go, on files nobody wrote.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import type { FindingArgs } from "../../src/findings/finding.js";
import { checkVendor, isVendorUsed } from "../../src/go/checks/vendor.js";
import { parseModFile } from "../../src/go/modfile/parse-modfile.js";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWithGo, runGo } from "./real-go.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 120);

const from = <T>(...list: readonly T[]) => fc.constantFrom(...list);
const path = from("a.b/x", "a.b/y", "a.b/m");
const version = from("v1.0.0", "v1.1.0");
const side = fc.tuple(path, fc.option(version, { nil: "" })).map((words) => words.join(" ").trim());
const target = from("./x", "./y", '"./x y"', "a.b/z v1.0.0");
const directive = fc.oneof(
  fc.tuple(path, version).map(([one, at]) => `require ${one} ${at}`),
  fc.tuple(side, target).map(([old, one]) => `replace ${old} => ${one}`),
);
const line = fc.oneof(
  side.map((one) => `# ${one}`),
  fc.tuple(side, target).map(([old, one]) => `# ${old} => ${one.replaceAll('"', "")}`),
  from("## explicit", "## explicit; go 1.16", "##explicit", "## go 1.16;explicit ", "## x"),
  from(
    "a.b/x",
    "a.b/y/z",
    "a.b/x y",
    "",
    "#",
    "# a.b/x",
    "# a.b/x latest",
    "# a.b/x => ",
    "x",
    "-x",
    "x/..",
    "x//y",
    "/x",
    "é",
  ),
);

describeWithGo("as the real Go", (go) => {
  it("we find where vendor and go.mod differ", async () => {
    let number = 0;
    const property = fc.asyncProperty(
      fc.uniqueArray(directive, {
        maxLength: 4,
        // Two lines for one module are another fault.
        selector: (text) => text.split(" =>")[0],
      }),
      fc.array(line, { maxLength: 8 }),
      async (directives, lines) => {
        const root = join(folder, `${go.minor}-${++number}`);
        const modText = `module a.b/m\n\ngo 1.16\n\n${directives.join("\n")}\n`;
        mkdirSync(join(root, "vendor"), { recursive: true });
        writeFileSync(join(root, "go.mod"), modText);
        writeFileSync(join(root, "m.go"), "package m\n");
        writeFileSync(join(root, "vendor", "modules.txt"), lines.join("\n"));
        const mod = parseModFile(modText);
        expect(isVendorUsed(mod, lines.join("\n"))).toBe(true);
        const module = { folder: root, file: join(root, "go.mod"), mod };
        const found = checkVendor(module, lines.join("\n")).flatMap(({ code, args }) => {
          if (code === "vendor-blank-in-target") {
            return `${args.module}: is replaced in go.mod, but not marked as replaced in vendor/modules.txt`;
          }
          const { details, until } = args as FindingArgs<"vendor-inconsistent">;
          return until !== null && go.minor >= Number(until.split(".")[1]) ? [] : details;
        });
        const { stderr } = await runGo(go, root, ["list", "-e", "-f", "{{.ImportPath}}", "."]);
        rmSync(root, { recursive: true });
        const [, listed = ""] = /inconsistent vendoring in .*:\n([\s\S]*?)\n\n/.exec(stderr) ?? [];
        const said = listed
          .split("\n")
          .map((one) => one.trim())
          .filter((one) => one !== "" && !isSaidTwice(one, listed));
        expect([...found].sort()).toEqual([...new Set(said)].sort());
      },
    );
    await fc.assert(property, { numRuns: RUNS });
  });
});

/** What Go says besides something else that comes to the same. */
function isSaidTwice(line: string, listed: string): boolean {
  const [module = ""] = line.split(": ", 1);
  const [path = ""] = module.split("@", 1);
  const isRepeated =
    /: is marked as replaced by .* but replaced by /.test(line) &&
    [module, path].some((one) => listed.includes(`\t${one}: is replaced `));
  // Of the main module, which is replaced by nothing, Go has no words for what replaces it.
  return isRepeated || (module === "a.b/m" && line.includes(": is replaced by "));
}
