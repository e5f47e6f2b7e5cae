// Completion in PowerShell and nushell, which are asked by a script what they offer: the line with it in its place is run.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeWith, findNushells, findPowerShell, skip } from "../setup/programs.js";
import { expectNothingRun, makeStage, type Stage } from "./stage.js";

function play({ work, env }: Stage, program: string, args: readonly string[], more = {}): string {
  const ran = spawnSync(program, args, {
    cwd: work,
    encoding: "utf8",
    env: { ...env, ...more },
    timeout: 100_000,
  });
  expect([ran.status, ran.stderr]).toEqual([0, ""]);
  return ran.stdout;
}

// Each leads to another one's program before it leads to ours.
const RELATIVE = [".:HOME/bin:/usr/bin", "./:HOME/bin", "../evil:HOME/bin", "../work:HOME/bin"];

/** Puts a program of somebody else's beside the current folder, too. */
function makeEvil({ home }: Stage): { hasRun(): boolean } {
  const evil = join(home, "evil");
  mkdirSync(evil);
  const text = `#!/bin/sh\ntouch '${evil}/started'\n`;
  writeFileSync(join(evil, "conda-go-hooks"), text, { mode: 0o755 });
  return { hasRun: () => existsSync(join(evil, "started")) };
}

/** The lines without a tab, and the words that are run then. */
const LINES: readonly (readonly [line: string, run: readonly string[]])[] = [
  ["conda-go-hooks insta", ["install"]],
  ["conda-go-hooks install -n ap", ["install", "-n", "api"]],
  ["conda-go-hooks install -n my", ["install", "-n", "my env"]],
  ["conda-go-hooks install -n quo", ["install", "-n", `quo'te"s`]],
  ["conda-go-hooks install -n back", ["install", "-n", "back\\slash"]],
  ["conda-go-hooks install -n '$", ["install", "-n", "$(touch pwned)"]],
  ["conda-go-hooks install '`", ["install", "`touch grave`"]],
  ["conda-go-hooks install -n 'a;", ["install", "-n", "a;touch pwned;b"]],
  ['conda-go-hooks install -n "my', ["install", "-n", "my env"]],
  ["conda-go-hooks install --env=my", ["install", "--env=my env"]],
  ["conda-go-hooks install --profile=of", ["install", "--profile=offline"]],
  ["conda-go-hooks install --profile of", ["install", "--profile", "offline"]],
  ["conda-go-hooks install --set GOPROX", ["install", "--set", "GOPROXY="]],
  ["conda-go-hooks install --shell sh,fi", ["install", "--shell", "sh,fish"]],
  ["conda-go-hooks install api --ye", ["install", "api", "--yes"]],
];

const POWERSHELL = `
conda-go-hooks completion powershell | Out-String | Invoke-Expression
foreach ($line in Get-Content -LiteralPath $env:LINES) {
  $found = TabExpansion2 $line $line.Length
  if ($found.CompletionMatches.Count -ne 1) { "$($found.CompletionMatches.Count) matches: $line"; continue }
  $rest = $line.Remove($found.ReplacementIndex, $found.ReplacementLength)
  Invoke-Expression $rest.Insert($found.ReplacementIndex, $found.CompletionMatches[0].CompletionText)
}
`;

describeWith("PowerShell", "PowerShell", findPowerShell(), ([pwsh, ...args]) => {
  const playLines = (stage: Stage, script: string, lines: readonly string[]) => {
    writeFileSync(join(stage.home, "script.ps1"), script);
    writeFileSync(join(stage.home, "lines"), lines.join("\n"));
    const file = join(stage.home, "script.ps1");
    return play(stage, pwsh, [...args, file], { LINES: join(stage.home, "lines") });
  };

  it("completes each word, and quotes what it has to", () => {
    const stage = makeStage();
    const said = playLines(
      stage,
      POWERSHELL,
      LINES.map(([line]) => line),
    );
    expect(said).toBe("");
    expect(stage.listRuns()).toEqual(LINES.map(([, run]) => run));
    expectNothingRun(stage);
  });

  it("runs nothing of what is typed, and says what each word is", () => {
    const stage = makeStage();
    const script = POWERSHELL.replace(
      /^ {2}if[\s\S]*\n\}\n$/m,
      "  $found.CompletionMatches.ToolTip\n}\n",
    );
    const said = playLines(stage, script, [
      "conda-go-hooks install $(touch pwned) --profile off",
      'conda-go-hooks install "$(touch pwned)" --profile "$(touch pwned)',
      "$x = 'a'; conda-go-hooks install $x `touch --profile off",
    ]);
    const summary = "like isolated, and never downloads a module\n";
    expect(said).toBe(summary + summary);
    expect(stage.listRuns()).toEqual([]);
    expectNothingRun(stage);
  });

  it.each(RELATIVE)("asks no program of the current folder with the PATH %s", (path) => {
    const stage = makeStage();
    const evil = makeEvil(stage);
    const paths = [path, "HOME/bin/:/usr/bin", "~/bin:/usr/bin"];
    const script = `conda-go-hooks completion powershell | Out-String | Invoke-Expression
foreach ($path in ${paths.map((one) => `"${one.replace("HOME", stage.home)}"`).join(", ")}) {
  $env:PATH = $path
  "" + (TabExpansion2 "conda-go-hooks insta" 20).CompletionMatches.CompletionText
}
`;
    // What the shell itself offers, and then ours.
    expect(playLines(stage, script, [])).toBe("./install\ninstall\ninstall\n");
    expect(evil.hasRun()).toBe(false);
    expectNothingRun(stage);
  });
});

