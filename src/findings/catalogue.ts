// Every finding there is, by its code: the sentences of each stand in the file of its subject, in `codes/`.
import { ACCESS } from "./codes/access.js";
import { BELIEFS } from "./codes/beliefs.js";
import { CACHES } from "./codes/caches.js";
import { CHECKSUMS } from "./codes/checksums.js";
import { CONFLICTS } from "./codes/conflicts.js";
import { EFFECT } from "./codes/effect.js";
import type { Sentences } from "./codes/explanation.js";
import { FILE } from "./codes/file.js";
import { FLAGS } from "./codes/flags.js";
import { GO_PROGRAM } from "./codes/go-program.js";
import { HOOKS } from "./codes/hooks.js";
import { IGNORES } from "./codes/ignores.js";
import { IMPORTS } from "./codes/imports.js";
import { LOG } from "./codes/log.js";
import { LOG_DOWNLOADS } from "./codes/log-downloads.js";
import { MODULE } from "./codes/module.js";
import { MODULE_MODE } from "./codes/module-mode.js";
import { NAMES } from "./codes/names.js";
import { NESTED } from "./codes/nested.js";
import { PATHS } from "./codes/paths.js";
import { PATTERNS } from "./codes/patterns.js";
import { PORTABLE } from "./codes/portable.js";
import { PROXY } from "./codes/proxy.js";
import { REQUIREMENTS } from "./codes/requirements.js";
import { TARGET } from "./codes/target.js";
import { TOOLCHAIN_CHOICE } from "./codes/toolchain-choice.js";
import { UNREAD_TARGET } from "./codes/unread-target.js";
import { VENDOR } from "./codes/vendor.js";
import { VERSIONS } from "./codes/versions.js";
import { WORKSPACE } from "./codes/workspace.js";

/** What makes the sentences of each code. Scripts may test the codes; the sentences may change. */
export const CATALOGUE = {
  ...FILE,
  ...IGNORES,
  ...MODULE,
  ...TARGET,
  ...UNREAD_TARGET,
  ...PORTABLE,
  ...IMPORTS,
  ...REQUIREMENTS,
  ...EFFECT,
  ...NESTED,
  ...CONFLICTS,
  ...VENDOR,
  ...WORKSPACE,
  ...TOOLCHAIN_CHOICE,
  ...HOOKS,
  ...GO_PROGRAM,
  ...PATHS,
  ...FLAGS,
  ...PROXY,
  ...CHECKSUMS,
  ...PATTERNS,
  ...ACCESS,
  ...MODULE_MODE,
  ...NAMES,
  ...BELIEFS,
  ...VERSIONS,
  ...LOG,
  ...LOG_DOWNLOADS,
  ...CACHES,
} as const satisfies Sentences;
