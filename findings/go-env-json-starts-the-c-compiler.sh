#!/usr/bin/env bash
# `go env -json` without names starts the C compiler, and makes the folder of the build cache and files in it; with the
# names of what one wants to know it does neither.
. "$(dirname "$0")/go-from-debian"
install_go golang-1.24-go=1.24.4-1 golang-1.27-go=1.27.3-1
mkdir "$W/bin"
printf '#!/bin/sh\necho "$*" >>"%s/started"\nexit 1\n' "$W" >"$W/bin/cc"
chmod 755 "$W/bin/cc"
export CC="$W/bin/cc"
for version in 1.24 1.27; do
  go="$(go_of "$version")"
  "$go" version
  export GOCACHE="$W/cache-$version"
  : >"$W/started"
  "$go" env -json GOPATH GOPROXY GOFLAGS >/dev/null
  echo "go env -json GOPATH GOPROXY GOFLAGS: started cc $(wc -l <"$W/started") times, cache: $(ls "$GOCACHE" 2>/dev/null | wc -l) entries"
  [ ! -s "$W/started" ] || changed "cc is started for three names"
  [ ! -e "$GOCACHE" ] || changed "a build cache is made for three names"
  "$go" env -json >/dev/null
  echo "go env -json: started cc $(wc -l <"$W/started") times, cache: $(ls "$GOCACHE" 2>/dev/null | wc -l) entries"
  head -1 "$W/started"
  [ -s "$W/started" ] || changed "cc is not started"
  [ -e "$GOCACHE" ] || changed "no build cache is made"
done
