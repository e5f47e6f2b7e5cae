#!/usr/bin/env bash
# In npm's @conda-org/rattler 0.3.5, a record's `buildNumber` is what 32 bits hold of it: 0 for 4294967296, by the size
# that a number has in WebAssembly. The record itself has the whole number, as `toJson()` shows; conda and rattler take
# build numbers up to 64 bits.
set -euo pipefail
W="$(mktemp -d)"
trap 'rm -rf "$W"' EXIT
changed() { echo "CHANGED: $*" && exit 1; }
command -v npm > "$W/npm" || { echo "cannot be tried: npm is missing"; exit 2; }
(cd "$W" && npm install --silent --no-audit --no-fund --prefix "$W" @conda-org/rattler@0.3.5) ||
  { echo "cannot be tried: no @conda-org/rattler"; exit 2; }

show() {
  # shellcheck disable=SC2016
  (cd "$W" && node -e '
    const { PackageRecord } = require("@conda-org/rattler");
    const build_number = Number(process.argv[1]);
    const record = new PackageRecord({ name: "a", version: "1", build: "0", build_number, subdir: "noarch" });
    console.log(`buildNumber ${record.buildNumber}, toJson ${record.toJson().build_number}`);
  ' "$1")
}
echo "@conda-org/rattler $(node -p 'require(process.argv[1]).version' "$W/node_modules/@conda-org/rattler/package.json"), node $(node --version)"
for number in 4294967295 4294967296 9007199254740991; do
  echo "$number: $(show "$number")"
done
[ "$(show 4294967295)" = "buildNumber 4294967295, toJson 4294967295" ] || changed "32 bits"
[ "$(show 4294967296)" = "buildNumber 0, toJson 4294967296" ] || changed "33 bits"
