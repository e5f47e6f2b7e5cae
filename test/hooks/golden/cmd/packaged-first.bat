@rem Made by conda-go-hooks: runs first when this environment is activated, and saves your Go variables.
@rem Do not edit it: the conda package acme-go.hooks_ 2!1.0+b_c has brought it, `conda remove acme-go.hooks_` takes it away.

@rem What is still saved comes back first, or an environment's values would be taken for yours.
@for %%N in (GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED GOOS GOARCH CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS) do @if not defined _CONDA_GO_HOOKS_SAVED_%%N if defined _CONDA_GO_HOOKS_UNSET_%%N set "%%N="
@if not defined _CONDA_GO_HOOKS_SAVED_GOPATH goto restored_GOPATH
@if "!!"=="" goto restored_GOPATH
@if not "%_CONDA_GO_HOOKS_SAVED_GOPATH:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOPATH:"=%" goto read_restored_GOPATH
@set "GOPATH=%_CONDA_GO_HOOKS_SAVED_GOPATH%"
@goto restored_GOPATH
:read_restored_GOPATH
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOPATH') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOPATH" set "GOPATH=%%H"
@goto restored_GOPATH
:restored_GOPATH
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOPATH set "GOPATH=!_CONDA_GO_HOOKS_SAVED_GOPATH!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOMODCACHE goto restored_GOMODCACHE
@if "!!"=="" goto restored_GOMODCACHE
@if not "%_CONDA_GO_HOOKS_SAVED_GOMODCACHE:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOMODCACHE:"=%" goto read_restored_GOMODCACHE
@set "GOMODCACHE=%_CONDA_GO_HOOKS_SAVED_GOMODCACHE%"
@goto restored_GOMODCACHE
:read_restored_GOMODCACHE
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOMODCACHE') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOMODCACHE" set "GOMODCACHE=%%H"
@goto restored_GOMODCACHE
:restored_GOMODCACHE
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOMODCACHE set "GOMODCACHE=!_CONDA_GO_HOOKS_SAVED_GOMODCACHE!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOCACHE goto restored_GOCACHE
@if "!!"=="" goto restored_GOCACHE
@if not "%_CONDA_GO_HOOKS_SAVED_GOCACHE:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOCACHE:"=%" goto read_restored_GOCACHE
@set "GOCACHE=%_CONDA_GO_HOOKS_SAVED_GOCACHE%"
@goto restored_GOCACHE
:read_restored_GOCACHE
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOCACHE') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOCACHE" set "GOCACHE=%%H"
@goto restored_GOCACHE
:restored_GOCACHE
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOCACHE set "GOCACHE=!_CONDA_GO_HOOKS_SAVED_GOCACHE!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOPROXY goto restored_GOPROXY
@if "!!"=="" goto restored_GOPROXY
@if not "%_CONDA_GO_HOOKS_SAVED_GOPROXY:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOPROXY:"=%" goto read_restored_GOPROXY
@set "GOPROXY=%_CONDA_GO_HOOKS_SAVED_GOPROXY%"
@goto restored_GOPROXY
:read_restored_GOPROXY
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOPROXY') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOPROXY" set "GOPROXY=%%H"
@goto restored_GOPROXY
:restored_GOPROXY
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOPROXY set "GOPROXY=!_CONDA_GO_HOOKS_SAVED_GOPROXY!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOFLAGS goto restored_GOFLAGS
@if "!!"=="" goto restored_GOFLAGS
@if not "%_CONDA_GO_HOOKS_SAVED_GOFLAGS:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOFLAGS:"=%" goto read_restored_GOFLAGS
@set "GOFLAGS=%_CONDA_GO_HOOKS_SAVED_GOFLAGS%"
@goto restored_GOFLAGS
:read_restored_GOFLAGS
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOFLAGS') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOFLAGS" set "GOFLAGS=%%H"
@goto restored_GOFLAGS
:restored_GOFLAGS
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOFLAGS set "GOFLAGS=!_CONDA_GO_HOOKS_SAVED_GOFLAGS!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOBIN goto restored_GOBIN
@if "!!"=="" goto restored_GOBIN
@if not "%_CONDA_GO_HOOKS_SAVED_GOBIN:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOBIN:"=%" goto read_restored_GOBIN
@set "GOBIN=%_CONDA_GO_HOOKS_SAVED_GOBIN%"
@goto restored_GOBIN
:read_restored_GOBIN
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOBIN') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOBIN" set "GOBIN=%%H"
@goto restored_GOBIN
:restored_GOBIN
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOBIN set "GOBIN=!_CONDA_GO_HOOKS_SAVED_GOBIN!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOSUMDB goto restored_GOSUMDB
@if "!!"=="" goto restored_GOSUMDB
@if not "%_CONDA_GO_HOOKS_SAVED_GOSUMDB:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOSUMDB:"=%" goto read_restored_GOSUMDB
@set "GOSUMDB=%_CONDA_GO_HOOKS_SAVED_GOSUMDB%"
@goto restored_GOSUMDB
:read_restored_GOSUMDB
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOSUMDB') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOSUMDB" set "GOSUMDB=%%H"
@goto restored_GOSUMDB
:restored_GOSUMDB
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOSUMDB set "GOSUMDB=!_CONDA_GO_HOOKS_SAVED_GOSUMDB!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOPRIVATE goto restored_GOPRIVATE
@if "!!"=="" goto restored_GOPRIVATE
@if not "%_CONDA_GO_HOOKS_SAVED_GOPRIVATE:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOPRIVATE:"=%" goto read_restored_GOPRIVATE
@set "GOPRIVATE=%_CONDA_GO_HOOKS_SAVED_GOPRIVATE%"
@goto restored_GOPRIVATE
:read_restored_GOPRIVATE
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOPRIVATE') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOPRIVATE" set "GOPRIVATE=%%H"
@goto restored_GOPRIVATE
:restored_GOPRIVATE
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOPRIVATE set "GOPRIVATE=!_CONDA_GO_HOOKS_SAVED_GOPRIVATE!"
@if not defined _CONDA_GO_HOOKS_SAVED_GONOPROXY goto restored_GONOPROXY
@if "!!"=="" goto restored_GONOPROXY
@if not "%_CONDA_GO_HOOKS_SAVED_GONOPROXY:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GONOPROXY:"=%" goto read_restored_GONOPROXY
@set "GONOPROXY=%_CONDA_GO_HOOKS_SAVED_GONOPROXY%"
@goto restored_GONOPROXY
:read_restored_GONOPROXY
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GONOPROXY') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GONOPROXY" set "GONOPROXY=%%H"
@goto restored_GONOPROXY
:restored_GONOPROXY
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GONOPROXY set "GONOPROXY=!_CONDA_GO_HOOKS_SAVED_GONOPROXY!"
@if not defined _CONDA_GO_HOOKS_SAVED_GONOSUMDB goto restored_GONOSUMDB
@if "!!"=="" goto restored_GONOSUMDB
@if not "%_CONDA_GO_HOOKS_SAVED_GONOSUMDB:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GONOSUMDB:"=%" goto read_restored_GONOSUMDB
@set "GONOSUMDB=%_CONDA_GO_HOOKS_SAVED_GONOSUMDB%"
@goto restored_GONOSUMDB
:read_restored_GONOSUMDB
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GONOSUMDB') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GONOSUMDB" set "GONOSUMDB=%%H"
@goto restored_GONOSUMDB
:restored_GONOSUMDB
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GONOSUMDB set "GONOSUMDB=!_CONDA_GO_HOOKS_SAVED_GONOSUMDB!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOINSECURE goto restored_GOINSECURE
@if "!!"=="" goto restored_GOINSECURE
@if not "%_CONDA_GO_HOOKS_SAVED_GOINSECURE:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOINSECURE:"=%" goto read_restored_GOINSECURE
@set "GOINSECURE=%_CONDA_GO_HOOKS_SAVED_GOINSECURE%"
@goto restored_GOINSECURE
:read_restored_GOINSECURE
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOINSECURE') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOINSECURE" set "GOINSECURE=%%H"
@goto restored_GOINSECURE
:restored_GOINSECURE
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOINSECURE set "GOINSECURE=!_CONDA_GO_HOOKS_SAVED_GOINSECURE!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOTOOLCHAIN goto restored_GOTOOLCHAIN
@if "!!"=="" goto restored_GOTOOLCHAIN
@if not "%_CONDA_GO_HOOKS_SAVED_GOTOOLCHAIN:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOTOOLCHAIN:"=%" goto read_restored_GOTOOLCHAIN
@set "GOTOOLCHAIN=%_CONDA_GO_HOOKS_SAVED_GOTOOLCHAIN%"
@goto restored_GOTOOLCHAIN
:read_restored_GOTOOLCHAIN
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOTOOLCHAIN') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOTOOLCHAIN" set "GOTOOLCHAIN=%%H"
@goto restored_GOTOOLCHAIN
:restored_GOTOOLCHAIN
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOTOOLCHAIN set "GOTOOLCHAIN=!_CONDA_GO_HOOKS_SAVED_GOTOOLCHAIN!"
@if not defined _CONDA_GO_HOOKS_SAVED_GO111MODULE goto restored_GO111MODULE
@if "!!"=="" goto restored_GO111MODULE
@if not "%_CONDA_GO_HOOKS_SAVED_GO111MODULE:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GO111MODULE:"=%" goto read_restored_GO111MODULE
@set "GO111MODULE=%_CONDA_GO_HOOKS_SAVED_GO111MODULE%"
@goto restored_GO111MODULE
:read_restored_GO111MODULE
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GO111MODULE') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GO111MODULE" set "GO111MODULE=%%H"
@goto restored_GO111MODULE
:restored_GO111MODULE
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GO111MODULE set "GO111MODULE=!_CONDA_GO_HOOKS_SAVED_GO111MODULE!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOVCS goto restored_GOVCS
@if "!!"=="" goto restored_GOVCS
@if not "%_CONDA_GO_HOOKS_SAVED_GOVCS:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOVCS:"=%" goto read_restored_GOVCS
@set "GOVCS=%_CONDA_GO_HOOKS_SAVED_GOVCS%"
@goto restored_GOVCS
:read_restored_GOVCS
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOVCS') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOVCS" set "GOVCS=%%H"
@goto restored_GOVCS
:restored_GOVCS
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOVCS set "GOVCS=!_CONDA_GO_HOOKS_SAVED_GOVCS!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOAUTH goto restored_GOAUTH
@if "!!"=="" goto restored_GOAUTH
@if not "%_CONDA_GO_HOOKS_SAVED_GOAUTH:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOAUTH:"=%" goto read_restored_GOAUTH
@set "GOAUTH=%_CONDA_GO_HOOKS_SAVED_GOAUTH%"
@goto restored_GOAUTH
:read_restored_GOAUTH
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOAUTH') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOAUTH" set "GOAUTH=%%H"
@goto restored_GOAUTH
:restored_GOAUTH
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOAUTH set "GOAUTH=!_CONDA_GO_HOOKS_SAVED_GOAUTH!"
@if not defined _CONDA_GO_HOOKS_SAVED_CGO_ENABLED goto restored_CGO_ENABLED
@if "!!"=="" goto restored_CGO_ENABLED
@if not "%_CONDA_GO_HOOKS_SAVED_CGO_ENABLED:"=""%"=="%_CONDA_GO_HOOKS_SAVED_CGO_ENABLED:"=%" goto read_restored_CGO_ENABLED
@set "CGO_ENABLED=%_CONDA_GO_HOOKS_SAVED_CGO_ENABLED%"
@goto restored_CGO_ENABLED
:read_restored_CGO_ENABLED
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_CGO_ENABLED') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_CGO_ENABLED" set "CGO_ENABLED=%%H"
@goto restored_CGO_ENABLED
:restored_CGO_ENABLED
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_CGO_ENABLED set "CGO_ENABLED=!_CONDA_GO_HOOKS_SAVED_CGO_ENABLED!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOOS goto restored_GOOS
@if "!!"=="" goto restored_GOOS
@if not "%_CONDA_GO_HOOKS_SAVED_GOOS:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOOS:"=%" goto read_restored_GOOS
@set "GOOS=%_CONDA_GO_HOOKS_SAVED_GOOS%"
@goto restored_GOOS
:read_restored_GOOS
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOOS') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOOS" set "GOOS=%%H"
@goto restored_GOOS
:restored_GOOS
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOOS set "GOOS=!_CONDA_GO_HOOKS_SAVED_GOOS!"
@if not defined _CONDA_GO_HOOKS_SAVED_GOARCH goto restored_GOARCH
@if "!!"=="" goto restored_GOARCH
@if not "%_CONDA_GO_HOOKS_SAVED_GOARCH:"=""%"=="%_CONDA_GO_HOOKS_SAVED_GOARCH:"=%" goto read_restored_GOARCH
@set "GOARCH=%_CONDA_GO_HOOKS_SAVED_GOARCH%"
@goto restored_GOARCH
:read_restored_GOARCH
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_GOARCH') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_GOARCH" set "GOARCH=%%H"
@goto restored_GOARCH
:restored_GOARCH
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_GOARCH set "GOARCH=!_CONDA_GO_HOOKS_SAVED_GOARCH!"
@if not defined _CONDA_GO_HOOKS_SAVED_CGO_CFLAGS goto restored_CGO_CFLAGS
@if "!!"=="" goto restored_CGO_CFLAGS
@if not "%_CONDA_GO_HOOKS_SAVED_CGO_CFLAGS:"=""%"=="%_CONDA_GO_HOOKS_SAVED_CGO_CFLAGS:"=%" goto read_restored_CGO_CFLAGS
@set "CGO_CFLAGS=%_CONDA_GO_HOOKS_SAVED_CGO_CFLAGS%"
@goto restored_CGO_CFLAGS
:read_restored_CGO_CFLAGS
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_CGO_CFLAGS') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_CGO_CFLAGS" set "CGO_CFLAGS=%%H"
@goto restored_CGO_CFLAGS
:restored_CGO_CFLAGS
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_CGO_CFLAGS set "CGO_CFLAGS=!_CONDA_GO_HOOKS_SAVED_CGO_CFLAGS!"
@if not defined _CONDA_GO_HOOKS_SAVED_CGO_CXXFLAGS goto restored_CGO_CXXFLAGS
@if "!!"=="" goto restored_CGO_CXXFLAGS
@if not "%_CONDA_GO_HOOKS_SAVED_CGO_CXXFLAGS:"=""%"=="%_CONDA_GO_HOOKS_SAVED_CGO_CXXFLAGS:"=%" goto read_restored_CGO_CXXFLAGS
@set "CGO_CXXFLAGS=%_CONDA_GO_HOOKS_SAVED_CGO_CXXFLAGS%"
@goto restored_CGO_CXXFLAGS
:read_restored_CGO_CXXFLAGS
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_CGO_CXXFLAGS') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_CGO_CXXFLAGS" set "CGO_CXXFLAGS=%%H"
@goto restored_CGO_CXXFLAGS
:restored_CGO_CXXFLAGS
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_CGO_CXXFLAGS set "CGO_CXXFLAGS=!_CONDA_GO_HOOKS_SAVED_CGO_CXXFLAGS!"
@if not defined _CONDA_GO_HOOKS_SAVED_CGO_LDFLAGS goto restored_CGO_LDFLAGS
@if "!!"=="" goto restored_CGO_LDFLAGS
@if not "%_CONDA_GO_HOOKS_SAVED_CGO_LDFLAGS:"=""%"=="%_CONDA_GO_HOOKS_SAVED_CGO_LDFLAGS:"=%" goto read_restored_CGO_LDFLAGS
@set "CGO_LDFLAGS=%_CONDA_GO_HOOKS_SAVED_CGO_LDFLAGS%"
@goto restored_CGO_LDFLAGS
:read_restored_CGO_LDFLAGS
@for /f "tokens=1,* delims==" %%G in ('set _CONDA_GO_HOOKS_SAVED_CGO_LDFLAGS') do @if /i "%%G"=="_CONDA_GO_HOOKS_SAVED_CGO_LDFLAGS" set "CGO_LDFLAGS=%%H"
@goto restored_CGO_LDFLAGS
:restored_CGO_LDFLAGS
@if "!!"=="" if defined _CONDA_GO_HOOKS_SAVED_CGO_LDFLAGS set "CGO_LDFLAGS=!_CONDA_GO_HOOKS_SAVED_CGO_LDFLAGS!"
@for %%N in (GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED GOOS GOARCH CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS) do @set "_CONDA_GO_HOOKS_SAVED_%%N="
@for %%N in (GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS GOBIN GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOTOOLCHAIN GO111MODULE GOVCS GOAUTH CGO_ENABLED GOOS GOARCH CGO_CFLAGS CGO_CXXFLAGS CGO_LDFLAGS) do @set "_CONDA_GO_HOOKS_UNSET_%%N="
@set "_CONDA_GO_HOOKS_SITE="

