// From what the user names to a prefix: where we look, when conda is asked, and what is refused.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { describe, expect, it, vi } from "vitest";
import {
  checkNamed,
  type Environment,
  type EnvironmentSelector,
  findEnvironment,
  isActivated,
  isActive,
} from "../../src/conda/environments.js";
import { type CondaGoHooksError, makeError } from "../../src/errors/error.js";
import type { Session } from "../../src/session.js";
import { makeEnvironment, makeFolder, makeSession } from "../setup/environments.js";
import { makePipe } from "./pipe.js";
import { makeConda, makeProgram, printing } from "./stand-in.js";

/** A home without any conda, and without a program on its PATH. */
function makeHome(env: Record<string, string> = {}) {
  const home = makeFolder();
  return { home, session: makeSession(home, { PATH: join(home, "no-programs"), ...env }) };
}

/** A home with a conda that would lead elsewhere if it were asked. */
function makeHomeWithConda() {
  const home = makeFolder();
  const root = join(home, "conda");
  const elsewhere = makeEnvironment(join(home, "elsewhere", "work"));
  const conda = makeConda(root, { root_prefix: elsewhere, envs_dirs: [join(home, "elsewhere")] });
  const env = { PATH: join(home, "no-programs"), CONDA_EXE: conda.program };
  return { home, root, conda, env, session: makeSession(home, env) };
}

/** A home with two environments called `work`, so that conda has to be asked; `dirs` are their folders. */
function makeHomeWithTwo() {
  const home = makeFolder();
  const dirs = [join(home, "first"), join(home, "second")] as const;
  const [first, second] = dirs.map((dir) => makeEnvironment(join(dir, "work"))) as [string, string];
  const env = { PATH: join(home, "no-programs"), CONDA_ENVS_DIRS: dirs.join(delimiter) };
  return { home, dirs, first, second, env };
}

function register(home: string, ...lines: string[]): void {
  mkdirSync(join(home, ".conda"), { recursive: true });
  writeFileSync(join(home, ".conda", "environments.txt"), lines.join("\n"));
}

async function errorOf(found: Promise<unknown>): Promise<CondaGoHooksError> {
  return found.then(
    (value) => expect.fail(`no error, but ${JSON.stringify(value)}`),
    (error) => error,
  );
}

describe("what the user names", () => {
  it("is a path below the current folder with -p", async () => {
    const { home, session } = makeHome();
    expect(await findEnvironment({ prefix: "here/work" }, session)).toEqual({
      prefix: join(home, "here/work"),
      name: null,
      isNamed: false,
    });
  });

  it("has a name when it stands right below a folder called envs", async () => {
    const { session } = makeHome();
    expect(await findEnvironment({ prefix: "envs/work/" }, session)).toMatchObject({
      name: "work",
      isNamed: false,
    });
  });

  it("is a path with --env when it holds a separator, and else a name", async () => {
    const { home, session } = makeHome();
    const prefix = makeEnvironment(join(home, ".conda", "envs", "work"));
    expect(await findEnvironment({ env: "./work" }, session)).toMatchObject({
      prefix: join(home, "work"),
    });
    expect(await findEnvironment({ env: "work" }, session)).toEqual({
      prefix,
      name: "work",
      isNamed: true,
    });
  });

  it.each(["envs/work", "./work", "..\\work", "/"])("is no name with -n: %s", async (name) => {
    const { session } = makeHome();
    await expect(findEnvironment({ name }, session)).rejects.toMatchObject({ code: "usage" });
  });

  it.each([".", ".."])("is no name with -n or --env: %s", async (name) => {
    const { home, env } = makeHomeWithConda();
    mkdirSync(join(home, "conda", "envs"));
    for (const selector of [{ name }, { env: name }]) {
      const found = findEnvironment(selector, makeSession(home, env));
      await expect(found).rejects.toMatchObject({ code: "usage" });
    }
  });

  it.each<EnvironmentSelector>([{ name: "" }, { prefix: "" }, { env: "" }])(
    "is not empty: %o",
    async (selector) => {
      const { home, session } = makeHome();
      makeEnvironment(join(home, ".conda", "envs"));
      await expect(findEnvironment(selector, session)).rejects.toMatchObject({ code: "usage" });
    },
  );

  it.each<EnvironmentSelector>([
    { name: "work", prefix: "/work" },
    { name: "work", env: "work" },
    { prefix: "/work", env: "/work" },
  ])("is named once: %o", async (selector) => {
    const { session } = makeHome();
    await expect(findEnvironment(selector, session)).rejects.toMatchObject({ code: "usage" });
  });
});

