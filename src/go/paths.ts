// Paths as Go takes them, by the rules of the system that it runs on.
import { posix, win32 } from "node:path";

export interface Paths {
  readonly isWindows: boolean;
  join(folder: string, name: string): string;
  isAbsolute(path: string): boolean;
  normalize(path: string): string;
  /** Where a path written in a file of this folder leads to; lexically, as Go does it. */
  resolve(folder: string, path: string): string;
  relative(folder: string, path: string): string;
  /** Whether the path is the folder or lies in it. */
  isInside(path: string, folder: string): boolean;
  /** The path as Go shows it to who stands in the folder: the shorter of the relative and the full one. */
  shorten(folder: string, path: string): string;
}

/** @param platform as in `process.platform` */
export function pathsOf(platform: string): Paths {
  const isWindows = platform === "win32";
  const native = isWindows ? win32 : posix;
  // Unlike Node, Go does not take `\lib` for absolute, as it names no drive.
  const isAbsolute = isWindows
    ? (path: string) => /^(?:.:|[\\/])[\\/]/s.test(path)
    : posix.isAbsolute;
  return {
    isWindows,
    isAbsolute,
    join: native.join,
    relative: native.relative,
    // Unlike Node, Go leaves no separator at the end.
    normalize: (path) => native.normalize(path).replace(/(?<=[^/\\:])[/\\]$/, ""),
    resolve: (folder, path) => native.resolve(isAbsolute(path) ? path : native.join(folder, path)),
    // On Windows, Node compares whatever the case, as the system does.
    isInside(path, folder) {
      const way = native.relative(folder, path);
      return way.split(native.sep)[0] !== ".." && !native.isAbsolute(way);
    },
    shorten(folder, path) {
      const short = native.relative(folder, path);
      return short.length < path.length ? short : path;
    },
  };
}
