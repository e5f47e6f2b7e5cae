#!/usr/bin/env bash
# `go env -changed` is to print the settings that differ from their defaults: a GOBIN of the environment is
# one of them, a GOPATH never is, though `go env GOPATH` prints it.
. "$(dirname "$0")/go-from-debian"
install_go golang-1.24-go=1.24.4-1 golang-1.27-go=1.27.3-1
export GOPATH="$W/other/gopath" GOBIN="$W/other/bin"
for version in 1.24 1.27; do
  go="$(go_of "$version")"
  "$go" version
  echo "go env GOPATH: $("$go" env GOPATH)"
  listed="$("$go" env -changed)"
  echo "go env -changed:"
  echo "$listed"
  [ "$("$go" env GOPATH)" = "$GOPATH" ] || changed "GOPATH is not in force"
  [[ $listed == *GOBIN=* ]] || changed "GOBIN is not listed"
  [[ $listed != *GOPATH=* ]] || changed "GOPATH is listed"
done
