// What is in force in an environment that is named: by its record, as its hooks would have it.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { findSettingsInForce } from "../../src/commands/setup/settings-in-force.js";
import { RECORD_PATH } from "../../src/names.js";
import { addPackage } from "../sessions/add-package.js";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder, makeSession } from "../setup/environments.js";

const makePrefix = () => makeEnvironment(join(makeFolder(), "env"));

it("is what the hooks set, on top of what the user has", async () => {
  const prefix = makePrefix();
  const overrides = [
    { action: "unset", variable: "GOPRIVATE" },
    { action: "append", variable: "GOFLAGS", value: "-modfile={prefix}/my.mod" },
  ] as const;
  const own = { GOFLAGS: "-mod=mod -v", GOPRIVATE: "x", GOPATH: "/mine", GOOS: "windows" };
  const session = makeSession(dirname(prefix), own);
  await install({ prefix, profile: "direct", overrides, shells: ["sh"] }, session);
  expect(findSettingsInForce(prefix, session)).toMatchObject({
    GOPATH: `${prefix}/gopath`,
    // A flag that is there already stays where it is.
    GOFLAGS: `-mod=mod -v -modcacherw -trimpath -modfile=${prefix}/my.mod`,
    GOPRIVATE: undefined,
    GOOS: "windows",
  });
  // Another environment that is active has hidden the user's own.
  const active = makeSession(dirname(prefix), {
    ...{ GOFLAGS: "-x", _CONDA_GO_HOOKS_SAVED_GOFLAGS: "-v" },
    ...{ GOPATH: "/other", _CONDA_GO_HOOKS_UNSET_GOPATH: "1" },
  });
  expect(findSettingsInForce(prefix, active).GOFLAGS).toMatch(/^-v -modcacherw -mod=mod/);
});

it("is what a package's hooks set, alone and below installed ones", async () => {
  const prefix = makePrefix();
  const session = makeSession(dirname(prefix), { GOFLAGS: "-v" });
  const overrides = [{ action: "set", variable: "GOPRIVATE", value: "{prefix}/x" }] as const;
  addPackage(prefix, { profile: "isolated", overrides });
  const set = { GOPATH: `${prefix}/gopath`, GOPRIVATE: `${prefix}/x` };
  expect(findSettingsInForce(prefix, session)).toMatchObject({
    ...{ ...set, GOFLAGS: "-v -modcacherw" },
  });
  const flag = [{ action: "append", variable: "GOFLAGS", value: "-race" }] as const;
  await install({ prefix, profile: "shared-cache", overrides: flag }, session);
  expect(findSettingsInForce(prefix, session)).toMatchObject({
    ...{ ...set, GOFLAGS: "-v -modcacherw -race" },
  });
});

it("is what the shell says where there are no hooks, or those of a version that we do not know", () => {
  const prefix = makePrefix();
  const session = makeSession(dirname(prefix), { GOFLAGS: "-v" });
  expect(findSettingsInForce(prefix, session)).toEqual(session.env);
  for (const settings of [null, "x", [], { profile: "none", overrides: [], shells: null }]) {
    writeRecord(prefix, JSON.stringify({ ...RECORD, settings }));
    expect(findSettingsInForce(prefix, session)).toEqual(session.env);
  }
});

it.each([
  ["no JSON", "{", "record-invalid"],
  ["nothing", "", "record-invalid"],
  ["no record", "[]", "record-invalid"],
  ["a newer one's", JSON.stringify({ schemaVersion: 99 }), "newer-version"],
])("cannot be known of a record that is %s, and scan says so", (_, text, code) => {
  const prefix = makePrefix();
  const folder = dirname(prefix);
  writeFileSync(join(folder, "go.mod"), "module m\n");
  writeRecord(prefix, text);
  const { status, json } = runCommand(folder, ["scan", "-p", prefix, "--json"]);
  expect(status).toBe(2);
  expect(json.error).toMatchObject({ code, where: join(prefix, RECORD_PATH) });
});

const RECORD = { schemaVersion: 1, version: "0.1.0", folders: [], files: [] };

function writeRecord(prefix: string, text: string): void {
  mkdirSync(dirname(join(prefix, RECORD_PATH)), { recursive: true });
  writeFileSync(join(prefix, RECORD_PATH), text);
}
