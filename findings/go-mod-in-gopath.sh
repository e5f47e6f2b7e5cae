#!/usr/bin/env bash
# A go.mod that lies directly in the GOPATH makes `go mod tidy` fail in a module elsewhere, with a sentence that names
# no file that is missing there; builds of that module go on, and say that the file is ignored.
. "$(dirname "$0")/go-from-debian"
install_go golang-1.24-go=1.24.4-1 golang-1.24-src=1.24.4-1 golang-1.27-go=1.27.3-1 golang-1.27-src=1.27.3-1
export GOPATH="$W/gopath" GOFLAGS=-modcacherw
mkdir -p "$GOPATH" "$W/elsewhere"
cd "$W/elsewhere"
printf 'module example.com/elsewhere\n\ngo 1.22\n' >go.mod
printf 'package main\n\nfunc main() {}\n' >main.go
for version in 1.24 1.27; do
  go="$(go_of "$version")"
  "$go" version
  rm -f "$GOPATH/go.mod"
  "$go" mod tidy || changed "go mod tidy fails without a go.mod in the GOPATH"
  printf 'module example.com/stray\n' >"$GOPATH/go.mod"
  if said="$("$go" mod tidy 2>&1)"; then changed "go mod tidy passes: $said"; fi
  echo "go mod tidy, with a go.mod in the GOPATH: $said"
  "$go" build ./... || changed "the build fails too"
done
