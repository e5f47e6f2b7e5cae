# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

# Only what is saved is set. The names beside it make giving back fast.
case ${_CONDA_GO_HOOKS_SAVED_GOPATH+x}${_CONDA_GO_HOOKS_UNSET_GOPATH+x} in
  x*)
    export GOPATH="$CONDA_PREFIX/gopath" \
      GOMODCACHE="$CONDA_PREFIX/gopath/pkg/mod" \
      GOCACHE="$CONDA_PREFIX/.cache/go-build" \
      GOBIN="$CONDA_PREFIX/bin" \
      _CONDA_GO_HOOKS_UNSET_GOPATH='GOPATH GOMODCACHE GOCACHE GOFLAGS GOBIN'
    case " ${GOFLAGS-} " in
      *[[:space:]]'-modcacherw'[[:space:]]*) ;;
      *) export GOFLAGS="${GOFLAGS:+$GOFLAGS }"'-modcacherw' ;;
    esac
    # What no other script has changed stays yours: it is not saved any longer.
    if [ "${GOPROXY+x$GOPROXY}" = "${_CONDA_GO_HOOKS_SAVED_GOPROXY+x$_CONDA_GO_HOOKS_SAVED_GOPROXY}" ]; then
      unset -v _CONDA_GO_HOOKS_SAVED_GOPROXY _CONDA_GO_HOOKS_UNSET_GOPROXY
    else
      export _CONDA_GO_HOOKS_UNSET_GOPATH=1
    fi
    # Packaged hooks have saved more than is known here.
    case ${_CONDA_GO_HOOKS_SITE+x} in
      x) export _CONDA_GO_HOOKS_UNSET_GOPATH=1 && unset -v _CONDA_GO_HOOKS_SITE ;;
    esac
    ;;
esac