describe("the active environment", () => {
  it("is meant when none is named", async () => {
    const { home } = makeHome();
    const prefix = makeEnvironment(join(home, "envs", "work"));
    const { session } = makeHome({ CONDA_PREFIX: prefix, CONDA_DEFAULT_ENV: "work" });
    expect(await findEnvironment({}, session)).toEqual({ prefix, name: "work", isNamed: false });
  });

  it.each<Record<string, string>>([{}, { CONDA_PREFIX: "", CONDA_SHLVL: "0" }])(
    "is asked for when there is none: %o",
    async (env) => {
      const { session } = makeHome(env);
      await expect(findEnvironment({}, session)).rejects.toMatchObject({ code: "no-environment" });
    },
  );

  it("is known again by another path to it", async () => {
    const { home } = makeHome();
    const prefix = makeEnvironment(join(home, "work"));
    const other = makeEnvironment(join(home, "other"));
    symlinkSync(prefix, join(home, "link"));
    const { session } = makeHome({ CONDA_PREFIX: join(home, "link") });
    expect(await isActive(prefix, session)).toBe(true);
    expect(await isActive(other, session)).toBe(false);
    const none = makeSession(home, { CONDA_PREFIX: "" });
    expect(await isActive(process.cwd(), none)).toBe(false);
  });

  it("may have others below it, which are activated too", async () => {
    const { home } = makeHome();
    const [a, b, c] = ["a", "b", "c"].map((name) => makeEnvironment(join(home, name)));
    const { session } = makeHome({
      CONDA_PREFIX: `${b}`,
      CONDA_PREFIX_1: `${a}`,
      CONDA_PREFIX_2: "",
    });
    expect(await isActivated(`${a}`, session)).toBe(true);
    expect(await isActivated(`${b}`, session)).toBe(true);
    expect(await isActivated(`${c}`, session)).toBe(false);
    expect(await isActivated(process.cwd(), session)).toBe(false);
    expect(await isActive(`${a}`, session)).toBe(false);
  });
});

describe("base is not changed unless it is named", () => {
  const REFUSED = { code: "no-environment" };
  /** What becomes of a command that changes the environment, with nothing named. */
  async function takeActive(session: Session): Promise<Environment> {
    const environment = await findEnvironment({}, session);
    await checkNamed(environment, {}, session);
    return environment;
  }

  it("when it is the root of the conda there is, by whatever path", async () => {
    const { home, root, env } = makeHomeWithConda();
    const link = join(home, "link");
    symlinkSync(root, link);
    for (const prefix of [root, link]) {
      const session = makeSession(home, { ...env, CONDA_PREFIX: prefix });
      await expect(takeActive(session)).rejects.toMatchObject(REFUSED);
    }
  });

  it("when it calls itself so", async () => {
    const { home } = makeHome();
    const prefix = makeEnvironment(join(home, "conda"));
    const { session } = makeHome({ CONDA_PREFIX: prefix, CONDA_DEFAULT_ENV: "base" });
    await expect(takeActive(session)).rejects.toMatchObject(REFUSED);
  });

  it("when it calls itself so, and stands below a folder called envs", async () => {
    const { home } = makeHome();
    const prefix = makeEnvironment(join(home, "envs", "conda"));
    const { session } = makeHome({ CONDA_PREFIX: prefix, CONDA_DEFAULT_ENV: "base" });
    await expect(takeActive(session)).rejects.toMatchObject(REFUSED);
  });

  it("when it is the root of the conda there is, below a folder called envs", async () => {
    const { home } = makeHome();
    const root = join(home, "envs", "conda");
    const conda = makeConda(root, {});
    mkdirSync(join(root, "envs"));
    const { session } = makeHome({ CONDA_PREFIX: root, CONDA_EXE: conda.program });
    await expect(takeActive(session)).rejects.toMatchObject(REFUSED);
  });

  it("nor is what new shells activate instead", async () => {
    const { home } = makeHome();
    const prefix = makeEnvironment(join(home, ".conda", "envs", "daily"));
    writeFileSync(join(home, ".condarc"), "default_activation_env: daily\n");
    const session = makeSession(home, { CONDA_PREFIX: prefix });
    await expect(takeActive(session)).rejects.toMatchObject({
      ...REFUSED,
      hint: `to change it: add -p ${prefix}`,
    });
    await checkNamed(await findEnvironment({ prefix }, session), { prefix }, session);
    writeFileSync(join(home, ".condarc"), "default_activation_env: other\n");
    expect(await takeActive(session)).toMatchObject({ prefix });
  });

  it("but then it is, and other environments need no name", async () => {
    const { home, root, env } = makeHomeWithConda();
    const session = makeSession(home, { ...env, CONDA_PREFIX: root });
    for (const selector of [{ name: "base" }, { env: "base" }, { prefix: root }]) {
      const environment = await findEnvironment(selector, session);
      await expect(checkNamed(environment, selector, session)).resolves.toBeUndefined();
    }
    const prefix = makeEnvironment(join(home, "work"));
    const active = makeSession(home, { ...env, CONDA_PREFIX: prefix });
    expect(await takeActive(active)).toMatchObject({ prefix });
  });
});

