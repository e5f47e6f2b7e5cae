# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

# Only what is saved is set. The names beside it make giving back fast.
if set -q _CONDA_GO_HOOKS_SAVED_GOPATH; or set -q _CONDA_GO_HOOKS_UNSET_GOPATH
    set -gx _CONDA_GO_HOOKS_UNSET_GOPATH 'GOPATH GOMODCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOAUTH GOOS CGO_CFLAGS'
    set -gx GOPATH "$CONDA_PREFIX"'/gopath'
    set -gx GOMODCACHE "$CONDA_PREFIX"'/gopath/pkg/mod'
    if test -z "$GOFLAGS"
        set -gx GOFLAGS '-modfile='"$CONDA_PREFIX"'/go.mod'
    else if not string match -qr -- '(^|[ \t\r\n])'(string escape --style=regex -- '-modfile='"$CONDA_PREFIX"'/go.mod')'([ \t\r\n]|$)' "$GOFLAGS"
        set -gx GOFLAGS '-modfile='"$CONDA_PREFIX"'/go.mod'" $GOFLAGS"
    end
    if test -z "$GOFLAGS"
        set -gx GOFLAGS -modcacherw
    else if not string match -qr -- '(^|[ \\t\\r\\n])-modcacherw([ \\t\\r\\n]|$)' "$GOFLAGS"
        set -gx GOFLAGS "$GOFLAGS "-modcacherw
    end
    if test -z "$GOFLAGS"
        set -gx GOFLAGS '\'-ldflags=-s -w\''
    else if not string match -qr -- '(^|[ \\t\\r\\n])\'-ldflags=-s -w\'([ \\t\\r\\n]|$)' "$GOFLAGS"
        set -gx GOFLAGS "$GOFLAGS "'\'-ldflags=-s -w\''
    end
    set -gx GOBIN "$CONDA_PREFIX"'/it\'s my bin'
    set -e -g GOSUMDB
    # A universal variable cannot be hidden from programs: it is empty then, which Go takes for unset.
    if set -qx GOSUMDB
        set -gx GOSUMDB ''
    end
    set -gx GOAUTH 'git '"$CONDA_PREFIX"'/repositories; my "own" words; netrc'
    if test -z "$CGO_CFLAGS"
        set -gx CGO_CFLAGS '-O2 -g'
    end
    if test -z "$CGO_CFLAGS"
        set -gx CGO_CFLAGS '-I'"$CONDA_PREFIX"'/include'
    else if not string match -qr -- '(^|[ \t\r\n])'(string escape --style=regex -- '-I'"$CONDA_PREFIX"'/include')'([ \t\r\n]|$)' "$CGO_CFLAGS"
        set -gx CGO_CFLAGS "$CGO_CFLAGS "'-I'"$CONDA_PREFIX"'/include'
    end

    # What no other script has changed stays yours: it is not saved any longer.
    if not set -q GOCACHE; and set -q _CONDA_GO_HOOKS_UNSET_GOCACHE
        set -e -g _CONDA_GO_HOOKS_UNSET_GOCACHE
    else
        eval '
            if not set -q _CONDA_GO_HOOKS_SAVED_GOCACHE
                set -qx GOCACHE; or set -qg GOCACHE; or set -e -g _CONDA_GO_HOOKS_UNSET_GOCACHE
            else if set -q GOCACHE; and test x"$GOCACHE" = x"$_CONDA_GO_HOOKS_SAVED_GOCACHE"
                set -e -g _CONDA_GO_HOOKS_SAVED_GOCACHE
            end
            set -q _CONDA_GO_HOOKS_SAVED_GOCACHE; or set -q _CONDA_GO_HOOKS_UNSET_GOCACHE; and set -gx _CONDA_GO_HOOKS_UNSET_GOPATH 1
        '
    end
    # Packaged hooks have saved more than is known here.
    if set -q _CONDA_GO_HOOKS_SITE
        set -e -g _CONDA_GO_HOOKS_SITE
        set -gx _CONDA_GO_HOOKS_UNSET_GOPATH 1
    end
end
true
