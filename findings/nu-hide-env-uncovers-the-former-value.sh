#!/usr/bin/env bash
# nushell's `hide-env` takes a variable out of the environment. In 0.108, of a variable that the session has set over an
# inherited one, it takes the session's value alone: the inherited one is back, for programs too. And within a custom
# command, `hide-env` takes nothing out that was there before. In 0.115 the variable is gone both times.
set -euo pipefail
W="$(mktemp -d)"
trap 'rm -rf "$W"' EXIT
changed() { echo "CHANGED: $*" && exit 1; }
command -v npm > "$W/npm" || { echo "cannot be tried: npm is missing"; exit 2; }
(cd "$W" && npm install --silent --no-audit --no-fund --prefix "$W" \
  older@npm:nushell@0.108.0 newer@npm:nushell@0.115.1) || { echo "cannot be tried: no nushell"; exit 2; }

# nu PACKAGE CODE: with A=inherited in its environment.
nu() {
  local program
  program="$(find "$W/node_modules/$1" "$W/node_modules/@nushell" -name nu -path '*/bin/*' -perm -u+x | head -n 1)"
  A=inherited "$program" --no-config-file -c "$2"
}
look='print $"nu sees ($env.A? | default none)"; ^sh -c "echo a program sees ${A-none}"'
direct="\$env.A = 'own'; hide-env A; $look"
within="def --env take-out [] { hide-env A }; \$env.A = 'own'; take-out; $look"
for package in older newer; do
  nu "$package" 'print $"nushell (version | get version)"'
  for code in "$direct" "$within"; do
    echo "  ${code%%; print*}"
    nu "$package" "$code" | sed 's/^/    /'
  done
done
[ "$(nu older "$direct" | tr '\n' ' ')" = "nu sees inherited a program sees inherited " ] || changed "0.108"
[ "$(nu older "$within" | tr '\n' ' ')" = "nu sees own a program sees own " ] || changed "0.108, in a command"
[ "$(nu newer "$direct" | tr '\n' ' ')" = "nu sees none a program sees none " ] || changed "0.115"
[ "$(nu newer "$within" | tr '\n' ' ')" = "nu sees none a program sees none " ] || changed "0.115, in a command"
