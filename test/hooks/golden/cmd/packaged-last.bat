@rem Made by conda-go-hooks: runs last when this environment is activated, and sets its Go variables.
@rem Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.
@rem Settings: {"profile":"isolated","overrides":[{"action":"set","variable":"GOBIN","value":"{prefix}/it\u0027s my bin"},{"action":"set","variable":"GOAUTH","value":"git {prefix}/repositories\u003b my \u0022own\u0022 words\u003b netrc"},{"action":"prepend","variable":"GOFLAGS","value":"-modfile={prefix}/go.mod"},{"action":"append","variable":"GOFLAGS","value":"\u0027-ldflags=-s -w\u0027"},{"action":"append","variable":"CGO_CFLAGS","value":"-I{prefix}/include"},{"action":"unset","variable":"GOSUMDB"},{"action":"keep","variable":"GOCACHE"}]}

@rem Only what is saved is set.
@if not defined _CONDA_GO_HOOKS_SAVED_GOPATH if not defined _CONDA_GO_HOOKS_UNSET_GOPATH exit /b 0
@set "GOPATH=%CONDA_PREFIX:"=""%/gopath"
@set "GOMODCACHE=%CONDA_PREFIX:"=""%/gopath/pkg/mod"
@if defined GOFLAGS goto add_GOFLAGS
@set "GOFLAGS=-modfile=%CONDA_PREFIX:"=""%/go.mod -modcacherw '-ldflags=-s -w'"
@goto added_GOFLAGS
:add_GOFLAGS
@set "_CONDA_GO_HOOKS_0=-modfile=%CONDA_PREFIX:"=""%/go.mod "
@set "_CONDA_GO_HOOKS_1= -modcacherw"
@set "_CONDA_GO_HOOKS_2= '-ldflags=-s -w'"
@if "!!"=="" goto join_GOFLAGS
@set "_CONDA_GO_HOOKS_REST=- %GOFLAGS:"=|% "
@goto look_GOFLAGS
:look_GOFLAGS
@if "%_CONDA_GO_HOOKS_REST:~0,12%"=="-modcacherw " set "_CONDA_GO_HOOKS_1="
@if "%_CONDA_GO_HOOKS_REST:~0,17%"=="'-ldflags=-s -w' " set "_CONDA_GO_HOOKS_2="
@set "_CONDA_GO_HOOKS_REST=" & for /f "tokens=2,*" %%G in ("- %_CONDA_GO_HOOKS_REST%") do @set "_CONDA_GO_HOOKS_REST=%%H" & if defined _CONDA_GO_HOOKS_REST goto look_GOFLAGS
@goto join_GOFLAGS
:join_GOFLAGS
@if "!!"=="" goto added_GOFLAGS
@if not "%GOFLAGS:"=""%"=="%GOFLAGS:"=%" goto read_added_GOFLAGS
@set "GOFLAGS=%_CONDA_GO_HOOKS_0%%GOFLAGS%%_CONDA_GO_HOOKS_1%%_CONDA_GO_HOOKS_2%"
@goto added_GOFLAGS
:read_added_GOFLAGS
@for /f "tokens=1,* delims==" %%G in ('set GOFLAGS') do @if /i "%%G"=="GOFLAGS" set "GOFLAGS=%_CONDA_GO_HOOKS_0%%%H%_CONDA_GO_HOOKS_1%%_CONDA_GO_HOOKS_2%"
@goto added_GOFLAGS
:added_GOFLAGS
@if "!!"=="" if defined GOFLAGS set "GOFLAGS=!_CONDA_GO_HOOKS_0!!GOFLAGS!!_CONDA_GO_HOOKS_1!!_CONDA_GO_HOOKS_2!"
@set "_CONDA_GO_HOOKS_0="
@set "_CONDA_GO_HOOKS_1="
@set "_CONDA_GO_HOOKS_2="
@set "GOBIN=%CONDA_PREFIX:"=""%/it's my bin"
@set "GOSUMDB="
@if defined CGO_CFLAGS goto add_CGO_CFLAGS
@set "CGO_CFLAGS=-O2 -g -I%CONDA_PREFIX:"=""%/include"
@goto added_CGO_CFLAGS
:add_CGO_CFLAGS
@set "_CONDA_GO_HOOKS_0= -I%CONDA_PREFIX:"=""%/include"
@if "!!"=="" goto join_CGO_CFLAGS
@set "_CONDA_GO_HOOKS_REST=- %CGO_CFLAGS:"=|% "
@goto look_CGO_CFLAGS
:look_CGO_CFLAGS
@set "_CONDA_GO_HOOKS_REST=" & for /f "tokens=2,*" %%G in ("- %_CONDA_GO_HOOKS_REST%") do @set "_CONDA_GO_HOOKS_REST=%%H" & if defined _CONDA_GO_HOOKS_REST goto look_CGO_CFLAGS
@goto join_CGO_CFLAGS
:join_CGO_CFLAGS
@if "!!"=="" goto added_CGO_CFLAGS
@if not "%CGO_CFLAGS:"=""%"=="%CGO_CFLAGS:"=%" goto read_added_CGO_CFLAGS
@set "CGO_CFLAGS=%CGO_CFLAGS%%_CONDA_GO_HOOKS_0%"
@goto added_CGO_CFLAGS
:read_added_CGO_CFLAGS
@for /f "tokens=1,* delims==" %%G in ('set CGO_CFLAGS') do @if /i "%%G"=="CGO_CFLAGS" set "CGO_CFLAGS=%%H%_CONDA_GO_HOOKS_0%"
@goto added_CGO_CFLAGS
:added_CGO_CFLAGS
@if "!!"=="" if defined CGO_CFLAGS set "CGO_CFLAGS=!CGO_CFLAGS!!_CONDA_GO_HOOKS_0!"
@set "_CONDA_GO_HOOKS_0="

