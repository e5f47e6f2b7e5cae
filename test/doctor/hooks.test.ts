// What doctor finds wrong with hooks: each is found, its remedy is applied as it is said, and then it is gone.
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FindingCode, Level } from "../../src/findings/finding.js";
import { RECORD_PATH } from "../../src/names.js";
import type { FindingReport } from "../../src/reports/findings.js";
import { addPackage } from "../sessions/add-package.js";
import { writeFiles } from "../setup/environments.js";
import { describeWith, findNushell, findProgram } from "../setup/programs.js";
import { type HooksStage, type Shell, stageHooks } from "./stage-hooks.js";

const FIRST = "etc/conda/activate.d/00-conda-go-hooks.sh";
const LAST = "etc/conda/activate.d/zz-conda-go-hooks.sh";
const RESTORE = "etc/conda/deactivate.d/00-conda-go-hooks.sh";
const RECORD = "etc/conda/conda-go-hooks.json";

interface HookCase {
  readonly title: string;
  readonly code: FindingCode;
  readonly level: Level;
  /** Below the prefix; "" for the prefix itself, null for the shell. */
  readonly place: string | null;
  readonly line?: number;
  /** Words of the message, where one code has several. */
  readonly says?: string;
  /** How the hooks are installed; not at all when null. */
  readonly install?: readonly string[] | null;
  /** What goes wrong with them. */
  readonly spoil?: (stage: HooksStage) => void;
  /** What is typed before doctor. */
  readonly before?: (stage: HooksStage) => readonly string[];
  /** What one types instead of the words of the finding that nobody can type as they stand. */
  readonly instead?: (finding: FindingReport, stage: HooksStage) => readonly string[];
  /** Whether the finding stays, as nothing need be done. */
  readonly stays?: boolean;
}

