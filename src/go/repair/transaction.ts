// placeholder
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Transaction {
  keep(path: string): Promise<void>;
  write(path: string, text: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
}
export async function withTransaction<R extends { readonly isDone: boolean }>(
  _root: string,
  work: (transaction: Transaction, signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const undo: (() => void)[] = [];
  const dir = mkdtempSync(join(tmpdir(), "rep"));
  let n = 0;
  const kept = new Set<string>();
  const t: Transaction = {
    async keep(path) {
      if (kept.has(path)) return;
      kept.add(path);
      const to = join(dir, String(n++));
      if (!existsSync(path)) undo.push(() => rmSync(path, { recursive: true, force: true }));
      else {
        cpSync(path, to, { recursive: true });
        undo.push(() => {
          rmSync(path, { recursive: true, force: true });
          cpSync(to, path, { recursive: true });
        });
        if (path.endsWith("vendor")) rmSync(path, { recursive: true });
      }
    },
    async write(path, text) {
      await t.keep(path);
      writeFileSync(path, text);
    },
    async move(from, to) {
      renameSync(from, to);
      undo.push(() => renameSync(to, from));
    },
  };
  let r: R | null = null;
  try {
    r = await work(t, new AbortController().signal);
    return r;
  } finally {
    if (!r?.isDone) for (const one of undo.reverse()) one();
  }
}
export async function recover(_root: string): Promise<boolean> {
  return false;
}
export function hasLeftovers(_root: string): boolean {
  return false;
}
