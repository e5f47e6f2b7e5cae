# Made by conda-go-hooks: when this environment is deactivated, you get your own Go variables back.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.

# Of an activation that was cut off.
unsetenv _CONDA_GO_HOOKS_SITE

# Either what the last script has set, or whatever is saved.
if (! $?_CONDA_GO_HOOKS_UNSET_GOPATH) goto conda_go_hooks_all
if (${_CONDA_GO_HOOKS_UNSET_GOPATH:q} != 'GOPATH GOMODCACHE GOFLAGS GOBIN GOSUMDB GOAUTH CGO_CFLAGS') goto conda_go_hooks_all
if ($?_CONDA_GO_HOOKS_SAVED_GOPATH) then
  setenv GOPATH ${_CONDA_GO_HOOKS_SAVED_GOPATH:q}
else if ($?_CONDA_GO_HOOKS_UNSET_GOPATH) then
  unsetenv GOPATH
endif
if ($?_CONDA_GO_HOOKS_SAVED_GOMODCACHE) then
  setenv GOMODCACHE ${_CONDA_GO_HOOKS_SAVED_GOMODCACHE:q}
else if ($?_CONDA_GO_HOOKS_UNSET_GOMODCACHE) then
  unsetenv GOMODCACHE
endif
if ($?_CONDA_GO_HOOKS_SAVED_GOFLAGS) then
  setenv GOFLAGS ${_CONDA_GO_HOOKS_SAVED_GOFLAGS:q}
else if ($?_CONDA_GO_HOOKS_UNSET_GOFLAGS) then
  unsetenv GOFLAGS
endif
if ($?_CONDA_GO_HOOKS_SAVED_GOBIN) then
  setenv GOBIN ${_CONDA_GO_HOOKS_SAVED_GOBIN:q}
else if ($?_CONDA_GO_HOOKS_UNSET_GOBIN) then
  unsetenv GOBIN
endif
if ($?_CONDA_GO_HOOKS_SAVED_GOSUMDB) then
  setenv GOSUMDB ${_CONDA_GO_HOOKS_SAVED_GOSUMDB:q}
else if ($?_CONDA_GO_HOOKS_UNSET_GOSUMDB) then
  unsetenv GOSUMDB
endif
if ($?_CONDA_GO_HOOKS_SAVED_GOAUTH) then
  setenv GOAUTH ${_CONDA_GO_HOOKS_SAVED_GOAUTH:q}
else if ($?_CONDA_GO_HOOKS_UNSET_GOAUTH) then
  unsetenv GOAUTH
endif
if ($?_CONDA_GO_HOOKS_SAVED_CGO_CFLAGS) then
  setenv CGO_CFLAGS ${_CONDA_GO_HOOKS_SAVED_CGO_CFLAGS:q}
else if ($?_CONDA_GO_HOOKS_UNSET_CGO_CFLAGS) then
  unsetenv CGO_CFLAGS
endif
unsetenv _CONDA_GO_HOOKS_*_GOPATH _CONDA_GO_HOOKS_*_GOMODCACHE _CONDA_GO_HOOKS_*_GOFLAGS _CONDA_GO_HOOKS_*_GOBIN _CONDA_GO_HOOKS_*_GOSUMDB _CONDA_GO_HOOKS_*_GOAUTH _CONDA_GO_HOOKS_*_CGO_CFLAGS
exit

conda_go_hooks_all:
foreach _cgh (GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED GOOS GOARCH CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS)
  eval 'if ($?_CONDA_GO_HOOKS_UNSET_'$_cgh') unsetenv '$_cgh
  eval 'if ($?_CONDA_GO_HOOKS_SAVED_'$_cgh') eval '\''setenv '$_cgh' ${_CONDA_GO_HOOKS_SAVED_'$_cgh':q}'\'
  unsetenv _CONDA_GO_HOOKS_*_$_cgh
end
unset _cgh
