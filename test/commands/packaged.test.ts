// Hooks that a package brings along are conda's: named, and never adopted, overwritten or removed.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { listScriptPaths } from "../../src/shells/dialects.js";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";

const PATHS = listScriptPaths().filter((path) => path.endsWith(".sh"));

function makeHome(): { home: string; prefix: string } {
  const home = makeFolder();
  return { home, prefix: makeEnvironment(join(home, ".conda", "envs", "ml")) };
}

/** As conda leaves it when it has installed such a package. */
function addPackage(prefix: string, change = (text: string) => `${text}# packaged\n`): void {
  const source = makeEnvironment(join(makeFolder(), "source"));
  runCommand(dirname(source), ["install", "-p", source]);
  for (const path of PATHS) {
    mkdirSync(dirname(join(prefix, path)), { recursive: true });
    writeFileSync(join(prefix, path), change(readFileSync(join(source, path), "utf8")));
  }
  const meta = { name: "go-hooks", version: "1.0", files: ["bin/x", ...PATHS] };
  writeFileSync(join(prefix, "conda-meta", "go-hooks-1.0-0.json"), JSON.stringify(meta));
}

it.each([
  ["of other words", undefined],
  ["in our very words", (text: string) => text],
])("%s, they are named and left alone, whatever one types", (_, change) => {
  const { home, prefix } = makeHome();
  addPackage(prefix, change);
  const before = readTree(prefix);
  const look = runCommand(home, ["status", "-n", "ml", "--check", "--json"]);
  expect(look.json.environments[0]).toMatchObject({
    state: "packaged",
    packages: ["go-hooks-1.0"],
  });
  expect(look.status).toBe(0);
  expect(runCommand(home, ["status", "-n", "ml"]).stdout).toContain(
    "conda remove -n ml go-hooks\n",
  );
  for (const options of [[], ["--force"]]) {
    const { json } = runCommand(home, ["install", "-n", "ml", "--json", ...options]);
    expect(json.environments[0].error).toMatchObject({
      code: "file-not-ours",
      message: "a package brings hooks of its own: go-hooks-1.0",
      hint: expect.stringContaining("conda remove -n ml go-hooks"),
    });
    runCommand(home, ["uninstall", "-n", "ml", ...options]);
  }
  expect(readTree(prefix)).toEqual(before);
});

it.each([
  ["with other words", undefined],
  ["in our very words", (text: string) => text],
])("come over ours %s, ours go and theirs stay", (_, change) => {
  const { prefix } = makeHome();
  addPackage(prefix, change);
  const wanted = readTree(prefix);
  const other = makeHome();
  runCommand(other.home, ["install", "-n", "ml", "--shell", "sh,fish"]);
  addPackage(other.prefix, change);
  if (change === undefined) {
    const { json, status } = runCommand(other.home, ["status", "-n", "ml", "--check", "--json"]);
    expect(json.environments[0]).toMatchObject({ state: "packaged" });
    expect(json.environments[0].next).toContain("replaced the installed hooks");
    expect(status).toBe(1);
  }
  const { json } = runCommand(other.home, ["uninstall", "-n", "ml", "--json"]);
  expect(json.environments[0].warnings).toMatchObject([{ code: "packaged" }]);
  expect(readTree(other.prefix)).toEqual(wanted);
});

it.each([
  ["replaced", ["--profile", "offline"]],
  ["removed", ["--shell", "fish"]],
])("come over ours in our very words, they are not %s", (_, options) => {
  const { home, prefix } = makeHome();
  runCommand(home, ["install", "-n", "ml"]);
  addPackage(prefix, (text) => text);
  const scripts = () => PATHS.map((path) => readFileSync(join(prefix, path), "utf8"));
  const before = scripts();
  expect(runCommand(home, ["install", "-n", "ml"]).stdout).toMatch(/^unchanged/);
  runCommand(home, ["install", "-n", "ml", ...options]);
  expect(scripts()).toEqual(before);
});

it("are not seen in a record of conda's that is none", () => {
  const { home, prefix } = makeHome();
  for (const [index, text] of [
    "{ conda-go-hooks",
    '"conda-go-hooks"',
    "null",
    '{"files": "conda-go-hooks"}',
    '{"files": [1, "../../conda-go-hooks.sh"]}',
  ].entries())
    writeFileSync(join(prefix, "conda-meta", `a-${index}-0.json`), text);
  runCommand(home, ["install", "-n", "ml"]);
  const { json } = runCommand(home, ["uninstall", "-n", "ml", "--json"]);
  expect(json.environments[0]).toMatchObject({ action: "removed", warnings: [] });
});