describe("base", () => {
  it.each<[string, (root: string) => EnvironmentSelector]>([
    ["-n base", () => ({ name: "base" })],
    ["-n root", () => ({ name: "root" })],
    ["--env base", () => ({ env: "base" })],
    ["-p", (root) => ({ prefix: root })],
  ])("is found when named by %s, without conda", async (_, select) => {
    const { root, conda, session } = makeHomeWithConda();
    const found = await findEnvironment(select(root), session);
    expect(found).toMatchObject({ prefix: root, name: "base" });
    expect(conda.calls()).toEqual([]);
  });

  it("is mamba's where there is no conda", async () => {
    const { home } = makeHome();
    const root = makeEnvironment(join(home, "mamba"));
    const { session } = makeHome({ MAMBA_ROOT_PREFIX: root });
    expect(await findEnvironment({ name: "base" }, session)).toMatchObject({ prefix: root });
  });

  it.each(["bin", "condabin"])("is found from a conda in %s on PATH", async (folder) => {
    const { home } = makeHome();
    const root = join(home, "conda");
    const conda = makeConda(root, {});
    if (folder === "condabin") makeProgram(join(root, folder, "conda"), "exit 1");
    const session = makeSession(home, { PATH: join(root, folder) });
    expect(await findEnvironment({ name: "base" }, session)).toMatchObject({ prefix: root });
    expect(conda.calls()).toEqual([]);
  });

  it("is found from a conda on PATH that is a link", async () => {
    const { home } = makeHome();
    const root = join(home, "conda");
    mkdirSync(join(home, "bin"));
    symlinkSync(makeConda(root, {}).program, join(home, "bin", "conda"));
    const session = makeSession(home, { PATH: join(home, "bin") });
    expect(await findEnvironment({ name: "base" }, session)).toMatchObject({ prefix: root });
  });

  it("is unknown where there is no conda", async () => {
    const { session } = makeHome();
    const found = findEnvironment({ name: "base" }, session);
    await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
  });
});

