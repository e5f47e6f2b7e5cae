// What Go makes of its variables: by our reading of the environment and the files, and by the real `go env`.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { explain } from "../../src/commands/explain.js";
import {
  COSTLY,
  findProcessorVariable,
  findRule,
  GO_VARIABLES,
  PROCESSORS,
} from "../../src/go/settings/go-variables.js";
import { findValueInFiles, type Given } from "../../src/go/settings/resolve.js";
import { listOwnSettings, listUserSettings } from "../../src/go/settings/user-settings.js";
import { makeFolder, makeLastingFolder, makeSession } from "../setup/environments.js";
import { describeWithGo, type Go } from "./real-go.js";

const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 40);
const SEED = Number(
  process.env.DIFFERENTIAL_SEED ??
    (process.env.DIFFERENTIAL_RUNS === undefined ? 1 : Math.floor(Math.random() * 2 ** 31)),
);

type Env = Record<string, string>;

const TEXTS = [
  "",
  " ",
  "x",
  "a b",
  "off",
  "none",
  "/abs/x",
  "a, b",
  "https://u:p@example.com,direct",
];
const FLAGS = ["", " ", "-O2", "-O2  '-I/a b' -DX", `-DX="a b"`, `"-DX='a'"`, "-DX='\"'", "-I/é"];

/** Values for each variable, of which Go refuses few. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    "GOAUTH GODEBUG GOINSECURE GONOPROXY GONOSUMDB GOPACKAGESDRIVER GOPRIVATE GOPROXY GOSUMDB GOTMPDIR GOVCS"
      .split(" ")
      .map((name) => [name, TEXTS]),
  ),
  ...Object.fromEntries(
    "CGO_CFLAGS CGO_CPPFLAGS CGO_CXXFLAGS CGO_FFLAGS CGO_LDFLAGS"
      .split(" ")
      .map((name) => [name, FLAGS]),
  ),
  PKG_CONFIG: ["", "pkg-config", "'/a b/pc' -x"],
  GO111MODULE: ["", "on", "off", "auto"],
  GOARCH: ["", "amd64", "arm64", "386", "arm", "mips64le", "riscv64", "wasm"],
  GOOS: ["", "linux", "windows", "darwin", "js"],
  GO386: ["", "softfloat"],
  GOAMD64: ["", "v1", "v3"],
  GOARM: ["", "5"],
  GOARM64: ["", "v8.1"],
  GOEXPERIMENT: ["", "fieldtrack"],
  GOFIPS140: ["", "off", "latest"],
  GOFLAGS: ["", " ", "-v", "-mod=mod -tags=a,b", "'-ldflags=-s -w'"],
  GOPATH: ["", "/p", "/p:/q", "/p/", "{home}/x", ":/q", "rel"],
  GOROOT: ["", "{root}", "{root}/"],
  GOCACHE: ["", " ", "/c", "rel", "off"],
  GOMODCACHE: ["", "/m", "rel", "off", " "],
  GOBIN: ["", "/b", "rel"],
  GOWORK: ["", "off", "auto", "{project}/go.work"],
  GOENV: ["", "off", "{home}/mine", "mine", "none"],
  GOTOOLCHAIN: ["", "local", "auto", "path", "go1.99"],
  GOTELEMETRY: ["", "off"],
  GOVERSION: ["", "go1.99"],
  GOEXE: ["", ".exe"],
  CGO_ENABLED: ["", "0", "1", "yes"],
  AR: ["", "x ar"],
  CC: ["", "gcc", "none-such"],
  CXX: ["", "c++"],
  GCCGO: ["", "gccgo", "sh", "none-such"],
};
const PLACES = {
  HOME: ["", "{home}"],
  XDG_CONFIG_HOME: ["", "{home}/xdg", "conf", "./a/../conf/"],
  XDG_CACHE_HOME: ["", "{home}/cache", "cache"],
};
const BAD = [
  "# GOOS=windows",
  " GOFLAGS=-x",
  "goflags=-x",
  "GOFLAGS",
  "=x",
  "",
  "GOFLAGS = -y",
  "FOO=x",
];

interface Case {
  readonly env: Env;
  readonly user: readonly string[];
  /** Lines of a GOROOT's own file; null for those of the real one. */
  readonly own: readonly string[] | null;
  readonly end: string;
}

const pick = (values: Readonly<Record<string, readonly string[]>>) =>
  fc
    .constantFrom(...Object.keys(values))
    .chain((name) =>
      fc
        .constantFrom(...(values[name] ?? []))
        .map((value): readonly [string, string] => [name, value]),
    );
