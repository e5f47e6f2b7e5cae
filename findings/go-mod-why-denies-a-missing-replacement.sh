#!/usr/bin/env bash
# `go mod why -m` of a module whose replacement folder is missing says that the main module does not need it, status 0,
# though the main package imports it and every build fails for that very module.
. "$(dirname "$0")/go-from-debian"
install_go golang-1.22-go=1.22.12-3~bpo12+1 golang-1.22-src=1.22.12-3~bpo12+1 golang-1.27-go=1.27.3-1 golang-1.27-src=1.27.3-1
mkdir "$W/main"
cd "$W/main"
printf 'module example.com/main\n\ngo 1.22\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ../lib\n' >go.mod
printf 'package m\n\nimport _ "example.com/lib"\n' >m.go
for version in 1.22 1.27; do
  go="$(go_of "$version")"
  "$go" version
  ! built="$("$go" build ./... 2>&1)" || changed "it builds"
  echo "go build ./...: $built"
  [[ $built == *example.com/lib* ]] || changed "the build does not fail for example.com/lib"
  why="$("$go" mod why -m example.com/lib 2>&1)" || changed "go mod why fails"
  echo "go mod why -m example.com/lib: status 0"
  echo "$why"
  [[ $why == *'main module does not need module example.com/lib'* ]] || changed "it says something else"
done
