// What the README says of six lines of shell: what they lose, and the hooks do not.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { makeActivatingConda } from "../conda/stand-in.js";
import { makeEnvironment, makeFolder, makeSession } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";

const SIX_LINES = {
  "etc/conda/activate.d/go.sh": `export OLD_GOPATH="$GOPATH"
export OLD_GOFLAGS="$GOFLAGS"
export GOPATH="$CONDA_PREFIX/gopath" GOFLAGS="$GOFLAGS -modcacherw"
`,
  "etc/conda/deactivate.d/go.sh": `export GOPATH="$OLD_GOPATH"
export GOFLAGS="$OLD_GOFLAGS"
unset OLD_GOPATH OLD_GOFLAGS
`,
};
/** As conda-forge's compilers have it. */
const PACKAGE = {
  "etc/conda/activate.d/activate-z61-go-cgo.sh": "export GOFLAGS=-buildmode=pie\n",
};

type Values = Readonly<Record<string, string>>;

/** The Go variables after each line, in two environments `$A` and `$B` with these files and, or else, our hooks. */
async function walk(
  shell: string,
  files: Values,
  user: Values,
  lines: readonly string[],
  { hooks }: { hooks: boolean },
): Promise<Values[]> {
  const home = makeFolder();
  const conda = makeActivatingConda(join(home, "conda"));
  const [a, b] = ["a", "b"].map((name) => makeEnvironment(join(home, "envs", name)));
  for (const prefix of [a, b] as string[]) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(prefix, path)), { recursive: true });
      writeFileSync(join(prefix, path), text);
    }
    if (hooks) await install({ prefix }, makeSession(home));
  }
  const look = "echo +++; env | grep ^GO";
  const { stdout, stderr } = spawnSync(
    shell,
    ["-c", lines.flatMap((line) => [line, look]).join("\n")],
    {
      encoding: "utf8",
      env: {
        PATH: `${dirname(conda.program)}:/usr/bin:/bin`,
        HOME: home,
        CONDA_AUTO_ACTIVATE: "false",
        ...(a !== undefined && b !== undefined && { A: a, B: b }),
        ...user,
      },
    },
  );
  expect(stderr).toBe("");
  return stdout
    .replaceAll(join(home, "envs"), "")
    .split("+++\n")
    .slice(1)
    .map((text) => Object.fromEntries(text.trimEnd().split("\n").map(splitLine)));
}

function splitLine(line: string): [string, string] {
  const [name = "", ...value] = line.split("=");
  return [name, value.join("=")];
}

const HOOK = 'eval "$(conda shell.bash hook)"';

describeWith("beside six lines of shell", "bash", findProgram("bash"), (bash) => {
  const compare = async (files: Values, user: Values, lines: readonly string[]) => {
    const six = await walk(bash, { ...SIX_LINES, ...files }, user, [HOOK, ...lines], {
      hooks: false,
    });
    const ours = await walk(bash, files, user, [HOOK, ...lines], { hooks: true });
    return { six: six.at(-1), ours: ours.at(-1) };
  };

  it("both give back a value, in one environment", async () => {
    const user = { GOPATH: "/home/you/go", GOFLAGS: "-v" };
    const { six, ours } = await compare({}, user, ['conda activate "$A"', "conda deactivate"]);
    expect([six, ours]).toEqual([user, user]);
  });

  it("an unset variable comes back empty", async () => {
    const { six, ours } = await compare({}, { GOFLAGS: "-v" }, [
      'conda activate "$A"',
      "conda deactivate",
    ]);
    expect(six).toEqual({ GOPATH: "", GOFLAGS: "-v" });
    expect(ours).toEqual({ GOFLAGS: "-v" });
  });

  it("after --stack, the value of an environment is left", async () => {
    const user = { GOPATH: "/home/you/go", GOFLAGS: "-v" };
    const lines = [
      'conda activate "$A"',
      'conda activate --stack "$B"',
      "conda deactivate",
      "conda deactivate",
    ];
    const { six, ours } = await compare({}, user, lines);
    expect(six?.GOPATH).toBe("/a/gopath");
    expect(ours).toEqual(user);
  });

  it("after a package's script, its value is left", async () => {
    const user = { GOPATH: "/home/you/go", GOFLAGS: "-v" };
    const { six, ours } = await compare(PACKAGE, user, ['conda activate "$A"', "conda deactivate"]);
    expect(six?.GOFLAGS).toBe("-buildmode=pie");
    expect(ours).toEqual(user);
  });
});

describeWith("in another shell", "fish", findProgram("fish"), (fish) => {
  it("nothing of a .sh is run", async () => {
    const lines = ["eval (conda shell.fish hook | string collect)", 'conda activate "$A"'];
    const user = { GOPATH: "/home/you/go" };
    const six = await walk(fish, SIX_LINES, user, lines, { hooks: false });
    const ours = await walk(fish, {}, user, lines, { hooks: true });
    expect(six.at(-1)).toEqual(user);
    expect(ours.at(-1)).toMatchObject({ GOPATH: "/a/gopath", GOFLAGS: "-modcacherw" });
  });
});
