#!/usr/bin/env bash
# rattler, by which pixi reads versions, takes a `_` at the end of a local part, as in 1.0+x_, and refuses every other empty
# part. conda refuses this one too ("empty version component"), so that a package of such a version is one for pixi, and
# none for conda. npm's @conda-org/rattler 0.3.5 shows rattler's side; conda's is in its VersionOrder, and not shown here.
set -euo pipefail
W="$(mktemp -d)"
trap 'rm -rf "$W"' EXIT
changed() { echo "CHANGED: $*" && exit 1; }
command -v npm > "$W/npm" || { echo "cannot be tried: npm is missing"; exit 2; }
(cd "$W" && npm install --silent --no-audit --no-fund --prefix "$W" @conda-org/rattler@0.3.5) ||
  { echo "cannot be tried: no @conda-org/rattler"; exit 2; }

parse() {
  # shellcheck disable=SC2016
  (cd "$W" && node -e '
    const { Version } = require("@conda-org/rattler");
    try {
      console.log(`taken as ${new Version(process.argv[1])}`);
    } catch (error) {
      console.log("refused");
    }
  ' "$1")
}
for version in 1.0+x 1.0+x_ 1.0+x. 1.0+_x; do
  echo "$version: $(parse "$version")"
done
[ "$(parse 1.0+x_)" = "taken as 1.0+x_" ] || changed "a _ at the end"
[ "$(parse 1.0+x.)" = "refused" ] || changed "a full stop at the end"
[ "$(parse 1.0+_x)" = "refused" ] || changed "a _ at the start"
