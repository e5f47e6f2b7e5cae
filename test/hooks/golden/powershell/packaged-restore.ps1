# Made by conda-go-hooks: when this environment is deactivated, you get your own Go variables back.
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
    # Of an activation that was cut off.
    [Environment]::SetEnvironmentVariable('_CONDA_GO_HOOKS_SITE', [NullString]::Value)
}
