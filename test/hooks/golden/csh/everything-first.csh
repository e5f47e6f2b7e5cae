# Made by conda-go-hooks: runs first when this environment is activated, and saves your Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

# What is still saved comes back first, or an environment's values would be taken for yours.
# Packaged hooks that have begun the activation of this very environment have done so.
if ($?_CONDA_GO_HOOKS_SITE) goto conda_go_hooks_follow
if ($?_CONDA_GO_HOOKS_SAVED_GOPATH || $?_CONDA_GO_HOOKS_UNSET_GOPATH || $?_CONDA_GO_HOOKS_SAVED_GOCACHE || $?_CONDA_GO_HOOKS_UNSET_GOCACHE) goto conda_go_hooks_restore
conda_go_hooks_save:

# SAVED_ holds your value, UNSET_ says that you have none. CONDA_GO_HOOKS=0 switches this off.
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
if ($?GOOS) then
  setenv _CONDA_GO_HOOKS_SAVED_GOOS ${GOOS:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_GOOS 1
endif
if ($?CGO_CFLAGS) then
  setenv _CONDA_GO_HOOKS_SAVED_CGO_CFLAGS ${CGO_CFLAGS:q}
else
  setenv _CONDA_GO_HOOKS_UNSET_CGO_CFLAGS 1
endif
exit

conda_go_hooks_follow:
if ($?CONDA_PREFIX) then
  if (${_CONDA_GO_HOOKS_SITE:q} == ${CONDA_PREFIX:q}) goto conda_go_hooks_begun
endif
unsetenv _CONDA_GO_HOOKS_SITE
conda_go_hooks_restore:
foreach _cgh (GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED GOOS GOARCH CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS)
  eval 'if ($?_CONDA_GO_HOOKS_UNSET_'$_cgh') unsetenv '$_cgh
  eval 'if ($?_CONDA_GO_HOOKS_SAVED_'$_cgh') eval '\''setenv '$_cgh' ${_CONDA_GO_HOOKS_SAVED_'$_cgh':q}'\'
  unsetenv _CONDA_GO_HOOKS_*_$_cgh
end
unset _cgh
goto conda_go_hooks_save
conda_go_hooks_begun:
setenv _CONDA_GO_HOOKS_SITE installed
goto conda_go_hooks_save
