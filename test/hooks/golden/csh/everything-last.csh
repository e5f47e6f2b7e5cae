# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

# Only what is saved is set. The names beside it make giving back fast.
if (! $?_CONDA_GO_HOOKS_SAVED_GOPATH && ! $?_CONDA_GO_HOOKS_UNSET_GOPATH) exit
setenv _CONDA_GO_HOOKS_UNSET_GOPATH 'GOPATH GOMODCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOAUTH GOOS CGO_CFLAGS'
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

# What no other script has changed stays yours: it is not saved any longer.
if (! $?GOCACHE) then
  unsetenv _CONDA_GO_HOOKS_UNSET_GOCACHE
else if ($?_CONDA_GO_HOOKS_SAVED_GOCACHE) then
  if (${GOCACHE:q} == ${_CONDA_GO_HOOKS_SAVED_GOCACHE:q}) unsetenv _CONDA_GO_HOOKS_SAVED_GOCACHE
endif
if ($?_CONDA_GO_HOOKS_SAVED_GOCACHE || $?_CONDA_GO_HOOKS_UNSET_GOCACHE) setenv _CONDA_GO_HOOKS_UNSET_GOPATH 1

# Packaged hooks have saved more than is known here.
if ($?_CONDA_GO_HOOKS_SITE) setenv _CONDA_GO_HOOKS_UNSET_GOPATH 1
unsetenv _CONDA_GO_HOOKS_SITE
