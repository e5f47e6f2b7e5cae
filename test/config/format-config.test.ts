// A settings file that is written says the same when it is read.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.js";
import type { ConfigSettings } from "../../src/config/config.js";
import { formatConfig, listSecretVariables } from "../../src/config/format-config.js";
import { parseYaml } from "../../src/config/parse-yaml.js";
import { settingsFor } from "../../src/config/settings-for.js";
import { cgoOverrides } from "../../src/hooks/cgo.js";
import { PROFILES } from "../../src/hooks/profiles.js";
import { mergeOverrides } from "../../src/hooks/request.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import type { Override } from "../../src/hooks/settings.js";

const read = (text: string, platform: string) =>
  settingsFor(
    checkConfig(parseYaml("conda-go-hooks.yaml", text), [], platform),
    { name: "api", prefix: "/x" },
    platform,
  );

/** What the settings come to, which is what has to be the same. */
const resolve = (settings: ConfigSettings | null, platform: string) =>
  settings && {
    profile: settings.profile,
    shells: settings.shells,
    settings: resolveSettings(settings, platform),
  };

// Words that YAML takes for something else, and signs that mean something in it.
const hard = fc.constantFrom(
  ..."unset keep null true 0 1e3 ~x [a] {a} &a *a !a |a >a %a #a a:b a:# 'a \"a - ? : a\\b ä 👍 0x1f 2020-01-01 << =".split(
    " ",
  ),
);
const text = fc
  .oneof(
    hard,
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.string({ unit: "binary", minLength: 1 }),
  )
  .filter((one) => !/\p{Cc}/u.test(one) && one.isWellFormed() && !/^~|@/.test(one));
const flag = fc.constantFrom(
  "-v",
  "-race",
  "-tags=a,b",
  "'-ldflags=-X a=b'",
  '"-gcflags=-N -l"',
  "-x -y",
);
const path = fc.constantFrom("{prefix}/x", "/opt/x", "{prefix}/a b", "{prefix}/#x: y", "/unset");

const change = (variable: string) =>
  fc.constantFrom("unset", "keep").map((action) => ({ action, variable }) as Override);
const add = (variable: string, value: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom("append", "prepend"), value)
    .map(([action, one]) => ({ action, variable, value: one }) as Override);
const set = (variable: string, value: fc.Arbitrary<string>) =>
  value.map((one) => ({ action: "set", variable, value: one }) as Override);

const override = fc.oneof(
  ...["GOPATH", "GOCACHE", "GOBIN"].flatMap((name) => [change(name), set(name, path)]),
  ...["GOPRIVATE", "GONOPROXY"].flatMap((name) => [change(name), set(name, text)]),
  set("CGO_ENABLED", fc.constantFrom("0", "1")),
  change("GOFLAGS"),
  set("GOFLAGS", flag),
  add("GOFLAGS", flag),
  add("GOFLAGS", flag),
  change("CGO_CFLAGS"),
  set("CGO_CFLAGS", flag),
  add("CGO_CFLAGS", flag),
);

const settingsOf = (platform: string) =>
  fc.record({
    profile: fc.constantFrom(...PROFILES.map(({ name }) => name)),
    shells: fc.constantFrom(null, ["bash"], ["fish", "zsh"]),
    overrides: fc
      .tuple(fc.boolean(), fc.array(override, { maxLength: 12 }), fc.boolean())
      .map(([isCgo, typed, isMerged]) => {
        const cgo = isCgo ? cgoOverrides(platform) : [];
        return isMerged ? mergeOverrides(cgo, typed) : [...cgo, ...typed];
      }),
  });

/** Whether install would take them; only such are written. */
function isTaken(settings: ConfigSettings, platform: string): boolean {
  try {
    resolveSettings(settings, platform);
    return true;
  } catch {
    return false;
  }
}

