// Where a line of an edited text stands in the text on the disk.
import { diffArrays } from "diff";

/**
 * @param line from 1, of the edited text
 * @returns the line's number on the disk, or that of the line that it has taken the place of; null for a new one
 */
export function findOnDisk(disk: string, edited: string, line: number): number | null {
  let was = 0;
  let is = 0;
  let removed = 0;
  for (const part of diffArrays(disk.split("\n").map(trim), edited.split("\n").map(trim))) {
    if (part.removed) {
      removed = part.count;
      was += part.count;
      continue;
    }
    const within = line - is;
    is += part.count;
    if (line <= is && !part.added) return was + within;
    if (line <= is) return within <= removed ? was - removed + within : null;
    if (!part.added) was += part.count;
    removed = 0;
  }
  return null;
}

/** A line by itself or in a block. */
function trim(line: string): string {
  return line.trim().replace(/^(?:require|replace|use|exclude) (?!\s*\()/, "");
}
