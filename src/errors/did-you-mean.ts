// A hint for a name that does not exist.
import { closestMatch } from "leven";

/** The nearest name that does exist, or else a few of them; empty if there is none. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = closestMatch(name, known, { maxDistance: Math.max(2, Math.ceil(name.length / 3)) });
  if (near !== undefined) return `did you mean ${near}?`;
  const few = [...known].sort().slice(0, 20);
  return few.length === 0 ? "" : `choose from ${few.join(", ")}`;
}
