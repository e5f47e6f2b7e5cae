// The pages and pictures that are made: they say what the program says now; `npm run docs` writes them anew.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject, it } from "vitest";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";
import { listPages, readPage } from "../setup/readme.js";

const docs = fileURLToPath(new URL("../../docs", import.meta.url));

/** Runs one of the scripts in docs with the packed command, and gives the folder that it wrote into. */
function make(script: string): string {
  const folder = makeFolder();
  const command = join(inject("installation"), "dist", "cli.cjs");
  execFileSync(process.execPath, [join(docs, script), folder, command]);
  return folder;
}

describeWith("the session", "bash", findProgram("bash"), () => {
  const session = () => {
    const folder = make("record-session.js");
    return new Map(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
    );
  };

  it("is drawn as it runs, light and dark", () => {
    const pictures = session();
    expect([...pictures.keys()].sort()).toEqual(["session-dark.svg", "session-light.svg"]);
    for (const [name, picture] of pictures) {
      expect(readPage(`docs/${name}`), `${name}; npm run docs writes it`).toBe(picture);
      expect(readPage("README.md")).toContain(`"docs/${name}"`);
    }
  });

  it("shows the variables set, and back", () => {
    const texts = [
      ...(session().get("session-light.svg") ?? "").matchAll(/<text .*?>(.*)<\/text>/g),
    ];
    const lines = texts.map(([, text = ""]) => text.replaceAll(/<.*?>/g, ""));
    const listed = lines
      .join("\n")
      .split(/^.*\$ .*\n?/m)
      .filter((output) => output.startsWith("GO"));
    expect(listed).toHaveLength(3);
    const [before, inside, after] = listed.map((output) => output.trim());
    expect(before).toBe(after);
    expect(inside).toContain("GOFLAGS=-v -modcacherw");
    expect(lines.join("\n")).not.toMatch(/tmp|conda-go-hooks-docs/);
  });
});

describeWith("the examples", "bash", findProgram("bash"), () => {
  it("say what the command prints", () => {
    const folder = make("write-examples.js");
    for (const page of listPages().filter((path) => existsSync(join(folder, path))))
      expect(readPage(page), `${page}; npm run docs writes it`).toBe(
        readFileSync(join(folder, page), "utf8"),
      );
    expect(readFileSync(join(folder, "README.md"), "utf8")).toContain("replace-target-missing");
  });
});

it("docs/json.md has the types as they are", () => {
  const written = readFileSync(join(make("write-json.js"), "json.md"), "utf8");
  expect(readPage("docs/json.md"), "docs/json.md; npm run docs writes it").toBe(written);
});

/** The names of the fields that docs/json.md lists of a type, but for those within them. */
function fieldsOf(type: string): string[] {
  const [, section = ""] =
    new RegExp(`^## ${type}\n(.*?)(?=^## |$(?![^]))`, "ms").exec(readPage("docs/json.md")) ?? [];
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = ""]) => name);
}

it("docs/json.md names what is printed, and nothing else", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "envs", "myenv"));
  const one = (command: string) => runCommand(home, [command, "--json", "-p", prefix]).json;
  for (const [command, report] of [
    ["install", "InstallReport"],
    ["status", "StatusReport"],
    ["uninstall", "UninstallReport"],
  ] as const) {
    const [environment] = one(command).environments;
    expect(Object.keys(environment).sort(), command).toEqual(fieldsOf(report).sort());
  }
  const page = readPage("docs/json.md");
  for (const args of ["render", "profiles", "demo", "scan --explain CODE"]) {
    const typed = `${args.replace(/^./, (first) => first.toUpperCase())}Result`;
    const words = args.replace("CODE", "vendor-inconsistent").split(" ");
    const { json } = runCommand(home, [...words, "--json"]);
    const besides = page.matchAll(new RegExp(`^\\| \`${args}\` +\\| \`(\\w+)\` +\\|`, "gm"));
    const named = [...fieldsOf(typed), ...[...besides].map(([, name = ""]) => name)];
    expect(Object.keys(json).sort(), args).toEqual(["command", "schemaVersion", ...named].sort());
  }
  const { error } = runCommand(home, ["status", "--json", "-n", "nowhere"]).json.environments[0];
  expect(Object.keys(error).sort()).toEqual(fieldsOf("ErrorReport").sort());
});
