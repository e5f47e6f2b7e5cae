// Holds the table of profiles, what overrides make of it, and every value that is refused.
import { describe, expect, it } from "vitest";
import { CondaGoHooksError, makeError } from "../../src/errors/error.js";
import { splitFlags } from "../../src/findings/values/flag-list.js";
import { cgoOverrides, noCgoOverrides } from "../../src/hooks/cgo.js";
import { DEFAULT_PROFILE, PROFILES } from "../../src/hooks/profiles.js";
import { resolveSettings } from "../../src/hooks/resolve-settings.js";
import {
  describeSetting,
  findSecrets,
  type Override,
  type Setting,
  type Settings,
} from "../../src/hooks/settings.js";
import { REFUSED_VARIABLES, VARIABLES } from "../../src/hooks/variables.js";

const KEEP: Setting = { action: "keep" };
const GUARD: Setting = { action: "guard" };

function resolve(
  profile: string,
  overrides: readonly Override[] = [],
  platform: NodeJS.Platform = "linux",
): Settings {
  return resolveSettings({ profile, overrides }, platform);
}

/** `set GOPATH=/x` as an override. */
function override(text: string): Override {
  const [, action, variable = "", value] = /^(\w+) ([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (action === "keep" || action === "unset") return { action, variable };
  return { action: action as "set", variable, value: value ?? "" };
}

/** GOFLAGS after these, on top of a profile that keeps them. */
function flagsAfter(...overrides: string[]): Setting | undefined {
  return resolve("shared-cache", overrides.map(override)).GOFLAGS;
}

function add(prepend: readonly string[], append: readonly string[]): Setting {
  return { action: "add", prepend, append };
}

/** The code of the error and what it happened to; null when there is none. */
function refusal(run: () => unknown): { code: string; where: string | null } | null {
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof CondaGoHooksError)) throw error;
    return { code: error.code, where: error.where };
  }
}

function refusalOf(
  text: string,
  platform: NodeJS.Platform = "linux",
): { code: string; where: string | null } | null {
  return refusal(() => resolve("shared-cache", [override(text)], platform));
}

describe("the profiles", () => {
  const own = {
    GOPATH: { action: "set", value: "{prefix}/gopath" },
    GOMODCACHE: { action: "set", value: "{prefix}/gopath/pkg/mod" },
    GOCACHE: { action: "set", value: "{prefix}/.cache/go-build" },
    GOBIN: { action: "set", value: "{prefix}/bin" },
  };
  const table: Readonly<Record<string, Settings>> = {
    isolated: { ...own, GOPROXY: KEEP, GOFLAGS: add([], ["-modcacherw"]) } as Settings,
    "shared-cache": {
      GOPATH: KEEP,
      GOMODCACHE: KEEP,
      GOCACHE: own.GOCACHE as Setting,
      GOPROXY: KEEP,
      GOFLAGS: KEEP,
      GOBIN: own.GOBIN as Setting,
    },
    offline: {
      ...own,
      GOPROXY: { action: "set", value: "file:///{prefix}/gopath/pkg/mod/cache/download,off" },
      GOFLAGS: add([], ["-modcacherw"]),
      GONOPROXY: { action: "set", value: "none" },
    } as Settings,
    direct: {
      ...own,
      GOPROXY: { action: "set", value: "direct" },
      GOFLAGS: add([], ["-modcacherw", "-mod=mod", "-trimpath"]),
    } as Settings,
  };

  it("are these", () => {
    expect(PROFILES.map(({ name }) => name)).toEqual(Object.keys(table));
    expect(DEFAULT_PROFILE).toBe("isolated");
  });

  it.each(["linux", "darwin", "win32"] as const)("are as the design has them on %s", (platform) => {
    for (const [name, settings] of Object.entries(table))
      expect(resolve(name, [], platform), name).toEqual(settings);
  });

  it("say what they cost, where it hurts", () => {
    const cautious = PROFILES.filter(({ caution }) => caution !== null);
    expect(cautious.map(({ name }) => name)).toEqual(["direct"]);
  });

  it("come with all core variables, in the variables' order", () => {
    const names = VARIABLES.map(({ name }) => name);
    for (const profile of Object.keys(table)) {
      const mixed = resolve(profile, ["unset GOAUTH", "keep GOVCS", "unset GOBIN"].map(override));
      expect(Object.keys(mixed)).toEqual(names.filter((name) => name in mixed));
      for (const { name, core } of VARIABLES) if (core) expect(mixed).toHaveProperty(name);
    }
  });

  it("are known by name", () => {
    for (const name of ["", "Isolated", "toString", "__proto__"])
      expect(
        refusal(() => resolve(name)),
        name,
      ).toEqual({ code: "usage", where: "--profile" });
  });

  it("are the same after any use of them", () => {
    const before = structuredClone(PROFILES);
    resolve("isolated", ["append GOFLAGS=-x", "prepend GOFLAGS=-v", "unset GOPATH"].map(override));
    expect(PROFILES).toEqual(before);
  });
});

