# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

# Only what is saved is set.
if $env._CONDA_GO_HOOKS_SAVED_GOPATH? == null and $env._CONDA_GO_HOOKS_UNSET_GOPATH? == null { return }
# What ENV_CONVERSIONS make of a text is text meanwhile.
let conversions = ($env.ENV_CONVERSIONS? | default {} | transpose name way | where name in [ GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN ])
for it in $conversions { if $it.name in $env { try { load-env {$it.name: (do $it.way.to_string ($env | get $it.name))} } } }
$env.GOPATH = ($env.CONDA_PREFIX + '/gopath')
$env.GOMODCACHE = ($env.CONDA_PREFIX + '/gopath/pkg/mod')
$env.GOCACHE = ($env.CONDA_PREFIX + '/.cache/go-build')
if ($env.GOFLAGS? | describe) != "string" or $env.GOFLAGS == "" {
  $env.GOFLAGS = '-modcacherw'
} else if not ($" ($env.GOFLAGS) " =~ '[ \t\r\n]-modcacherw[ \t\r\n]') {
  $env.GOFLAGS = ($env.GOFLAGS + " " + '-modcacherw')
}
$env.GOBIN = ($env.CONDA_PREFIX + '/bin')

# What no other script has changed stays yours: it is not saved any longer.
if $env.GOPROXY? == $env._CONDA_GO_HOOKS_SAVED_GOPROXY? { hide-env --ignore-errors _CONDA_GO_HOOKS_SAVED_GOPROXY _CONDA_GO_HOOKS_UNSET_GOPROXY }
for it in $conversions { if $it.name in $env { try { load-env {$it.name: (do $it.way.from_string ($env | get $it.name))} } } }
