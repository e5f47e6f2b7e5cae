// package --recipe, from the packed package: what it writes, what it leaves alone, and that it can be made anew.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { isPackagedPath } from "../../src/names.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeFolder } from "../setup/environments.js";

const PACKAGE = ["package", "--name", "acme-go-hooks", "--version", "1.0"];
const BUILD = ["recipe.yaml", "meta.yaml", "build.sh", "build.bat", "run_test.sh", "run_test.bat"];

function listScripts(folder: string): string[] {
  return readdirSync(join(folder, "files"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.includes("."))
    .filter((path) => !path.endsWith(".d"));
}

it("writes what both programs build from, beside a channel or alone, and nothing the second time", () => {
  const home = makeFolder();
  const first = runCommand(home, [
    ...PACKAGE,
    "--recipe",
    "a recipe",
    "--out",
    "channel",
    "--json",
  ]);
  expect([first.status, first.stderr]).toEqual([0, ""]);
  expect(first.json).toMatchObject({ recipe: join(home, "a recipe"), isChanged: true });
  const tree = readTree(home);
  expect(readdirSync(join(home, "a recipe")).sort()).toEqual(
    [".gitattributes", "files", ...BUILD].sort(),
  );
  expect(listScripts(join(home, "a recipe")).every(isPackagedPath)).toBe(true);
  const again = runCommand(home, [...PACKAGE, "--recipe", "a recipe", "--out", "channel"]);
  expect([again.status, again.stderr]).toEqual([0, ""]);
  expect(again.stdout).toContain(`Unchanged: ${join(home, "a recipe")}\n`);
  expect(readTree(home)).toEqual(tree);

  const alone = runCommand(home, [...PACKAGE, "--recipe", "alone", "--json"]);
  expect(alone.json).toMatchObject({ file: null, channel: null, next: null, isChanged: true });
  expect(readTree(join(home, "alone"))).toEqual(readTree(join(home, "a recipe")));
});

it("makes a recipe anew over an older one of ours, of which nothing is left for a build to take", () => {
  const home = makeFolder();
  const made = [...PACKAGE, "--recipe", "recipe", "--shell", "sh"];
  runCommand(home, made);
  const wanted = readTree(home);
  runCommand(home, [...PACKAGE, "--recipe", "recipe", "--profile", "direct"]);
  expect(listScripts(join(home, "recipe"))).toHaveLength(18);
  // As a run leaves it that is killed.
  const half = join(home, "recipe/files/etc/conda/activate.d/x.sh.7.conda-go-hooks-tmp");
  writeFileSync(half, "half");
  expect(runCommand(home, made).stdout).toContain(`Wrote ${join(home, "recipe")}\n`);
  expect(readTree(home)).toEqual(wanted);

  writeFileSync(half, "half");
  expect(runCommand(home, [...made, "--dry-run"]).stdout).toContain("Would write");
  expect(existsSync(half)).toBe(true);
});

it.each([
  "recipe.yaml",
  ".gitattributes",
  "build.bat",
  "files/etc/conda/activate.d/zz-conda-go-hooks-site.sh",
  // Of a shell that is not asked for, and yet a build would take it.
  "files/etc/conda/activate.d/zz-conda-go-hooks-site.fish",
])("a foreign %s stops the package too, in all its forms", (path) => {
  const home = makeFolder();
  const file = join(home, "recipe", path);
  const args = [...PACKAGE, "--recipe", "recipe", "--out", "channel", "--shell", "sh"];
  const attempt = (code: string) => {
    const before = readdirSync(home, { recursive: true });
    for (const more of [[], ["--dry-run"]]) {
      const { json, status } = runCommand(home, [...args, ...more, "--json"]);
      expect([status, json.error]).toMatchObject([2, { code, where: file }]);
    }
    expect(readdirSync(home, { recursive: true })).toEqual(before);
  };
  mkdirSync(dirname(file), { recursive: true });
  symlinkSync("nowhere", file);
  attempt("file-not-ours");
  expect(existsSync(join(dirname(file), "nowhere"))).toBe(false);

  const other = makeFolder();
  mkdirSync(dirname(join(other, "recipe", path)), { recursive: true });
  writeFileSync(join(other, "recipe", path), "mine\n");
  const { stderr, stdout, status } = runCommand(other, args);
  expect([stdout, status]).toEqual(["", 2]);
  expect(stderr).toBe(
    `error: there is a file that we did not make, so nothing is written\n  where: ${join(other, "recipe", path)}\n  try:   name another folder with --recipe, or move the file away\n`,
  );
  expect(readdirSync(other)).toEqual(["recipe"]);
  expect(readFileSync(join(other, "recipe", path), "utf8")).toBe("mine\n");
});

it.each(["recipe", "recipe/files", "recipe/files/etc"])(
  "a file called %s where a folder should be stops the package too",
  (path) => {
    const home = makeFolder();
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), "mine\n");
    const before = readTree(home);
    const args = [...PACKAGE, "--recipe", "recipe", "--out", "channel", "--json"];
    for (const more of [[], ["--dry-run"]]) {
      const { json, status } = runCommand(home, [...args, ...more]);
      expect([status, json.error]).toMatchObject([
        2,
        { code: "file-system", message: "a file is where a folder should be" },
      ]);
    }
    expect(readTree(home)).toEqual(before);
  },
);

