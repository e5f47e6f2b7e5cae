// Notes on versions that conda sorts otherwise than one would think.

// A version is compared number by number; what is missing counts as 0. Where one has letters and the other a number,
// the number is newer, but for the word post, which is newer than any. An _ at the end is a letter.
const LETTERS = /[a-z]+_*$|[a-z]+|_+$/;
// In rattler's order also where it only begins with it: of posts and postdev, which conda takes for older, no advice.
const POST = /^post/;
/** By these words people mean what conda does. */
const PRE_RELEASE = /^(?:[abc](?=\d)|(?:alpha|beta|dev|pre|rc)(?![a-z_]))/;

/**
 * A sentence on a version that conda takes for older than one would think, or for no other; null for one that sorts as
 * it reads.
 * @param version one that `checkIdentity` takes
 */
export function adviseVersion(version: string): string | null {
  const [upstream = "", local] = version.split("+");
  return adviseUpstream(upstream) ?? (local === undefined ? null : adviseLocal(upstream, local));
}

function adviseUpstream(upstream: string): string | null {
  const start = upstream.indexOf("!") + 1;
  const letters = LETTERS.exec(upstream.slice(start));
  if (letters === null || POST.test(letters[0])) return null;
  const at = start + letters.index;
  const [before, behind] = [upstream.slice(0, at), upstream.slice(at)];
  if (PRE_RELEASE.test(behind)) return null;
  const isPrefix = letters.index === 0;
  const base = isPrefix ? `${before}0` : before.replace(/[._]$/, "");
  const tag = isPrefix ? /^v(\d+(?:[._]\d+)*)/.exec(behind) : null;
  const numbers = tag ? `${before}${tag[1]}` : `${base}.1`;
  return `conda takes ${upstream} for older than ${base}, as letters and a _ at the end mark what comes before a release: to have it newer, use numbers, as in --version ${numbers}`;
}

function adviseLocal(upstream: string, local: string): string | null {
  const first = local.match(/\d+|[a-z]+/g)?.find((part) => !/^0+$/.test(part));
  if (first === undefined)
    return `conda takes ${upstream}+${local} for the same version as ${upstream}: to have it newer, put a number above 0 behind the +, as in --version ${upstream}+1`;
  if (/^\d/.test(first) || POST.test(first)) return null;
  return `conda takes ${upstream}+${local} for older than ${upstream}, as letters begin the part behind the +: to have it newer, begin it with a number, as in --version ${upstream}+1.${local}`;
}
