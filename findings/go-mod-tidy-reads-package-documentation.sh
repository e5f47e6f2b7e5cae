#!/usr/bin/env bash
# A file of `package documentation`, which builds ignore in every package: `go build` and `go list -deps` do not see
# its import, and `go mod tidy` requires the module for it.
. "$(dirname "$0")/go-from-debian"
install_go golang-1.22-go=1.22.12-3~bpo12+1 golang-1.22-src=1.22.12-3~bpo12+1 golang-1.27-go=1.27.3-1 golang-1.27-src=1.27.3-1
for version in 1.22 1.27; do
  go="$(go_of "$version")"
  "$go" version
  mkdir -p "$W/$version/b"
  cd "$W/$version"
  printf 'module example.com/m\n\ngo 1.22\n\nreplace example.com/b => ./b\n' >go.mod
  printf 'package m\n' >m.go
  printf 'package documentation\n\nimport _ "example.com/b"\n' >doc.go
  printf 'module example.com/b\n\ngo 1.22\n' >b/go.mod
  printf 'package b\n' >b/b.go
  "$go" build ./... || changed "Go $version does not build it"
  ignored="$("$go" list -f '{{.IgnoredGoFiles}} {{.Imports}}' .)"
  echo "go list: ignored files and imports: $ignored"
  [ "$ignored" = '[doc.go] []' ] || changed "Go $version does not ignore the file"
  "$go" mod tidy || changed "Go $version cannot tidy it"
  echo "go mod tidy writes: $(grep '^require' go.mod || echo nothing)"
  grep -q '^require example.com/b v0.0.0' go.mod || changed "Go $version's go mod tidy does not require the module"
done
