// A hint for a name that does not exist.
import { closestMatch } from "leven";

const SHOWN = 20;

/** The known name that is nearest to this one; null when none is near. */
export function findNearest(name: string, known: readonly string[]): string | null {
  const maxDistance = Math.max(2, Math.ceil(name.length / 3));
  return closestMatch(name, known, { maxDistance }) ?? null;
}

/** The nearest name that does exist, or else some of them; empty when there is none. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = findNearest(name, known);
  if (near !== null) return `did you mean ${near}?`;
  if (known.length === 0) return "";
  const more = known.length > SHOWN ? `, and ${known.length - SHOWN} more` : "";
  return `choose from ${[...known].sort().slice(0, SHOWN).join(", ")}${more}`;
}
