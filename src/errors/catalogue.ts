// Every error that we raise on purpose: from what went wrong to what it says.
import { ADOPT } from "./adopt.js";
import { CHANNEL } from "./channel.js";
import { CONFIG } from "./config.js";
import { ENVIRONMENTS } from "./environments.js";
import { EXEC } from "./exec.js";
import { FILES } from "./files.js";
import { PACKAGING } from "./packaging.js";
import { REPAIR } from "./repair.js";
import { SETTINGS } from "./settings.js";
import { USAGE } from "./usage.js";

/** By fault, which is finer than the code. Each sentence: what happened, where, what to type next. */
export const CATALOGUE: typeof USAGE &
  typeof SETTINGS &
  typeof ENVIRONMENTS &
  typeof EXEC &
  typeof FILES &
  typeof PACKAGING &
  typeof REPAIR &
  typeof ADOPT &
  typeof CONFIG &
  typeof CHANNEL = {
  ...USAGE,
  ...SETTINGS,
  ...ENVIRONMENTS,
  ...EXEC,
  ...FILES,
  ...PACKAGING,
  ...REPAIR,
  ...ADOPT,
  ...CONFIG,
  ...CHANNEL,
};

export type Fault = keyof typeof CATALOGUE;

/** What the sentences of a fault are made of. */
export type FaultArgs<One extends Fault> = Parameters<(typeof CATALOGUE)[One]>;
