# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.
# Settings: {"profile":"isolated","overrides":[{"action":"set","variable":"GOBIN","value":"{prefix}/it\u0027s my bin"},{"action":"set","variable":"GOAUTH","value":"git {prefix}/repositories\u003b my \u0022own\u0022 words\u003b netrc"},{"action":"prepend","variable":"GOFLAGS","value":"-modfile={prefix}/go.mod"},{"action":"append","variable":"GOFLAGS","value":"\u0027-ldflags=-s -w\u0027"},{"action":"append","variable":"CGO_CFLAGS","value":"-I{prefix}/include"},{"action":"unset","variable":"GOSUMDB"},{"action":"keep","variable":"GOCACHE"}]}

# Only what is saved is set.
case ${_CONDA_GO_HOOKS_SAVED_GOPATH+x}${_CONDA_GO_HOOKS_UNSET_GOPATH+x} in
  x*)
    export GOPATH="$CONDA_PREFIX/gopath"
    export GOMODCACHE="$CONDA_PREFIX/gopath/pkg/mod"
    export GOBIN="$CONDA_PREFIX/it's my bin"
    export GOAUTH="git $CONDA_PREFIX/repositories; my \"own\" words; netrc"
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
    ;;
esac

# Where installed hooks follow, they say what is saved. The names make giving back fast.
case ${_CONDA_GO_HOOKS_SITE-} in
  '' | installed) ;;
  *)
    unset -v _CONDA_GO_HOOKS_SITE
    export _CONDA_GO_HOOKS_UNSET_GOPATH='GOPATH GOMODCACHE GOFLAGS GOBIN GOSUMDB GOAUTH CGO_CFLAGS'
    # What no other script has changed stays yours: it is not saved any longer.
    if [ "${GOCACHE+x$GOCACHE}" = "${_CONDA_GO_HOOKS_SAVED_GOCACHE+x$_CONDA_GO_HOOKS_SAVED_GOCACHE}" ]; then
      unset -v _CONDA_GO_HOOKS_SAVED_GOCACHE _CONDA_GO_HOOKS_UNSET_GOCACHE
    else
      export _CONDA_GO_HOOKS_UNSET_GOPATH=1
    fi
    if [ "${GOPROXY+x$GOPROXY}" = "${_CONDA_GO_HOOKS_SAVED_GOPROXY+x$_CONDA_GO_HOOKS_SAVED_GOPROXY}" ]; then
      unset -v _CONDA_GO_HOOKS_SAVED_GOPROXY _CONDA_GO_HOOKS_UNSET_GOPROXY
    else
      export _CONDA_GO_HOOKS_UNSET_GOPATH=1
    fi
    ;;
esac
