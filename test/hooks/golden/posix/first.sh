# Made by conda-go-hooks: runs first when this environment is activated, and saves your Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

# What is still saved comes back first, or an environment's values would be taken for yours.
# Packaged hooks that have begun the activation of this very environment have done so.
case ${_CONDA_GO_HOOKS_SITE:--}:${_CONDA_GO_HOOKS_SAVED_GOPATH+x}${_CONDA_GO_HOOKS_UNSET_GOPATH+x}${_CONDA_GO_HOOKS_SAVED_GOCACHE+x}${_CONDA_GO_HOOKS_UNSET_GOCACHE+x} in
  "${CONDA_PREFIX-}":*) export _CONDA_GO_HOOKS_SITE=installed ;;
  *:x*)
    unset -v _CONDA_GO_HOOKS_SITE
    eval 'export _CGH
    for _CGH in GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED GOOS GOARCH CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS; do eval "
      unset -v \${_CONDA_GO_HOOKS_UNSET_$_CGH+\"$_CGH\"} _CONDA_GO_HOOKS_UNSET_$_CGH
      export _CGH \${_CONDA_GO_HOOKS_SAVED_$_CGH+\"$_CGH=\$_CONDA_GO_HOOKS_SAVED_$_CGH\"}
      unset -v _CONDA_GO_HOOKS_SAVED_$_CGH"
    done
    unset -v _CGH _CGH'
    ;;
esac

# SAVED_ holds your value, UNSET_ says that you have none. CONDA_GO_HOOKS=0 switches this off.
case ${CONDA_GO_HOOKS-}:${CONDA_PREFIX:+x} in
  0:x | *:) ;;
  *) export \
    "_CONDA_GO_HOOKS_${GOPATH+SAVED_GOPATH=}${GOPATH-UNSET_GOPATH=1}" \
    "_CONDA_GO_HOOKS_${GOMODCACHE+SAVED_GOMODCACHE=}${GOMODCACHE-UNSET_GOMODCACHE=1}" \
    "_CONDA_GO_HOOKS_${GOCACHE+SAVED_GOCACHE=}${GOCACHE-UNSET_GOCACHE=1}" \
    "_CONDA_GO_HOOKS_${GOPROXY+SAVED_GOPROXY=}${GOPROXY-UNSET_GOPROXY=1}" \
    "_CONDA_GO_HOOKS_${GOFLAGS+SAVED_GOFLAGS=}${GOFLAGS-UNSET_GOFLAGS=1}" \
    "_CONDA_GO_HOOKS_${GOBIN+SAVED_GOBIN=}${GOBIN-UNSET_GOBIN=1}" ;;
esac
