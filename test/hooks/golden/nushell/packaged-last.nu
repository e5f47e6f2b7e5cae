# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.
# Settings: {"profile":"isolated","overrides":[{"action":"set","variable":"GOBIN","value":"{prefix}/it\u0027s my bin"},{"action":"set","variable":"GOAUTH","value":"git {prefix}/repositories\u003b my \u0022own\u0022 words\u003b netrc"},{"action":"prepend","variable":"GOFLAGS","value":"-modfile={prefix}/go.mod"},{"action":"append","variable":"GOFLAGS","value":"\u0027-ldflags=-s -w\u0027"},{"action":"append","variable":"CGO_CFLAGS","value":"-I{prefix}/include"},{"action":"unset","variable":"GOSUMDB"},{"action":"keep","variable":"GOCACHE"}]}

# Only what is saved is set.
if $env._CONDA_GO_HOOKS_SAVED_GOPATH? == null and $env._CONDA_GO_HOOKS_UNSET_GOPATH? == null { return }
# What ENV_CONVERSIONS make of a text is text meanwhile.
let conversions = ($env.ENV_CONVERSIONS? | default {} | transpose name way | where name in [ GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOAUTH CGO_CFLAGS ])
for it in $conversions { if $it.name in $env { try { load-env {$it.name: (do $it.way.to_string ($env | get $it.name))} } } }
$env.GOPATH = ($env.CONDA_PREFIX + '/gopath')
$env.GOMODCACHE = ($env.CONDA_PREFIX + '/gopath/pkg/mod')
if ($env.GOFLAGS? | describe) != "string" or $env.GOFLAGS == "" {
  $env.GOFLAGS = ('-modfile=' + $env.CONDA_PREFIX + '/go.mod')
} else if not ($" ($env.GOFLAGS) " | str replace --all --regex '[ \t\r\n]' ' ' | str contains (" " + ('-modfile=' + $env.CONDA_PREFIX + '/go.mod') + " ")) {
  $env.GOFLAGS = (('-modfile=' + $env.CONDA_PREFIX + '/go.mod') + " " + $env.GOFLAGS)
}
if ($env.GOFLAGS? | describe) != "string" or $env.GOFLAGS == "" {
  $env.GOFLAGS = '-modcacherw'
} else if not ($" ($env.GOFLAGS) " =~ '[ \t\r\n]-modcacherw[ \t\r\n]') {
  $env.GOFLAGS = ($env.GOFLAGS + " " + '-modcacherw')
}
if ($env.GOFLAGS? | describe) != "string" or $env.GOFLAGS == "" {
  $env.GOFLAGS = "'-ldflags=-s -w'"
} else if not ($" ($env.GOFLAGS) " =~ "[ \\t\\r\\n]'-ldflags=-s[ \\t\\r\\n]-w'[ \\t\\r\\n]") {
  $env.GOFLAGS = ($env.GOFLAGS + " " + "'-ldflags=-s -w'")
}
$env.GOBIN = ($env.CONDA_PREFIX + "/it's my bin")
hide-env --ignore-errors GOSUMDB
if $env.GOSUMDB? != null and $env.ENV_CONVERSIONS?.GOSUMDB? == null {
  $env.GOSUMDB = null
} else {
  hide-env --ignore-errors GOSUMDB
}
$env.GOAUTH = ('git ' + $env.CONDA_PREFIX + '/repositories; my "own" words; netrc')
if ($env.CGO_CFLAGS? | describe) != "string" or $env.CGO_CFLAGS == "" { $env.CGO_CFLAGS = '-O2 -g' }
if ($env.CGO_CFLAGS? | describe) != "string" or $env.CGO_CFLAGS == "" {
  $env.CGO_CFLAGS = ('-I' + $env.CONDA_PREFIX + '/include')
} else if not ($" ($env.CGO_CFLAGS) " | str replace --all --regex '[ \t\r\n]' ' ' | str contains (" " + ('-I' + $env.CONDA_PREFIX + '/include') + " ")) {
  $env.CGO_CFLAGS = ($env.CGO_CFLAGS + " " + ('-I' + $env.CONDA_PREFIX + '/include'))
}

# Where installed hooks follow, they say what is saved.
let isAlone = $env._CONDA_GO_HOOKS_SITE? != null
hide-env --ignore-errors _CONDA_GO_HOOKS_SITE

# What no other script has changed stays yours: it is not saved any longer.
if $isAlone and $env.GOCACHE? == $env._CONDA_GO_HOOKS_SAVED_GOCACHE? { hide-env --ignore-errors _CONDA_GO_HOOKS_SAVED_GOCACHE _CONDA_GO_HOOKS_UNSET_GOCACHE }
if $isAlone and $env.GOPROXY? == $env._CONDA_GO_HOOKS_SAVED_GOPROXY? { hide-env --ignore-errors _CONDA_GO_HOOKS_SAVED_GOPROXY _CONDA_GO_HOOKS_UNSET_GOPROXY }
for it in $conversions { if $it.name in $env { try { load-env {$it.name: (do $it.way.from_string ($env | get $it.name))} } } }
