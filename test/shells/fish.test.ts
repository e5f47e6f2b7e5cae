// What fish does in its own way: lists, scopes and universal variables.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Override } from "../../src/hooks/settings.js";
import { fish } from "../../src/shells/fish.js";
import { makeLastingFolder } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { FLAG_CASES, HARD_VALUES, runLines, writeHooks } from "./hook-files.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PREFIX = "/opt/envs/my env";

const SETTINGS: readonly Override[] = [
  { action: "set", variable: "GOPATH", value: "{prefix}/gopath" },
  { action: "append", variable: "GOFLAGS", value: "-race" },
  { action: "unset", variable: "GOSUMDB" },
];

describeWith("fish", "fish", findProgram("fish"), (program) => {
  const { activate, deactivate } = writeHooks(fish, join(folder, "hooks"), SETTINGS);
  let runs = 0;
  /** Activates and deactivates after these lines, as conda does: in a function. */
  const play = (
    lines: readonly string[],
    env: Readonly<Record<string, string>> = {},
    show: readonly string[] = [],
  ) =>
    runLines([program], join(folder, `run ${runs++}`), { CONDA_PREFIX: PREFIX, ...env }, (look) => [
      "function conda; eval $argv; end",
      ...lines,
      look("before"),
      `conda 'source "${activate}"'`,
      look("inside"),
      `conda 'source "${deactivate}"'`,
      look("after"),
      ...show,
    ]);

  it("has its variables outlive the function that conda is", () => {
    const { looks, output } = play([]);
    expect(output).toBe("");
    expect(looks.inside).toMatchObject({ GOPATH: `${PREFIX}/gopath`, GOFLAGS: "-race" });
    expect(looks.after).toEqual(looks.before);
  });

  it("saves a list of folders as every other shell would, and gives the list back", () => {
    const { looks, output } = play(["set -gx GOPATH /home/you/go '/srv/my go'"], {}, [
      "count $GOPATH; string join '|' $GOPATH",
    ]);
    expect(looks.inside).toMatchObject({
      GOPATH: `${PREFIX}/gopath`,
      _CONDA_GO_HOOKS_SAVED_GOPATH: "/home/you/go:/srv/my go",
    });
    expect(looks.after).toEqual(looks.before);
    expect(output).toBe("2\n/home/you/go|/srv/my go\n");
  });

  it("gives a list of flags back as a list", () => {
    const { looks, output } = play(["set -gx GOFLAGS -v -x"], {}, ["count $GOFLAGS"]);
    expect(looks.inside).toMatchObject({
      GOFLAGS: "-v -x -race",
      _CONDA_GO_HOOKS_SAVED_GOFLAGS: "-v -x",
    });
    expect(looks.after).toEqual(looks.before);
    expect(output).toBe("2\n");
  });

  it("gives back a list with no element, which programs see as empty", () => {
    const { looks, output } = play(["set -gx GOBIN"], {}, ["count $GOBIN; set -qx GOBIN"]);
    expect(looks.inside).toMatchObject({ _CONDA_GO_HOOKS_SAVED_GOBIN: "" });
    expect(looks.after).toEqual(looks.before);
    expect(output).toBe("0\n");
  });

  describe("a universal variable", () => {
    const SHOW = "set --show GOPATH | string match -r 'set in \\w+ scope, \\w+'";

    it("comes out from under ours again, and still follows its changes", () => {
      const { looks, output } = play(["set -Ux GOPATH /home/you/go"], {}, [
        SHOW,
        "set -U GOPATH /elsewhere; echo $GOPATH",
      ]);
      expect(looks.inside).toMatchObject({ GOPATH: `${PREFIX}/gopath` });
      expect(looks.after).toEqual(looks.before);
      expect(output).toBe("set in universal scope, exported\n/elsewhere\n");
    });

    it("stays hidden where the user has hidden it", () => {
      const { looks, output } = play(
        ["set -Ux GOPATH /home/you/go", "set -gx GOPATH /project"],
        {},
        [SHOW],
      );
      expect(looks.after).toMatchObject({ GOPATH: "/project" });
      expect(looks.after).toEqual(looks.before);
      expect(output).toBe("set in global scope, exported\nset in universal scope, exported\n");
    });

    it("that is not exported stays so", () => {
      const { looks, output } = play(["set -Uu GOPATH /home/you/go"], {}, [SHOW]);
      expect(looks.before).not.toHaveProperty("GOPATH");
      expect(looks.inside).toMatchObject({ GOPATH: `${PREFIX}/gopath` });
      expect(looks.after).toEqual(looks.before);
      expect(output).toBe("set in universal scope, unexported\n");
    });

    it("that is not exported does not stand in for what another shell has saved", () => {
      const { looks } = play([
        "set -Uu GOPATH /home/you/go",
        `set -gx GOPATH ${PREFIX.replaceAll(" ", "\\ ")}/gopath`,
        "set -gx _CONDA_GO_HOOKS_SAVED_GOPATH /home/you/go",
      ]);
      expect(looks.after).toMatchObject({ GOPATH: "/home/you/go" });
    });

    it("that is to be unset is empty, as it cannot be hidden from programs", () => {
      const { looks, output } = play(["set -Ux GOSUMDB off"], {}, [
        "set --show GOSUMDB | string match -r 'set in \\w+ scope, \\w+'",
      ]);
      expect(looks.before).toMatchObject({ GOSUMDB: "off" });
      expect(looks.inside).toMatchObject({ GOSUMDB: "" });
      expect(looks.after).toEqual(looks.before);
      expect(output).toBe("set in universal scope, exported\n");
      expect(play([], { GOSUMDB: "off" }).looks.inside).not.toHaveProperty("GOSUMDB");
    });
  });

  it("gives back a shell variable that is not exported, but exported, as sh does", () => {
    const { looks, output } = play(["set -gu GOPATH /home/you/go"], {}, ["echo $GOPATH"]);
    expect(looks.before).not.toHaveProperty("GOPATH");
    expect(looks.after).toEqual({ ...looks.before, GOPATH: "/home/you/go" });
    expect(output).toBe("/home/you/go\n");
  });

  it.each(HARD_VALUES)("holds %j as the user has it, and its own as they are", (value) => {
    const user = { GOPATH: value, GOMODCACHE: value, GOFLAGS: value, GOSUMDB: value };
    const { looks, output } = play([], user);
    expect(looks.inside).toMatchObject({
      GOPATH: `${PREFIX}/gopath`,
      GOMODCACHE: value,
      GOFLAGS: `${value} -race`,
      _CONDA_GO_HOOKS_SAVED_GOSUMDB: value,
    });
    expect(looks.inside).not.toHaveProperty("GOSUMDB");
    expect(looks.after).toEqual(looks.before);
    expect(output).toBe("");
  });

  it("ends with status 0, whatever was before and whatever is set", () => {
    // The last thing that it does is to find a variable unset.
    const { activate, deactivate } = writeHooks(fish, join(folder, "status"), [
      { action: "keep", variable: "CGO_ENABLED" },
    ]);
    for (const line of ["false", "set -gx GOPROXY x; false", "set -gx CONDA_GO_HOOKS 0; false"]) {
      const { output } = play([], {}, [
        `${line}; source "${activate}"; echo $status; false; source "${deactivate}"; echo $status`,
      ]);
      expect(output, line).toBe("0\n0\n");
    }
  });

  // fish alone knows line breaks in a pattern.
  const cases = [...FLAG_CASES, { flag: "-race", user: "-v\n-race\r\n-x", isThere: true }];
  it.each(cases)("finds $flag in $user: $isThere", ({ flag, user, isThere }) => {
    for (const action of ["append", "prepend"] as const) {
      const hooks = writeHooks(fish, join(folder, "flags"), [
        { action, variable: "GOFLAGS", value: flag },
      ]);
      const { looks, output } = runLines(
        [program],
        join(folder, "flags"),
        { CONDA_PREFIX: PREFIX, GOFLAGS: user },
        (look) => [`source '${hooks.activate}'`, look("inside")],
      );
      const added = action === "append" ? `${user} ${flag}` : `${flag} ${user}`;
      expect(looks.inside?.GOFLAGS).toBe(isThere ? user : added);
      expect(output).toBe("");
    }
  });

  it("finds a flag with the prefix in it, whatever is in the prefix", () => {
    const prefix = "/opt/a[b]*(c).{d}|+?^$";
    const hooks = writeHooks(fish, join(folder, "prefix"), [
      { action: "append", variable: "GOFLAGS", value: "-modfile={prefix}/alt.mod" },
    ]);
    const inside = (user: string) =>
      runLines(
        [program],
        join(folder, "prefix"),
        { CONDA_PREFIX: prefix, GOFLAGS: user },
        (look) => [`source '${hooks.activate}'`, look("inside")],
      ).looks.inside?.GOFLAGS;
    const flag = `-modfile=${prefix}/alt.mod`;
    expect(inside(`-v ${flag}`)).toBe(`-v ${flag}`);
    expect(inside("-v -modfile=/opt/ab/alt.mod")).toBe(`-v -modfile=/opt/ab/alt.mod ${flag}`);
  });
});
