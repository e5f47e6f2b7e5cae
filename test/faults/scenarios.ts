// The commands that write, from what to what, and what must be true wherever one of them stops.
import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { install } from "../../src/commands/install.js";
import type { InstallOptions } from "../../src/commands/install-draft.js";
import { status } from "../../src/commands/status.js";
import { type UninstallOptions, uninstall } from "../../src/commands/uninstall.js";
import type { HookRequest } from "../../src/hooks/request.js";
import { FOLDERS, scriptPath } from "../../src/names.js";
import { installFormer } from "../former/install-former.js";
import { readTree } from "../setup/command.js";
import { makeEnvironment, makeSession } from "../setup/environments.js";

export interface Scenario {
  readonly title: string;
  /** What is there before anything of ours. */
  readonly bare?: (prefix: string) => void;
  /** What was installed before; null for nothing. */
  readonly installed: InstallOptions | null;
  /** The same, by a version before 0.2. */
  readonly former?: HookRequest;
  readonly edit?: (prefix: string) => void;
  /** Whether the command is an uninstall and not an install. */
  readonly removes?: true;
  /** The folder that a program stands in while the command runs. */
  readonly inUse?: string;
  readonly options: InstallOptions & UninstallOptions;
}

const EDITED = scriptPath("last", ".sh");
const EDIT = "# precious\n";
const ALL: InstallOptions = { profile: "isolated", shells: ["all"] };
const MOST: InstallOptions = { profile: "isolated", shells: ["sh", "fish", "csh"] };
const ISOLATED: InstallOptions = { profile: "isolated", shells: ["sh", "fish"] };
const DIRECT: InstallOptions = { profile: "direct", shells: ["sh", "fish"] };
const OTHER: InstallOptions = { profile: "offline", shells: ["sh"] };
const UNSETTING: InstallOptions = {
  profile: "shared-cache",
  overrides: [{ action: "unset", variable: "GOSUMDB" }],
  shells: ["sh", "fish", "csh"],
};
const FORMER: HookRequest = { profile: "offline", overrides: [], shells: ["sh", "fish", "csh"] };
const edit = (prefix: string) => appendFileSync(join(prefix, EDITED), EDIT);

export const SCENARIOS: readonly Scenario[] = [
  { title: "install in a bare environment", installed: null, options: ISOLATED },
  {
    title: "install beside the hooks of a package",
    bare: (prefix) => {
      const file = join(prefix, "etc/conda/activate.d/activate-other.sh");
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, ":\n");
    },
    installed: null,
    options: { shells: ["sh"] },
  },
  { title: "update to other settings", installed: ISOLATED, options: DIRECT },
  { title: "update to fewer shells", installed: MOST, options: { ...DIRECT, shells: ["sh"] } },
  {
    title: "replace an edited file",
    installed: ISOLATED,
    edit,
    options: { ...DIRECT, force: true },
  },
  {
    title: "update to settings of other variables",
    installed: { ...OTHER, shells: ["sh", "fish", "csh"] },
    options: UNSETTING,
  },
  {
    title: "move over from two scripts a shell",
    installed: null,
    former: FORMER,
    options: {},
  },
  {
    title: "replace an edited script of two",
    installed: null,
    former: FORMER,
    edit,
    options: { force: true },
  },
  {
    title: "uninstall two scripts a shell",
    installed: null,
    former: FORMER,
    removes: true,
    options: {},
  },
  { title: "uninstall", installed: ALL, removes: true, options: {} },
  {
    title: "uninstall while somebody stands in a folder",
    installed: ISOLATED,
    removes: true,
    inUse: "etc/conda/deactivate.d",
    options: {},
  },
  {
    title: "uninstall all but an edited file",
    installed: ISOLATED,
    edit,
    removes: true,
    options: {},
  },
  {
    title: "uninstall an edited file too",
    installed: ISOLATED,
    edit,
    removes: true,
    options: { force: true },
  },
];

