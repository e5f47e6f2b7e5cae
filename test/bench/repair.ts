// How long a repair of a large project takes, beside the commands of go that it runs.
import { cpSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { goHome, goVersions } from "../go/real-go.js";
import { makeBuildable } from "./make-modules.js";
import { leaveOut, makeRow, measureTimes, type Row } from "./measure.js";
import { runProgram } from "./run-program.js";
import { commandLine } from "./site.js";

const isSmall = process.env.SMALL === "1";

/** Measures a repair of the main module, which is vendored, when one of the others has moved; SMALL=1 for a fifth. */
export async function benchRepair(folder: string): Promise<Row[]> {
  const count = isSmall ? 20 : 100;
  const what = `repair --yes, ${count} modules, vendored`;
  const go = goVersions.at(-1);
  if (go === undefined || process.platform === "win32")
    return [leaveOut(what, "there is no go, or none for this PATH")];
  const [root, original] = [join(folder, "repair"), join(folder, "repair-original")];
  const [project, kept] = [join(root, "m0"), join(original, "m0")];
  const env = {
    PATH: `${dirname(go.program)}:/usr/bin:/bin`,
    HOME: goHome,
    GOPROXY: "off",
    GOSUMDB: "off",
    GOTELEMETRY: "off",
    GOTOOLCHAIN: "local",
    // The .git is an empty folder.
    GOFLAGS: "-buildvcs=false",
  };
  const surroundings = { cwd: project, env };
  makeBuildable(root, count);
  mkdirSync(join(root, ".git"));
  await runProgram([go.program, "mod", "vendor"], surroundings);
  const moved = `m${count / 2}`;
  mkdirSync(join(root, "libs"));
  renameSync(join(root, moved), join(root, "libs", moved));
  // Go reads what was changed just now in another way than what was not.
  const copy = { recursive: true, preserveTimestamps: true };
  cpSync(project, kept, copy);
  const prepare = () => {
    rmSync(project, { recursive: true });
    cpSync(kept, project, copy);
  };

  const report = await runProgram(
    [process.execPath, ...commandLine("repair", "--yes", "--json")],
    surroundings,
    "pipe",
  );
  const { projects } = JSON.parse(report.stdout);
  expect(projects).toMatchObject([{ file: join(project, "go.mod"), outcome: "mended" }]);
  const [{ steps, completes, before, after }] = projects;
  const typed = ({ command }: { command: string }) => command;
  const edits = steps.flatMap(({ does }: { does: { what: string }[] }) =>
    does.map(({ what }) => what),
  );
  const commands: string[] = [...before.map(typed), ...edits, ...completes, ...after.map(typed)];
  expect(commands).toHaveLength(8);
  const times = await measureTimes(
    {
      go: {
        prepare,
        run: async () => {
          for (const command of commands)
            await runProgram(command.split(" "), surroundings, "pipe");
        },
      },
      repair: {
        prepare,
        run: () =>
          runProgram([process.execPath, ...commandLine("repair", "--yes")], surroundings, "pipe"),
      },
    },
    { rounds: 7 },
  );
  return [{ ...makeRow(what, "ms", times.repair, "the same go commands", times.go), wanted: 1.3 }];
}
