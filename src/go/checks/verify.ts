// Asks the real go about each file that was inspected, a few at a time.
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import type { Session } from "../../session.js";
import { askGo, type Toolchain } from "../toolchain.js";
import { type Inspection, isWorkFile } from "./inspect.js";

// Each go uses several cores by itself.
const AT_MOST = 4;

/** @returns the same inspections in the same order, with a verdict on each file that can be read */
export async function verifyAll(
  inspections: readonly Inspection[],
  go: Toolchain,
  session: Session,
): Promise<Inspection[]> {
  const all = inspections.flatMap(({ findings }) => findings);
  const verify = async (one: Inspection): Promise<Inspection> => {
    const { file, outline, findings } = one;
    if (outline === null) return one;
    const isWork = isWorkFile(file);
    const place = { folder: dirname(file), work: isWork ? file : null };
    // A workspace fails for the faults of its modules too.
    const others = isWork ? all.filter((finding) => finding.place.file !== file) : [];
    return { ...one, verdict: await askGo(go, place, findings, others, session) };
  };
  const concurrency = Math.min(AT_MOST, availableParallelism());
  return Readable.from(inspections).map(verify, { concurrency }).toArray();
}