@rem Where installed hooks follow, they say what is saved.
@if not defined _CONDA_GO_HOOKS_SITE exit /b 0
@set "_CONDA_GO_HOOKS_SITE="

@rem What no other script has changed stays yours: it is not saved any longer.
@if not defined GOCACHE if not defined _CONDA_GO_HOOKS_SAVED_GOCACHE set "_CONDA_GO_HOOKS_UNSET_GOCACHE="
@if not defined GOCACHE goto kept_GOCACHE
@if not defined _CONDA_GO_HOOKS_SAVED_GOCACHE goto kept_GOCACHE
@if "!!"=="" if "!GOCACHE!"=="!_CONDA_GO_HOOKS_SAVED_GOCACHE!" set "_CONDA_GO_HOOKS_SAVED_GOCACHE="
@if "!!"=="" goto kept_GOCACHE
@if "%GOCACHE:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOCACHE:"=""%" set "_CONDA_GO_HOOKS_SAVED_GOCACHE="
@goto kept_GOCACHE
:kept_GOCACHE
@if not defined GOPROXY if not defined _CONDA_GO_HOOKS_SAVED_GOPROXY set "_CONDA_GO_HOOKS_UNSET_GOPROXY="
@if not defined GOPROXY goto kept_GOPROXY
@if not defined _CONDA_GO_HOOKS_SAVED_GOPROXY goto kept_GOPROXY
@if "!!"=="" if "!GOPROXY!"=="!_CONDA_GO_HOOKS_SAVED_GOPROXY!" set "_CONDA_GO_HOOKS_SAVED_GOPROXY="
@if "!!"=="" goto kept_GOPROXY
@if "%GOPROXY:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOPROXY:"=""%" set "_CONDA_GO_HOOKS_SAVED_GOPROXY="
@goto kept_GOPROXY
:kept_GOPROXY
@exit /b 0
