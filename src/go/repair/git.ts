// placeholder
import type { Session } from "../../session.js";
export async function findUncommitted(
  _folder: string,
  _paths: readonly string[],
  _session: Pick<Session, "env" | "platform">,
): Promise<readonly string[] | null> {
  return null;
}