@rem SAVED_ holds your value, UNSET_ says that you have none. CONDA_GO_HOOKS=0 switches this off.
@if not defined CONDA_PREFIX exit /b 0
@if not defined CONDA_GO_HOOKS goto on
@if "%CONDA_GO_HOOKS:"=""%"=="0" exit /b 0
@goto on
:on
@if not defined GOPATH set "_CONDA_GO_HOOKS_UNSET_GOPATH=1"
@if not defined GOPATH goto saved_GOPATH
@if "!!"=="" goto saved_GOPATH
@if not "%GOPATH:"=""%"=="%GOPATH:"=%" goto read_saved_GOPATH
@set "_CONDA_GO_HOOKS_SAVED_GOPATH=%GOPATH%"
@goto saved_GOPATH
:read_saved_GOPATH
@for /f "tokens=1,* delims==" %%G in ('set GOPATH') do @if /i "%%G"=="GOPATH" set "_CONDA_GO_HOOKS_SAVED_GOPATH=%%H"
@goto saved_GOPATH
:saved_GOPATH
@if "!!"=="" if defined GOPATH set "_CONDA_GO_HOOKS_SAVED_GOPATH=!GOPATH!"
@if not defined GOMODCACHE set "_CONDA_GO_HOOKS_UNSET_GOMODCACHE=1"
@if not defined GOMODCACHE goto saved_GOMODCACHE
@if "!!"=="" goto saved_GOMODCACHE
@if not "%GOMODCACHE:"=""%"=="%GOMODCACHE:"=%" goto read_saved_GOMODCACHE
@set "_CONDA_GO_HOOKS_SAVED_GOMODCACHE=%GOMODCACHE%"
@goto saved_GOMODCACHE
:read_saved_GOMODCACHE
@for /f "tokens=1,* delims==" %%G in ('set GOMODCACHE') do @if /i "%%G"=="GOMODCACHE" set "_CONDA_GO_HOOKS_SAVED_GOMODCACHE=%%H"
@goto saved_GOMODCACHE
:saved_GOMODCACHE
@if "!!"=="" if defined GOMODCACHE set "_CONDA_GO_HOOKS_SAVED_GOMODCACHE=!GOMODCACHE!"
@if not defined GOCACHE set "_CONDA_GO_HOOKS_UNSET_GOCACHE=1"
@if not defined GOCACHE goto saved_GOCACHE
@if "!!"=="" goto saved_GOCACHE
@if not "%GOCACHE:"=""%"=="%GOCACHE:"=%" goto read_saved_GOCACHE
@set "_CONDA_GO_HOOKS_SAVED_GOCACHE=%GOCACHE%"
@goto saved_GOCACHE
:read_saved_GOCACHE
@for /f "tokens=1,* delims==" %%G in ('set GOCACHE') do @if /i "%%G"=="GOCACHE" set "_CONDA_GO_HOOKS_SAVED_GOCACHE=%%H"
@goto saved_GOCACHE
:saved_GOCACHE
@if "!!"=="" if defined GOCACHE set "_CONDA_GO_HOOKS_SAVED_GOCACHE=!GOCACHE!"
@if not defined GOPROXY set "_CONDA_GO_HOOKS_UNSET_GOPROXY=1"
@if not defined GOPROXY goto saved_GOPROXY
@if "!!"=="" goto saved_GOPROXY
@if not "%GOPROXY:"=""%"=="%GOPROXY:"=%" goto read_saved_GOPROXY
@set "_CONDA_GO_HOOKS_SAVED_GOPROXY=%GOPROXY%"
@goto saved_GOPROXY
:read_saved_GOPROXY
@for /f "tokens=1,* delims==" %%G in ('set GOPROXY') do @if /i "%%G"=="GOPROXY" set "_CONDA_GO_HOOKS_SAVED_GOPROXY=%%H"
@goto saved_GOPROXY
:saved_GOPROXY
@if "!!"=="" if defined GOPROXY set "_CONDA_GO_HOOKS_SAVED_GOPROXY=!GOPROXY!"
@if not defined GOFLAGS set "_CONDA_GO_HOOKS_UNSET_GOFLAGS=1"
@if not defined GOFLAGS goto saved_GOFLAGS
@if "!!"=="" goto saved_GOFLAGS
@if not "%GOFLAGS:"=""%"=="%GOFLAGS:"=%" goto read_saved_GOFLAGS
@set "_CONDA_GO_HOOKS_SAVED_GOFLAGS=%GOFLAGS%"
@goto saved_GOFLAGS
:read_saved_GOFLAGS
@for /f "tokens=1,* delims==" %%G in ('set GOFLAGS') do @if /i "%%G"=="GOFLAGS" set "_CONDA_GO_HOOKS_SAVED_GOFLAGS=%%H"
@goto saved_GOFLAGS
:saved_GOFLAGS
@if "!!"=="" if defined GOFLAGS set "_CONDA_GO_HOOKS_SAVED_GOFLAGS=!GOFLAGS!"
@if not defined GOBIN set "_CONDA_GO_HOOKS_UNSET_GOBIN=1"
@if not defined GOBIN goto saved_GOBIN
@if "!!"=="" goto saved_GOBIN
@if not "%GOBIN:"=""%"=="%GOBIN:"=%" goto read_saved_GOBIN
@set "_CONDA_GO_HOOKS_SAVED_GOBIN=%GOBIN%"
@goto saved_GOBIN
:read_saved_GOBIN
@for /f "tokens=1,* delims==" %%G in ('set GOBIN') do @if /i "%%G"=="GOBIN" set "_CONDA_GO_HOOKS_SAVED_GOBIN=%%H"
@goto saved_GOBIN
:saved_GOBIN
@if "!!"=="" if defined GOBIN set "_CONDA_GO_HOOKS_SAVED_GOBIN=!GOBIN!"
@if not defined GOSUMDB set "_CONDA_GO_HOOKS_UNSET_GOSUMDB=1"
@if not defined GOSUMDB goto saved_GOSUMDB
@if "!!"=="" goto saved_GOSUMDB
@if not "%GOSUMDB:"=""%"=="%GOSUMDB:"=%" goto read_saved_GOSUMDB
@set "_CONDA_GO_HOOKS_SAVED_GOSUMDB=%GOSUMDB%"
@goto saved_GOSUMDB
:read_saved_GOSUMDB
@for /f "tokens=1,* delims==" %%G in ('set GOSUMDB') do @if /i "%%G"=="GOSUMDB" set "_CONDA_GO_HOOKS_SAVED_GOSUMDB=%%H"
@goto saved_GOSUMDB
:saved_GOSUMDB
@if "!!"=="" if defined GOSUMDB set "_CONDA_GO_HOOKS_SAVED_GOSUMDB=!GOSUMDB!"
@if not defined CGO_CFLAGS set "_CONDA_GO_HOOKS_UNSET_CGO_CFLAGS=1"
@if not defined CGO_CFLAGS goto saved_CGO_CFLAGS
@if "!!"=="" goto saved_CGO_CFLAGS
@if not "%CGO_CFLAGS:"=""%"=="%CGO_CFLAGS:"=%" goto read_saved_CGO_CFLAGS
@set "_CONDA_GO_HOOKS_SAVED_CGO_CFLAGS=%CGO_CFLAGS%"
@goto saved_CGO_CFLAGS
:read_saved_CGO_CFLAGS
@for /f "tokens=1,* delims==" %%G in ('set CGO_CFLAGS') do @if /i "%%G"=="CGO_CFLAGS" set "_CONDA_GO_HOOKS_SAVED_CGO_CFLAGS=%%H"
@goto saved_CGO_CFLAGS
:saved_CGO_CFLAGS
@if "!!"=="" if defined CGO_CFLAGS set "_CONDA_GO_HOOKS_SAVED_CGO_CFLAGS=!CGO_CFLAGS!"
@set "_CONDA_GO_HOOKS_SITE=%CONDA_PREFIX:"=""%"
@exit /b 0
