// Installs the hooks as they were before version 0.2: two scripts a shell, and a record that names them.
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type HookRequest, planRequest } from "../../src/hooks/request.js";
import { selectDialects } from "../../src/hooks/select-dialects.js";
import { FOLDERS, PHASES, type Phase, RECORD_PATH } from "../../src/names.js";
import { renderFormer } from "./render-former.js";

/** Where such a script stands below a prefix: both are called the same. */
export function formerPath(phase: Phase, extension: string): string {
  return `etc/conda/${phase}.d/zz-conda-go-hooks${extension}`;
}

export function installFormer(prefix: string, request: HookRequest): void {
  const { settings } = planRequest(request, process.platform);
  for (const folder of FOLDERS) {
    mkdirSync(join(prefix, folder), { recursive: true });
    chmodSync(join(prefix, folder), 0o755);
  }
  const files = selectDialects(request.shells, process.platform).flatMap((dialect) =>
    PHASES.map((phase) => {
      const path = formerPath(phase, dialect.extension);
      const content = renderFormer(dialect, phase, settings);
      writeFile(join(prefix, path), content);
      return { path, sha256: createHash("sha256").update(content).digest("hex") };
    }),
  );
  const record = {
    schemaVersion: 1,
    version: "0.1.0",
    settings: request,
    folders: FOLDERS,
    files,
  };
  writeFile(join(prefix, RECORD_PATH), `${JSON.stringify(record, null, 2)}\n`);
}

/** For all to read, whatever the umask is. */
function writeFile(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o644);
}
