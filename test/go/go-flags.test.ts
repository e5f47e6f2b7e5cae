// The flags that GOFLAGS may have, held against the real go.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { FLAG_NAMES, findFlagVersion } from "../../src/findings/values/go-flags.js";
import { runCommand } from "../setup/command.js";
import { makeEnvironment, makeFolder } from "../setup/environments.js";
import { describeWithGo, type Go, runGo } from "./real-go.js";

describeWithGo("a flag", (go: Go) => {
  it("is known from the version on that we say", { timeout: 120_000 }, async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, "go.mod"), "module m\n");
    const minor = Number(go.version.split(".")[1]);
    const wrong: string[] = [];
    for (const name of [...FLAG_NAMES, "modcachew", "no-such-flag"]) {
      const { stderr } = await runGo(go, folder, ["list", "-m"], { GOFLAGS: `-${name}=1` });
      const isKnown = !stderr.includes("unknown flag");
      if (isKnown !== (findFlagVersion(`-${name}`) ?? 99) <= minor) wrong.push(name);
    }
    expect(wrong).toEqual([]);
  });
});

it("that no go has is warned of, and one that an older go has not", () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "ml"));
  const warn = (flags: string) =>
    runCommand(home, [
      ...["install", "-p", prefix, "--json", "--dry-run"],
      ...["--append", `GOFLAGS=${flags}`],
    ]).json.environments[0].warnings;
  expect(warn("-modcachrw")).toMatchObject([
    { code: "unknown-flag", message: expect.stringContaining("modcacherw") },
  ]);
  expect(warn("-ignore=x")).toMatchObject([
    { code: "go-version", message: expect.stringContaining("1.26") },
  ]);
  expect(warn("-race --tags=x")).toEqual([]);
});
