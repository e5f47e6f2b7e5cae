# Made by conda-go-hooks: when this environment is deactivated, you get your own Go variables back.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.

# What is saved comes back.
let state = $env
let conversions = ($state.ENV_CONVERSIONS? | default {})
for name in ("GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED GOOS GOARCH CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS" | split row ' ') {
  let saved = "_CONDA_GO_HOOKS_SAVED_" + $name
  let unset = "_CONDA_GO_HOOKS_UNSET_" + $name
  if $saved in $state {
    let value = ($state | get $saved)
    let own = if $name in $state { $name } else { $state | columns | where $it =~ $"\(?i)^($name)$" | append $name | first }
    load-env {$own: $value}
    if $name in $conversions { try { load-env {$name: (do ($conversions | get $name).from_string $value)} } }
  } else if $unset in $state {
    hide-env --ignore-errors $name
    if $name in $env and $name not-in $conversions { load-env {$name: null} }
  } else { continue }
  hide-env --ignore-errors $saved $unset
}
# Of an activation that was cut off.
hide-env --ignore-errors _CONDA_GO_HOOKS_SITE
