// A Go project with all that a repair may meet, what a repair does to it, and what is there before and after.
import {
  chmodSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Transaction } from "../../src/go/repair/transaction.js";
import { type Files, writeFiles } from "../setup/environments.js";

const FILES: Files = {
  "root/go.mod": "module example.com/root\n\nrequire example.com/a v1.0.0\n",
  "root/go.sum": "example.com/a v1.0.0 h1:x\n",
  "root/unchanged/go.mod": "module example.com/unchanged\n",
  "root/vendor/modules.txt": "# example.com/a v1.0.0\n",
  "root/vendor/example.com/a/a.go": "package a\n",
  "root/vendor/example.com/lib/go.mod": "module example.com/lib\n",
  "root/vendor/example.com/lib/lib.go": "package lib\n",
  "root/linked/main.go": "package main\n",
  "beside/go.mod": "module example.com/beside\n",
  "elsewhere/real.mod": "module example.com/linked\n",
  "elsewhere/vendor/modules.txt": "# of many\n",
};

/** The folder must be there. @returns the root */
export function stageTree(folder: string): string {
  for (const name of readdirSync(folder))
    rmSync(join(folder, name), { recursive: true, force: true });
  writeFiles(folder, FILES);
  const at = (path: string) => join(folder, path);
  symlinkSync("../../elsewhere/real.mod", at("root/linked/go.mod"));
  symlinkSync("../../elsewhere/vendor", at("root/linked/vendor"));
  symlinkSync("../../elsewhere/new.sum", at("root/linked/go.sum"));
  linkSync(at("beside/go.mod"), at("elsewhere/same.mod"));
  chmodSync(at("root/go.sum"), 0o444);
  chmodSync(at("root/go.mod"), 0o640);
  chmodSync(at("root/vendor"), 0o750);
  // Whole seconds, as Node sets no times to the nanosecond; all different.
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort().reverse();
  for (const [index, path] of [...paths, ""].entries())
    lutimesSync(at(path), 1_500_000_000, 1_600_000_000 + index);
  return at("root");
}

/** Does what a repair and the go that it runs do, and more. */
export async function changeTree(folder: string, transaction: Transaction): Promise<void> {
  const at = (path: string) => join(folder, path);
  // As go does it, in place.
  await transaction.keep(at("root/go.mod"));
  appendFile(at("root/go.mod"), "require example.com/lib v0.0.0\n");
  await transaction.write(at("root/go.sum"), "example.com/a v1.0.0 h1:y\n");
  await transaction.keep(at("root/unchanged/go.mod"));
  await transaction.keep(at("root/go.work"));
  writeFileSync(at("root/go.work"), "go 1.22\n");
  await transaction.write(at("root/new/deep/go.mod"), "module example.com/new\n");

  await transaction.move(at("root/vendor/example.com/lib"), at("root/third/lib"));
  await transaction.write(at("root/third/lib/go.mod"), "module example.com/lib\n\ngo 1.22\n");
  await transaction.keep(at("root/vendor"));
  await transaction.keep(at("root/vendor"));
  mkdirSync(at("root/vendor"));
  writeFileSync(at("root/vendor/modules.txt"), "# example.com/lib v0.0.0\n");
  mkdirSync(at("root/vendor/example.com"));

  await transaction.keep(at("beside/go.mod"));
  appendFile(at("beside/go.mod"), "\ngo 1.22\n");
  await transaction.keep(at("root/linked/go.mod"));
  appendFile(at("root/linked/go.mod"), "\ngo 1.22\n");
  await transaction.keep(at("root/linked/vendor"));
  mkdirSync(at("root/linked/vendor"));
  writeFileSync(at("root/linked/vendor/modules.txt"), "# of one\n");
  await transaction.keep(at("root/linked/go.sum"));
  appendFile(at("root/linked/go.sum"), "example.com/b v1.0.0 h1:z\n");
}

/** In place, in one step that the faults know. */
function appendFile(path: string, text: string): void {
  writeFileSync(path, `${readIfThere(path)}${text}`);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** All there is to each file, folder and link, but for when its inode changed and which it is. */
export function snapshot(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(["", ...paths].map((path) => [path, describe(join(folder, path))]));
}

function describe(path: string): string {
  const found = lstatSync(path, { bigint: true });
  const content = found.isFile()
    ? readFileSync(path, "utf8")
    : found.isSymbolicLink()
      ? readlinkSync(path)
      : "";
  const { mode, nlink, uid, gid, mtimeNs } = found;
  return `${mode.toString(8)} ${nlink} ${uid}:${gid} ${JSON.stringify(content)} ${mtimeNs}`;
}

/** The same without times. */
export function withoutTimes(tree: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).map(([path, text]) => [path, text.replace(/ \d+$/, "")]),
  );
}
