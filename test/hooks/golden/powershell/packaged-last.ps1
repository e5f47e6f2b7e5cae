# Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.
# Settings: {"profile":"isolated","overrides":[{"action":"set","variable":"GOBIN","value":"{prefix}/it\u0027s my bin"},{"action":"set","variable":"GOAUTH","value":"git {prefix}/repositories\u003b my \u0022own\u0022 words\u003b netrc"},{"action":"prepend","variable":"GOFLAGS","value":"-modfile={prefix}/go.mod"},{"action":"append","variable":"GOFLAGS","value":"\u0027-ldflags=-s -w\u0027"},{"action":"append","variable":"CGO_CFLAGS","value":"-I{prefix}/include"},{"action":"unset","variable":"GOSUMDB"},{"action":"keep","variable":"GOCACHE"}]}

& {
    # Only what is saved is set.
    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { return }
    if ($null -eq $Env:_CONDA_GO_HOOKS_SAVED_GOPATH -and $null -eq $Env:_CONDA_GO_HOOKS_UNSET_GOPATH) { return }
    $prefix = $Env:CONDA_PREFIX
    [Environment]::SetEnvironmentVariable('GOPATH', ($prefix + '/gopath'))
    [Environment]::SetEnvironmentVariable('GOMODCACHE', ($prefix + '/gopath/pkg/mod'))
    $value = $Env:GOFLAGS
    if (-not $value) { $value = ('-modfile=' + $prefix + '/go.mod') }
    elseif (-not " $($value -creplace '[\t\r\n]', ' ') ".Contains(' ' + ('-modfile=' + $prefix + '/go.mod') + ' ')) { $value = ('-modfile=' + $prefix + '/go.mod') + ' ' + $value }
    if (-not $value) { $value = '-modcacherw' }
    elseif (-not " $($value -creplace '[\t\r\n]', ' ') ".Contains(' ' + '-modcacherw' + ' ')) { $value += ' ' + '-modcacherw' }
    if (-not $value) { $value = '''-ldflags=-s -w''' }
    elseif (-not " $($value -creplace '[\t\r\n]', ' ') ".Contains(' ' + '''-ldflags=-s -w''' + ' ')) { $value += ' ' + '''-ldflags=-s -w''' }
    [Environment]::SetEnvironmentVariable('GOFLAGS', $value)
    [Environment]::SetEnvironmentVariable('GOBIN', ($prefix + '/it''s my bin'))
    [Environment]::SetEnvironmentVariable('GOSUMDB', [NullString]::Value)
    [Environment]::SetEnvironmentVariable('GOAUTH', ('git ' + $prefix + '/repositories; my "own" words; netrc'))
    $value = $Env:CGO_CFLAGS
    if (-not $value) { $value = '-O2 -g' }
    if (-not $value) { $value = ('-I' + $prefix + '/include') }
    elseif (-not " $($value -creplace '[\t\r\n]', ' ') ".Contains(' ' + ('-I' + $prefix + '/include') + ' ')) { $value += ' ' + ('-I' + $prefix + '/include') }
    [Environment]::SetEnvironmentVariable('CGO_CFLAGS', $value)

    # Where installed hooks follow, they say what is saved.
    if ($null -eq $Env:_CONDA_GO_HOOKS_SITE) { return }
    [Environment]::SetEnvironmentVariable('_CONDA_GO_HOOKS_SITE', [NullString]::Value)

    # What no other script has changed stays yours: it is not saved any longer.
    foreach ($name in 'GOCACHE', 'GOPROXY') {
        $saved = [Environment]::GetEnvironmentVariable("_CONDA_GO_HOOKS_SAVED_$name")
        if ($saved -cne [Environment]::GetEnvironmentVariable($name)) { continue }
        [Environment]::SetEnvironmentVariable("_CONDA_GO_HOOKS_SAVED_$name", [NullString]::Value)
        [Environment]::SetEnvironmentVariable("_CONDA_GO_HOOKS_UNSET_$name", [NullString]::Value)
    }
}
