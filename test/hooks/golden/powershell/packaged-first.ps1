# Made by conda-go-hooks: runs first when this environment is activated, and saves your Go variables.
# Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.

& {
    # Where PowerShell may not call .NET, nothing is done.
    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { return }

    # What is saved comes back.
    foreach ($name in 'GOPATH', 'GOMODCACHE', 'GOCACHE', 'GOPROXY', 'GOFLAGS', 'GOBIN', 'GOSUMDB', 'GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOINSECURE', 'GOTOOLCHAIN', 'GO111MODULE', 'GOVCS', 'GOAUTH', 'CGO_ENABLED', 'GOOS', 'GOARCH', 'CGO_CFLAGS', 'CGO_CXXFLAGS', 'CGO_LDFLAGS') {
        $saved = [Environment]::GetEnvironmentVariable("_CONDA_GO_HOOKS_SAVED_$name")
        if ($null -eq $saved) {
            if ($null -eq [Environment]::GetEnvironmentVariable("_CONDA_GO_HOOKS_UNSET_$name")) { continue }
            $saved = [NullString]::Value
        }
        [Environment]::SetEnvironmentVariable($name, $saved)
        [Environment]::SetEnvironmentVariable("_CONDA_GO_HOOKS_SAVED_$name", [NullString]::Value)
        [Environment]::SetEnvironmentVariable("_CONDA_GO_HOOKS_UNSET_$name", [NullString]::Value)
    }

    # SAVED_ holds your value, UNSET_ says that you have none. CONDA_GO_HOOKS=0 switches this off.
    [Environment]::SetEnvironmentVariable('_CONDA_GO_HOOKS_SITE', [NullString]::Value)
    if ($Env:CONDA_GO_HOOKS -ceq '0' -or -not $Env:CONDA_PREFIX) { return }
    foreach ($name in 'GOPATH', 'GOMODCACHE', 'GOCACHE', 'GOPROXY', 'GOFLAGS', 'GOBIN', 'GOSUMDB', 'GOAUTH', 'CGO_CFLAGS') {
        $value = [Environment]::GetEnvironmentVariable($name)
        if ($null -ne $value) { [Environment]::SetEnvironmentVariable("_CONDA_GO_HOOKS_SAVED_$name", $value) }
        if ($null -eq [Environment]::GetEnvironmentVariable("_CONDA_GO_HOOKS_SAVED_$name")) {
            [Environment]::SetEnvironmentVariable("_CONDA_GO_HOOKS_UNSET_$name", '1')
        }
    }
    [Environment]::SetEnvironmentVariable('_CONDA_GO_HOOKS_SITE', $Env:CONDA_PREFIX)
}
