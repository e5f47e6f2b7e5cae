# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

# Only what is saved is set. The names beside it make giving back fast.
if (! $?_CONDA_GO_HOOKS_SAVED_GOPATH && ! $?_CONDA_GO_HOOKS_UNSET_GOPATH) exit
setenv _CONDA_GO_HOOKS_UNSET_GOPATH 'GOPATH GOMODCACHE GOCACHE GOFLAGS GOBIN'
setenv GOPATH ${CONDA_PREFIX:q}'/gopath'
setenv GOMODCACHE ${CONDA_PREFIX:q}'/gopath/pkg/mod'
setenv GOCACHE ${CONDA_PREFIX:q}'/.cache/go-build'
if (! $?GOFLAGS) setenv GOFLAGS ''
if (${GOFLAGS:q} == '') then
  setenv GOFLAGS '-modcacherw'
else if (" ${GOFLAGS:q} " !~ *" "'-modcacherw'" "*) then
  setenv GOFLAGS ${GOFLAGS:q}" "'-modcacherw'
endif
setenv GOBIN ${CONDA_PREFIX:q}'/bin'

# What no other script has changed stays yours: it is not saved any longer.
if (! $?GOPROXY) then
  unsetenv _CONDA_GO_HOOKS_UNSET_GOPROXY
else if ($?_CONDA_GO_HOOKS_SAVED_GOPROXY) then
  if (${GOPROXY:q} == ${_CONDA_GO_HOOKS_SAVED_GOPROXY:q}) unsetenv _CONDA_GO_HOOKS_SAVED_GOPROXY
endif
if ($?_CONDA_GO_HOOKS_SAVED_GOPROXY || $?_CONDA_GO_HOOKS_UNSET_GOPROXY) setenv _CONDA_GO_HOOKS_UNSET_GOPATH 1

# Packaged hooks have saved more than is known here.
if ($?_CONDA_GO_HOOKS_SITE) setenv _CONDA_GO_HOOKS_UNSET_GOPATH 1
unsetenv _CONDA_GO_HOOKS_SITE
