#!/usr/bin/env bash
# `go mod edit -fmt` is not done at once: where it sorts a block, a blank line that stood above a line goes with it to the
# head of the block, and only a second run takes it away. The same goes for every edit that `go mod edit` makes.
. "$(dirname "$0")/go-from-debian"
install_go golang-1.24-go=1.24.4-1 golang-1.24-src=1.24.4-1 golang-1.27-go=1.27.3-1 golang-1.27-src=1.27.3-1
mkdir "$W/m"
cd "$W/m"
for version in 1.24 1.27; do
  go="$(go_of "$version")"
  "$go" version
  printf 'module example.com/m\n\ngo 1.22\n\nrequire (\n\texample.com/b v1.0.0\n\n\texample.com/a v1.0.0\n)\n' >go.mod
  "$go" mod edit -fmt
  cp go.mod once
  "$go" mod edit -fmt
  if cmp -s once go.mod; then changed "the second go mod edit -fmt changes nothing"; fi
  echo "what a second go mod edit -fmt changes:"
  diff once go.mod || true
done
