// A package made on Windows: the same bytes as here, and the same list of the channel and recipe.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { runCommand } from "../setup/command.js";
import { makeFolder } from "../setup/environments.js";
import { toWindowsPath } from "../setup/wine.js";
import { describeOnWindows, runOnWindows } from "./windows-node.js";

function listArgs(root: string): string[] {
  const identity = ["--name", "go-hooks", "--version", "1.26", "--license", "MIT"];
  return ["package", ...identity, "--out", `${root}/channel`, "--recipe", `${root}/recipe`];
}

/** What is in each file below the folder, by its path. */
function readTree(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.map((path) => join(folder, path)).filter((path) => statSync(path).isFile());
  return Object.fromEntries(
    files.map((path) => [relative(folder, path), readFileSync(path, "base64")]),
  );
}

describeOnWindows("package", (node) => {
  it("makes the same bytes as on this system", async () => {
    const [here, there] = [makeFolder(), makeFolder()];
    const [ran] = await runOnWindows(node, there, [{ args: listArgs(toWindowsPath(there)) }]);
    expect([ran?.stderr, ran?.status]).toEqual(["", 0]);
    expect(runCommand(here, listArgs(here))).toMatchObject({ stderr: "", status: 0 });
    expect(readTree(there)).toEqual(readTree(here));
    expect(Object.keys(readTree(join(here, "channel")))).toEqual([
      "noarch/go-hooks-1.26-0.conda",
      "noarch/repodata.json",
    ]);
  });
});
