// What is read from the scripts of a conda package's hooks: who has brought them, for which shells, and what they were asked for.
import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findUnpaired, listOwnScripts } from "../../src/conda/own-scripts.js";
import { findPackagedHooks } from "../../src/conda/packaged-hooks.js";
import { readPackagedSettings } from "../../src/hooks/packaged.js";
import { planFiles } from "../../src/hooks/plan.js";
import { PROFILES } from "../../src/hooks/profiles.js";
import type { Override } from "../../src/hooks/settings.js";
import { DIALECTS } from "../../src/shells/dialects.js";
import { addPackage, packagedSettings } from "../sessions/add-package.js";
import { makePrefix, writeFiles } from "../setup/environments.js";

const FIRST = "etc/conda/activate.d/00-conda-go-hooks-site";
const LAST = "etc/conda/activate.d/zz-conda-go-hooks-site";
const RESTORE = "etc/conda/deactivate.d/00-conda-go-hooks-site";
const OFFLINE = { profile: "offline", overrides: [] };
const HEAD = `# Made by conda-go-hooks: runs last
# Do not edit it: the conda package NAME 1.0 has brought it, \`x\`
`;

/** Of sh alone. */
const script = (name: string, more = "") => ({
  [`${FIRST}.sh`]: HEAD.replace("NAME", name),
  [`${LAST}.sh`]: HEAD.replace("NAME", name) + more,
});

describe("the package", () => {
  it("is named by the scripts, and conda knows it", () => {
    const prefix = makePrefix();
    expect(findPackagedHooks(prefix)).toBeNull();
    addPackage(prefix, OFFLINE);
    const found = findPackagedHooks(prefix);
    expect(found).toMatchObject({
      ...{ name: "acme-go", version: "1.0", isManaged: true, request: OFFLINE },
      path: `${LAST}.bat`,
    });
    expect(found?.extensions).toEqual(DIALECTS.map(({ extension }) => extension).sort());
    expect(findPackagedHooks(prefix, () => ".fish")?.path).toBe(`${LAST}.fish`);
    expect(findPackagedHooks(prefix, () => ".xsh")?.path).toBe(`${LAST}.bat`);
    expect(found?.names).toContain("GONOPROXY");
  });

  it.each([
    ["there is none", null],
    ["it is another version's", ["acme-go-1.0.1-0.json", { files: [`${LAST}.bat`] }]],
    ["it is another package's", ["acme-go-1.0-x-0.json", { files: [`${LAST}.bat`] }]],
    ["it names other files", ["acme-go-1.0-0.json", { files: [`${LAST}.fish`, 1, null] }]],
    ["it names no files", ["acme-go-1.0-0.json", { files: `${LAST}.bat` }]],
    ["it is no object", ["acme-go-1.0-0.json", null]],
  ] as const)("is one that conda does not know where, of its records, %s", (_, record) => {
    const prefix = makePrefix();
    addPackage(prefix, OFFLINE, false);
    if (record) writeFiles(prefix, { [`conda-meta/${record[0]}`]: JSON.stringify(record[1]) });
    expect(findPackagedHooks(prefix)).toMatchObject({ name: "acme-go", isManaged: false });
  });

  it.each([
    "--help",
    "-n",
    "Acme",
    "a b",
    "a;touch",
    "\u001b[2J",
    "$(touch)",
    "../x",
    "",
    "a\u202eb",
    "x".repeat(200),
  ])("is none with the name %j", (name) => {
    expect(findPackagedHooks(makePrefix(script(name)))).toBeNull();
    expect(findPackagedHooks(makePrefix(script("_good.na-me")))).toMatchObject({
      name: "_good.na-me",
    });
  });

  it("is none without the words, in a huge file, or where a script is a folder", () => {
    const { [`${LAST}.sh`]: last = "", ...first } = script("acme");
    const prefixes = [
      { ...first, [`${LAST}.sh`]: `\n${last}` },
      { ...first, [`${LAST}.sh`]: last.replace("brought", "bought") },
      { ...first, [`${LAST}.sh`]: last + "#".repeat(300 * 1024) },
      { ...first, [`${LAST}.sh/x`]: last },
    ].map((files) => makePrefix(files));
    for (const prefix of prefixes) expect(findPackagedHooks(prefix)).toBeNull();
  });

  it("counts for the shells that have its first and its last script", () => {
    const prefix = makePrefix();
    addPackage(prefix, OFFLINE);
    rmSync(join(prefix, `${FIRST}.sh`));
    rmSync(join(prefix, `${LAST}.fish`));
    expect(findPackagedHooks(prefix)?.extensions).toEqual([".bat", ".csh", ".nu", ".ps1"]);
    for (const extension of ["bat", "csh", "nu", "ps1"])
      rmSync(join(prefix, `${LAST}.${extension}`));
    expect(findPackagedHooks(prefix)).toBeNull();
  });
});

