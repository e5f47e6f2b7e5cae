// A file that init writes is whole or not there, is nobody else's, and leaves nothing beside it.
import { spawnSync } from "node:child_process";
import fs, { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { writeNewFile } from "../../src/conda/write-new-file.js";
import { startCommand } from "../setup/command.js";
import { makeFolder } from "../setup/environments.js";
import { describeWith, findProgram } from "../setup/programs.js";

const NAME = "conda-go-hooks.yaml";
const OWN = "profile: direct\n";

/** Puts something in the place of a function of `node:fs` until the test is over. */
function replace<Name extends "copyFileSync" | "linkSync">(name: Name, by: (typeof fs)[Name]) {
  const spy = vi.spyOn(fs, name).mockImplementation(by as never);
  syncBuiltinESMExports();
  onTestFinished(() => {
    spy.mockRestore();
    syncBuiltinESMExports();
  });
}

const forbid = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

describe.each([true, false])("where links are possible: %s", (hasLinks) => {
  const stage = () => {
    const folder = makeFolder();
    if (!hasLinks) replace("linkSync", forbid("EPERM"));
    return { folder, file: join(folder, NAME) };
  };

  it("it is written, and nothing else", async () => {
    const { folder, file } = stage();
    await writeNewFile(file, OWN);
    expect(readFileSync(file, "utf8")).toBe(OWN);
    expect(readdirSync(folder)).toEqual([NAME]);
  });

  it("it takes no other's place, though that has come at the last moment", async () => {
    const { folder, file } = stage();
    const name = hasLinks ? "linkSync" : "copyFileSync";
    const real = fs[name] as (...all: unknown[]) => void;
    replace(name, ((...all: unknown[]) => {
      writeFileSync(file, "another's");
      real(...all);
    }) as never);
    await expect(writeNewFile(file, OWN)).rejects.toMatchObject({ code: "file-not-ours" });
    expect(readFileSync(file, "utf8")).toBe("another's");
    expect(readdirSync(folder)).toEqual([NAME]);
  });
});

it("one of many at once writes it, and none leaves anything", async () => {
  const folder = makeFolder();
  const env = { PATH: "/usr/bin:/bin", HOME: folder };
  const all = await Promise.all([1, 2, 3].map(() => startCommand(folder, ["init"], env)));
  expect(all.map(({ status }) => status).sort()).toEqual([0, 2, 2]);
  expect(readdirSync(folder)).toEqual([NAME]);
});

describeWith("where nothing can be written", "bash", findProgram("bash"), (bash) => {
  it("nothing is left", () => {
    const folder = makeFolder();
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const { status, stderr } = spawnSync(
      bash,
      ["-c", 'ulimit -f 0; exec "$0" "$@"', process.execPath, cli, "init"],
      { cwd: folder, encoding: "utf8", env: { PATH: "/usr/bin:/bin", HOME: folder } },
    );
    expect(stderr).toContain("error:");
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});
