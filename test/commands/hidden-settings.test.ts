// What go env -w has written and an environment hides: said by install and status, and kept as they say.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readTree, runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";

function makeHome() {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "ml"));
  const file = join(home, ".config", "go", "env");
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "GOFLAGS=-tags=old\nGOPATH=/mine\nGOPROXY=direct\nGOFLAGS=-tags=foo\n");
  const run = (command: string, ...more: readonly string[]) =>
    runCommand(home, [command, "-p", prefix, "--json", ...more]).json.environments[0];
  const hidden = (report: { warnings: { code: string; message: string }[] }) =>
    report.warnings.flatMap(({ code, message }) => (code === "hidden-setting" ? [message] : []));
  return { home, prefix, file, run, hidden };
}

it("names each line that is hidden, and what to type to have it", () => {
  const { prefix, file, run, hidden } = makeHome();
  const before = readFileSync(file, "utf8");
  const messages = hidden(run("install"));
  expect(messages).toEqual(hidden(run("status")));
  expect(messages).toHaveLength(2);
  expect(messages[0]).toContain(`GOFLAGS=-tags=foo, which go env -w wrote (line 4 of ${file})`);
  expect(messages[0]).toContain(`install -p ${prefix} --append GOFLAGS=-tags=foo`);
  expect(messages[1]).toContain(`install -p ${prefix} --keep GOPATH`);
  // As they say.
  run("install", "--append", "GOFLAGS=-tags=foo");
  expect(hidden(run("install", "--keep", "GOPATH"))).toEqual([]);
  expect(hidden(run("status"))).toEqual([]);
  expect(readFileSync(file, "utf8")).toBe(before);
});

it("names none that the shell hides anyway, nor any where GOENV is off", () => {
  const { home, prefix, hidden } = makeHome();
  const look = (env: Readonly<Record<string, string>>) =>
    hidden(
      runCommand(home, ["install", "-p", prefix, "--dry-run", "--json"], env).json.environments[0],
    );
  expect(look({ GOFLAGS: "-v", GOPATH: "/other" })).toEqual([]);
  expect(look({ GOENV: "off" })).toEqual([]);
  expect(look({ GOFLAGS: "" })).toHaveLength(2);
  expect(Object.keys(readTree(prefix))).not.toContain("etc/conda/conda-go-hooks.json");
});
