#!/usr/bin/env bash
# A module that replaces itself by its own folder: what Go 1.19's `go mod vendor` writes, Go 1.19's `go build` calls
# inconsistent at once. Go 1.27 vendors it well, but of the older folder it says a sentence with gaps:
# "is replaced by  in , but marked as replaced by ./".
. "$(dirname "$0")/go-from-debian"
install_go golang-1.19-go=1.19.8-2 golang-1.19-src=1.19.8-2 golang-1.27-go=1.27.3-1 golang-1.27-src=1.27.3-1
mkdir -p "$W/main/lib"
cd "$W/main"
printf 'module example.com/main\n\ngo 1.18\n\nrequire example.com/lib v0.0.0\n\nreplace (\n\texample.com/lib => ./lib\n\texample.com/main => ./\n)\n' >go.mod
printf 'package m\n\nimport _ "example.com/lib"\n' >m.go
printf 'module example.com/lib\n' >lib/go.mod
printf 'package lib\n' >lib/l.go
old="$(go_of 1.19)" new="$(go_of 1.27)"
"$old" version
"$old" mod vendor || changed "Go 1.19 does not vendor it"
! said="$("$old" build ./... 2>&1)" || changed "Go 1.19 builds what it has vendored"
echo "go mod vendor && go build ./...: $said"
[[ $said == *'inconsistent vendoring'* ]] || changed "Go 1.19 fails for another reason"
"$new" version
! said="$("$new" build ./... 2>&1)" || changed "Go 1.27 builds what Go 1.19 has vendored"
echo "go build ./...: $said"
[[ $said == *'is replaced by  in , but marked as replaced by ./'* ]] || changed "the sentence of Go 1.27 is another"
if ! "$new" mod vendor || ! "$new" build ./...; then changed "Go 1.27 does not build what it has vendored itself"; fi
echo "after its own go mod vendor, Go 1.27 builds it"
