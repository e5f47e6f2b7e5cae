# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

# Only what is saved is set. The names beside it make giving back fast.
case ${_CONDA_GO_HOOKS_SAVED_GOPATH+x}${_CONDA_GO_HOOKS_UNSET_GOPATH+x} in
  x*)
    export GOPATH="$CONDA_PREFIX/gopath" \
      GOMODCACHE="$CONDA_PREFIX/gopath/pkg/mod" \
      GOBIN="$CONDA_PREFIX/it's my bin" \
      GOAUTH="git $CONDA_PREFIX/repositories; my \"own\" words; netrc" \
      _CONDA_GO_HOOKS_UNSET_GOPATH='GOPATH GOMODCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOAUTH GOOS CGO_CFLAGS'
    case " ${GOFLAGS-} " in
      *[[:space:]]"-modfile=$CONDA_PREFIX/go.mod"[[:space:]]*) ;;
      *) export GOFLAGS="-modfile=$CONDA_PREFIX/go.mod""${GOFLAGS:+ $GOFLAGS}" ;;
    esac
    case " ${GOFLAGS-} " in
      *[[:space:]]'-modcacherw'[[:space:]]*) ;;
      *) export GOFLAGS="${GOFLAGS:+$GOFLAGS }"'-modcacherw' ;;
    esac
    case " ${GOFLAGS-} " in
      *[[:space:]]''\''-ldflags=-s -w'\'''[[:space:]]*) ;;
      *) export GOFLAGS="${GOFLAGS:+$GOFLAGS }"''\''-ldflags=-s -w'\''' ;;
    esac
    unset -v GOSUMDB
    case ${CGO_CFLAGS-} in '') export CGO_CFLAGS='-O2 -g' ;; esac
    case " ${CGO_CFLAGS-} " in
      *[[:space:]]"-I$CONDA_PREFIX/include"[[:space:]]*) ;;
      *) export CGO_CFLAGS="${CGO_CFLAGS:+$CGO_CFLAGS }""-I$CONDA_PREFIX/include" ;;
    esac
    # What no other script has changed stays yours: it is not saved any longer.
    if [ "${GOCACHE+x$GOCACHE}" = "${_CONDA_GO_HOOKS_SAVED_GOCACHE+x$_CONDA_GO_HOOKS_SAVED_GOCACHE}" ]; then
      unset -v _CONDA_GO_HOOKS_SAVED_GOCACHE _CONDA_GO_HOOKS_UNSET_GOCACHE
    else
      export _CONDA_GO_HOOKS_UNSET_GOPATH=1
    fi
    # Packaged hooks have saved more than is known here.
    case ${_CONDA_GO_HOOKS_SITE+x} in
      x) export _CONDA_GO_HOOKS_UNSET_GOPATH=1 && unset -v _CONDA_GO_HOOKS_SITE ;;
    esac
    ;;
esac