describe("a name with one clear answer", () => {
  type Made = ReturnType<typeof makeHomeWithConda>;
  /** Makes the environment `work` where the title says. @returns the prefix and what the session needs for it */
  const places: Readonly<Record<string, (made: Made) => [string, Record<string, string>]>> = {
    CONDA_ENVS_DIRS: ({ home }) => [
      makeEnvironment(join(home, "mine", "work")),
      { CONDA_ENVS_DIRS: [join(home, "none"), join(home, "mine")].join(delimiter) },
    ],
    CONDA_ENVS_PATH: ({ home }) => [
      makeEnvironment(join(home, "mine", "work")),
      { CONDA_ENVS_PATH: join(home, "mine") },
    ],
    "CONDA_ENVS_DIRS with ~": ({ home }) => [
      makeEnvironment(join(home, "mine", "work")),
      { CONDA_ENVS_DIRS: "~/mine" },
    ],
    "CONDA_ENVS_DIRS with a variable": ({ home }) => [
      makeEnvironment(join(home, "mine", "work")),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: conda's syntax
      { CONDA_ENVS_DIRS: "${WHERE}/mine", WHERE: home },
    ],
    "envs_dirs of a .condarc": ({ home }) => {
      writeFileSync(join(home, ".condarc"), "channels: [conda-forge]\nenvs_dirs:\n  - ~/mine\n");
      return [makeEnvironment(join(home, "mine", "work")), {}];
    },
    "the root's envs": ({ root }) => [makeEnvironment(join(root, "envs", "work")), {}],
    "the envs of MAMBA_ROOT_PREFIX": ({ home }) => {
      const root = makeEnvironment(join(home, "mamba"));
      return [makeEnvironment(join(root, "envs", "work")), { MAMBA_ROOT_PREFIX: root }];
    },
    "~/.conda/envs": ({ home }) => [makeEnvironment(join(home, ".conda", "envs", "work")), {}],
    "~/.conda/environments.txt": ({ home }) => {
      const prefix = makeEnvironment(join(home, "project", "work"));
      register(home, join(home, "gone", "work"), prefix, "");
      return [prefix, {}];
    },
    "~/.conda/environments.txt with CRLF and blanks": ({ home }) => {
      const prefix = makeEnvironment(join(home, "project", "work"));
      register(home, ` ${prefix}\t\r`, "\r", "");
      return [prefix, {}];
    },
  };

  it.each(Object.entries(places))("is found in %s, without conda", async (_, place) => {
    const made = makeHomeWithConda();
    const [prefix, env] = place(made);
    const session = makeSession(made.home, { ...made.env, ...env });
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({ prefix });
    expect(made.conda.calls()).toEqual([]);
  });

  it.each([
    ["%LOCALAPPDATA%", "local", ["local"]],
    ["AppData of the home", "", ["AppData", "Local"]],
  ])("is found in %s as well, on Windows", async (_, folder, local) => {
    const { home } = makeHome();
    const session = makeSession(home, { LOCALAPPDATA: folder && join(home, folder) });
    const prefix = makeEnvironment(join(home, ...local, "conda", "conda", "envs", "work"));
    const found = findEnvironment({ name: "work" }, { ...session, platform: "win32" });
    expect(await found).toMatchObject({ prefix });
    await expect(findEnvironment({ name: "work" }, session)).rejects.toMatchObject({
      code: "environment-unknown",
    });
  });

  it("may be any folder, as for conda, but no file", async () => {
    const { home, session } = makeHome();
    mkdirSync(join(home, ".conda", "envs", "folder"), { recursive: true });
    writeFileSync(join(home, ".conda", "envs", "file"), "");
    expect(await findEnvironment({ name: "folder" }, session)).toMatchObject({ name: "folder" });
    const file = findEnvironment({ name: "file" }, session);
    await expect(file).rejects.toMatchObject({ code: "environment-unknown" });
  });

  it("has one answer when two paths lead to the same place", async () => {
    const { home, conda, env } = makeHomeWithConda();
    const prefix = makeEnvironment(join(home, "mine", "work"));
    symlinkSync(join(home, "mine"), join(home, "link"));
    const dirs = [join(home, "mine"), join(home, "link")].join(delimiter);
    const session = makeSession(home, { ...env, CONDA_ENVS_DIRS: dirs });
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({ prefix });
    expect(conda.calls()).toEqual([]);
  });

  it("has one answer when environments.txt has two paths to the same place", async () => {
    const { home, conda, session } = makeHomeWithConda();
    const prefix = makeEnvironment(join(home, "project", "work"));
    symlinkSync(join(home, "project"), join(home, "link"));
    register(home, prefix, join(home, "link", "work"), `${prefix}/`);
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({ prefix });
    expect(conda.calls()).toEqual([]);
  });

  it("is not one that conda -n finds when only environments.txt has it", async () => {
    const { home, session } = makeHome();
    const prefix = makeEnvironment(join(home, "project", "work"));
    register(home, prefix);
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({
      prefix,
      isNamed: false,
    });
  });

  it("is found below a MAMBA_ROOT_PREFIX that has no base environment", async () => {
    const { home } = makeHome();
    const prefix = makeEnvironment(join(home, "mamba", "envs", "work"));
    const { session } = makeHome({ MAMBA_ROOT_PREFIX: join(home, "mamba") });
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({ prefix });
  });

  it.each(["/a", ""])(
    "needs CONDA_ENVS_DIRS or CONDA_ENVS_PATH, and with both stops as conda does, be one '%s'",
    async (CONDA_ENVS_DIRS) => {
      const { home, session } = makeHome({ CONDA_ENVS_DIRS, CONDA_ENVS_PATH: "/b" });
      makeEnvironment(join(home, ".conda", "envs", "work"));
      const found = findEnvironment({ name: "work" }, session);
      await expect(found).rejects.toEqual(makeError("conda-variables"));
    },
  );
});

