// What each code means and why it matters, with one line in which it is found.
import { ABOUT_CACHES } from "./codes/caches.js";
import { ABOUT_CONFLICTS } from "./codes/conflicts.js";
import { ABOUT_EFFECT } from "./codes/effect.js";
import type { About } from "./codes/explanation.js";
import { ABOUT_FILE } from "./codes/file.js";
import { ABOUT_IGNORES } from "./codes/ignores.js";
import { ABOUT_IMPORTS } from "./codes/imports.js";
import { ABOUT_MODULE } from "./codes/module.js";
import { ABOUT_NESTED } from "./codes/nested.js";
import { ABOUT_PORTABLE } from "./codes/portable.js";
import { ABOUT_REQUIREMENTS } from "./codes/requirements.js";
import { ABOUT_TARGET } from "./codes/target.js";
import { ABOUT_UNREAD_TARGET } from "./codes/unread-target.js";
import { ABOUT_VENDOR } from "./codes/vendor.js";
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
  ...ABOUT_CACHES,
};