describe("what it was asked for", () => {
  it.each([
    "",
    "# Settings: {",
    "# Settings: {x}\n",
    "# Settings: null\n",
    "\n# Settings: {}\n",
    "# settings: {}\n",
  ])("is not told by %j", (line) => {
    const found = findPackagedHooks(makePrefix(script("acme", line)));
    expect(found).toMatchObject({ name: "acme", request: null });
  });

  const text = fc.string({ unit: "binary", maxLength: 30 }).map((one) => one.replaceAll("\0", ""));
  const overrides = fc.array(
    fc.oneof(
      fc.record({
        action: fc.constant("set" as const),
        variable: fc.constantFrom("GOPRIVATE", "GOAUTH", "GOINSECURE"),
        value: text,
      }),
      fc.record({
        action: fc.constantFrom("unset" as const, "keep" as const),
        variable: fc.constantFrom("GOPATH", "GOSUMDB", "GOVCS"),
      }),
    ),
    { maxLength: 4 },
  ) as fc.Arbitrary<readonly Override[]>;
  const profiles = fc.constantFrom(...PROFILES.map(({ name }) => name));

  it("is read as it was said, in every shell, whatever it is", () => {
    const prefix = makePrefix();
    fc.assert(
      fc.property(profiles, overrides, (profile, given) => {
        const request = { profile, overrides: given };
        let files: ReturnType<typeof planFiles>;
        try {
          const packaging = { name: "acme", version: "1!2.0", request };
          files = planFiles(packagedSettings(request), DIALECTS, packaging);
        } catch {
          // No hook can hold it.
          return;
        }
        writeFiles(prefix, Object.fromEntries(files.map(({ path, content }) => [path, content])));
        for (const { extension } of DIALECTS) {
          const found = findPackagedHooks(prefix, () => extension);
          expect(found).toMatchObject({ version: "1!2.0", path: `${LAST}${extension}`, request });
          expect(readPackagedSettings(found?.request, process.platform)).toEqual({
            profile,
            settings: packagedSettings(request),
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is not understood where it is anything else, and never an error", () => {
    const profile = "isolated";
    const set = (value: unknown, variable = "GOPRIVATE") => ({ action: "set", variable, value });
    const bad = [
      ...[null, 1, "isolated", [], {}, { profile }, { overrides: [] }, { profile: [profile] }],
      ...[
        { profile: "unheard-of", overrides: [] },
        { profile: "__proto__", overrides: [] },
      ],
      ...[set(1), set("x\0"), set("x", "GOROOT"), set("x", "__proto__"), null, "x"].map((one) => ({
        profile,
        overrides: [one],
      })),
    ];
    for (const one of bad) expect(readPackagedSettings(one, "linux")).toBeNull();
    fc.assert(
      fc.property(fc.anything(), (one) => {
        readPackagedSettings(one, "linux");
        readPackagedSettings({ profile, overrides: one }, "linux");
      }),
    );
  });

  it("has no say over guards and shells", () => {
    const said = { profile: "isolated", overrides: [], guarded: ["GOPROXY"], shells: [] };
    expect(readPackagedSettings(said, "linux")).toEqual(
      readPackagedSettings({ profile: "isolated", overrides: [] }, "linux"),
    );
  });
});

describe("a script without its partners", () => {
  const unpaired = (prefix: string) => findUnpaired(listOwnScripts(prefix));

  it("is none beside those of the other origin", () => {
    const prefix = makePrefix();
    addPackage(prefix, OFFLINE);
    expect(unpaired(prefix)).toEqual([]);
    const installed = planFiles(packagedSettings(OFFLINE), DIALECTS);
    writeFiles(prefix, Object.fromEntries(installed.map(({ path, content }) => [path, content])));
    expect(unpaired(prefix)).toEqual([]);
    rmSync(join(prefix, `${RESTORE}.sh`));
    const from = { name: "acme-go", version: "1.0" };
    expect(unpaired(prefix)).toEqual([{ path: `${LAST}.sh`, lacking: "deactivate", from }]);
    rmSync(join(prefix, "etc/conda/activate.d/00-conda-go-hooks.fish"));
    expect(unpaired(prefix)).toContainEqual({
      ...{ path: "etc/conda/activate.d/zz-conda-go-hooks.fish", lacking: "first", from: null },
    });
  });
});