const line = fc.oneof(
  { weight: 6, arbitrary: pick(VALUES).map(([name, value]) => `${name}=${value}`) },
  { weight: 1, arbitrary: fc.constantFrom(...BAD) },
);
const CASES: fc.Arbitrary<Case> = fc.record({
  env: fc
    .tuple(fc.array(pick(VALUES), { maxLength: 8 }), fc.array(pick(PLACES), { maxLength: 2 }))
    .map(([one, other]) => Object.fromEntries([["HOME", "{home}"], ...one, ...other])),
  user: fc.array(line, { maxLength: 8 }),
  own: fc.option(fc.array(line, { maxLength: 5 }), { freq: 3 }),
  end: fc.constantFrom("\n", "\n", "\n", "\r\n"),
});

const bareCase = { env: { HOME: "{home}" }, user: [], own: null, end: "\n" };
/** What chance may miss: of two lines the last counts, or the first; one that says nothing hides another. */
const EXAMPLES: readonly Case[] = [
  { ...bareCase, user: ["GOVCS=x", "GOVCS=off"], own: ["GOVCS=none"] },
  { ...bareCase, own: ["GOVCS=x", "GOVCS=off", "GOROOT=/gone", "GOFLAGS=-v"] },
  {
    ...bareCase,
    user: ["GOPROXY=", "GOSUMDB=", "GOTOOLCHAIN=", "GOVCS="],
    own: ["GOPROXY=off", "GOVCS=x"],
  },
  { ...bareCase, user: ["GOPROXY="] },
  { ...bareCase, user: ["GOVCS=x", "GOFLAGS=-v"], end: "\r\n" },
  {
    ...bareCase,
    user: ["GOFLAGS=-v"],
    env: { HOME: "{home}", GOFLAGS: " ", GOVCS: "" },
    own: ["GOVCS=x"],
  },
  { ...bareCase, user: ["GOROOT={root}/"] },
];

const root = makeLastingFolder();
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

/** Asks the real go, as one does. */
function ask(go: Go, cwd: string, env: Env, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(go.program, ["env", ...args], {
    cwd,
    env,
    encoding: "utf8",
  });
  return { isFine: status === 0, stdout, stderr };
}

