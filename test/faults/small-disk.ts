// Disks that are small, read-only or full, where the machine lets us mount one.
import { execFileSync, spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Runs a program as root, which a machine for tests may let us. */
export function runAsRoot(...command: readonly string[]) {
  const [program = "", ...args] = process.getuid?.() === 0 ? command : ["sudo", "-n", ...command];
  return spawnSync(program, args, { encoding: "utf8", cwd: "/" });
}

/** @returns whether it is mounted */
export function mount(...args: readonly string[]): boolean {
  return runAsRoot("mount", ...args).status === 0;
}

/** Leaves so many bytes of the disk free. */
export function fillDisk(folder: string, free: number): void {
  const filler = join(folder, "filler");
  rmSync(filler, { force: true });
  const text = execFileSync("df", ["--output=avail", "-B1", folder], { encoding: "utf8" });
  writeFileSync(filler, Buffer.alloc(Number(text.split("\n")[1]) - free));
}