describe("conda is asked", () => {
  it("once, when there is more than one answer, and its first folder wins", async () => {
    const { home, dirs, second, env } = makeHomeWithTwo();
    const conda = makeConda(join(home, "conda"), { envs_dirs: [...dirs].reverse() });
    const session = makeSession(home, { ...env, CONDA_EXE: conda.program });
    expect(await findEnvironment({ name: "work" }, session)).toEqual({
      prefix: second,
      name: "work",
      isNamed: true,
    });
    expect(conda.calls()).toEqual(["info --json"]);
  });

  it("when there is none, for folders that only it knows", async () => {
    const { home } = makeHome();
    const prefix = makeEnvironment(join(home, "hidden", "work"));
    const conda = makeConda(join(home, "conda"), { envs_dirs: [join(home, "hidden")] });
    const session = makeSession(home, { CONDA_EXE: conda.program });
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({ prefix });
    expect(conda.calls()).toEqual(["info --json"]);
  });

  it("when there is none, for names that only it knows", async () => {
    const { home } = makeHome();
    const prefix = makeEnvironment(join(home, "hidden", "other"));
    const conda = makeConda(join(home, "conda"), {
      envs: [prefix],
      envs_details: { [prefix]: { name: "work" } },
    });
    const session = makeSession(home, { CONDA_EXE: conda.program });
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({ prefix });
  });

  it("when there is none, for prefixes that an older one lists without names", async () => {
    const { home } = makeHome();
    const prefix = makeEnvironment(join(home, "hidden", "work"));
    symlinkSync(join(home, "hidden"), join(home, "link"));
    const envs = [join(home, "gone", "work"), prefix, join(home, "link", "work")];
    const conda = makeConda(join(home, "conda"), { envs, envs_dirs: [] });
    const session = makeSession(home, { CONDA_EXE: conda.program });
    const found = await findEnvironment({ name: "work" }, session);
    expect(found).toMatchObject({ prefix, isNamed: false });
  });

  it("for base when there is more than one root", async () => {
    const { home, root, conda, env } = makeHomeWithConda();
    const mamba = makeEnvironment(join(home, "mamba"));
    makeConda(root, { root_prefix: root });
    const session = makeSession(home, { ...env, MAMBA_ROOT_PREFIX: mamba });
    expect(await findEnvironment({ name: "base" }, session)).toEqual({
      prefix: root,
      name: "base",
      isNamed: true,
    });
    expect(conda.calls()).toEqual(["info --json"]);
  });

  it("in mamba's words where there is only mamba", async () => {
    const { home } = makeHome();
    const root = makeEnvironment(join(home, "mamba"));
    const prefix = makeEnvironment(join(home, "hidden", "work"));
    const answer = { "base environment": root, "envs directories": [join(home, "hidden")] };
    const mamba = makeProgram(join(home, "bin", "micromamba"), printing(JSON.stringify(answer)));
    const session = makeSession(home, { PATH: join(home, "bin"), MAMBA_EXE: mamba.program });
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({ prefix });
    expect(await findEnvironment({ name: "base" }, session)).toMatchObject({ prefix: root });
  });

  it("with the session's variables and no others", async () => {
    const { home, session } = makeHome({ MINE: "here" });
    const lines = `printf '%s,%s' "$MINE" "\${NOT_MINE-none}" > '${home}/seen'`;
    const conda = makeProgram(join(home, "bin", "conda"), lines);
    vi.stubEnv("NOT_MINE", "leaked");
    const env = { ...session.env, CONDA_EXE: conda.program } as Record<string, string>;
    await errorOf(findEnvironment({ name: "work" }, makeSession(home, env)));
    vi.unstubAllEnvs();
    expect(readFileSync(join(home, "seen"), "utf8")).toBe("here,none");
  });
});