describe("an override", () => {
  it("takes the place of the profile's setting", () => {
    expect(resolve("isolated", [override("set GOPATH=/x")]).GOPATH).toEqual({
      action: "set",
      value: "/x",
    });
    expect(resolve("isolated", [override("unset GOPATH")]).GOPATH).toEqual({ action: "unset" });
    expect(resolve("isolated", [override("keep GOPATH")]).GOPATH).toEqual(KEEP);
  });

  it("leaves all other variables alone", () => {
    const { GOPATH: _, ...others } = resolve("isolated");
    expect(resolve("isolated", [override("unset GOPATH")])).toEqual({
      ...others,
      GOPATH: { action: "unset" },
    });
  });

  it("of a variable that no profile names brings it in, keep too", () => {
    expect(resolve("isolated", [override("keep GOVCS")]).GOVCS).toEqual(KEEP);
    expect(resolve("isolated")).not.toHaveProperty("GOVCS");
  });

  it("that comes last wins", () => {
    const settings = resolve(
      "isolated",
      ["set GOBIN=/1", "unset GOBIN", "set GOBIN=/2"].map(override),
    );
    expect(settings.GOBIN).toEqual({ action: "set", value: "/2" });
  });

  it("may be mended by a later one: only what comes of all is checked", () => {
    expect(refusal(() => resolve("isolated", ["set GOBIN=x", "unset GOBIN"].map(override)))).toBe(
      null,
    );
  });

  it.each<[string, string[], Setting]>([
    ["append", ["append GOFLAGS=-x"], add([], ["-x"])],
    ["prepend", ["prepend GOFLAGS=-x"], add(["-x"], [])],
    ["append, append", ["append GOFLAGS=-x", "append GOFLAGS=-y -z"], add([], ["-x", "-y", "-z"])],
    [
      "prepend, prepend",
      ["prepend GOFLAGS=-x", "prepend GOFLAGS=-y -z"],
      add(["-y", "-z", "-x"], []),
    ],
    ["both", ["append GOFLAGS=-x", "prepend GOFLAGS=-y"], add(["-y"], ["-x"])],
    ["append, keep", ["append GOFLAGS=-x", "keep GOFLAGS"], KEEP],
    ["append, unset", ["append GOFLAGS=-x", "unset GOFLAGS"], { action: "unset" }],
    ["append, set", ["append GOFLAGS=-x", "set GOFLAGS=-y"], { action: "set", value: "-y" }],
    [
      "unset, append",
      ["unset GOFLAGS", "append GOFLAGS=-x  -y"],
      { action: "set", value: "-x -y" },
    ],
    ["unset, prepend", ["unset GOFLAGS", "prepend GOFLAGS=-x"], { action: "set", value: "-x" }],
    ["set, append", ["set GOFLAGS=-x", "append GOFLAGS=-y"], { action: "set", value: "-x -y" }],
    ["set, prepend", ["set GOFLAGS=-x", "prepend GOFLAGS=-y"], { action: "set", value: "-y -x" }],
    ["keep, append", ["keep GOFLAGS", "append GOFLAGS=-x"], add([], ["-x"])],
    [
      "unset, keep, append",
      ["unset GOFLAGS", "keep GOFLAGS", "append GOFLAGS=-x"],
      add([], ["-x"]),
    ],
  ])("on top of another: %s", (_, overrides, expected) => {
    expect(flagsAfter(...overrides)).toEqual(expected);
  });

  it("adds to what the profile adds", () => {
    expect(resolve("isolated", [override("append GOFLAGS=-x")]).GOFLAGS).toEqual(
      add([], ["-modcacherw", "-x"]),
    );
  });

  it.each([
    ["append GOFLAGS=-x", "append GOFLAGS=-y -x -y", add([], ["-x", "-y"])],
    ["prepend GOFLAGS=-x", "prepend GOFLAGS=-y -x -y", add(["-y", "-x"], [])],
    ["append GOFLAGS=-x -y", "prepend GOFLAGS=-x", add(["-x"], ["-y"])],
    ["prepend GOFLAGS=-x", "append GOFLAGS=-x", add(["-x"], [])],
  ])("of a flag that is there already does not count: %s, %s", (first, second, expected) => {
    expect(flagsAfter(first, second)).toEqual(expected);
  });
});

