// What xonsh makes of the .sh hooks, which conda has its source-bash run; it has no dialect of its own.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { posix } from "../../src/shells/posix.js";
import { isOldXonsh } from "../sessions/xonsh-stage.js";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { runLines, writeHooks } from "./hook-files.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PREFIX = "/opt/envs/myenv";

/** The line that conda writes for xonsh. */
function source(path: string): string {
  return `source-bash --suppress-skip-message -n "${path}"`;
}

/** Such a file that does nothing. */
function writeEmpty(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
  return path;
}

describeWith("xonsh", "xonsh", findProgram("xonsh"), (program) => {
  const command = [program, "--no-rc"];
  const isOld = isOldXonsh(program);

  it("gets the environment's values from the .sh hooks, and its own back", () => {
    const { activate, deactivate } = writeHooks(posix, join(folder, "hooks"), [
      { action: "set", variable: "GOPATH", value: "{prefix}/gopath" },
      { action: "append", variable: "GOFLAGS", value: "-race" },
      { action: "unset", variable: "GOSUMDB" },
    ]);
    const user = { GOPATH: "/home/you/go:/srv/go", GOFLAGS: "-v", GOPROXY: "", GOSUMDB: "off" };
    const { looks, output } = runLines(
      command,
      join(folder, "values"),
      { CONDA_PREFIX: PREFIX, ...user },
      (look) => [
        look("before"),
        source(activate),
        look("inside"),
        // A list within xonsh, a text for programs.
        "print(type($GOPATH).__name__, len($GOPATH), len($_CONDA_GO_HOOKS_SAVED_GOPATH))",
        source(deactivate),
        look("after"),
        "print(type($GOPATH).__name__, len($GOPATH))",
      ],
    );
    expect(output).toBe("EnvPath 1 2\nEnvPath 2\n");
    expect(looks.inside).toMatchObject({
      GOPATH: `${PREFIX}/gopath`,
      GOFLAGS: "-v -race",
      GOPROXY: "",
      _CONDA_GO_HOOKS_SAVED_GOPATH: user.GOPATH,
    });
    expect(looks.inside).not.toHaveProperty("GOSUMDB");
    expect(looks.after).toMatchObject(user);
  });

  it("can source a path with a blank since 0.24; before, by no quotes: its own fault", () => {
    const path = join(folder, "my env", "hook.sh");
    mkdirSync(dirname(path));
    writeFileSync(path, "export SOURCED=yes\n");
    const plain = join(folder, "hook.sh");
    writeFileSync(plain, "export SOURCED=yes\n");
    const lines = [source(path), `source-bash --suppress-skip-message -n '${path}'`];
    for (const [index, line] of [source(plain), ...lines].entries()) {
      const { looks, output } = runLines(command, join(folder, "blank"), {}, (look) => [
        line,
        look("after"),
      ]);
      const fails = isOld && index > 0;
      expect(looks.after?.SOURCED, line).toBe(fails ? undefined : "yes");
      expect(output.includes("Source failed"), line).toBe(fails);
    }
  });

  // So the stage for plays gives it no such values.
  it("breaks these values by itself, whatever is sourced; since 0.24 fewer of them", () => {
    const empty = writeEmpty(join(folder, "empty", "hook.sh"));
    const user = {
      GOPATH: "~/go:$HOME/go",
      GOFLAGS: "-v\n-x=y",
      GOPRIVATE: "a\n",
      GOPROXY: "a\rb",
    };
    const { looks } = runLines(command, join(folder, "broken"), user, (look) => [
      source(empty),
      look("after"),
    ]);
    const home = join(folder, "broken");
    expect(looks.after).toMatchObject({ GOPATH: `${home}/go:${home}/go` });
    expect(looks.after?.GOPROXY).toBe("a\nb");
    expect(looks.after?.GOFLAGS).toBe(isOld ? "-v" : user.GOFLAGS);
    if (!isOld) expect(looks.after?.GOPRIVATE).toBe(user.GOPRIVATE);
    const torn = Object.keys(looks.after ?? {}).filter((name) => name.startsWith("\n"));
    expect(torn.length > 0).toBe(isOld);
  });
});