/** A scenario set up in a folder, where its command can be run again and again from the same start. */
export class Trial {
  readonly prefix: string;
  private readonly session;
  private readonly template: string;
  private readonly scratch: string;
  private readonly known = new Set<string>();
  private readonly undisturbed = new Map<string, Readonly<Record<string, string>>>();

  private constructor(
    private readonly scenario: Scenario,
    folder: string,
  ) {
    this.session = makeSession(folder);
    this.template = join(folder, "template", "work");
    this.prefix = join(folder, "prefix", "work");
    this.scratch = join(folder, "scratch", "work");
  }

  static async open(scenario: Scenario, folder: string): Promise<Trial> {
    const trial = new Trial(scenario, folder);
    makeEnvironment(trial.template);
    // Others may read the environment, and the umask says they may not.
    chmodSync(join(trial.template, "conda-meta", "history"), 0o644);
    scenario.bare?.(trial.template);
    if (scenario.installed) {
      await install({ ...scenario.installed, prefix: trial.template }, trial.session);
    }
    if (scenario.former) installFormer(trial.template, scenario.former);
    scenario.edit?.(trial.template);
    trial.reset();
    return trial;
  }

  reset(): void {
    copy(this.template, this.prefix);
  }

  /** Runs the command. @returns the error in its report, or null */
  async run(prefix: string = this.prefix) {
    const { options, removes } = this.scenario;
    const work = removes ? uninstall : install;
    const [report] = (await work({ ...options, prefix }, this.session)).environments;
    return report?.error ?? null;
  }

  /** Checks all that must be true of what is there now, unless it has been checked already. */
  async check(title: string): Promise<void> {
    const state = hash(JSON.stringify(readTree(this.prefix)));
    if (this.known.has(state)) return;
    this.known.add(state);

    const [told] = (await status({ prefix: this.prefix }, this.session)).environments;
    expect(told?.error, title).toBeNull();
    const whole = ["installed", "absent"];
    if (this.scenario.edit) whole.push("drifted");
    if (this.scenario.former) whole.push("outdated");
    expect([...whole, "incomplete"], title).toContain(told?.state);
    if (this.scenario.edit) expect(JSON.stringify(readTree(this.prefix))).toContain("# precious");

    // What a command that was cut off has left is ours, and needs no --force.
    const force = this.scenario.edit !== undefined;
    const ends: Readonly<Record<string, (prefix: string) => Promise<unknown>>> = {
      "the same command again": (prefix) => this.run(prefix),
      "another installation": (prefix) => install({ ...OTHER, force, prefix }, this.session),
      "a removal": (prefix) => uninstall({ force, prefix }, this.session),
    };
    // Each ends where it would have ended, and leaves nothing lying about.
    for (const [name, command] of Object.entries(ends)) {
      const undisturbed =
        this.undisturbed.get(name) ?? (await this.treeAfter(command, this.template));
      this.undisturbed.set(name, undisturbed);
      expect(await this.treeAfter(command, this.prefix), `${title}, then ${name}`).toEqual(
        undisturbed,
      );
    }
  }

  /** The tree that a command makes of what is in `from`, without the copies that --force keeps. */
  private async treeAfter(
    command: (prefix: string) => Promise<unknown>,
    from: string,
  ): Promise<Record<string, string>> {
    copy(from, this.scratch);
    await command(this.scratch);
    const kept = readdirSync(this.scratch, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".kept"),
    );
    for (const path of kept) rmSync(join(this.scratch, path));
    if (kept.length > 0) {
      for (const path of [...FOLDERS].reverse()) prune(join(this.scratch, path));
    }
    const tree = Object.entries(readTree(this.scratch));
    return Object.fromEntries(
      tree.map(([path, text]) => [path, `${text.split(" ")[0]} ${hash(text)}`]),
    );
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function copy(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

function prune(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something is in it, or it is not there.
  }
}