describe("GOFLAGS", () => {
  it.each<[string, string[] | null]>([
    ["", []],
    ["  ", []],
    ["-x", ["-x"]],
    [" -x \t -y\n", ["-x", "-y"]],
    ["'-ldflags=-s -w' -x", ["'-ldflags=-s -w'", "-x"]],
    ["\"-ldflags=-X 'a=b'\"", ["\"-ldflags=-X 'a=b'\""]],
    ["'-x'-y", ["'-x'", "-y"]],
    ["-ldflags='-s -w'", ["-ldflags='-s", "-w'"]],
    ["-x\\ -y", ["-x\\", "-y"]],
    ["''", ["''"]],
    ["'", null],
    ["-x '-y", null],
    ["-x \"-y'", null],
  ])("are split at blanks outside of quotes around a whole flag: %j", (value, tokens) => {
    expect(splitFlags(value)).toEqual(tokens);
  });

  it.each(["-x", "--x", "'-x'", "-mod=mod -trimpath", "'-ldflags=-s -w'", " ", "-p=1 "])(
    "may be %j",
    (value) => {
      expect(refusalOf(`set GOFLAGS=${value}`)).toBe(null);
    },
  );
});

describe("CGO_*FLAGS", () => {
  const NAMES = ["CGO_CFLAGS", "CGO_CXXFLAGS", "CGO_LDFLAGS"];

  it("may be any words, as the C compiler takes them", () => {
    for (const value of ["-framework Security", "/x/lib.a -I /y", "'-DX=a b' \"-Iq'\"", '-DX="a"'])
      for (const name of NAMES) expect(refusalOf(`set ${name}=${value}`), value).toBe(null);
  });

  it("can be added to, each flag in one piece", () => {
    for (const name of NAMES) {
      const texts = [`append ${name}=-I{prefix}/x '-Wl,-framework,A B'`, `prepend ${name}=--x`];
      const settings = resolve("isolated", texts.map(override));
      expect(settings[name]).toEqual(add(["--x"], ["-I{prefix}/x", "'-Wl,-framework,A B'"]));
      for (const value of ["-framework Security", "/x/lib.a", "'x y'"]) {
        expect(refusalOf(`append ${name}=${value}`), value).toEqual({
          code: "setting-invalid",
          where: name,
        });
      }
    }
  });

  it("that are unset and then added to have what Go has of itself", () => {
    const outcomeOf = (...texts: string[]) =>
      resolve("isolated", texts.map(override)).CGO_LDFLAGS as Setting;
    expect(outcomeOf("unset CGO_LDFLAGS", "append CGO_LDFLAGS=-lz")).toEqual({
      action: "set",
      value: "-O2 -g -lz",
    });
    expect(outcomeOf("unset CGO_LDFLAGS", "prepend CGO_LDFLAGS=-lz")).toEqual({
      action: "set",
      value: "-lz -O2 -g",
    });
  });
});

