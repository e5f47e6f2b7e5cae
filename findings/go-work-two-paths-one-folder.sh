#!/usr/bin/env bash
# Two modules of a workspace that replace two module paths by one folder: refused by Go 1.22, built by 1.24 and
# 1.26, refused again by 1.27, with the same words as long before.
. "$(dirname "$0")/go-from-debian"
install_go golang-1.22-go=1.22.12-3~bpo12+1 golang-1.22-src=1.22.12-3~bpo12+1 golang-1.24-go=1.24.4-1 golang-1.24-src=1.24.4-1 \
  golang-1.26-go=1.26.10-1 golang-1.26-src=1.26.10-1 golang-1.27-go=1.27.3-1 golang-1.27-src=1.27.3-1
mkdir -p "$W"/work/{m1,m2,lib}
cd "$W/work"
printf 'go 1.22\n\nuse (\n\t./m1\n\t./m2\n)\n' >go.work
printf 'module example.com/m1\n\ngo 1.22\n\nrequire example.com/a v0.0.0\n\nreplace example.com/a => ../lib\n' >m1/go.mod
printf 'package m1\n\nimport _ "example.com/a"\n' >m1/m.go
printf 'module example.com/m2\n\ngo 1.22\n\nrequire example.com/b v0.0.0\n\nreplace example.com/b => ../lib\n' >m2/go.mod
printf 'package m2\n\nimport _ "example.com/b"\n' >m2/m.go
printf 'module example.com/a\n' >lib/go.mod
printf 'package lib\n' >lib/s.go
for version in 1.22 1.24 1.26 1.27; do
  go="$(go_of "$version")"
  "$go" version
  status=0
  printed="$("$go" build ./m1/... ./m2/... 2>&1)" || status=$?
  echo "go build ./m1/... ./m2/...: status $status $printed"
  case $version:$status in 1.22:1 | 1.24:0 | 1.26:0 | 1.27:1) ;; *) changed "Go $version ends with $status" ;; esac
  [ "$status" = 0 ] || [[ $printed == *'used for two different module paths'* ]] || changed "Go $version fails for another reason"
done
