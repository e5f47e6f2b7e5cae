# Made by conda-go-hooks: when this environment is deactivated, you get your own Go variables back.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.

# Either what the last script has set, or whatever is saved.
set -l name GOPATH GOMODCACHE GOFLAGS GOBIN GOSUMDB GOAUTH CGO_CFLAGS
switch "$_CONDA_GO_HOOKS_UNSET_GOPATH"
    case 'GOPATH GOMODCACHE GOFLAGS GOBIN GOSUMDB GOAUTH CGO_CFLAGS'
    case '*'
        eval 'set name GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED GOOS GOARCH CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS'
end
for name in $name
    if set -q _CONDA_GO_HOOKS_SAVED_$name
        set -l saved _CONDA_GO_HOOKS_SAVED_$name
        set -e -g $name
        set -qx $name; and test x"$$name" = x"$$saved"; or set -gx $name $$saved
        set -e -g $saved _CONDA_GO_HOOKS_UNSET_$name
    else if set -q _CONDA_GO_HOOKS_UNSET_$name
        set -e -g $name _CONDA_GO_HOOKS_UNSET_$name
    end
end
# Of an activation that was cut off.
set -e -g _CONDA_GO_HOOKS_SITE
true