const isVersion = (version: string) => (stage: HooksStage) =>
  stage.edit(RECORD, (text) => text.replace(/"version": "[^"]*"/, `"version": "${version}"`));
const write = (path: string, text: string) => (stage: HooksStage) =>
  writeFiles(stage.prefix, { [path]: text });
const activate = ({ prefix }: HooksStage) => [`conda activate '${prefix}'`];
/** As conda leaves a shell in which the environment was activated without hooks. */
const activateBare = ({ prefix }: HooksStage) => [`export CONDA_PREFIX='${prefix}' CONDA_SHLVL=1`];
const pack = (...paths: readonly string[]) =>
  write("conda-meta/go-hooks-1.0-0.json", JSON.stringify({ files: paths }));
/** The commands in the sentence that begin so. */
const take =
  (...patterns: readonly RegExp[]) =>
  ({ fix }: FindingReport) =>
    patterns.map((pattern) => {
      const command = pattern.exec(fix)?.[1];
      if (command === undefined) throw new Error(fix);
      return command;
    });

const SITE = "zz-conda-go-hooks-site";
const OFFLINE = { profile: "offline", overrides: [] };
/** The hooks of a package, which conda has installed, or of which it knows nothing. */
const addHooks =
  (isManaged = true, without: readonly string[] = []) =>
  ({ prefix }: HooksStage) =>
    addPackage(prefix, OFFLINE, isManaged, (text, path) =>
      path.endsWith(".sh") && !without.some((start) => path.includes(start)) ? text : null,
    );
/** What one types to have that package's scripts again. */
const reinstall = ({ prefix }: HooksStage) =>
  `conda install --force-reinstall -p ${prefix} acme-go`;

const CASES: readonly HookCase[] = [
  { title: "never installed", code: "hooks-absent", level: "info", place: "", install: null },
  {
    title: "a script is gone",
    code: "hooks-incomplete",
    level: "warning",
    place: RECORD,
    spoil: ({ prefix }) => rmSync(join(prefix, LAST)),
  },
  {
    title: "a command was cut off before there was a record",
    code: "hooks-incomplete",
    level: "warning",
    place: "",
    install: null,
    spoil: write(".conda-go-hooks.json.12.conda-go-hooks-tmp", "{"),
  },
  {
    title: "an older version",
    code: "hooks-outdated",
    level: "warning",
    place: RECORD,
    spoil: isVersion("0.0.1"),
  },
  {
    title: "settings of another version",
    code: "hooks-outdated",
    level: "warning",
    place: RECORD,
    spoil: ({ edit }) => edit(RECORD, (text) => text.replace('"isolated"', '"unheard-of"')),
    instead: ({ fix }) => [fix.replace(/^.*: /, "").replace("NAME", "direct")],
  },
  {
    title: "a newer version",
    code: "hooks-newer",
    level: "info",
    place: RECORD,
    spoil: isVersion("99.0.1"),
    stays: true,
  },
  {
    title: "edited by hand",
    code: "hooks-drifted",
    level: "warning",
    place: LAST,
    spoil: ({ prefix }) => appendFileSync(join(prefix, LAST), "#"),
  },
  {
    title: "no record",
    code: "hooks-foreign",
    level: "warning",
    place: FIRST,
    install: ["--shell", "sh"],
    spoil: ({ prefix }) => rmSync(join(prefix, RECORD)),
  },
  {
    title: "a package's",
    code: "hooks-packaged",
    level: "info",
    place: FIRST,
    install: ["--shell", "sh"],
    spoil: (stage) => {
      rmSync(join(stage.prefix, RECORD));
      pack(FIRST, LAST, RESTORE)(stage);
    },
    instead: take(/(conda remove .*)$/),
  },
  {
    title: "a package replaced ours",
    code: "hooks-packaged",
    level: "warning",
    place: LAST,
    spoil: (stage) => {
      appendFileSync(join(stage.prefix, LAST), "#");
      pack(LAST)(stage);
    },
    instead: take(/(conda remove .*) \(then /, /\(then (.*)\)/),
  },
  ...(["alone", "below installed ones"] as const).flatMap((where): HookCase[] => [
    {
      title: `a package's of which one is edited, ${where}`,
      code: "hooks-packaged-damaged",
      says: `has brought them: etc/conda/activate.d/${SITE}.sh`,
      level: "warning",
      place: `etc/conda/activate.d/${SITE}.sh`,
      ...(where === "alone" && { install: null }),
      spoil: (stage) => {
        addHooks()(stage);
        appendFileSync(join(stage.prefix, `etc/conda/activate.d/${SITE}.sh`), "#");
      },
      instead: (finding, stage) => {
        expect(finding.commands).toEqual([reinstall(stage)]);
        addHooks()(stage);
        return [];
      },
    },
    {
      title: `a package's of which the one that gives back is gone, ${where}`,
      code: "hooks-packaged-damaged",
      level: "warning",
      place: "etc/conda/deactivate.d/00-conda-go-hooks-site.sh",
      ...(where === "alone" && { install: null }),
      spoil: (stage) => {
        addHooks()(stage);
        rmSync(join(stage.prefix, "etc/conda/deactivate.d/00-conda-go-hooks-site.sh"));
      },
      instead: (_, stage) => {
        addHooks()(stage);
        return [];
      },
    },
    {
      title: `two packages', ${where}`,
      code: "hooks-packaged-twice",
      says: "acme-go-1.0, other-2.0",
      level: "warning",
      place: `etc/conda/activate.d/${SITE}.sh`,
      ...(where === "alone" && { install: null }),
      spoil: (stage) => {
        addHooks()(stage);
        const record = { files: [`etc/conda/activate.d/${SITE}.sh`] };
        write("conda-meta/other-2.0-0.json", JSON.stringify(record))(stage);
      },
      instead: (finding, stage) => {
        const { prefix } = stage;
        expect(finding.commands).toEqual([`conda remove -p ${prefix} other`, reinstall(stage)]);
        rmSync(join(prefix, "conda-meta/other-2.0-0.json"));
        addHooks()(stage);
        return [];
      },
    },
    {
      title: `a copy of a package's, ${where}`,
      code: "hooks-packaged",
      says: "which conda has not installed here",
      level: "warning",
      place: `etc/conda/activate.d/${SITE}.sh`,
      ...(where === "alone" && { install: null }),
      spoil: addHooks(false),
      instead: (_, { prefix }) => [`rm '${prefix}'/etc/conda/*activate.d/*conda-go-hooks-site.sh`],
    },
  ]),
  {
    title: "a copy of a package's without the one that gives back",
    code: "hook-without-partner",
    says: "no script gives yours back",
    level: "warning",
    place: `etc/conda/activate.d/${SITE}.sh`,
    spoil: addHooks(false, ["deactivate.d/"]),
    instead: (_, { prefix }) => [`rm '${prefix}'/etc/conda/*activate.d/*conda-go-hooks-site.sh`],
  },
  {
    title: "a copy of a package's without the one that saves",
    code: "hook-without-partner",
    says: "no script saves",
    level: "warning",
    place: `etc/conda/activate.d/${SITE}.sh`,
    spoil: addHooks(false, ["/activate.d/00-"]),
    instead: ({ fix }, { prefix }) => {
      expect(fix).toBe("delete the file");
      return [`rm '${prefix}'/etc/conda/*activate.d/*conda-go-hooks-site.sh`];
    },
  },
  {
    title: "set after a package's hooks",
    code: "variable-set-after-hooks",
    level: "warning",
    place: "etc/conda/activate.d/zzz.sh",
    line: 1,
    install: null,
    spoil: (stage) => {
      addHooks()(stage);
      write("etc/conda/activate.d/zzz.sh", "export GOCACHE=/c GOOS=linux\n")(stage);
    },
  },
  {
    title: "a package's, installed since",
    code: "hooks-not-activated",
    level: "warning",
    place: null,
    install: null,
    before: (stage) => {
      addHooks()(stage);
      return activateBare(stage);
    },
  },
  {
    title: "installed since",
    code: "hooks-not-activated",
    level: "warning",
    place: null,
    before: activateBare,
  },
  {
    title: "a value has changed",
    code: "hooks-changed",
    level: "warning",
    place: null,
    before: (stage) => [...activate(stage), "export GOCACHE=/elsewhere"],
  },
  {
    title: "switched off",
    code: "hooks-switched-off",
    level: "info",
    place: null,
    before: (stage) => ["export CONDA_GO_HOOKS=0", ...activate(stage)],
  },
  {
    title: "none for this shell",
    code: "hooks-for-other-shells",
    level: "warning",
    place: null,
    install: ["--shell", "fish"],
    before: activate,
  },
  {
    title: "set by conda",
    code: "variable-set-by-conda",
    level: "warning",
    place: "conda-meta/state",
    spoil: write("conda-meta/state", '{"env_vars": {"GOCACHE": "/c"}}'),
  },
  {
    title: "set by a package's variables",
    code: "variable-set-by-package",
    level: "info",
    place: "etc/conda/env_vars.d/go.json",
    spoil: write("etc/conda/env_vars.d/go.json", '{"GOCACHE": "/c"}'),
    stays: true,
  },
  {
    title: "set before the hooks",
    code: "variable-set-before-hooks",
    level: "warning",
    place: "etc/conda/activate.d/00-a.sh",
    line: 2,
    spoil: write("etc/conda/activate.d/00-a.sh", "# mine\nexport GOCACHE=/c\n"),
  },
  {
    title: "set after the hooks",
    code: "variable-set-after-hooks",
    level: "warning",
    place: "etc/conda/activate.d/zzz.sh",
    line: 1,
    spoil: write("etc/conda/activate.d/zzz.sh", "export GOCACHE=/c\n"),
  },
  {
    title: "unset after it was given back",
    code: "variable-set-after-restore",
    level: "warning",
    place: "etc/conda/deactivate.d/0.sh",
    line: 1,
    spoil: write("etc/conda/deactivate.d/0.sh", "unset GOCACHE\n"),
  },
  {
    title: "not guarded",
    code: "variable-unguarded",
    level: "warning",
    place: "etc/conda/activate.d/activate-z61-go.sh",
    line: 1,
    spoil: write("etc/conda/activate.d/activate-z61-go.sh", "export GOPRIVATE=example.com\n"),
  },
  {
    title: "a copy of what activates, as conda-workspaces makes it",
    code: "hook-without-partner",
    says: "no script gives yours back",
    level: "warning",
    place: "etc/conda/activate.d/conda-go-hooks.sh",
    install: null,
    spoil: ({ prefix, type }) => {
      writeFiles(prefix, { "etc/conda/activate.d/.keep": "" });
      type([`npx conda-go-hooks render --out '${prefix}/etc/conda/activate.d/conda-go-hooks.sh'`]);
    },
  },
  {
    title: "copied without the one that gives back",
    code: "hook-without-partner",
    says: "no script gives yours back",
    level: "warning",
    place: LAST,
    // Not what an installation would write: it takes --force.
    install: ["--shell", "sh", "--profile", "direct"],
    spoil: ({ prefix }) => {
      for (const path of [RECORD, RESTORE]) rmSync(join(prefix, path));
    },
  },
  {
    title: "copied without the one that saves",
    code: "hook-without-partner",
    says: "no script saves",
    level: "warning",
    place: LAST,
    install: ["--shell", "sh"],
    spoil: ({ prefix }) => {
      for (const path of [RECORD, FIRST]) rmSync(join(prefix, path));
    },
  },
  {
    title: "copied without the one that sets",
    code: "hook-without-partner",
    says: "no script sets",
    level: "info",
    place: FIRST,
    install: ["--shell", "sh"],
    spoil: ({ prefix }) => {
      for (const path of [RECORD, LAST]) rmSync(join(prefix, path));
    },
  },
  {
    title: "copied without those that activate",
    code: "hook-without-partner",
    says: "no script saves or sets",
    level: "info",
    place: RESTORE,
    install: ["--shell", "sh"],
    spoil: ({ prefix }) => {
      for (const path of [RECORD, FIRST, LAST]) rmSync(join(prefix, path));
    },
  },
];

it.each(CASES)("$code: $title", (one) => {
  const { code, level, place, line = null, says = "", install = [], before = () => [] } = one;
  const stage = stageHooks();
  if (install) stage.install(...install);
  // Nothing of it before.
  const find = (lines?: readonly string[]) => stage.ask(lines).findings;
  if (one.spoil) expect(find().map((other) => other.code)).not.toContain(code);
  one.spoil?.(stage);
  const typed = before(stage);
  const found = find(typed).filter((finding) => finding.code === code);
  expect(found).toHaveLength(1);
  const [finding] = found as [FindingReport];
  const file = place === null ? null : join(stage.prefix, place);
  expect(finding).toMatchObject({ level, file, line, go: [] });
  expect(finding.message).toContain(says);
  if (one.stays) return;
  const remedy = one.instead?.(finding, stage) ?? stage.apply(finding);
  const left = find([...typed, ...remedy]);
  expect(left.map((other) => other.code)).not.toContain(code);
  // What was to be done brought nothing new.
  expect(left.filter((other) => other.level !== "info")).toEqual([]);
});

it("says which package has brought hooks, and finds nothing wrong below installed ones", () => {
  const stage = stageHooks();
  addHooks()(stage);
  const seen = () => stage.ask(activate(stage));
  const told = ({ examined }: ReturnType<typeof seen>) => examined[0]?.evidence;
  expect(told(seen())).toBe("myenv: packaged (acme-go 1.0), profile offline");
  expect(seen().findings).toEqual([]);
  stage.install("--profile", "shared-cache", "--append", "GOFLAGS=-race");
  expect(told(seen())).toMatch(/^myenv: installed, packaged \(acme-go 1.0\), profile shared-cache/);
  expect(seen().findings).toEqual([]);
});

it.each([
  ["alone", null],
  ["below installed ones", ["--profile", "shared-cache"]],
])("mends what a package's hooks %s set, and leaves the rest as it was", (_, install) => {
  const stage = stageHooks();
  const wrong = { action: "append", variable: "GOFLAGS", value: "-nosuchflag" } as const;
  addPackage(stage.prefix, { profile: "shared-cache", overrides: [wrong] });
  if (install) stage.install(...install);
  const look = () => stage.ask(activate(stage)).findings.filter(({ level }) => level !== "info");
  const show = () => stage.type([...activate(stage), "env | grep ^GO | grep -v ^GOFLAGS"]);
  const [found, before] = [look(), show()];
  expect(found).toHaveLength(1);
  expect(found[0]?.fix).toContain("(the value is from the package acme-go 1.0)");
  stage.type((found[0] as FindingReport).commands.slice(0, 1));
  expect(look()).toEqual([]);
  expect(show()).toBe(before);
});

it("says of what it cannot look at why, and where", () => {
  const stage = stageHooks();
  stage.install();
  rmSync(join(stage.prefix, LAST));
  writeFiles(stage.prefix, { [`${LAST}/x`]: "" });
  expect(stage.ask().findings).toMatchObject([{ code: "hooks-unreadable", level: "error" }]);
});

it.each([
  ["whose record is cut off", (prefix: string) => writeFiles(prefix, { [RECORD_PATH]: "{" })],
  ["that is gone", (prefix: string) => rmSync(prefix, { recursive: true })],
])("says of an active environment %s why, and looks at all else", (_, spoil) => {
  const stage = stageHooks();
  stage.install();
  spoil(stage.prefix);
  const lines = [
    `export CONDA_PREFIX='${stage.prefix}' GOPATH=rel`,
    "npx conda-go-hooks doctor --json",
  ];
  const { findings } = JSON.parse(stage.type(lines)) as { findings: readonly FindingReport[] };
  expect(findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(["hooks-unreadable", "path-relative"]),
  );
});

it("says of a copy alone what it lacks, and not that there are no hooks", () => {
  const stage = stageHooks();
  const path = "etc/conda/activate.d/copy.sh";
  writeFiles(stage.prefix, { [path]: stage.type(["npx conda-go-hooks render"]) });
  expect(stage.ask().findings.map(({ code }) => code)).toEqual(["hook-without-partner"]);
});

it("shows the lines that it is about, and no password in them", () => {
  const stage = stageHooks();
  stage.install("--set", "GOPROXY=off");
  const line = "export GOPROXY=https://me:s3cret@proxy.example";
  write("etc/conda/activate.d/zzz.sh", `# mine\n${line}\n`)(stage);
  const text = stage.type([`npx conda-go-hooks doctor -p '${stage.prefix}'`]);
  expect(text).toContain("  2: export GOPROXY=https://***@proxy.example\n");
  expect(text + JSON.stringify(stage.ask())).not.toContain("s3cret");
});

it("names base in no finding of hooks that are not there", () => {
  const stage = stageHooks();
  const lines = [`export CONDA_DEFAULT_ENV=base CONDA_PREFIX='${stage.prefix}'`];
  expect(stage.ask(lines).findings).toEqual([]);
});

it("tells what go env -w wrote and the environment hides, line by line", () => {
  const stage = stageHooks();
  stage.install();
  const file = join(stage.home, ".config", "go", "env");
  writeFiles(stage.home, { ".config/go/env": "GOPROXY=off\nGOFLAGS=-tags=foo\nGOPATH=/mine\n" });
  const { findings } = stage.ask();
  expect(findings).toMatchObject(
    [2, 3].map((line) => ({ code: "go-env-hidden", level: "info", file, line })),
  );
  stage.type(findings.flatMap(stage.apply));
  expect(stage.ask().findings).toEqual([]);
});

describe("a manifest of pixi", () => {
  const stageManifest = (lines: readonly string[]) => {
    const stage = stageHooks();
    stage.install("--set", "GOPROXY=off");
    const manifest = join(stage.home, "pixi.toml");
    writeFileSync(manifest, lines.join("\n"));
    const json = JSON.stringify({ manifest_path: manifest });
    writeFiles(stage.prefix, { "conda-meta/pixi": json });
    return { ...stage, manifest };
  };

  it("that sets our variables to other values is found at its lines, and can have them", () => {
    const { ask, apply, manifest, type } = stageManifest([
      "[activation.env]",
      'GOFLAGS = "-mod=mod"',
      'GOPATH = "$CONDA_PREFIX/gopath"',
      "[target.unix.activation]",
      'env = { GOPROXY = "direct", GOSUMDB = "off" }',
    ]);
    const find = () => ask().findings.filter(({ code }) => code === "pixi-over-hooks");
    const found = find();
    expect(ask().examined.map(({ evidence }) => evidence)).toContain(`pixi: ${manifest}`);
    const place = { level: "warning", file: manifest };
    expect(found).toMatchObject([
      { ...place, line: 5, commands: [expect.stringContaining("GOPROXY")] },
      { ...place, line: 2, commands: [expect.stringContaining("GOFLAGS")] },
    ]);
    type(found.flatMap(apply));
    expect(find()).toEqual([]);
  });

  it("of which another platform's lines count is none", () => {
    const { ask } = stageManifest(['[target.win.activation.env]\nGOPROXY = "direct"']);
    expect(ask().findings).toEqual([]);
  });
});

describe("values that nobody will give back", () => {
  it("come back in sh as it is said, after the environment was removed", () => {
    const stage = stageHooks();
    stage.install();
    const before = ["export GOPATH=/mine", ...activate(stage), "unset CONDA_PREFIX"];
    const gone = stage.ask(before).findings;
    expect(gone).toMatchObject([{ code: "saved-state-left", level: "warning", file: null }]);
    const [finding] = gone as [FindingReport];
    expect(finding.message).toContain("GOPATH, GOMODCACHE");
    const remedy = stage.apply(finding);
    expect(stage.ask([...before, ...remedy]).findings).toEqual([]);
    expect(stage.type([...before, ...remedy, 'echo "$GOPATH $GOCACHE"'])).toBe("/mine \n");
  });

  it("come back in sh, after the package of the hooks was removed while they were active", () => {
    const stage = stageHooks();
    addHooks()(stage);
    const before = [
      "export GOPATH=/mine",
      ...activate(stage),
      `conda remove -p '${stage.prefix}' acme-go`,
    ];
    const [finding] = stage
      .ask(before)
      .findings.filter(({ code }) => code === "saved-state-left") as [FindingReport];
    const after = [...before, ...stage.apply(finding), 'echo "$GOPATH $GOCACHE"'];
    addHooks()(stage);
    expect(stage.type(after)).toBe("/mine \n");
  });

  it("are none while an environment with hooks is active below, or pixi has set them", () => {
    const stage = stageHooks();
    stage.install();
    const codes = (lines: readonly string[]) =>
      stage.ask([...activate(stage), ...lines]).findings.map(({ code }) => code);
    expect(codes([`export CONDA_PREFIX=/other CONDA_PREFIX_1='${stage.prefix}'`])).toEqual([]);
    expect(codes(["export CONDA_PREFIX=/other"])).toEqual(["saved-state-left"]);
    const pixi = join(stage.home, ".pixi", "envs", "default");
    expect(codes([`export CONDA_PREFIX='${pixi}'`])).toEqual([]);
  });

  /** In each, how to set a variable. */
  const SHELLS: readonly (readonly [
    string,
    string | null,
    Shell["command"],
    (name: string, value: string) => string,
  ])[] = [
    ["fish", findProgram("fish"), ["fish", "-c"], (name, value) => `set -gx ${name} '${value}'`],
    [
      "tcsh",
      findProgram("tcsh"),
      ["tcsh", "-f", "-c"],
      (name, value) => `setenv ${name} '${value}'`,
    ],
    [
      "xonsh",
      findProgram("xonsh"),
      ["xonsh", "--no-rc", "-c"],
      (name, value) => `$${name} = '${value}'`,
    ],
    ["nu", findNushell(), ["nu", "-c"], (name, value) => `$env.${name} = '${value}'`],
  ];
  for (const [name, program, [, ...args], set] of SHELLS)
    describeWith(`in ${name}`, name, program, (found) => {
      it("come back by what is to be typed there", () => {
        const stage = stageHooks();
        const shell: Shell = { command: [found, ...args] };
        const before = [
          set("_CONDA_GO_HOOKS_SAVED_GOPROXY", "direct"),
          set("GOPROXY", "off"),
          set("_CONDA_GO_HOOKS_UNSET_GOCACHE", "1"),
          set("GOCACHE", "/theirs"),
        ];
        const [finding] = stage
          .ask(before, shell)
          .findings.filter(({ code }) => code === "saved-state-left") as [FindingReport];
        const remedy = finding.commands;
        expect(remedy.length).toBeGreaterThan(0);
        // nu reads a line only after it has run the one before.
        const file = join(stage.home, ".conda-go-hooks.nu");
        if (name === "nu") stage.type(remedy.slice(0, 1), shell);
        const lines = name === "nu" ? remedy.slice(1, 2) : remedy;
        const printed = stage.type([...before, ...lines, "/usr/bin/env"], shell);
        expect(printed).toMatch(/^GOPROXY=direct$/m);
        expect(printed).not.toMatch(/^(?:GOCACHE|_CONDA_GO_HOOKS_)/m);
        if (name === "nu") expect(readFileSync(file, "utf8")).toContain("Made by");
      });
    });
});

describe("a shell in which no hook runs", () => {
  const inMamba = ({ prefix }: HooksStage, set: (name: string, value: string) => string) => [
    set("CONDA_PREFIX", prefix),
    set("CONDA_SHLVL", "1"),
    set("MAMBA_EXE", "/opt/bin/mamba"),
  ];
  const setInCsh = (name: string, value: string) => `setenv ${name} '${value}'`;
  const setInNu = (name: string, value: string) => `$env.${name} = '${value}'`;

  const CASES: readonly (readonly [string, string | null, Shell["command"], typeof setInCsh])[] = [
    ["tcsh", findProgram("tcsh"), ["tcsh", "-f", "-c"], setInCsh],
    ["nu", findNushell(), ["nu", "-c"], setInNu],
  ];
  for (const [name, program, [, ...args], set] of CASES)
    describeWith(`of mamba: ${name}`, name, program, (found) => {
      const shell: Shell = { command: [found, ...args] };
      it.each([["all"], ["fish"]])("gets its hooks by hand, after an install for %s", (shells) => {
        const stage = stageHooks("my env");
        stage.install("--shell", shells);
        const before = inMamba(stage, set);
        const { findings } = stage.ask(before, shell);
        expect(findings).toMatchObject([
          { code: "shell-runs-no-hooks", level: "warning", file: null },
        ]);
        const commands = (findings as [FindingReport])[0].commands;
        const [first = "", ...more] = commands;
        const isInstalling = first.includes(" install ");
        expect(isInstalling).toBe(shells === "fish");
        if (isInstalling) stage.type([first], shell);
        const lines = isInstalling ? more : commands;
        expect(stage.ask([...before, ...lines], shell).findings).toEqual([]);
      });
    });

  describeWith("of mamba: tcsh", "tcsh", findProgram("tcsh"), (found) => {
    it.each([
      ["alone", null],
      ["below others", "all"],
      ["below others for another shell", "fish"],
    ])("gets a package's hooks by hand, %s", (_, shells) => {
      const stage = stageHooks("my env");
      const shell: Shell = { command: [found, "-f", "-c"] };
      addPackage(stage.prefix, OFFLINE);
      if (shells) stage.install("--shell", shells, "--append", "GOFLAGS=-race");
      const before = inMamba(stage, setInCsh);
      const find = (lines: readonly string[]) =>
        stage.ask(lines, shell).findings.filter(({ code }) => code !== "hooks-packaged");
      const [finding] = find(before) as [FindingReport];
      expect(finding.code).toBe("shell-runs-no-hooks");
      expect(finding.commands.every((line) => !line.includes("install"))).toBe(true);
      expect(find([...before, ...finding.commands])).toEqual([]);
    });
  });

  describeWith("of conda: tcsh", "tcsh", findProgram("tcsh"), (found) => {
    it("is none: it activates there", () => {
      const stage = stageHooks();
      stage.install();
      const before = [...inMamba(stage, setInCsh), setInCsh("CONDA_EXE", "/opt/bin/conda")];
      const { findings } = stage.ask(before, { command: [found, "-f", "-c"] });
      expect(findings).toMatchObject([{ code: "hooks-not-activated" }]);
    });
  });

  describeWith("of any: xonsh", "xonsh", findProgram("xonsh"), (found) => {
    const shell: Shell = { command: [found, "--no-rc", "-c"] };
    const look = (stage: HooksStage, version: string) => {
      stage.install();
      const env = `$CONDA_PREFIX = '${stage.prefix}'\n$CONDA_SHLVL = '1'`;
      const { findings } = stage.ask([env, `$XONSH_VERSION = '${version}'`], shell);
      return findings.map(({ code }) => code);
    };
    it("is one before 0.24 where the path has a space", () => {
      expect(look(stageHooks("my env"), "0.13.4")).toEqual(["blank-in-prefix-for-xonsh"]);
      // What it says to do.
      expect(look(stageHooks("my env"), "0.24.0")).toEqual(["hooks-not-activated"]);
      expect(look(stageHooks("myenv"), "0.13.4")).toEqual(["hooks-not-activated"]);
    });
  });
});
