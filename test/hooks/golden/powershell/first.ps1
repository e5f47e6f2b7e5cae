# Made by conda-go-hooks: runs first when this environment is activated, and saves your Go variables.
# Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

& {
    # Where PowerShell may not call .NET, nothing is done.
    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { return }

    # What is saved comes back.
    # Packaged hooks that have begun the activation of this very environment have done so.
    $isDone = $Env:CONDA_PREFIX -and [Environment]::GetEnvironmentVariable('_CONDA_GO_HOOKS_SITE') -ceq $Env:CONDA_PREFIX
    [Environment]::SetEnvironmentVariable('_CONDA_GO_HOOKS_SITE', [NullString]::Value)
    foreach ($name in 'GOPATH', 'GOMODCACHE', 'GOCACHE', 'GOPROXY', 'GOFLAGS', 'GOBIN', 'GOSUMDB', 'GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOINSECURE', 'GOTOOLCHAIN', 'GO111MODULE', 'GOVCS', 'GOAUTH', 'CGO_ENABLED', 'GOOS', 'GOARCH', 'CGO_CFLAGS', 'CGO_CXXFLAGS', 'CGO_LDFLAGS') {
        if ($isDone) { break }
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
    if ($Env:CONDA_GO_HOOKS -ceq '0' -or -not $Env:CONDA_PREFIX) { return }
    foreach ($name in 'GOPATH', 'GOMODCACHE', 'GOCACHE', 'GOPROXY', 'GOFLAGS', 'GOBIN') {
        $value = [Environment]::GetEnvironmentVariable($name)
        if ($null -ne $value) { [Environment]::SetEnvironmentVariable("_CONDA_GO_HOOKS_SAVED_$name", $value) }
        if ($null -eq [Environment]::GetEnvironmentVariable("_CONDA_GO_HOOKS_SAVED_$name")) {
            [Environment]::SetEnvironmentVariable("_CONDA_GO_HOOKS_UNSET_$name", '1')
        }
    }
}
