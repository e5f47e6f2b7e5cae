@rem Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
@rem Do not edit it: `npx conda-go-hooks install` changes it, `npx conda-go-hooks uninstall` removes it.

@rem Only what is saved is set.
@if not defined _CONDA_GO_HOOKS_SAVED_GOPATH if not defined _CONDA_GO_HOOKS_UNSET_GOPATH exit /b 0
@set "GOPATH=%CONDA_PREFIX:"=""%/gopath"
@set "GOMODCACHE=%CONDA_PREFIX:"=""%/gopath/pkg/mod"
@set "GOCACHE=%CONDA_PREFIX:"=""%/.cache/go-build"
@if defined GOFLAGS goto add_GOFLAGS
@set "GOFLAGS=-modcacherw"
@goto added_GOFLAGS
:add_GOFLAGS
@set "_CONDA_GO_HOOKS_0= -modcacherw"
@if "!!"=="" goto join_GOFLAGS
@set "_CONDA_GO_HOOKS_REST=- %GOFLAGS:"=|% "
@goto look_GOFLAGS
:look_GOFLAGS
@if "%_CONDA_GO_HOOKS_REST:~0,12%"=="-modcacherw " set "_CONDA_GO_HOOKS_0="
@set "_CONDA_GO_HOOKS_REST=" & for /f "tokens=2,*" %%G in ("- %_CONDA_GO_HOOKS_REST%") do @set "_CONDA_GO_HOOKS_REST=%%H" & if defined _CONDA_GO_HOOKS_REST goto look_GOFLAGS
@goto join_GOFLAGS
:join_GOFLAGS
@if "!!"=="" goto added_GOFLAGS
@if not "%GOFLAGS:"=""%"=="%GOFLAGS:"=%" goto read_added_GOFLAGS
@set "GOFLAGS=%GOFLAGS%%_CONDA_GO_HOOKS_0%"
@goto added_GOFLAGS
:read_added_GOFLAGS
@for /f "tokens=1,* delims==" %%G in ('set GOFLAGS') do @if /i "%%G"=="GOFLAGS" set "GOFLAGS=%%H%_CONDA_GO_HOOKS_0%"
@goto added_GOFLAGS
:added_GOFLAGS
@if "!!"=="" if defined GOFLAGS set "GOFLAGS=!GOFLAGS!!_CONDA_GO_HOOKS_0!"
@set "_CONDA_GO_HOOKS_0="
@set "GOBIN=%CONDA_PREFIX:"=""%/bin"

@rem What no other script has changed stays yours: it is not saved any longer.
@if not defined GOPROXY if not defined _CONDA_GO_HOOKS_SAVED_GOPROXY set "_CONDA_GO_HOOKS_UNSET_GOPROXY="
@if not defined GOPROXY goto kept_GOPROXY
@if not defined _CONDA_GO_HOOKS_SAVED_GOPROXY goto kept_GOPROXY
@if "!!"=="" if "!GOPROXY!"=="!_CONDA_GO_HOOKS_SAVED_GOPROXY!" set "_CONDA_GO_HOOKS_SAVED_GOPROXY="
@if "!!"=="" goto kept_GOPROXY
@if "%GOPROXY:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOPROXY:"=""%" set "_CONDA_GO_HOOKS_SAVED_GOPROXY="
@goto kept_GOPROXY
:kept_GOPROXY
@exit /b 0
