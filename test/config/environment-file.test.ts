// Which environment an environment.yml beside the settings names.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findConfig } from "../../src/config/find-config.js";
import { makeFolder } from "../setup/environments.js";
import { catchRefusal, findIn, makeSession, writeFiles } from "./read.js";

const OWN = { "conda-go-hooks.yaml": "cgo: true\n" };
const named = (text: string) => findIn({ ...OWN, "environment.yml": text })?.findEnvironment();

it.each([
  ["name: api\nchannels: [conda-forge]\n", { name: "api" }],
  ["name: 311", { name: "311" }],
  ["name: ' api '", { name: "api" }],
  ["name: api\nprefix: /home/someone/envs/api", { name: "api" }],
  ["prefix: /opt/envs/api", { prefix: "/opt/envs/api" }],
  ["name:\nprefix: /opt/envs/api", { prefix: "/opt/envs/api" }],
  ["dependencies: [go]", null],
  ["", null],
  ["- api", null],
  ["name: ''", null],
  ["name: [api]", null],
  ["name: base", null],
  ["name: root", null],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of others
  ["name: ${{ env.NAME }}", null],
  ["name: {{ cookiecutter.name }}", null],
  ["name: '{{ name }}'", null],
  ["{% set name = 'api' %}\nname: api", null],
  ["name: api\ndependencies:\n{% if dev %}\n  - pytest\n{% endif %}", null],
  ["name: api\n# not {{ name }}", { name: "api" }],
  ["name: $NAME", null],
  ["name: envs/api", null],
  ["name: my env", null],
  ["prefix: $HOME/envs/api", null],
  ["prefix: ~/envs/api", null],
  ["prefix: //host/share/api", null],
])("%j names %j", (text, expected) => {
  expect(named(text)).toEqual(expected);
});

it("takes a relative path from its own folder", () => {
  const folder = writeFiles(makeFolder(), { ...OWN, "environment.yml": "prefix: ./env" });
  mkdirSync(join(folder, "sub"));
  mkdirSync(join(folder, ".git"));
  const found = findConfig(undefined, makeSession(join(folder, "sub")));
  expect(found?.findEnvironment()).toEqual({ prefix: join(folder, "env") });
});

it("goes by environment.yml before environment.yaml", () => {
  const [yml, yaml] = ["environment.yml", "environment.yaml"];
  expect(findIn({ ...OWN, [yaml]: "name: b" })?.findEnvironment()).toEqual({ name: "b" });
  const both = findIn({ ...OWN, [yml]: "name: a", [yaml]: "name: b" });
  expect(both?.findEnvironment()).toEqual({ name: "a" });
  expect(both?.environmentFile).toMatch(/environment\.yml$/);
});

it("is nothing where it is no file", () => {
  const folder = writeFiles(makeFolder(), OWN);
  mkdirSync(join(folder, "environment.yml"));
  const found = findConfig(undefined, makeSession(folder));
  expect(found?.environmentFile).toBeNull();
  expect(found?.findEnvironment()).toBeNull();
});

it.each([
  ["name: 'api", "config-yaml environment.yml:1:11"],
  ["a: [", "config-yaml environment.yml:1:5"],
  ["[".repeat(1000), "config-deep environment.yml:1:65"],
  [Buffer.from([0x6e, 0xff]), "config-encoding environment.yml:1:2"],
  ["#".repeat(2 * 1024 * 1024), "config-large environment.yml"],
])("is refused where it cannot be read: %.20j", (text, expected) => {
  const folder = writeFiles(makeFolder(), { ...OWN, "environment.yml": text });
  // Whoever names the environment has no need of it.
  const found = findConfig(undefined, makeSession(folder));
  const { fault, where } = catchRefusal(folder, () => found?.findEnvironment());
  expect(`${fault} ${where}`).toBe(expected);
});
