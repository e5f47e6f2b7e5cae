// Every environment that there is to find: from each source, once, with the name that conda knows it by.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { chooseEnvironments, listEnvironments } from "../../src/conda/list-environments.js";
import { currentSession } from "../../src/session.js";
import { makeEnvironment, makeFolder, makeSession } from "../setup/environments.js";
import { makeConda } from "./stand-in.js";

function makeHome(env: Record<string, string> = {}) {
  const home = makeFolder();
  return { home, session: makeSession(home, { PATH: join(home, "no-programs"), ...env }) };
}

function register(home: string, ...prefixes: string[]): void {
  mkdirSync(join(home, ".conda"), { recursive: true });
  writeFileSync(join(home, ".conda", "environments.txt"), prefixes.join("\n"));
}

it("come from the roots, the folders of environments, environments.txt and the shell", async () => {
  const home = makeFolder();
  const root = makeEnvironment(join(home, "conda"));
  const { program } = makeConda(root, {});
  const [dir, other] = [join(home, "first"), join(home, "second")];
  const found = [
    makeEnvironment(join(dir, "a")),
    makeEnvironment(join(home, "elsewhere")),
    makeEnvironment(join(home, "here", "envs", "active")),
    makeEnvironment(join(other, "b")),
    makeEnvironment(join(root, "envs", "c")),
  ];
  writeFileSync(join(home, ".condarc"), `envs_dirs: [${other}]\n`);
  register(home, found[1] as string, join(home, "gone"));
  const env = { CONDA_EXE: program, CONDA_ENVS_DIRS: dir, CONDA_PREFIX: found[2] as string };
  const listed = await listEnvironments(makeSession(home, { PATH: "", ...env }));
  expect(listed).toEqual([
    { prefix: root, name: "base", isNamed: true },
    { prefix: root.concat("/envs/c"), name: "c", isNamed: true },
    { prefix: found[1], name: null, isNamed: false },
    { prefix: found[0], name: "a", isNamed: true },
    { prefix: found[2], name: "active", isNamed: false },
    { prefix: found[3], name: "b", isNamed: true },
  ]);
});

it("may be the base of a second installation, which is left alone like the first", async () => {
  const { home, session } = makeHome();
  const root = makeEnvironment(join(home, "miniconda3"));
  const web = makeEnvironment(join(root, "envs", "web"));
  register(home, root, web);
  expect(await listEnvironments(session)).toEqual([
    { prefix: root, name: "base", isNamed: false },
    { prefix: web, name: "web", isNamed: false },
  ]);
  const rest = chooseEnvironments(await listEnvironments(session), { exclude: ["base"] }, session);
  expect(rest.map(({ prefix }) => prefix)).toEqual([web]);
});

it("are those with a history, as for conda", async () => {
  const { home, session } = makeHome();
  mkdirSync(join(home, ".conda", "envs", "empty"), { recursive: true });
  mkdirSync(join(home, ".conda", "envs", "half", "conda-meta"), { recursive: true });
  writeFileSync(join(home, ".conda", "envs", "file"), "");
  expect(await listEnvironments(session)).toEqual([]);
});

it("are listed once, by whatever paths one gets to them", async () => {
  const { home, session } = makeHome();
  const prefix = makeEnvironment(join(home, ".conda", "envs", "work"));
  symlinkSync(prefix, join(home, "link"));
  register(home, join(home, "link"), prefix);
  expect(await listEnvironments(session)).toEqual([{ prefix, name: "work", isNamed: true }]);
});

it("have no name to be found by where two share it", async () => {
  const home = makeFolder();
  const dirs = [join(home, "first"), join(home, "second")];
  for (const dir of dirs) makeEnvironment(join(dir, "work"));
  const session = makeSession(home, { PATH: "", CONDA_ENVS_DIRS: dirs.join(delimiter) });
  expect(await listEnvironments(session)).toMatchObject([
    { name: "work", isNamed: false },
    { name: "work", isNamed: false },
  ]);
});

it("of pixi stand in workspaces, but not in hidden folders or behind links", async () => {
  const { home, session } = makeHome();
  const prefix = makeEnvironment(join(home, "src", "a", ".pixi", "envs", "default"));
  const second = makeEnvironment(join(home, "src", "a", "b", ".pixi", "envs", "test"));
  makeEnvironment(join(home, "src", ".cache", ".pixi", "envs", "default"));
  makeEnvironment(join(home, "src", "node_modules", ".pixi", "envs", "default"));
  makeEnvironment(join(home, "elsewhere", ".pixi", "envs", "default"));
  symlinkSync(join(home, "elsewhere"), join(home, "src", "link"));
  symlinkSync("..", join(home, "src", "a", "up"));
  const found = await listEnvironments(session, { pixi: ["src"] });
  expect(found.map((environment) => environment.prefix)).toEqual([prefix, second]);
  const selector = { all: true, pixi: ["src"], exclude: ["default"] };
  const rest = chooseEnvironments(found, selector, session);
  expect(rest.map((environment) => environment.prefix)).toEqual([second]);
});

it("of other homes are listed only for who asks for every home", async () => {
  const { home, session } = makeHome();
  const other = makeFolder();
  const prefix = makeEnvironment(join(other, "work"));
  register(other, prefix);
  const homes = [home, other, join(home, "nobody")];
  expect(await listEnvironments({ ...session, homes })).toEqual([]);
  expect(await listEnvironments({ ...session, homes }, { everyHome: true })).toMatchObject([
    { prefix },
  ]);
});

it("are looked for in all homes by root, and in one by who says which", () => {
  const { HOME } = process.env;
  try {
    process.env.HOME = "/tmp/of-my-choice";
    expect(currentSession().homes).toEqual(["/tmp/of-my-choice"]);
  } finally {
    process.env.HOME = HOME;
  }
  const { homes } = currentSession();
  expect(homes[0]).toBe(homedir());
  expect(homes.length > 1).toBe(process.getuid?.() === 0 && userInfo().homedir === homedir());
});
