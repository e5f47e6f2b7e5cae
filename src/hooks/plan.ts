// The files that a prefix should hold for given settings and dialects.
import { createHash } from "node:crypto";
import { HOOKS, type Phase, phaseOf, scriptPath } from "../names.js";
import type { Dialect } from "../shells/dialect.js";
import { type Packaging, renderHook } from "./render.js";
import type { Settings } from "./settings.js";

export interface PlannedFile {
  /** Below the prefix, with `/` between the parts. */
  readonly path: string;
  readonly phase: Phase;
  readonly content: string;
  /** Of the content's UTF-8 bytes, in hex. */
  readonly sha256: string;
}

/** Every hook script of these dialects, rendered. @param packaging for packaged hooks */
export function planFiles(
  settings: Settings,
  dialects: readonly Dialect[],
  packaging: Packaging | null = null,
): PlannedFile[] {
  return dialects.flatMap((dialect) =>
    HOOKS.map((hook) => {
      const path = scriptPath(hook, dialect.extension, packaging ? "packaged" : "installed");
      const content = renderHook(dialect, hook, settings, packaging);
      const sha256 = createHash("sha256").update(content).digest("hex");
      return { path, phase: phaseOf(path), content, sha256 };
    }),
  );
}
