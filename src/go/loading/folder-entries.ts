// What is in folders, kept for the walk of a scan, which comes by those of a module once its packages are read.
import { type Dirent, readdirSync } from "node:fs";

// As many as lie below nearly any module.
const KEPT = 1024;

/** Of one scan, as another may find something else there. */
export class FolderEntries {
  private readonly kept = new Map<string, Dirent[]>();

  /** Keeps them for who takes them. @throws Error where they cannot be read */
  read(path: string): Dirent[] {
    const entries = this.take(path);
    this.kept.set(path, entries);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return entries;
  }

  /** For the last time. @throws Error where they cannot be read */
  take(path: string): Dirent[] {
    const kept = this.kept.get(path);
    this.kept.delete(path);
    return kept ?? readdirSync(path, { withFileTypes: true });
  }
}