describe("a conda that gives no answer", () => {
  const answers: Readonly<Record<string, string>> = {
    "that fails": `${printing(JSON.stringify({ envs_dirs: ["/"], root_prefix: "/" }))}; exit 1`,
    "that prints nothing": ":",
    "that prints no JSON": printing("conda 4.3.0 (please update) {"),
    "that prints JSON of another kind": printing('["envs_dirs"]'),
    "that prints null": printing("null"),
    "that prints values of other types": printing(
      '{"envs_dirs": "/", "envs": [1, null, {}], "envs_details": {"/": {"name": 5}}}',
    ),
    "that is killed": "kill -9 $$",
  };

  it.each(Object.entries(answers))("%s leaves two candidates ambiguous", async (_, lines) => {
    const { home, first, second, env } = makeHomeWithTwo();
    const conda = makeProgram(join(home, "conda", "bin", "conda"), lines);
    const session = makeSession(home, { ...env, CONDA_EXE: conda.program });
    const error = await errorOf(findEnvironment({ name: "work" }, session));
    expect(error).toMatchObject({ code: "environment-ambiguous" });
    expect(error.where).toContain(first);
    expect(error.where).toContain(second);
    expect(conda.calls()).toHaveLength(1);
  });

  it.each(Object.entries(answers))("%s leaves a name unknown", async (_, lines) => {
    const { home } = makeHome();
    const conda = makeProgram(join(home, "conda", "bin", "conda"), lines);
    const session = makeSession(home, { CONDA_EXE: conda.program });
    for (const name of ["work", "base"]) {
      const found = findEnvironment({ name }, session);
      await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
    }
  });

  it("because it is not there or cannot be run leaves a name unknown", async () => {
    const { home } = makeHome();
    const file = join(home, "conda");
    writeFileSync(file, "");
    for (const program of [file, join(home, "gone"), home]) {
      const session = makeSession(home, { PATH: join(home, "none"), CONDA_EXE: program });
      const found = findEnvironment({ name: "work" }, session);
      await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
    }
  });

  it("because it is gone leaves the next one to ask", async () => {
    const { home, dirs, first, env } = makeHomeWithTwo();
    const conda = makeConda(join(home, "conda"), { envs_dirs: dirs });
    const PATH = join(home, "conda", "bin");
    const session = makeSession(home, { ...env, PATH, CONDA_EXE: join(home, "gone") });
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({ prefix: first });
    expect(conda.calls()).toHaveLength(1);
  });

  it("because it fails leaves the next one to ask", async () => {
    const { home, dirs, second, env } = makeHomeWithTwo();
    const broken = makeProgram(join(home, "broken", "bin", "conda"), "exit 1");
    makeConda(join(home, "conda"), { envs_dirs: [...dirs].reverse() });
    const PATH = join(home, "conda", "bin");
    const session = makeSession(home, { ...env, PATH, CONDA_EXE: broken.program });
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({ prefix: second });
    expect(broken.calls()).toHaveLength(1);
  });

  it("because its root is not a path is no answer", async () => {
    const { home } = makeHome();
    const conda = makeProgram(join(home, "bin", "conda"), printing('{"root_prefix": 5}'));
    const found = findEnvironment(
      { name: "base" },
      makeSession(home, { CONDA_EXE: conda.program }),
    );
    await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
  });

  it("because it knows two by that name outside its folders is ambiguous", async () => {
    const { home } = makeHome();
    const envs = ["a", "b"].map((folder) => makeEnvironment(join(home, folder, "work")));
    const conda = makeConda(join(home, "conda"), { envs, envs_dirs: [] });
    register(home, ...envs);
    const found = findEnvironment(
      { name: "work" },
      makeSession(home, { CONDA_EXE: conda.program }),
    );
    await expect(found).rejects.toMatchObject({ code: "environment-ambiguous" });
  });
});

