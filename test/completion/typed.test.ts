// Completion as it is typed: in bash, zsh and fish on a terminal, the line that a tab has completed is run, and its words
// are those of the name that was meant.
import { expect, it } from "vitest";
import { runCommand } from "../setup/command.js";
import { describeWith, findProgram, itUnless, readVersion } from "../setup/programs.js";
import { CASES, expectNothingRun, makeStage, type Stage, typeIn } from "./stage.js";

// In each, Ctrl-T throws the line away: no terminal takes that for itself before the shell is there, as it does Ctrl-U.
const SHELLS = [
  {
    name: "bash",
    start: "bash --noprofile -i",
    files: {
      ".bashrc": `eval "$(conda-go-hooks completion bash)"\nbind '"\\C-t": kill-whole-line'\n`,
    },
    described: false,
  },
  {
    name: "zsh",
    start: "zsh -i",
    // What it does by default runs a command substitution that stands in the word, before it completes.
    files: {
      ".zshrc": `eval "$(conda-go-hooks completion zsh)"\nbindkey '^I' complete-word '^T' kill-whole-line\n`,
    },
    described: true,
  },
  {
    name: "fish",
    start: "fish -i",
    files: {
      ".config/fish/config.fish":
        "conda-go-hooks completion fish | source\nbind \\ct 'commandline \"\"'\n",
      // Else fish makes its own of all manual pages, for as long as that takes.
      ".local/share/fish/generated_completions/none.fish": "",
    },
    described: true,
  },
] as const;

// That of BSD takes the command in another way.
const found = findProgram("script");
const isKnown = found !== null && readVersion(found, "--version") !== null;
const script = isKnown ? found : null;
const missing = /^ +exec /m.test(runCommand("/", ["--help"]).stdout)
  ? null
  : "there is no command exec";

describeWith("a terminal", "script of util-linux", script, (script) => {
  for (const { name, start, files, described } of SHELLS) {
    describeWith(name, name, findProgram(name), () => {
      it("completes each word, and quotes what it has to", () => {
        const stage = makeStage(files);
        typeIn(
          script,
          start,
          stage,
          CASES.map(([line]) => line),
        );
        expect(listPlainRuns(stage)).toEqual(CASES.map(([, run]) => run));
        expectNothingRun(stage);
      });

      it("runs nothing of what is typed, and no program of the current folder", () => {
        const stage = makeStage(files);
        const lines = [
          "conda-go-hooks install $(touch pwned)\t\x14",
          "conda-go-hooks install -n `touch pwned`\t\x14",
          'conda-go-hooks install -n "$(touch pwned)\t\x14',
          "conda-go-hooks install --env='$(touch pwned)\t\x14",
          "conda-go-hooks install $(touch pwned) -n ap\t\x14",
          name === "fish" ? "set PATH . ~/bin /usr/bin /bin" : "PATH=.:$HOME/bin:/usr/bin:/bin",
          "conda-go-hooks insta\t\x14",
        ];
        typeIn(script, start, stage, [
          ...lines,
          name === "fish" ? "set PATH ~/bin /usr/bin /bin" : "PATH=$HOME/bin:/usr/bin:/bin",
          "conda-go-hooks insta\t",
        ]);
        expect(listPlainRuns(stage)).toEqual([["install"]]);
        expectNothingRun(stage);
      });

      itUnless(missing, "leaves another program's command line to the shell", () => {
        const stage = makeStage(files);
        typeIn(script, start, stage, [
          "conda-go-hooks exec -n ap\t-- sha256s\tfi\t",
          "conda-go-hooks exec -n api sha256s\tfi\t",
          "conda-go-hooks exec -n api -- cat fi\t",
          "conda-go-hooks exec -n api -- --nosuch\t",
        ]);
        expect(listPlainRuns(stage)).toEqual([
          ["exec", "-n", "api", "--", "sha256sum", "file.txt"],
          ["exec", "-n", "api", "sha256sum", "file.txt"],
          ["exec", "-n", "api", "--", "cat", "file.txt"],
          ["exec", "-n", "api", "--", "--nosuch"],
        ]);
      });

      if (described)
        it("shows what each word is", () => {
          const seen = typeIn(script, start, makeStage(files), [
            "conda-go-hooks install --profile \t\t\x14",
          ]);
          expect(seen).toContain("like isolated, and never");
        });

      it("leaves the line as it is when the program fails", () => {
        const stage = makeStage({ ...files, ".condarc": "envs_dirs: [/a]\nenvs_path: [/b]\n" });
        const lines = ["conda-go-hooks install -n ap\t", "conda-go-hooks install --profile of\t"];
        typeIn(script, start, stage, lines);
        expect(listPlainRuns(stage)).toEqual([
          ["install", "-n", "ap"],
          ["install", "--profile", "offline"],
        ]);
      });
    });
  }
});

/** Some shells add a slash to a folder. */
function listPlainRuns({ home, listRuns }: Stage): string[][] {
  return listRuns().map((run) =>
    run.map((word) => word.replace(/(?<=.)\/$/, "").replace(home, "HOME")),
  );
}
