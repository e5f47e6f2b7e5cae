// The import paths of a Go file, from its head alone.

const GAP = /(?:[\s;]|\/\/.*|\/\*[\s\S]*?\*\/)*/y;
const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const PATH = /"([^"\\\n]*)"|`([^`]*)`/y;

/** What a Go file, or the beginning of one, imports, and where what comes behind the imports begins. */
export function readHead(source: string): {
  /** Of the package. */
  readonly name: string;
  readonly paths: readonly string[];
  readonly end: number;
} {
  const paths: string[] = [];
  let name = "";
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
  if (take(/package\b/y) !== null) {
    name = take(NAME)?.[0] ?? "";
    while (take(/import\b/y) !== null) {
      if (take(/\(/y) === null) takeSpec();
      else while (take(/\)/y) === null && takeSpec());
    }
  }
  GAP.lastIndex = offset;
  return { name, paths, end: offset + (GAP.exec(source)?.[0].length ?? 0) };
}
