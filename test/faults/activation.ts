// What conda would run of an environment in each shell, and whether the user's values survive it.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { PHASES, type Phase } from "../../src/names.js";
import { DIALECTS } from "../../src/shells/dialects.js";
import type { Move, Play } from "../sessions/play.js";
import { openStages } from "../sessions/stages.js";
import { withoutEmpty } from "../sessions/user-values.js";

/** What a user has whose values are all different. */
const USER = { GOPATH: "/home/you/go:/srv/go", GOCACHE: "", GOPROXY: "off", GOFLAGS: "-v 'x y'" };

/** The different sets of scripts that shells would find, each kept once. */
export class Activations {
  /** By extension, the plays by the hash of their scripts. */
  private readonly plays = new Map<string, Map<string, Play>>();

  constructor(private readonly folder: string) {}

  /** Notes what is in the environment now. */
  add(prefix: string): void {
    for (const { extension } of DIALECTS) {
      const scripts = PHASES.map((phase) => readScripts(prefix, phase, extension));
      if (scripts.flat().length === 0) continue;
      const hash = createHash("sha256").update(JSON.stringify(scripts)).digest("hex").slice(0, 16);
      const plays = this.plays.get(extension) ?? new Map<string, Play>();
      this.plays.set(extension, plays);
      if (!plays.has(hash)) plays.set(hash, this.play(join(this.folder, hash), scripts));
    }
  }

  /** How many shells and sets of scripts have been tried. */
  async check(): Promise<string> {
    // Which shells have to be there, is for the recorded sessions to say.
    const stages = openStages().flatMap(({ dialect: { extension }, stage }) =>
      stage !== null && this.plays.has(extension) ? [[stage, extension] as const] : [],
    );
    let tried = 0;
    for (const [stage, extension] of stages) {
      const plays = [...(this.plays.get(extension)?.values() ?? [])];
      tried += plays.length;
      const folder = join(this.folder, `${stage.name} ${stage.version}`.replaceAll(" ", "-"));
      const user = stage.holdsEmpty ? USER : withoutEmpty(USER);
      const held = plays.map((play) => ({ ...play, user }));
      const performances = await stage.perform(held, stage.modes[0] as string, folder);
      for (const { looks, before, after, output } of performances) {
        expect(output, stage.name).toBe("");
        expect(looks.get("after"), stage.name).toEqual(looks.get("before"));
        expect(after, stage.name).toBe(before);
      }
    }
    return `${tried} activations in ${stages.length} shells`;
  }

  private play(folder: string, scripts: readonly (readonly Script[])[]): Play {
    mkdirSync(folder, { recursive: true });
    const moves = scripts.flatMap((phase, index) =>
      phase.map(([name, text]): Move => {
        const file = join(folder, `${index}-${name}`);
        writeFileSync(file, text);
        return { move: "source", file };
      }),
    );
    const setPrefix = (value: string): Move => ({ move: "set", name: "CONDA_PREFIX", value });
    const look = (label: string): Move => ({ move: "look", label });
    return {
      title: folder,
      user: USER,
      moves: [look("before"), setPrefix(folder), ...moves, setPrefix(""), look("after")],
    };
  }
}

type Script = readonly [name: string, text: string];

/** conda takes every file with the shell's extension, whoever wrote it, and of those that deactivate the last first. */
function readScripts(prefix: string, phase: Phase, extension: string): Script[] {
  const folder = join(prefix, `etc/conda/${phase}.d`);
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(extension));
    names.sort();
    if (phase === "deactivate") names.reverse();
    return names.map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  } catch {
    return [];
  }
}
