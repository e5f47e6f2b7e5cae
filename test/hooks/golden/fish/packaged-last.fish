# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.
# Settings: {"profile":"isolated","overrides":[{"action":"set","variable":"GOBIN","value":"{prefix}/it\u0027s my bin"},{"action":"set","variable":"GOAUTH","value":"git {prefix}/repositories\u003b my \u0022own\u0022 words\u003b netrc"},{"action":"prepend","variable":"GOFLAGS","value":"-modfile={prefix}/go.mod"},{"action":"append","variable":"GOFLAGS","value":"\u0027-ldflags=-s -w\u0027"},{"action":"append","variable":"CGO_CFLAGS","value":"-I{prefix}/include"},{"action":"unset","variable":"GOSUMDB"},{"action":"keep","variable":"GOCACHE"}]}

# Only what is saved is set.
if set -q _CONDA_GO_HOOKS_SAVED_GOPATH; or set -q _CONDA_GO_HOOKS_UNSET_GOPATH
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
end

# Where installed hooks follow, they say what is saved. The names make giving back fast.
if set -q _CONDA_GO_HOOKS_SITE; and test "$_CONDA_GO_HOOKS_SITE" != installed
    set -e -g _CONDA_GO_HOOKS_SITE
    set -gx _CONDA_GO_HOOKS_UNSET_GOPATH 'GOPATH GOMODCACHE GOFLAGS GOBIN GOSUMDB GOAUTH CGO_CFLAGS'

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
    if not set -q GOPROXY; and set -q _CONDA_GO_HOOKS_UNSET_GOPROXY
        set -e -g _CONDA_GO_HOOKS_UNSET_GOPROXY
    else
        eval '
            if not set -q _CONDA_GO_HOOKS_SAVED_GOPROXY
                set -qx GOPROXY; or set -qg GOPROXY; or set -e -g _CONDA_GO_HOOKS_UNSET_GOPROXY
            else if set -q GOPROXY; and test x"$GOPROXY" = x"$_CONDA_GO_HOOKS_SAVED_GOPROXY"
                set -e -g _CONDA_GO_HOOKS_SAVED_GOPROXY
            end
            set -q _CONDA_GO_HOOKS_SAVED_GOPROXY; or set -q _CONDA_GO_HOOKS_UNSET_GOPROXY; and set -gx _CONDA_GO_HOOKS_UNSET_GOPATH 1
        '
    end
end
true
