# Made by conda-go-hooks: runs first when this environment is activated, and saves your Go variables.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.

# What is still saved comes back first, or an environment's values would be taken for yours.
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
hide-env --ignore-errors _CONDA_GO_HOOKS_SITE

# SAVED_ holds your value, UNSET_ says that you have none. CONDA_GO_HOOKS=0 switches this off.
if $"($env.CONDA_GO_HOOKS?)" == "0" or $"($env.CONDA_PREFIX?)" == "" { return }
for it in [[name value]; [GOPATH $env.GOPATH?] [GOMODCACHE $env.GOMODCACHE?] [GOCACHE $env.GOCACHE?] [GOPROXY $env.GOPROXY?] [GOFLAGS $env.GOFLAGS?] [GOBIN $env.GOBIN?] [GOSUMDB $env.GOSUMDB?] [GOAUTH $env.GOAUTH?] [CGO_CFLAGS $env.CGO_CFLAGS?]] {
  if $it.value != null { load-env {$"_CONDA_GO_HOOKS_SAVED_($it.name)": $it.value} }
  let text = if $it.value != null and $it.name in $conversions { try { do ($conversions | get $it.name).to_string $it.value } catch { $it.value } } else { $it.value }
  if ($text | describe) != "string" { load-env {$"_CONDA_GO_HOOKS_UNSET_($it.name)": "1"} } else { load-env {$"_CONDA_GO_HOOKS_SAVED_($it.name)": $text} }
}
$env._CONDA_GO_HOOKS_SITE = $env.CONDA_PREFIX