describe.each(["linux", "win32"])("on %s", (platform) => {
  it("reads back to the same settings", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(settingsOf(platform), (drawn) => {
        fc.pre(isTaken(drawn, platform));
        const written = formatConfig(drawn, { platform, header: ["From api."] });
        expect(resolve(read(written, platform), platform)).toEqual(resolve(drawn, platform));
      }),
      { numRuns: 500 },
    );
  });

  it("writes cgo's settings as the word, and reads them as themselves", () => {
    const overrides = [
      ...cgoOverrides(platform),
      { action: "append", variable: "CGO_CFLAGS", value: "-O3" } as const,
    ];
    const settings = { profile: "isolated", overrides, shells: null };
    const written = formatConfig(settings, { platform });
    expect(written).toContain("cgo: true\n");
    expect(written).not.toContain("CGO_LDFLAGS");
    expect(read(written, platform)).toEqual(settings);
  });
});

it("never writes a password, and says what is left out", () => {
  const overrides: Override[] = [
    { action: "set", variable: "GOPROXY", value: "https://me:hunter2@proxy.example,direct" },
    { action: "set", variable: "GOSUMDB", value: "sum.golang.org https://x:hun/ter2@sum.example" },
    { action: "set", variable: "GOPRIVATE", value: "example.com/@me" },
  ];
  const settings = { profile: "isolated", overrides, shells: null };
  expect(listSecretVariables(settings)).toEqual(["GOPROXY", "GOSUMDB"]);
  const written = formatConfig(settings, { platform: "linux" });
  expect(written).not.toMatch(/hunter2|ter2@|me:/);
  const comments = written.split("\n").filter((line) => line.startsWith("#"));
  for (const name of ["GOPROXY", "GOSUMDB"]) expect(comments.join("\n")).toContain(`# ${name} `);
  expect(read(written, "linux")?.overrides).toEqual(overrides.slice(2));
});

it("leaves out what is shown as ***, and nothing else", () => {
  const flags = (...values: string[]): Override[] =>
    values.map((value) => ({ action: "append", variable: "GOFLAGS", value }));
  const list = (overrides: readonly Override[]) =>
    listSecretVariables({ profile: "isolated", overrides, shells: null });
  expect(list(flags("-ldflags=-X=main.t=user:pw@host"))).toEqual(["GOFLAGS"]);
  expect(list(flags("-race", "-ldflags=-X=main.t=https://user@host"))).toEqual(["GOFLAGS"]);
  expect(list(flags("-ldflags=-X=main.t=https://example.com/a@v1.2.3"))).toEqual([]);
  expect(list(flags("-modfile=file:///home/me@corp/go.mod"))).toEqual([]);
  const apart: Override = { action: "set", variable: "GOFLAGS", value: "-ldflags=-X=a=https://h" };
  expect(list([apart, ...flags("-tags=x@y")])).toEqual(["GOFLAGS"]);
  expect(list([...flags("-ldflags=-X=a=u:p@h"), apart])).toEqual([]);
});

it("writes a value that has taken a password's place", () => {
  const overrides: Override[] = [
    { action: "set", variable: "GOPROXY", value: "https://me:hunter2@proxy.example" },
    { action: "set", variable: "GOPROXY", value: "off" },
  ];
  const settings = { profile: "isolated", overrides, shells: null };
  expect(listSecretVariables(settings)).toEqual([]);
  expect(formatConfig(settings, { platform: "linux" })).toContain("GOPROXY: off\n");
});

it("begins with the schema, and has no comment wider than 80 columns nor one that ends early", () => {
  const settings = { profile: "isolated", overrides: [], shells: null };
  const header = ["From api.\nprofile: direct\u2028cgo: true", "word ".repeat(60), ""];
  const [first, ...lines] = formatConfig(settings, { platform: "linux", header }).split("\n");
  expect(first).toMatch(/^# yaml-language-server: \$schema=https:\/\/\S+$/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  expect(lines.filter((line) => !line.startsWith("#"))).toEqual(["profile: isolated", ""]);
});
