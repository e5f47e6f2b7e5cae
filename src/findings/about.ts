// What each code means and why it matters, with one line in which it is found.
import { ABOUT_ACCESS } from "./codes/access.js";
import { ABOUT_BELIEFS } from "./codes/beliefs.js";
import { ABOUT_CACHES } from "./codes/caches.js";
import { ABOUT_CHECKSUMS } from "./codes/checksums.js";
import { ABOUT_CONFLICTS } from "./codes/conflicts.js";
import { ABOUT_EFFECT } from "./codes/effect.js";
import type { About } from "./codes/explanation.js";
import { ABOUT_FILE } from "./codes/file.js";
import { ABOUT_FLAGS } from "./codes/flags.js";
import { ABOUT_GO_PROGRAM } from "./codes/go-program.js";
import { ABOUT_HOOKS } from "./codes/hooks.js";
import { ABOUT_IGNORES } from "./codes/ignores.js";
import { ABOUT_IMPORTS } from "./codes/imports.js";
import { ABOUT_LOG } from "./codes/log.js";
import { ABOUT_LOG_DOWNLOADS } from "./codes/log-downloads.js";
import { ABOUT_MODULE } from "./codes/module.js";
import { ABOUT_MODULE_MODE } from "./codes/module-mode.js";
import { ABOUT_NAMES } from "./codes/names.js";
import { ABOUT_NESTED } from "./codes/nested.js";
import { ABOUT_PATHS } from "./codes/paths.js";
import { ABOUT_PATTERNS } from "./codes/patterns.js";
import { ABOUT_PORTABLE } from "./codes/portable.js";
import { ABOUT_PROXY } from "./codes/proxy.js";
import { ABOUT_REQUIREMENTS } from "./codes/requirements.js";
import { ABOUT_TARGET } from "./codes/target.js";
import { ABOUT_TOOLCHAIN_CHOICE } from "./codes/toolchain-choice.js";
import { ABOUT_UNREAD_TARGET } from "./codes/unread-target.js";
import { ABOUT_VENDOR } from "./codes/vendor.js";
import { ABOUT_VERSIONS } from "./codes/versions.js";
import { ABOUT_WORKSPACE } from "./codes/workspace.js";
import type { FindingArgs, FindingCode } from "./finding.js";

/** By code, in no order. */
export const ABOUT: { readonly [Code in FindingCode]: About<FindingArgs<Code>> } = {
  ...ABOUT_FILE,
  ...ABOUT_IGNORES,
  ...ABOUT_MODULE,
  ...ABOUT_TARGET,
  ...ABOUT_UNREAD_TARGET,
  ...ABOUT_PORTABLE,
  ...ABOUT_IMPORTS,
  ...ABOUT_REQUIREMENTS,
  ...ABOUT_EFFECT,
  ...ABOUT_NESTED,
  ...ABOUT_CONFLICTS,
  ...ABOUT_VENDOR,
  ...ABOUT_WORKSPACE,
  ...ABOUT_TOOLCHAIN_CHOICE,
  ...ABOUT_HOOKS,
  ...ABOUT_GO_PROGRAM,
  ...ABOUT_PATHS,
  ...ABOUT_FLAGS,
  ...ABOUT_PROXY,
  ...ABOUT_CHECKSUMS,
  ...ABOUT_PATTERNS,
  ...ABOUT_ACCESS,
  ...ABOUT_MODULE_MODE,
  ...ABOUT_NAMES,
  ...ABOUT_BELIEFS,
  ...ABOUT_VERSIONS,
  ...ABOUT_LOG,
  ...ABOUT_LOG_DOWNLOADS,
  ...ABOUT_CACHES,
};
