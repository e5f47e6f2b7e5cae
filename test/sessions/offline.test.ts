// The profile offline, filled and activated as its user does it: what is in its module cache can be had by every go.
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Dialect } from "../../src/shells/dialect.js";
import { posix } from "../../src/shells/posix.js";
import { describeWithGo, type Go, goHome, runGo } from "../go/real-go.js";
import { runCommand } from "../setup/command.js";
import {
  makeEnvironment,
  makeFolder,
  makeLastingFolder,
  writeFiles,
} from "../setup/environments.js";
import { writeModule } from "../setup/module-proxy.js";
import { describeWith, isNewest } from "../setup/programs.js";
import { type Stage, valuesAt } from "./play.js";
import { openStagesOnce } from "./stages.js";

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const proxy = join(folder, "proxy");
const LIB = "module example.com/lib\n\ngo 1.18\n";
writeModule(proxy, "example.com/lib", "v1.0.0", { "go.mod": LIB, "lib.go": "package lib\n" });
writeModule(proxy, "example.com/tool", "v1.0.0", {
  "go.mod": "module example.com/tool\n\ngo 1.18\n\nrequire example.com/lib v1.0.0\n",
  "main.go": 'package main\n\nimport _ "example.com/lib"\n\nfunc main() {}\n',
});
const PROJECT = {
  "go.mod": "module example.com/m\n\ngo 1.18\n\nrequire example.com/lib v1.0.0\n",
  "main.go": 'package main\n\nimport _ "example.com/lib"\n\nfunc main() {}\n',
};

const stages = openStagesOnce();
const bash = stages.find(({ name }) => name === "bash")?.stage ?? null;
let runs = 0;

/** Installs a profile and activates the environment in the shell. @returns the variables of Go there */
async function activate(
  stage: Stage,
  dialect: Dialect,
  prefix: string,
  profile: string | null,
): Promise<Record<string, string>> {
  const home = join(prefix, "..");
  if (profile !== null) {
    const args = ["-p", prefix, "--profile", profile, "--shell", dialect.shells[0] as string];
    const installed = runCommand(home, ["install", ...args]);
    expect(installed.status, installed.stderr).toBe(0);
  }
  const scripts = join(prefix, "etc", "conda", "activate.d");
  const names = readdirSync(scripts).filter((name) => name.endsWith(dialect.extension));
  const moves = [
    { move: "set", name: "CONDA_PREFIX", value: prefix } as const,
    ...names.sort().map((name) => ({ move: "source", file: join(scripts, name) }) as const),
    { move: "look", label: "inside" } as const,
  ];
  const play = { title: stage.name, user: {}, moves };
  const [mode = "default"] = stage.modes;
  const [performance] = await stage.perform([play], mode, join(folder, `run ${runs++}`));
  if (performance === undefined) throw new Error("the shell did nothing");
  // Else the standard library would be compiled anew for each environment.
  return { ...valuesAt(performance, "inside"), GOCACHE: join(goHome, "builds") };
}

const filled = new Map<Go, Promise<string>>();

/** An environment with modules in its own cache, moved here from where it was filled. @returns a project beside it */
async function fill(go: Go, stage: Stage, prefix: string): Promise<string> {
  const first = filled.get(go) ?? fillFirst(go, stage);
  filled.set(go, first);
  const project = join(prefix, "..", "project");
  cpSync(await first, prefix, { recursive: true });
  cpSync(join(await first, "..", "project"), project, { recursive: true });
  return project;
}

/** Fills an environment as the documentation says. */
async function fillFirst(go: Go, stage: Stage): Promise<string> {
  const prefix = makeEnvironment(join(folder, go.version, "first"));
  const project = join(prefix, "..", "project");
  writeFiles(project, PROJECT);
  const env = { ...(await activate(stage, posix, prefix, "isolated")), GOPROXY: `file://${proxy}` };
  for (const args of [
    ["mod", "tidy"],
    ["mod", "download"],
    ["install", TOOL],
  ]) {
    const { code, stderr } = await runGo(go, project, args, env);
    expect(code, stderr).toBe(0);
  }
  rmSync(join(prefix, "bin"), { recursive: true });
  return prefix;
}

const TOOL = "example.com/tool@v1.0.0";
const REACHED = [
  ["install", TOOL],
  ["build", "./..."],
  ["mod", "download"],
  ["mod", "tidy"],
];

function playWithGo(stage: Stage): void {
  describeWithGo("what is cached is to be had offline", (go) => {
    it.each(["work", "my env", "a@b", "ü [x]&y=z;"])("in %s", async (name) => {
      const prefix = join(makeFolder(), name);
      const project = await fill(go, stage, prefix);
      const env = await activate(stage, posix, prefix, "offline");
      expect(env.GOPROXY).toBe(`file:///${prefix}/gopath/pkg/mod/cache/download,off`);
      for (const args of [...REACHED, ["get", "example.com/lib@latest"]]) {
        const { code, stderr } = await runGo(go, project, args, env);
        expect(code, `${args}: ${stderr}`).toBe(0);
      }
      expect(readdirSync(join(prefix, "bin"))).toEqual(["tool"]);
      // And nothing else.
      const { stderr } = await runGo(go, project, ["get", "example.com/none@v1.0.0"], env);
      expect(stderr).toContain("module lookup disabled by GOPROXY=off");
    });

    it.each(["a%zb", "a%41b", "a,b", "a|b", "a#b", "a?b"])(
      "in %s, but no program by its version since 1.23",
      async (name) => {
        const prefix = join(makeFolder(), name);
        const project = await fill(go, stage, prefix);
        const env = await activate(stage, posix, prefix, "offline");
        expect(env.GOPROXY).toBe("off");
        const { warnings } = runCommand(folder, ["install", "-p", prefix, "--json"]).json
          .environments[0];
        expect(warnings).toMatchObject([{ code: "prefix-in-url" }]);
        for (const args of REACHED) {
          const { code, stderr } = await runGo(go, project, args, env);
          const fails = args[0] === "install" && go.minor >= 23;
          expect(code, `${args}: ${stderr}`).toBe(fails ? 1 : 0);
          if (fails) expect(stderr).toContain("module lookup disabled by GOPROXY=off");
        }
        // What it is off for.
        const bad = { ...env, GOPROXY: `file:///${prefix}/gopath/pkg/mod/cache/download,off` };
        const got = await runGo(go, project, ["get", "example.com/lib@latest"], bad);
        expect(got.code).not.toBe(0);
      },
    );

    it("goes on in an environment that is renamed", async () => {
      const root = makeFolder();
      const project = await fill(go, stage, join(root, "old"));
      await activate(stage, posix, join(root, "old"), "offline");
      renameSync(join(root, "old"), join(root, "new"));
      const env = await activate(stage, posix, join(root, "new"), null);
      const { code, stderr } = await runGo(go, project, ["install", TOOL], env);
      expect(code, stderr).toBe(0);
    });
  });
}
// There is no Go among the newest programs: what it does is no matter of a newer bash.
if (!isNewest) describeWith("in bash", "bash", bash, playWithGo);

for (const { name, dialect, stage } of stages)
  describeWith(name, name, stage, (found) => {
    it("gives Go its own module cache for a proxy", async () => {
      const prefix = makeEnvironment(join(makeFolder(), "work"));
      mkdirSync(join(prefix, "gopath"));
      const env = await activate(found, dialect, prefix, "offline");
      expect(env).toMatchObject({
        GOPROXY: `file:///${prefix}/gopath/pkg/mod/cache/download,off`,
        GONOPROXY: "none",
      });
    });
  });
