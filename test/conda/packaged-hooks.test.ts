// What is read from the scripts of a conda package's hooks: who has brought them, for which shells, and what they were asked for.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findUnpaired, listOwnScripts } from "../../src/conda/own-scripts.js";
import { findPackagedHooks } from "../../src/conda/packaged-hooks.js";
import { CondaGoHooksError } from "../../src/errors/error.js";
import { explainRefusal, readPackagedSettings } from "../../src/hooks/packaged.js";
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
    ["it names other files", ["acme-go-1.0-0.json", { files: ["bin/site.fish", 1, null] }]],
    ["its name is none", ["acme;go-1.0-0.json", { files: [`${LAST}.bat`] }]],
    ["it names no files", ["acme-go-1.0-0.json", { files: `${LAST}.bat` }]],
    ["it is no object", ["acme-go-1.0-0.json", null]],
  ] as const)("is one that conda does not know where, of its records, %s", (_, record) => {
    const prefix = makePrefix();
    addPackage(prefix, OFFLINE, false);
    if (record) writeFiles(prefix, { [`conda-meta/${record[0]}`]: JSON.stringify(record[1]) });
    expect(findPackagedHooks(prefix)).toMatchObject({
      ...{ name: "acme-go", build: null, isManaged: false, owners: [], damaged: [] },
    });
  });

  it.each([
    ["acme-go-1.0.1-0", { name: "acme-go", version: "1.0.1", build: "0" }],
    ["acme-go-1.0-x-0", { name: "acme-go-1.0", version: "x", build: "0" }],
  ])("is the one whose record names the scripts, %s, whatever they say", (stem, from) => {
    const prefix = makePrefix();
    addPackage(prefix, OFFLINE, false);
    const record = { files: [`${LAST}.bat`] };
    writeFiles(prefix, { [`conda-meta/${stem}.json`]: JSON.stringify(record) });
    const found = findPackagedHooks(prefix);
    expect(found).toMatchObject({ ...from, isManaged: true, request: null });
    expect(found?.damaged).toContainEqual({ path: `${LAST}.bat`, state: "edited" });
  });

  it("is the one that wrote last where two records name the scripts, and both are told", () => {
    const prefix = makePrefix();
    addPackage(prefix, OFFLINE);
    const record = {
      files: [`${LAST}.sh`],
      paths_data: { paths: [{ _path: `${LAST}.sh`, sha256: "0" }] },
    };
    writeFiles(prefix, { "conda-meta/aaa-2.0-0.json": JSON.stringify(record) });
    expect(findPackagedHooks(prefix)).toMatchObject({ name: "acme-go", owners: ["acme-go-1.0"] });
    expect(findPackagedHooks(prefix, undefined, true)).toMatchObject({
      ...{ name: "acme-go", isManaged: true, damaged: [], request: OFFLINE },
      owners: ["aaa-2.0", "acme-go-1.0"],
    });
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

  it("does not tell of a script without the words, of a huge one, or of a folder", () => {
    const { [`${LAST}.sh`]: last = "", ...first } = script("acme");
    const prefixes = [
      { ...first, [`${LAST}.sh`]: `\n${last}` },
      { ...first, [`${LAST}.sh`]: last.replace("brought", "bought") },
      { ...first, [`${LAST}.sh`]: last + "#".repeat(300 * 1024) },
      { ...first, [`${LAST}.sh/x`]: last },
    ].map((files) => makePrefix(files));
    for (const prefix of prefixes) {
      rmSync(join(prefix, `${FIRST}.sh`));
      expect(findPackagedHooks(prefix)).toBeNull();
      writeFiles(prefix, first);
      expect(findPackagedHooks(prefix)).toMatchObject({
        ...{ name: "acme", request: null },
        damaged: [{ path: `${LAST}.sh`, state: "edited" }, { path: `${RESTORE}.sh` }],
      });
    }
  });

  it.each([true, false])("is read of the asked shell alone, conda's record %s", (isManaged) => {
    const prefix = makePrefix();
    addPackage(prefix, OFFLINE, isManaged);
    rmSync(join(prefix, `${FIRST}.sh`));
    rmSync(join(prefix, `${LAST}.fish`));
    rmSync(join(prefix, `${RESTORE}.nu`));
    const missing = [`${LAST}.fish`, `${RESTORE}.nu`, `${FIRST}.sh`];
    for (const [extension, request] of [
      [".sh", null],
      [".fish", null],
      [".nu", null],
      [".csh", OFFLINE],
      [undefined, OFFLINE],
    ] as const) {
      const found = findPackagedHooks(prefix, () => extension);
      expect(found?.request).toEqual(request);
      expect(found?.extensions).toEqual(DIALECTS.map(({ extension }) => extension).sort());
      expect(found?.damaged).toEqual(missing.map((path) => ({ path, state: "missing" })));
    }
    for (const hook of [FIRST, LAST, RESTORE]) rmSync(join(prefix, `${hook}.sh`), { force: true });
    expect(findPackagedHooks(prefix)?.extensions).not.toContain(".sh");
    expect(findPackagedHooks(prefix)?.damaged).toHaveLength(isManaged ? 5 : 2);
  });

  it.each([
    ["edited", (text: string) => `${text}export GOVCS=off\n`],
    ["cut off", (text: string) => text.slice(0, text.length / 2)],
    ["emptied", () => ""],
    ["another package's", (text: string) => text.replace("acme-go 1.0", "acme-go 1.1")],
  ])("tells of the shell of which a script is %s nothing but names", (_, change) => {
    const prefix = makePrefix();
    addPackage(prefix, OFFLINE);
    const file = join(prefix, `${LAST}.sh`);
    writeFileSync(file, change(readFileSync(file, "utf8")));
    const found = findPackagedHooks(prefix, () => ".sh");
    const damaged = [{ path: `${LAST}.sh`, state: "edited" }];
    expect(found).toMatchObject({ name: "acme-go", path: `${LAST}.sh`, request: null, damaged });
    expect(findPackagedHooks(prefix, () => ".fish")).toMatchObject({ request: OFFLINE, damaged });
    addPackage(prefix, OFFLINE);
    expect(findPackagedHooks(prefix, () => ".sh")).toMatchObject({ request: OFFLINE, damaged: [] });
  });

  it("may have another hash where conda has put the prefix in", () => {
    const prefix = makePrefix();
    addPackage(prefix, OFFLINE);
    const file = join(prefix, "conda-meta/acme-go-1.0-0.json");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll('"sha256"', '"sha256_in_prefix"'));
    expect(findPackagedHooks(prefix)?.damaged).toEqual([]);
    writeFileSync(join(prefix, `${LAST}.sh`), "#");
    expect(findPackagedHooks(prefix)?.damaged).toHaveLength(1);
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
    let checked = 0;
    fc.assert(
      fc.property(profiles, overrides, (profile, given) => {
        const request = { profile, overrides: given };
        let files: ReturnType<typeof planFiles>;
        try {
          const packaging = { name: "acme", version: "1!2.0", request };
          files = planFiles(packagedSettings(request), DIALECTS, packaging);
        } catch (error) {
          // No hook can hold it.
          if (error instanceof CondaGoHooksError) return;
          throw error;
        }
        checked += 1;
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
    console.log(`packaged hooks: ${checked} of 100 requests read`);
    expect(checked).toBeGreaterThan(20);
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

  it("is refused on one platform, with the reason, where it holds on the other", () => {
    const of = (value: string) => ({
      profile: "isolated",
      overrides: [{ action: "set", variable: "GOPATH", value }],
    });
    expect(readPackagedSettings(of("/srv/go"), "win32")).toBeNull();
    expect(explainRefusal(of("/srv/go"), "win32")).toContain("/srv/go");
    expect(explainRefusal(of("/srv/go"), "linux")).toBeNull();
    expect(explainRefusal(of("C:\\go"), "linux")).toContain("C:\\go");
    expect(explainRefusal(of("relative"), "linux")).toBeNull();
    expect(explainRefusal({ profile: "unheard-of", overrides: [] }, "linux")).toBeNull();
    expect(explainRefusal(null, "linux")).toBeNull();
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
