# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.
# Settings: {"profile":"isolated","overrides":[{"action":"set","variable":"GOBIN","value":"{prefix}/it\u0027s my bin"},{"action":"set","variable":"GOAUTH","value":"git {prefix}/repositories\u003b my \u0022own\u0022 words\u003b netrc"},{"action":"prepend","variable":"GOFLAGS","value":"-modfile={prefix}/go.mod"},{"action":"append","variable":"GOFLAGS","value":"\u0027-ldflags=-s -w\u0027"},{"action":"append","variable":"CGO_CFLAGS","value":"-I{prefix}/include"},{"action":"unset","variable":"GOSUMDB"},{"action":"keep","variable":"GOCACHE"}]}

# Only what is saved is set.
if (! $?_CONDA_GO_HOOKS_SAVED_GOPATH && ! $?_CONDA_GO_HOOKS_UNSET_GOPATH) exit
setenv GOPATH ${CONDA_PREFIX:q}'/gopath'
setenv GOMODCACHE ${CONDA_PREFIX:q}'/gopath/pkg/mod'
if (! $?GOFLAGS) setenv GOFLAGS ''
if (${GOFLAGS:q} == '') then
  setenv GOFLAGS '-modfile='${CONDA_PREFIX:q}'/go.mod'
else
  setenv GOFLAGS '-modfile='${CONDA_PREFIX:q}'/go.mod'" "${GOFLAGS:q}
endif
if (${GOFLAGS:q} == '') then
  setenv GOFLAGS '-modcacherw'
else if (" ${GOFLAGS:q} " !~ *" "'-modcacherw'" "*) then
  setenv GOFLAGS ${GOFLAGS:q}" "'-modcacherw'
endif
if (${GOFLAGS:q} == '') then
  setenv GOFLAGS \''-ldflags=-s -w'\'
else if (" ${GOFLAGS:q} " !~ *" "\''-ldflags=-s -w'\'" "*) then
  setenv GOFLAGS ${GOFLAGS:q}" "\''-ldflags=-s -w'\'
endif
setenv GOBIN ${CONDA_PREFIX:q}'/it'\''s my bin'
unsetenv GOSUMDB
setenv GOAUTH 'git '${CONDA_PREFIX:q}'/repositories; my "own" words; netrc'
if (! $?CGO_CFLAGS) setenv CGO_CFLAGS ''
if (${CGO_CFLAGS:q} == '') setenv CGO_CFLAGS '-O2 -g'
if (${CGO_CFLAGS:q} == '') then
  setenv CGO_CFLAGS '-I'${CONDA_PREFIX:q}'/include'
else
  setenv CGO_CFLAGS ${CGO_CFLAGS:q}" "'-I'${CONDA_PREFIX:q}'/include'
endif

# Where installed hooks follow, they say what is saved. The names make giving back fast.
if (! $?_CONDA_GO_HOOKS_SITE) exit
if (${_CONDA_GO_HOOKS_SITE:q} == installed) exit
unsetenv _CONDA_GO_HOOKS_SITE
setenv _CONDA_GO_HOOKS_UNSET_GOPATH 'GOPATH GOMODCACHE GOFLAGS GOBIN GOSUMDB GOAUTH CGO_CFLAGS'

# What no other script has changed stays yours: it is not saved any longer.
if (! $?GOCACHE) then
  unsetenv _CONDA_GO_HOOKS_UNSET_GOCACHE
else if ($?_CONDA_GO_HOOKS_SAVED_GOCACHE) then
  if (${GOCACHE:q} == ${_CONDA_GO_HOOKS_SAVED_GOCACHE:q}) unsetenv _CONDA_GO_HOOKS_SAVED_GOCACHE
endif
if ($?_CONDA_GO_HOOKS_SAVED_GOCACHE || $?_CONDA_GO_HOOKS_UNSET_GOCACHE) setenv _CONDA_GO_HOOKS_UNSET_GOPATH 1
if (! $?GOPROXY) then
  unsetenv _CONDA_GO_HOOKS_UNSET_GOPROXY
else if ($?_CONDA_GO_HOOKS_SAVED_GOPROXY) then
  if (${GOPROXY:q} == ${_CONDA_GO_HOOKS_SAVED_GOPROXY:q}) unsetenv _CONDA_GO_HOOKS_SAVED_GOPROXY
endif
if ($?_CONDA_GO_HOOKS_SAVED_GOPROXY || $?_CONDA_GO_HOOKS_UNSET_GOPROXY) setenv _CONDA_GO_HOOKS_UNSET_GOPATH 1
