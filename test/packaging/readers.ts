// The programs by which conda reads its packages, in every version that there is here.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram } from "../setup/programs.js";
import { findTool } from "../setup/tools.js";

/** A Python, with what it needs. */
export interface Reader {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
}

/** By what has to be there; null for what is not. */
export const READERS: Readonly<Record<string, Reader | null>> = {
  "conda-package-handling": findPython("conda_package_handling.conda_fmt"),
  "conda-package-handling 2.3 of fetch-tools": findTrixie(),
  "conda-package-handling 2.6 of fetch-tools": findForky(),
};

/** A Python that has this module; null where there is none. */
export function findPython(module: string): Reader | null {
  // Debian's packages are for Debian's Python, whatever else is on the PATH.
  for (const python of ["/usr/bin/python3", findProgram("python3")]) {
    const reader = python && checkReader({ command: [python], env: {} }, module);
    if (reader) return reader;
  }
  return null;
}

function findTrixie(): Reader | null {
  const packages = findTool("conda-trixie", "usr/lib/python3/dist-packages");
  if (packages === null) return null;
  const env = { PYTHONPATH: packages };
  return checkReader({ command: ["/usr/bin/python3"], env });
}

/** With a Python of its own, and a C library for that. */
function findForky(): Reader | null {
  const loader = findTool("conda-forky", "usr/lib64/ld-linux-x86-64.so.2");
  if (loader === null) return null;
  const root = join(dirname(loader), "..");
  const env = { PYTHONHOME: root, PYTHONPATH: join(root, "lib/python3/dist-packages") };
  const libraries = join(root, "lib/x86_64-linux-gnu");
  const command = [loader, "--library-path", libraries, join(root, "bin/python3.14")] as const;
  return checkReader({ command, env });
}

function checkReader(reader: Reader, module = "conda_package_handling.conda_fmt"): Reader | null {
  const [program, ...args] = reader.command;
  const { status } = spawnSync(program, [...args, "-B", "-c", `import ${module}`], {
    env: reader.env,
  });
  return status === 0 ? reader : null;
}

/** What one of the scripts of this folder prints, given this on stdin. */
export function runPython({ command, env }: Reader, script: string, input: unknown): unknown {
  const [program, ...args] = command;
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { status, stdout, stderr } = spawnSync(program, [...args, "-B", path], {
    input: JSON.stringify(input),
    encoding: "utf8",
    env,
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
