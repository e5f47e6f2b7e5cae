// What the comments of a line tell Go: an indirect requirement, the reason of a retract, a deprecation.
import type { Line } from "./syntax.js";

// What Go's unicode.IsSpace takes for a space; JavaScript's \s takes others.
const SPACE = "[\\t-\\r\\x85\\p{Z}]";
const OUTER_SPACE = new RegExp(`^${SPACE}+|${SPACE}+$`, "gu");
const INDIRECT = new RegExp(`^//${SPACE}*indirect(?:${SPACE}*$|;${SPACE}+(?!${SPACE}).)`, "u");

/** Whether the comment marks a requirement as indirect. */
export function isIndirect({ comment }: Line): boolean {
  return comment !== null && INDIRECT.test(comment);
}

/** The text of the line's comments, above and behind it; of a line without any, that of its block. */
export function readComment({ above, comment, block }: Line): string {
  const own = comment === null ? above : [...above, comment];
  return (own.length === 0 && block ? block.above : own)
    .filter((text) => text !== "")
    .map((text) => text.slice(2).replace(OUTER_SPACE, ""))
    .join("\n");
}

/** What a module line says behind `Deprecated:`; "" where it does not. */
export function readDeprecation(at: Line): string {
  return /(?:^|\n\n)Deprecated: *(.*?)(?:$|\n\n)/s.exec(readComment(at))?.[1] ?? "";
}
