// A play that ends outside of all environments, and what has to be there then: all that was before.
import { expect } from "vitest";
import type { Move, Performance, Play, Stage } from "./play.js";
import { type UserValues, withoutEmpty } from "./user-values.js";

const AT_THE_END: readonly Move[] = [
  { move: "set", name: "CONDA_PREFIX", value: "" },
  { move: "set", name: "CONDA_SHLVL", value: "0" },
  { move: "look", label: "after" },
];

/** The moves, between a look before and one after them. */
export function makePlay(title: string, user: UserValues, moves: readonly Move[]): Play {
  return { title, user, moves: [{ move: "look", label: "before" }, ...moves, ...AT_THE_END] };
}

/** After it all: the whole environment, and all else that the shell holds, byte for byte. */
export function expectUntouched(
  { looks, before, after, output }: Performance,
  title: string,
): void {
  expect(output, title).toBe("");
  expect(looks.get("after"), title).toEqual(looks.get("before"));
  expect(after, title).toBe(before);
  expect(before, title).not.toBe("");
}

/** What of the user's values this shell can hold. */
export function holdable(user: UserValues, { holdsEmpty, hold }: Stage, mode: string): UserValues {
  const held = hold?.(user, mode) ?? user;
  return holdsEmpty ? held : withoutEmpty(held);
}