describe("--cgo", () => {
  it("puts the environment's own folders behind the flags, on Windows those of Library", () => {
    const cgo = (platform: NodeJS.Platform) =>
      Object.entries(resolve("offline", cgoOverrides(platform), platform))
        .filter(([name]) => name.startsWith("CGO_"))
        .map(([name, setting]) => `${name}: ${describeSetting(setting)}`);
    expect(cgo("linux")).toEqual([
      "CGO_ENABLED: 1",
      "CGO_CFLAGS: append '-I{prefix}/include'",
      "CGO_CXXFLAGS: append '-I{prefix}/include'",
      "CGO_LDFLAGS: append '-L{prefix}/lib' '-Wl,-rpath,{prefix}/lib'",
    ]);
    expect(cgo("win32")).toEqual([
      "CGO_ENABLED: 1",
      "CGO_CFLAGS: append '-I{prefix}/Library/include'",
      "CGO_CXXFLAGS: append '-I{prefix}/Library/include'",
      "CGO_LDFLAGS: append '-L{prefix}/Library/lib'",
    ]);
  });

  it("is taken back by --no-cgo, whatever was added by hand", () => {
    const overrides = [...cgoOverrides("linux"), override("append CGO_LDFLAGS=-lz")];
    const { CGO_ENABLED, CGO_CFLAGS, CGO_CXXFLAGS, CGO_LDFLAGS, ...others } = resolve("isolated", [
      ...overrides,
      ...noCgoOverrides("linux"),
    ]);
    expect([CGO_ENABLED, CGO_CFLAGS, CGO_CXXFLAGS, CGO_LDFLAGS]).toEqual([KEEP, KEEP, KEEP, KEEP]);
    expect(others).toEqual(resolve("isolated"));
  });
});

describe("what is guarded", () => {
  const guard = (guarded: string[], ...texts: string[]) =>
    resolveSettings({ profile: "isolated", overrides: texts.map(override), guarded }, "linux");

  it("is saved and given back, in the variables' order, also where it is kept anyway", () => {
    const { GOOS, GOARCH, GOPROXY, ...others } = guard(["GOARCH", "GOOS", "GOPROXY"]);
    expect([GOOS, GOARCH, GOPROXY]).toEqual([GUARD, GUARD, GUARD]);
    const { GOPROXY: _kept, ...rest } = resolve("isolated");
    expect(others).toEqual(rest);
    expect(guard(["GOOS"], "keep GOOS").GOOS).toEqual(GUARD);
    expect(Object.keys(guard(["GOARCH", "GOOS"])).slice(-2)).toEqual(["GOOS", "GOARCH"]);
  });

  it("stays as a setting has it", () => {
    expect(guard(["GOOS", "GOPATH"], "set GOOS=plan9", "unset GOPATH")).toMatchObject({
      GOOS: { action: "set", value: "plan9" },
      GOPATH: { action: "unset" },
    });
  });

  it("may be what only another version knows", () => {
    expect(guard(["GONEW", "toString"])).toEqual(resolve("isolated"));
  });
});

describe("a value", () => {
  // Go deletes a module cache with all that is in it.
  const WHOLE = ["/", "/x y/..", "{prefix}", "{prefix}/", "{prefix}/x/..", "c:\\"];
  const allow = (value: string) =>
    PATHS.filter((name) => name !== "GOMODCACHE" || !WHOLE.includes(value));
  const PATHS = ["GOMODCACHE", "GOCACHE", "GOBIN", "GOPATH"];

  it.each([
    "/",
    "/x",
    "/x y/..",
    "/x~",
    "{prefix}",
    "{prefix}/",
    "{prefix}/x",
    "{prefix}/x/..",
    "{prefix}/..x",
    "{prefix}/...",
    "{prefix}//x",
  ])("of a path may be %s", (value) => {
    for (const name of allow(value)) expect(refusalOf(`set ${name}=${value}`), name).toBe(null);
  });

  it.each([
    "C:\\x",
    "C:/x",
    "c:\\",
    "\\\\server\\share\\x",
    "{prefix}",
    "{prefix}\\x",
    "{prefix}/x",
    "{prefix}\\..x",
  ])("of a path may be %s on Windows", (value) => {
    for (const name of allow(value))
      expect(refusalOf(`set ${name}=${value}`, "win32"), name).toBe(null);
  });

  it("of GOPATH may be a list, with the platform's separator", () => {
    expect(refusalOf("set GOPATH=/x:{prefix}/y:/z")).toBe(null);
    expect(refusalOf("set GOPATH=C:\\x;{prefix}\\y", "win32")).toBe(null);
    expect(refusalOf("set GOPATH=/x;y")).toBe(null);
    expect(refusalOf("set GOPATH=C:\\x;y", "win32")).not.toBe(null);
  });

  it("of the other variables may be any text", () => {
    for (const name of ["GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOAUTH"])
      expect(refusalOf(`set ${name}=*.example/{prefix} 'é' $x`), name).toBe(null);
    for (const value of ["off", "sum.golang.org", "sum.golang.org https://sum.example"])
      expect(refusalOf(`set GOSUMDB=${value}`), value).toBe(null);
    for (const value of ["off", "netrc;git /x", "git {prefix}/x", "x y"])
      expect(refusalOf(`set GOAUTH=${value}`), value).toBe(null);
    expect(refusalOf("set GOVCS=public:git|hg,private:all, *:off")).toBe(null);
    for (const value of ["on", "off", "auto"])
      expect(refusalOf(`set GO111MODULE=${value}`)).toBe(null);
    for (const value of ["0", "1"]) expect(refusalOf(`set CGO_ENABLED=${value}`)).toBe(null);
  });

  it("of GOPROXY may be a list, with the prefix in it", () => {
    for (const value of ["off", "https://x,direct", "file://{prefix}/proxy,off"])
      expect(refusalOf(`set GOPROXY=${value}`), value).toBe(null);
    expect(refusalOf("set GOPROXY=file:///{prefix}/proxy", "win32")).toBe(null);
  });
});

