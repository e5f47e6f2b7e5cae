// Whether a file that was found, and not named, is one to go by: somebody else may have put it there.
import { lstatSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { makeError } from "../errors/error.js";
import type { Session } from "../session.js";
import { typed } from "../shells/typed.js";

/**
 * Checks that the file, and the folder that it is in, are the user's or root's, and that not everybody can write them.
 * On Windows, all are trusted.
 * @param config the settings file, which one can name
 * @throws CondaGoHooksError `config-invalid`
 */
export function checkTrusted(file: string, config: string, session: Session): void {
  if (session.platform === "win32") return;
  const trusted = listTrusted(session);
  // Behind a link, whoever can write where it leads decides what is read.
  for (const path of new Set([dirname(file), file, dirname(realpathSync(file))])) {
    const found = statSync(path);
    const isOfOther = [found, lstatSync(path)].some(({ uid }) => !trusted.includes(uid));
    // Not those that a group can write: with a umask of 002, the group is often the user's own.
    if (!isOfOther && (found.mode & 0o002) === 0) continue;
    const word = typed(config, session.platform);
    throw makeError("config-untrusted", { where: file, path, isOfOther, typed: word });
  }
}

function listTrusted({ env }: Session): number[] {
  const own = process.geteuid?.() ?? 0;
  const behindSudo = own === 0 && /^\d+$/.test(env.SUDO_UID ?? "") ? [Number(env.SUDO_UID)] : [];
  return [own, 0, ...behindSudo];
}
