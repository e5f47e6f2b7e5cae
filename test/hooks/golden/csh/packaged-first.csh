# Made by conda-go-hooks: runs first when this environment is activated, and saves your Go variables.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.

# What is still saved comes back first, or an environment's values would be taken for yours.
if ($?_CONDA_GO_HOOKS_SAVED_GOPATH || $?_CONDA_GO_HOOKS_UNSET_GOPATH || $?_CONDA_GO_HOOKS_SAVED_GOCACHE || $?_CONDA_GO_HOOKS_UNSET_GOCACHE) goto conda_go_hooks_restore
conda_go_hooks_save:

# SAVED_ holds your value, UNSET_ says that you have none. CONDA_GO_HOOKS=0 switches this off.
unsetenv _CONDA_GO_HOOKS_SITE
if (! $?CONDA_PREFIX) exit
if (${CONDA_PREFIX:q} == '') exit
if ($?CONDA_GO_HOOKS) then
  if (${CONDA_GO_HOOKS:q} == 0) exit
endif
if ($?GOPATH) then
  setenv _CONDA_GO_HOOKS_SAVED_GOPATH ${GOPATH:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_GOPATH 1
endif
if ($?GOMODCACHE) then
  setenv _CONDA_GO_HOOKS_SAVED_GOMODCACHE ${GOMODCACHE:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_GOMODCACHE 1
endif
if ($?GOCACHE) then
  setenv _CONDA_GO_HOOKS_SAVED_GOCACHE ${GOCACHE:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_GOCACHE 1
endif
if ($?GOPROXY) then
  setenv _CONDA_GO_HOOKS_SAVED_GOPROXY ${GOPROXY:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_GOPROXY 1
endif
if ($?GOFLAGS) then
  setenv _CONDA_GO_HOOKS_SAVED_GOFLAGS ${GOFLAGS:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_GOFLAGS 1
endif
if ($?GOBIN) then
  setenv _CONDA_GO_HOOKS_SAVED_GOBIN ${GOBIN:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_GOBIN 1
endif
if ($?GOSUMDB) then
  setenv _CONDA_GO_HOOKS_SAVED_GOSUMDB ${GOSUMDB:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_GOSUMDB 1
endif
if ($?GOAUTH) then
  setenv _CONDA_GO_HOOKS_SAVED_GOAUTH ${GOAUTH:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_GOAUTH 1
endif
if ($?CGO_CFLAGS) then
  setenv _CONDA_GO_HOOKS_SAVED_CGO_CFLAGS ${CGO_CFLAGS:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_CGO_CFLAGS 1
endif
setenv _CONDA_GO_HOOKS_SITE ${CONDA_PREFIX:q}
exit

conda_go_hooks_restore:
foreach _cgh (GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED GOOS GOARCH CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS)
  eval 'if ($?_CONDA_GO_HOOKS_UNSET_'$_cgh') unsetenv '$_cgh
  eval 'if ($?_CONDA_GO_HOOKS_SAVED_'$_cgh') eval '\''setenv '$_cgh' ${_CONDA_GO_HOOKS_SAVED_'$_cgh':q}'\'
  unsetenv _CONDA_GO_HOOKS_*_$_cgh
end
unset _cgh
goto conda_go_hooks_save
