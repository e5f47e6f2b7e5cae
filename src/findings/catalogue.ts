// Every finding there is, by its code: the sentences of each stand in the file of its subject, in `codes/`.
import { CACHES } from "./codes/caches.js";
import { CONFLICTS } from "./codes/conflicts.js";
import { EFFECT } from "./codes/effect.js";
import type { Sentences } from "./codes/explanation.js";
import { FILE } from "./codes/file.js";
import { IGNORES } from "./codes/ignores.js";
import { IMPORTS } from "./codes/imports.js";
import { MODULE } from "./codes/module.js";
import { NESTED } from "./codes/nested.js";
import { PORTABLE } from "./codes/portable.js";
import { REQUIREMENTS } from "./codes/requirements.js";
import { TARGET } from "./codes/target.js";
import { UNREAD_TARGET } from "./codes/unread-target.js";
import { VENDOR } from "./codes/vendor.js";
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
  ...CACHES,
} as const satisfies Sentences;
