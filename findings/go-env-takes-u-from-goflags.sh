#!/usr/bin/env bash
# GOFLAGS=-u makes `go env NAME` forget NAME: a question about a setting removes it from the user's settings file.
# -u is a flag of `go get`, and GOFLAGS is documented to be passed over by commands that have no such flag;
# `go env` has one of that name, with another meaning, prints nothing and ends with 0.
. "$(dirname "$0")/go-from-debian"
install_go golang-1.22-go=1.22.12-3~bpo12+1 golang-1.27-go=1.27.3-1
for version in 1.22 1.27; do
  go="$(go_of "$version")"
  "$go" version
  "$go" env -w GOPATH="$W/mine"
  echo "before: $(cat "$HOME/.config/go/env")"
  printed="$(GOFLAGS=-u "$go" env GOPATH)" || changed "go env fails"
  echo "GOFLAGS=-u go env GOPATH prints '$printed', status $?"
  echo "after: $(cat "$HOME/.config/go/env")"
  [ -z "$printed" ] || changed "it prints a value"
  ! grep -q GOPATH "$HOME/.config/go/env" || changed "the setting is still there"
done
