// doctor and the project: it is found from every folder of it, and what cannot be read stops nothing.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCommand } from "../setup/command.js";
import { makeFolder, writeFiles } from "../setup/environments.js";

const LOST = "module example.com/m\n\nreplace example.com/a => ./nowhere\n";

it("finds what is wrong with the go.mod above, and with the go.work above that", () => {
  const root = makeFolder();
  writeFiles(root, {
    "go.work": "go 1.18\n\nuse ./m\n\nuse ./gone\n",
    "m/go.mod": LOST,
    "m/sub/sub.go": "package sub\n",
  });
  const { json } = runCommand(join(root, "m", "sub"), ["doctor", "--json"]);
  expect(
    json.findings.map(({ file, line }: { file: string; line: number }) => [file, line]),
  ).toEqual(
    expect.arrayContaining([
      [join(root, "m", "go.mod"), 3],
      [join(root, "go.work"), 5],
    ]),
  );
});

it.each(["go.mod", "go.work", "sub/go.mod"])("is not kept waiting by a pipe called %s", (name) => {
  const root = makeFolder();
  mkdirSync(join(root, "sub"));
  expect(spawnSync("mkfifo", [join(root, name)]).status).toBe(0);
  const { json } = runCommand(join(root, "sub"), ["doctor", "--json"]);
  expect(json.command).toBe("doctor");
});
