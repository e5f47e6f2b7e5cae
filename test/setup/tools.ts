// What test/setup/fetch-tools has fetched, for tests of what Debian 12 does not have.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const { CONDA_GO_HOOKS_TOOLS, XDG_CACHE_HOME } = process.env;
const TOOLS =
  CONDA_GO_HOOKS_TOOLS ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "conda-go-hooks-tools");

/** The path of something that was fetched, or null. */
export function findTool(...path: readonly string[]): string | null {
  const found = join(TOOLS, ...path);
  return existsSync(found) ? found : null;
}
