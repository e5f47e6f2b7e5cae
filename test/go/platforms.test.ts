// The platforms that GOOS and GOARCH may name, held against the real go.
import { expect, it } from "vitest";
import { listArchitectures, SYSTEMS } from "../../src/hooks/platforms.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import { makeFolder } from "../setup/environments.js";
import { describeWithGo, type Go, runGo } from "./real-go.js";

const ours = SYSTEMS.flatMap((system) =>
  listArchitectures(system).map((architecture) => `${system}/${architecture}`),
);

describeWithGo("the platforms", (go: Go) => {
  it("are all known", async () => {
    const { stdout } = await runGo(go, makeFolder(), ["tool", "dist", "list"]);
    const theirs = stdout.trim().split("\n");
    expect(theirs.length).toBeGreaterThan(40);
    expect(theirs.filter((one) => !ours.includes(one))).toEqual([]);
    expect(ours.filter((one) => !theirs.includes(one)).length).toBeLessThan(8);
  });
});

it("go together, or are refused with those that do", () => {
  const set = (system: string, architecture: string) => () =>
    resolveSettings(
      {
        profile: "isolated",
        overrides: [
          { action: "set", variable: "GOOS", value: system },
          { action: "set", variable: "GOARCH", value: architecture },
        ],
      },
      "linux",
    );
  expect(set("plan9", "arm")).not.toThrow();
  expect(set("plan9", "arm64")).toThrow(/does not exist for GOOS=plan9$/);
});
