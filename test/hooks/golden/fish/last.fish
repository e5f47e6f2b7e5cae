# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

# Only what is saved is set. The names beside it make giving back fast.
if set -q _CONDA_GO_HOOKS_SAVED_GOPATH; or set -q _CONDA_GO_HOOKS_UNSET_GOPATH
    set -gx _CONDA_GO_HOOKS_UNSET_GOPATH 'GOPATH GOMODCACHE GOCACHE GOFLAGS GOBIN'
    set -gx GOPATH "$CONDA_PREFIX"'/gopath'
    set -gx GOMODCACHE "$CONDA_PREFIX"'/gopath/pkg/mod'
    set -gx GOCACHE "$CONDA_PREFIX"'/.cache/go-build'
    if test -z "$GOFLAGS"
        set -gx GOFLAGS -modcacherw
    else if not string match -qr -- '(^|[ \\t\\r\\n])-modcacherw([ \\t\\r\\n]|$)' "$GOFLAGS"
        set -gx GOFLAGS "$GOFLAGS "-modcacherw
    end
    set -gx GOBIN "$CONDA_PREFIX"'/bin'

    # What no other script has changed stays yours: it is not saved any longer.
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
    # Packaged hooks have saved more than is known here.
    if set -q _CONDA_GO_HOOKS_SITE
        set -e -g _CONDA_GO_HOOKS_SITE
        set -gx _CONDA_GO_HOOKS_UNSET_GOPATH 1
    end
end
true
