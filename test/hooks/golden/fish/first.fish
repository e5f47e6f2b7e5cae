# Made by conda-go-hooks: runs first when this environment is activated, and saves your Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

# What is still saved comes back first, or an environment's values would be taken for yours. The status of `set -q`
# is how many of its variables are missing.
# Packaged hooks that have begun the activation of this very environment have done so.
set -q _CONDA_GO_HOOKS_SAVED_GOPATH _CONDA_GO_HOOKS_UNSET_GOPATH _CONDA_GO_HOOKS_SAVED_GOCACHE _CONDA_GO_HOOKS_UNSET_GOCACHE
if test $status != 4; and test x"$_CONDA_GO_HOOKS_SITE" != x"$CONDA_PREFIX"
    eval '
set -l name
for name in GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED GOOS GOARCH CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS
    if set -q _CONDA_GO_HOOKS_SAVED_$name
        set -l saved _CONDA_GO_HOOKS_SAVED_$name
        set -e -g $name
        set -qx $name; and test x"$$name" = x"$$saved"; or set -gx $name $$saved
        set -e -g $saved _CONDA_GO_HOOKS_UNSET_$name
    else if set -q _CONDA_GO_HOOKS_UNSET_$name
        set -e -g $name _CONDA_GO_HOOKS_UNSET_$name
    end
end
'
end
if set -q _CONDA_GO_HOOKS_SITE
    test x"$_CONDA_GO_HOOKS_SITE" = x"$CONDA_PREFIX"
    and set -gx _CONDA_GO_HOOKS_SITE installed
    or set -e -g _CONDA_GO_HOOKS_SITE
end

# SAVED_ holds your value, UNSET_ says that you have none. CONDA_GO_HOOKS=0 switches this off.
switch "$CONDA_PREFIX:$CONDA_GO_HOOKS"
    case ':*' '*:0'
    case '*'
        set -l name
        for name in GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN
            set -q $name; and begin
                set -qx $name; or set -qg $name
            end
            and set -gx _CONDA_GO_HOOKS_SAVED_$name $$name
            or set -gx _CONDA_GO_HOOKS_UNSET_$name 1
        end
end
true