describe("an unknown name", () => {
  it("is told with the near name, and where we looked", async () => {
    const { home, session } = makeHome();
    const envs = join(home, ".conda", "envs");
    for (const name of ["apple", "golang", "zebra"]) makeEnvironment(join(envs, name));
    const error = await errorOf(findEnvironment({ name: "golagn" }, session));
    expect(error.code).toBe("environment-unknown");
    expect(error.message).toContain("golagn");
    expect(error.hint).toContain("golang");
    expect(error.where).toContain(envs);
    expect(error.where).toContain("environments.txt");
  });

  it("is told with a near name of environments.txt", async () => {
    const { home, session } = makeHome();
    register(home, makeEnvironment(join(home, "project", "website")));
    const error = await errorOf(findEnvironment({ name: "webseit" }, session));
    expect(error.hint).toContain("website");
  });

  it("is told with the names in the folders that conda knows", async () => {
    const { home } = makeHome();
    makeEnvironment(join(home, "hidden", "golang"));
    const conda = makeConda(join(home, "conda"), { envs_dirs: [join(home, "hidden")] });
    const session = makeSession(home, { CONDA_EXE: conda.program });
    const error = await errorOf(findEnvironment({ name: "golan" }, session));
    expect(error.hint).toContain("golang");
  });

  it("is not told with names that are nothing like it as near ones", async () => {
    const { home, session } = makeHome();
    makeEnvironment(join(home, ".conda", "envs", "zebra"));
    const error = await errorOf(findEnvironment({ name: "golang" }, session));
    expect(error.hint).toContain("zebra");
    expect(error.hint).not.toContain("did you mean");
  });

  it("is told without names where there are none", async () => {
    const { session } = makeHome();
    const error = await errorOf(findEnvironment({ name: "golang" }, session));
    expect(error).toMatchObject({ code: "environment-unknown" });
    expect(error.hint).toContain("-p");
  });

  it("is told with environments only, not with what else is in their folders", async () => {
    const { home, session } = makeHome();
    const envs = join(home, ".conda", "envs");
    makeEnvironment(join(envs, "golang"));
    // conda writes this one into every folder of environments.
    writeFileSync(join(envs, ".conda_envs_dir_test"), "");
    const error = await errorOf(findEnvironment({ name: "zebra" }, session));
    expect(error.hint).toContain("golang");
    expect(error.hint).not.toContain("_test");
  });
});

describe("an environments.txt that is none", () => {
  it("of 10 MB in one line is passed over", { timeout: 5_000 }, async () => {
    const { home, session } = makeHome();
    register(home, "/x".repeat(5 * 1024 * 1024));
    const found = findEnvironment({ name: "work" }, session);
    await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
  });

  it("of 10 MB is not searched for a name", { timeout: 5_000 }, async () => {
    const { home, session } = makeHome();
    register(home, makeEnvironment(join(home, "project", "work")), "/".repeat(10 * 1024 * 1024));
    const found = findEnvironment({ name: "work" }, session);
    await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
  });

  it("but a pipe is passed over", { timeout: 5_000 }, async () => {
    const { home, session } = makeHome();
    makePipe(join(home, ".conda", "environments.txt"));
    const found = findEnvironment({ name: "work" }, session);
    await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
  });

  it("but a circle of links is passed over", async () => {
    const { home, session } = makeHome();
    mkdirSync(join(home, ".conda"));
    symlinkSync("environments.txt", join(home, ".conda", "environments.txt"));
    const found = findEnvironment({ name: "work" }, session);
    await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
  });

  it("but a folder is passed over", async () => {
    const { home, session } = makeHome();
    mkdirSync(join(home, ".conda", "environments.txt"), { recursive: true });
    const found = findEnvironment({ name: "work" }, session);
    await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
  });

  it("with relative paths leads nowhere", async () => {
    const { home, session } = makeHome();
    register(home, relative(process.cwd(), makeEnvironment(join(home, "project", "work"))));
    const found = findEnvironment({ name: "work" }, session);
    await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
  });

  it("with lines of rubbish still gives the good ones", async () => {
    const { home, session } = makeHome();
    const prefix = makeEnvironment(join(home, "project", "work"));
    register(home, "\0", "~/work", "# comment", "/dev/null", `/${"x".repeat(5000)}`, prefix);
    expect(await findEnvironment({ name: "work" }, session)).toMatchObject({ prefix });
  });
});

it("links in a circle in the folders of environments are no environment", async () => {
  const { home, session } = makeHome();
  const envs = join(home, ".conda", "envs");
  mkdirSync(envs, { recursive: true });
  symlinkSync("work", join(envs, "work"));
  const found = findEnvironment({ name: "work" }, session);
  await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
});

it("an environments.txt of 800 kB in short lines is read in no time", {
  timeout: 4_000,
}, async () => {
  const { home, session } = makeHome();
  register(home, "/\n".repeat(400_000));
  const found = findEnvironment({ name: "work" }, session);
  await expect(found).rejects.toMatchObject({ code: "environment-unknown" });
});