describeWithGo("every variable as in Go", (go) => {
  const base = join(root, String(go.minor));
  const home = join(base, "home");
  const project = join(base, "project");
  const ownRoot = join(base, "root");
  const bare = { PATH: `${dirname(go.program)}:/usr/bin:/bin`, HOME: home, PWD: project };
  mkdirSync(join(home, ".config/go"), { recursive: true });
  mkdirSync(join(home, "xdg/go"), { recursive: true });
  mkdirSync(join(project, "conf/go"), { recursive: true });
  writeFileSync(join(project, "go.mod"), "module example.com/m\n");
  writeFileSync(join(project, "go.work"), "go 1.18\n\nuse .\n");
  const realRoot = ask(go, project, { ...bare, GOENV: "off" }, ["GOROOT"]).stdout.trim();
  mkdirSync(ownRoot);
  for (const name of readdirSync(realRoot))
    if (name !== "go.env") symlinkSync(join(realRoot, name), join(ownRoot, name));
  const printed = Object.keys(
    JSON.parse(ask(go, project, { ...bare, GOENV: "off" }, ["-json"]).stdout),
  );
  // Of the processors' it prints the one that its GOARCH has.
  const same = printed.filter((name) => !PROCESSORS.has(name) && name !== "GOGCCFLAGS");
  const cheap = [...same.filter((name) => !COSTLY.has(name)), ...PROCESSORS];

  /** The real files of a case, and its environment. */
  const stage = ({ env, user, own, end }: Case): Env => {
    const goroot = own === null ? realRoot : ownRoot;
    const fill = (text: string) =>
      text.replaceAll("{home}", home).replaceAll("{project}", project).replaceAll("{root}", goroot);
    const text = user.map((one) => fill(one) + end).join("");
    const files = [".config/go/env", "xdg/go/env", "mine"].map((path) => join(home, path));
    const others = ["conf/go/env", "mine"].map((path) => join(project, path));
    for (const file of [...files, ...others]) writeFileSync(file, text);
    writeFileSync(join(ownRoot, "go.env"), (own ?? []).map((one) => fill(one) + end).join(""));
    const filled = Object.entries(env).map(([name, value]) => [name, fill(value)]);
    const given = Object.fromEntries(filled.filter(([name, value]) => value || name !== "HOME"));
    return { ...bare, HOME: "", ...given, ...(own && { GOROOT: ownRoot }) };
  };

  /** What the real one says of all that it can be asked for; null where it gives no answer. */
  const askAll = (env: Env): Record<string, string> | null => {
    const isHeld = !ask(go, project, env, ["GOVERSION"]).isFine;
    const held = isHeld ? { ...env, GOTOOLCHAIN: "local" } : env;
    const some = ask(go, project, held, ["-json", ...cheap]);
    if (!some.isFine) return null;
    const all = ask(go, project, held, ["-json"]);
    const said = JSON.parse(all.isFine ? all.stdout : some.stdout);
    if (isHeld) said.GOTOOLCHAIN = ask(go, project, env, ["GOTOOLCHAIN"]).stdout.replace(/\n$/, "");
    return said;
  };

  it("whatever is said in the environment and the files", { timeout: 600_000 }, async () => {
    let answers = 0;
    const check = async (one: Case) => {
      const env = stage(one);
      const real = askAll(env);
      const processor = findProcessorVariable(real?.GOARCH ?? "");
      const isRead = processor !== null && findRule(processor).since <= go.minor;
      const known = [...same, ...(isRead ? [processor] : [])];
      const session = {
        ...makeSession(home),
        env,
        cwd: project,
        home: env.HOME ?? "",
        shell: null,
      };
      const { variables, rules } = await explain({ variables: known }, session);
      expect(rules).toBe(`1.${go.minor}`);
      if (real === null) return;
      answers++;
      const ours = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
      const expected = Object.fromEntries(known.map((name) => [name, real[name] ?? ours[name]]));
      expect(ours).toEqual(expected);
      // One that counts is there, and says the value, where Go makes nothing else of it.
      for (const { name, value, sources } of variables) {
        const [top] = sources.filter((source) => !source.hidden && source.value !== "");
        if (VALUES[name] === TEXTS || name === "GOFLAGS")
          expect([name, top?.value ?? ""]).toEqual([name, value]);
        expect(
          sources.some(({ hidden }) => !hidden),
          `${name}=${value}`,
        ).toBe(true);
      }

      // Without a go, what the files tell is the same.
      const { minor } = go;
      const place = { cwd: project, platform: process.platform };
      const user = listUserSettings(env, place, minor);
      const set = user.lines.find(({ name }) => name === "GOROOT")?.value || env.GOROOT || realRoot;
      const own = minor < 21 ? { file: "", lines: [] } : listOwnSettings(set);
      const given: Given = { ...place, env, minor, user, own, root: realRoot, answer: null };
      const told = known.map((name) => [name, findValueInFiles(name, given)] as const);
      const silent = told.flatMap(([name, value]) => (value === null ? [name] : []));
      expect(silent.filter((name) => name in real && !ONLY_GO.test(name))).toEqual([]);
      const wrong = told.filter(
        ([name, value]) => value !== null && name in real && value !== real[name],
      );
      expect(wrong.map(([name, value]) => [name, value, real[name]])).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(CASES, check), {
      numRuns: RUNS,
      seed: SEED,
      examples: EXAMPLES.map((one): [Case] => [one]),
    });
    expect(answers).toBeGreaterThan(RUNS / 4);
  });

  it("from the list of those that it prints", () => {
    const { minor } = go;
    const ours = GO_VARIABLES.filter(({ since }) => since <= minor).map(({ name }) => name);
    expect(printed.filter((name) => !ours.includes(name))).toEqual([]);
    // GOPACKAGESDRIVER and the like are for others too, who read them whatever Go prints.
    const late = GO_VARIABLES.filter(({ since }) => since > minor).map(({ name }) => name);
    expect(printed.filter((name) => late.includes(name))).toEqual([]);
  });

  it.each(["-u", "-w", "-changed", "-json=x", "-C=x", "-nosuchflag"])(
    "though %s in GOFLAGS would break the question, or a file",
    async (flag) => {
      const folder = makeFolder();
      const file = join(folder, "env");
      writeFileSync(file, `GOPATH=/mine\nGOFLAGS=${flag}\n`);
      for (const env of [
        { ...bare, GOENV: file },
        { ...bare, GOENV: file, GOFLAGS: flag },
      ]) {
        const session = { ...makeSession(folder), env, shell: null };
        const { variables, go: asked } = await explain(
          { variables: ["GOPATH", "GOFLAGS", "GOVERSION"] },
          session,
        );
        expect(variables.map(({ value }) => value)).toEqual(["/mine", flag, `go${go.version}`]);
        expect(asked?.program).toBe(go.program);
      }
      expect(readFileSync(file, "utf8")).toBe(`GOPATH=/mine\nGOFLAGS=${flag}\n`);
      // No compiler was started, and no cache was made.
      expect(readdirSync(folder)).toEqual(["env"]);
    },
  );
});

/** What cannot be told from the environment and the files alone. */
const ONLY_GO =
  /^(?:CC|CXX|CGO_ENABLED|GCCGO|GOOS|GOARCH|GOEXE|GOEXPERIMENT|GOFIPS140|GOHOST\w+|GOMOD|GOWORK|GOTELEMETRY\w*|GOTOOLDIR|GOVERSION|GOAMD64|GOARM|GOARM64|GO386|GOMIPS64|GORISCV64|GOWASM)$/;
