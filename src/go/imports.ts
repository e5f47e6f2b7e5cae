// The import paths of a Go file, from its head alone.

const GAP = /(?:[\s;]|\/\/.*|\/\*[\s\S]*?\*\/)*/y;
const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const PATH = /"([^"\\\n]*)"|`([^`]*)`/y;
// The usual way to keep a program for generating code out of the build.
const IGNORED = /^\/\/(?:go:build| \+build) ignore[ \t]*\r?$/m;

/** Lists what a Go file imports; nothing of one that says `//go:build ignore`. */
export function readImports(source: string): string[] {
  const paths: string[] = [];
  let offset = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    GAP.lastIndex = offset;
    pattern.lastIndex = offset + (GAP.exec(source)?.[0].length ?? 0);
    const found = pattern.exec(source);
    if (found !== null) offset = pattern.lastIndex;
    return found;
  };
  const takeSpec = (): boolean => {
    take(/\./y) ?? take(NAME);
    const path = take(PATH);
    if (path !== null) paths.push((path[1] ?? path[2]) as string);
    return path !== null;
  };
  if (take(/package\b/y) === null || IGNORED.test(source.slice(0, offset))) return [];
  take(NAME);
  while (take(/import\b/y) !== null) {
    if (take(/\(/y) === null) takeSpec();
    else while (take(/\)/y) === null && takeSpec());
  }
  return paths;
}