describe("refused as a wrong use", () => {
  it.each(Object.keys(REFUSED_VARIABLES))("is %s, with its reason", (name) => {
    for (const action of ["set", "unset", "keep", "append", "prepend"]) {
      const overrides = [override(`${action} ${name}=-x`)];
      const reason = REFUSED_VARIABLES[name] as string;
      expect(reason).toMatch(/\S/);
      expect(() => resolve("isolated", overrides)).toThrow(
        makeError("variable-refused", { name, given: name, action, reason }),
      );
    }
  });

  it("is no such variable in other letters, and no other name is offered for it", () => {
    const reason = REFUSED_VARIABLES.GOGC as string;
    expect(() => resolve("isolated", [override("set gogc=1")])).toThrow(
      makeError("variable-refused", { name: "GOGC", given: "gogc", action: "set", reason }),
    );
  });

  it.each(["", "gopath", "GOPATH ", "GOHOME", "toString", "constructor", "__proto__"])(
    "is a variable called %j",
    (name) => {
      for (const action of ["set", "unset", "keep", "append"])
        expect(refusalOf(`${action} ${name}=x`)).toEqual({ code: "usage", where: `--${action}` });
    },
  );

  it("is adding to what is no list of flags", () => {
    for (const { name, kind } of VARIABLES) {
      if (kind === "flags" || kind === "compiler-flags") continue;
      for (const action of ["append", "prepend"])
        expect(refusalOf(`${action} ${name}=-x`), name).toEqual({
          code: "usage",
          where: `--${action}`,
        });
    }
  });
});