/** The words of a line as nushell hands them to its completer. */
const spansOf = (line: string) => line.split(" ");

describe.each(findNushells().map((nu, index) => [index === 0 ? "" : "the newest ", nu] as const))(
  "%snushell",
  (_, nu) => {
    if (nu === null) return skip("there is no nushell", "nushell");

    const complete = (
      stage: Stage,
      lines: readonly (readonly string[])[],
      before = "",
      after = "",
    ) => {
      const script = join(stage.home, "completion.nu");
      const loaded = play(stage, join(stage.home, "bin", "conda-go-hooks"), ["completion", "nu"]);
      writeFileSync(
        script,
        `${before}\n${loaded}\n${after}\n${JSON.stringify(lines)} | each {|spans| [(do $env.config.completions.external.completer $spans)] } | to json\n`,
      );
      return JSON.parse(play(stage, nu, ["--no-config-file", script])).map(
        ([answer]: [{ value: string; description: string }[] | null]) => answer,
      );
    };

    it("completes each word, and quotes what it has to", () => {
      const stage = makeStage();
      const answers = complete(
        stage,
        LINES.map(([line]) => spansOf(line)),
      );
      const lines = LINES.map(([line], index) => {
        expect(answers[index], line).toHaveLength(1);
        return [...spansOf(line).slice(0, -1), answers[index][0].value].join(" ");
      });
      writeFileSync(join(stage.home, "run.nu"), lines.map((line) => `^${line}`).join("\n"));
      play(stage, nu, ["--no-config-file", join(stage.home, "run.nu")]);
      expect(stage.listRuns()).toEqual(LINES.map(([, run]) => run));
      expectNothingRun(stage);
    });

    it("says what each word is, leaves files to the shell, and other commands to the completer before", () => {
      const before = '$env.config.completions.external.completer = {|spans| [{value: "before"}] }';
      const lines = [
        "conda-go-hooks install --profile off",
        "conda-go-hooks render --out ",
        "git st",
      ];
      const answers = complete(makeStage(), lines.map(spansOf), before);
      expect(answers).toEqual([
        [{ value: "offline", description: "like isolated, and never downloads a module" }],
        null,
        [{ value: "before" }],
      ]);
    });

    it.each(RELATIVE)("asks no program of the current folder with the PATH %s", (path) => {
      const stage = makeStage();
      const evil = makeEvil(stage);
      const folders = JSON.stringify(path.replace("HOME", stage.home).split(":"));
      const spans = ["conda-go-hooks", "insta"];
      const answers = [`$env.PATH = ${folders}`, `$env.PATH = ["${stage.home}/bin/"]`].map(
        (before) => complete(stage, [spans], "", before),
      );
      // The older nu finds no program by such an entry, and goes on to ours.
      expect([null, "install"]).toContain(answers[0]?.[0]?.[0].value ?? null);
      expect(answers[1]?.[0]?.[0].value).toBe("install");
      expect(evil.hasRun()).toBe(false);
      expectNothingRun(stage);
    });

    it("is loaded from where the help says", () => {
      const { home, work, env } = makeStage();
      const { stdout } = spawnSync(join(home, "bin", "conda-go-hooks"), ["completion", "--help"], {
        encoding: "utf8",
        env,
      });
      // The second one is too long for a narrow help, and nu takes it in two lines as well.
      const [, lines = ""] = /^and for nu .*\n((?: {2}.*\n)+)/m.exec(stdout) ?? [];
      expect(lines.match(/\$nu\./g)).toHaveLength(2);
      const input = [
        lines,
        "print ($nu.user-autoload-dirs.0 | path join conda-go-hooks.nu | open --raw | lines | first)",
      ].join("\n");
      const ran = spawnSync(nu, ["--no-config-file", "-c", input], {
        cwd: work,
        encoding: "utf8",
        env,
      });
      expect(ran.stdout).toMatch(/^# Completes conda-go-hooks/);
      expect(ran.status).toBe(0);
    });
  },
);