it("a folder that may hold files of other people keeps them", () => {
  const home = makeFolder();
  mkdirSync(join(home, "recipe", "files", "share"), { recursive: true });
  writeFileSync(join(home, "recipe", "README.md"), "mine\n");
  writeFileSync(join(home, "recipe", "files", "share", "x"), "mine\n");
  expect(runCommand(home, [...PACKAGE, "--recipe", "recipe"]).status).toBe(0);
  for (const path of ["README.md", "files/share/x"])
    expect(readFileSync(join(home, "recipe", path), "utf8")).toBe("mine\n");
});

/** Tries it, to look and to write: it is refused, and everything stays. */
function expectRefusal(home: string, args: string[], error: object): void {
  const before = readTree(home);
  for (const more of [[], ["--dry-run"]]) {
    const { json, status } = runCommand(home, [...PACKAGE, ...args, ...more, "--json"]);
    expect([status, json.error]).toMatchObject([2, error]);
  }
  expect(readTree(home)).toEqual(before);
}

it.each(["files", "files/etc", "files/etc/conda", "files/etc/conda/activate.d"])(
  "a link for the folder %s is not followed",
  (path) => {
    const home = makeFolder();
    mkdirSync(join(home, "etc"));
    mkdirSync(dirname(join(home, "recipe", path)), { recursive: true });
    symlinkSync(join(home, "etc"), join(home, "recipe", path));
    const where = join(home, "recipe", path);
    const args = ["--recipe", "recipe", "--out", "channel"];
    expectRefusal(home, args, { code: "file-not-ours", where });
  },
);

it("its own folder may be a link", () => {
  const home = makeFolder();
  mkdirSync(join(home, "real"));
  symlinkSync("real", join(home, "recipe"));
  expect(runCommand(home, [...PACKAGE, "--recipe", "recipe"]).status).toBe(0);
  expect(existsSync(join(home, "real", "recipe.yaml"))).toBe(true);
});

it("goes into no channel, and no channel among its files", () => {
  const home = makeFolder();
  const isIn = (path: string) => ({ code: "usage", where: join(home, path) });
  expectRefusal(home, ["--recipe", "both", "--out", "both"], isIn("both"));
  for (const out of ["recipe/files", "recipe/files/x/y"])
    expectRefusal(home, ["--recipe", "recipe", "--out", out], isIn(out));
  runCommand(home, [...PACKAGE, "--out", "channel"]);
  symlinkSync("channel", join(home, "link"));
  for (const path of ["channel", "channel/noarch", "link"])
    expectRefusal(home, ["--recipe", path], isIn(path));
  const beside = ["--recipe", "channel/recipe", "--out", "channel"];
  expect(runCommand(home, [...PACKAGE, ...beside]).status).toBe(0);
});