describe("refused as a value that Go or a hook cannot take", () => {
  const refused: Readonly<Record<string, readonly string[]>> = {
    "empty, which is unset to Go": VARIABLES.map(({ name }) => `set ${name}=`),
    "with a NUL, a line break or another control character": [
      ...["\0", "\n", "\r", "\t", "\x1b", "\x7f", "\x85"].map(
        (control) => `set GOBIN=/a${control}b`,
      ),
      "set GOPRIVATE=a\n",
      "set GOPROXY=https://x\t",
      "append GOFLAGS='-x\n-y'",
      "prepend GOFLAGS=-x\0",
    ],
    "that shows where a password was": [
      "set GOPROXY=https://***@proxy.example",
      "append GOFLAGS=-ldflags=-X=main.t=***@host",
    ],
    "that is half a character": ["set GOBIN=/\ud800", "append GOFLAGS=-\udc00x"],
    "with a ~ that nothing expands": [
      "set GOBIN=~",
      "set GOBIN=~/x",
      "set GOPATH=~you/go",
      "set GOPATH=/x:~/go",
      "set GOPRIVATE=~x",
    ],
    "of a module cache that Go deletes with all that is in it": [
      ...["/", "{prefix}", "{prefix}/", "{prefix}/x/..", "{prefix}/lib", "{prefix}/conda-meta"],
    ].map((folder) => `set GOMODCACHE=${folder}`),
    "that is no platform of Go's": ["set GOOS=Linux", "set GOOS=macos", "set GOARCH=x86_64"],
    "that is no database": ["set GOSUMDB=none", "set GOSUMDB=sum.example"],
    "that is no way to log in": ["git", "git x", "off;netrc", "netrc;"].map(
      (value) => `set GOAUTH=${value}`,
    ),
    "that allows no version control": ["git", "*:", "*:git,,x:hg"].map(
      (value) => `set GOVCS=${value}`,
    ),
    "of a list with blanks": [
      "set GOPRIVATE=a.example b.example",
      "set GONOPROXY=a.example, b.example",
      "set GOINSECURE= *.example",
      "set GOPRIVATE=https://example.com/x",
    ],
    "with a flag that does harm to every command": [
      ...["-u", "-w", "-C=x", "-modcache", "--modcache", "'-u'"].map(
        (flag) => `append GOFLAGS=${flag}`,
      ),
      "set GOFLAGS=-v -u",
    ],
    "with a flag whose rest is one of its own": [
      "append GOFLAGS=-ldflags=-s -w",
      "set GOFLAGS=-v -gcflags=-m -B",
    ],
    "of a relative path": [
      "set GOPATH=x",
      "set GOPATH=./x",
      "set GOPATH=../x",
      "set GOCACHE=off",
      "set GOMODCACHE= /x",
      "set GOBIN=$HOME/bin",
      "set GOBIN=C:\\x",
      "set GOPATH=/x:y",
    ],
    "of a path list with an empty entry": ["set GOPATH=:/x", "set GOPATH=/x:", "set GOPATH=/x::/y"],
    "that begins with the prefix and is not below it": [
      "set GOBIN={prefix}x",
      "set GOBIN={prefix}x/y",
      "set GOBIN={prefix}/..",
      "set GOBIN={prefix}/../..",
      "set GOBIN={prefix}/./../x",
      "set GOBIN={prefix}/x/../..",
      "set GOPATH=/x:{prefix}/..",
    ],
    "that climbs out of the prefix behind two slashes": [
      "set GOBIN={prefix}//..",
      "set GOBIN={prefix}///../x",
      "set GOPATH={prefix}//x/../../y",
    ],
    "that takes a backslash for a separator where it is none": [
      "set GOBIN={prefix}\\x",
      "set GOBIN={prefix}\\..",
    ],
    "with the prefix elsewhere than at the start": [
      "set GOBIN=/x/{prefix}",
      "set GOBIN={prefix}/{prefix}",
      "set GOPATH=x{prefix}",
    ],
    "with what is no flag": [
      "set GOFLAGS=mod",
      "set GOFLAGS=-mod mod",
      "append GOFLAGS=x",
      "prepend GOFLAGS=-x y",
      "append GOFLAGS=''",
      ...["-", "--", "---x", "-=x", "--=x", "'x'", "' -x'"].map((flag) => `set GOFLAGS=${flag}`),
    ],
    "with a quote that stays open": [
      "set GOFLAGS='-x",
      'set GOFLAGS=-x "-y',
      "append GOFLAGS='-x",
      "set CGO_LDFLAGS='-lx",
      "prepend GOFLAGS=\"-x' -y",
    ],
    "with a quote in the middle of a flag, where Go sees none": [
      "set GOFLAGS=-ldflags='-s -w'",
      "set CGO_CFLAGS=-DX='a b'",
      'append GOFLAGS=-ldflags="-s -w"',
    ],
    "with no flag to add": ["append GOFLAGS=", "append GOFLAGS=  ", "prepend GOFLAGS="],
    "that names no toolchain": [
      "1.22",
      "+path",
      "auto+path",
      "go1.22+foo",
      "GO1.22",
      " local",
      "off",
      "x-go1.22",
    ].map((value) => `set GOTOOLCHAIN=${value}`),
    "with a -mod that Go does not take": [
      "set GOFLAGS=-mod",
      "set GOFLAGS=-mod=bad",
      "append GOFLAGS='-mod=bad'",
    ],
    "that is none of the few that Go knows": [
      "set CGO_ENABLED=2",
      "set CGO_ENABLED=true",
      "set CGO_ENABLED=01",
      "set GO111MODULE=yes",
      "set GO111MODULE=On",
    ],
    "of a proxy list that Go does not take": [
      "set GOPROXY=,",
      "set GOPROXY=none",
      "set GOPROXY=/srv/proxy",
      "set GOPROXY={prefix}/proxy",
      "set GOPROXY=you:pass@proxy.example",
      "set GOPROXY=ftp://x,direct",
    ],
  };

  describe.each(Object.entries(refused))("%s", (_, texts) => {
    it.each(texts)("%j", (text) => {
      expect(refusalOf(text)).toEqual({
        code: "setting-invalid",
        where: override(text).variable,
      });
    });
  });

  it.each([
    "set GOBIN=x",
    "set GOBIN=C:x",
    "set GOBIN={prefix}x",
    "set GOBIN={prefix}\\..",
    "set GOBIN={prefix}\\x\\..\\..",
    "set GOBIN={prefix}/x\\../..",
    "set GOBIN={prefix}\\\\..",
    "set GOBIN=\\x",
    "set GOBIN=/x",
    "set GOPATH=C:\\x;y",
    "set GOPATH=;C:\\x",
    "set GOPATH=C:\\x;/y",
    "set GOPATH=C:\\a:C:\\b",
    "set GOPATH={prefix}\\a:C:\\b",
    "set GOCACHE=C:\\a:b",
    // Its prefix starts with a drive, which the URL takes for a host.
    "set GOPROXY=file://{prefix}/proxy",
  ])("on Windows: %s", (text) => {
    expect(refusalOf(text, "win32")).toEqual({
      code: "setting-invalid",
      where: override(text).variable,
    });
  });

  it.each([
    ["C:\\a:C:\\b", "C:\\a;C:\\b"],
    ["{prefix}/a:D:/b:c:\\d", "{prefix}/a;D:/b;c:\\d"],
    ["C:\\a;D:\\b:e", "C:\\a;D:\\b;e"],
  ])("on Windows is a GOPATH with the separator of Unix, with what to type: %s", (value, typed) => {
    expect(() => resolve("isolated", [override(`set GOPATH=${value}`)], "win32")).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(`--set "GOPATH=${typed}"`) }),
    );
  });

  it("is no flag to add to those of the profile", () => {
    for (const text of ["append GOFLAGS=", "prepend GOFLAGS= "])
      expect(refusal(() => resolve("isolated", [override(text)]))?.code).toBe("setting-invalid");
  });

  it("comes of the overrides together, when each by itself is fine", () => {
    const overrides = ["set GOFLAGS=-x", "append GOFLAGS=y"].map(override);
    expect(refusal(() => resolve("isolated", overrides))?.code).toBe("setting-invalid");
  });
});

