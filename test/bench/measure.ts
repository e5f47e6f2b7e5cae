// Times tasks in rounds, one beside the other, so that a machine that slows down slows them all.
import { performance } from "node:perf_hooks";

export interface Task {
  /** Before each run, outside of its time. */
  readonly prepare?: () => unknown;
  readonly run: () => Promise<unknown>;
  /** After each run, outside of its time: throws unless it did what it is there for. */
  readonly check?: () => unknown;
}

/** A value, and how it compares with what it was measured beside. */
export interface Row {
  readonly what: string;
  /** Null when it could not be measured. */
  readonly value: number | null;
  readonly unit: "µs" | "ms" | "MB" | "bytes" | "thousand" | null;
  readonly beside: string | null;
  readonly ratio: number | null;
  /** The ratio that it should not exceed, where one is set. */
  readonly wanted?: number;
}

/** How often each task is timed where nothing else is said. */
export const ROUNDS = 15;

/** Runs the tasks in turns. @returns of each the milliseconds of each round */
export async function measureTimes<Name extends string>(
  tasks: Readonly<Record<Name, Task>>,
  { rounds = ROUNDS, warmUps = 1 } = {},
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(tasks) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < warmUps + rounds; round++) {
    for (const name of names) {
      const { prepare, run, check } = tasks[name];
      await prepare?.();
      const start = performance.now();
      await run();
      const time = performance.now() - start;
      await check?.();
      if (round >= warmUps) times[name]?.push(time);
    }
  }
  return times as Record<Name, number[]>;
}

/** The one in the middle. */
export function findMedian(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;
}

/** The row of what was measured in these rounds beside this yardstick: the ratio is that of each round's two. */
export function makeRow(
  what: string,
  unit: Row["unit"],
  ours: readonly number[],
  beside: string,
  yardstick: readonly number[],
): Row {
  const ratios = ours.map((value, round) => value / (yardstick[round] as number));
  return { what, value: findMedian(ours), unit, beside, ratio: findMedian(ratios) };
}

/** The row of what cannot be measured here. */
export function leaveOut(what: string, reason: string): Row {
  const title = `${what} (left out: ${reason})`;
  return { what: title, value: null, unit: null, beside: null, ratio: null };
}