describe("secrets", () => {
  const secretsOf = (...texts: string[]) =>
    findSecrets(resolve("shared-cache", texts.map(override)));

  it.each([
    "https://you:pass@proxy.example",
    "https://token@proxy.example",
    "https://proxy.example|https://you:pass@proxy.example,direct",
    "https://you:p'a!s$s@proxy.example",
    "https://you:p@ss@proxy.example",
  ])("are found in GOPROXY=%s", (value) => {
    expect(secretsOf(`set GOPROXY=${value}`)).toEqual(["GOPROXY"]);
  });

  it.each([
    "https://proxy.example/a@v1.0.0",
    "file:///srv/a@b",
    "https://proxy.example,direct",
    "off",
  ])("are not seen in GOPROXY=%s", (value) => {
    expect(secretsOf(`set GOPROXY=${value}`)).toEqual([]);
  });

  it("are found in every variable, added flags too", () => {
    expect(
      secretsOf(
        "set GOSUMDB=sum.golang.org https://you:pass@sum.example",
        "append GOFLAGS=-ldflags=-X=a=https://you:pass@x.example",
        "append CGO_CFLAGS=-DTOKEN=you:pass@x.example",
        "set GOPRIVATE=you@x.example",
      ),
    ).toEqual(["GOFLAGS", "GOSUMDB", "CGO_CFLAGS"]);
  });
});

describe("a setting in a few words", () => {
  it.each<[string, Setting]>([
    ["keep", KEEP],
    ["unset", { action: "unset" }],
    ["{prefix}/x", { action: "set", value: "{prefix}/x" }],
    ["append -x -y", add([], ["-x", "-y"])],
    ["prepend -x", add(["-x"], [])],
    ["prepend -x, append -y", add(["-x"], ["-y"])],
  ])("is %j", (words, setting) => {
    expect(describeSetting(setting)).toBe(words);
  });
});

it.each([
  "local",
  "auto",
  "path",
  "local+auto",
  "local+path",
  "go1.22.0",
  "go1.22.0-mine",
  "go1.20",
  "go1.21rc1",
  "go1.22.1+auto",
])("takes the toolchain %s, as Go does", (value) => {
  expect(resolve(DEFAULT_PROFILE, [override(`set GOTOOLCHAIN=${value}`)]).GOTOOLCHAIN).toEqual({
    action: "set",
    value,
  });
});
