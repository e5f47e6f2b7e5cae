// The one table for all shells: what each variable is in each environment, from the user's values alone.
import type { InstallOptions } from "../../src/commands/install.js";
import type { UserValues } from "./user-values.js";

/** The environments of the recorded sessions; the one called c has no hooks. */
export const ENVIRONMENTS: Readonly<Record<"a" | "b" | "c", InstallOptions | null>> = {
  a: { profile: "isolated" },
  b: {
    profile: "direct",
    overrides: [
      { action: "prepend", variable: "GOFLAGS", value: "-race -x" },
      {
        action: "append",
        variable: "GOFLAGS",
        value: "-modfile={prefix}/alt.mod '-ldflags=-s -w'",
      },
      { action: "keep", variable: "GOCACHE" },
      { action: "unset", variable: "GOSUMDB" },
      { action: "set", variable: "GOBIN", value: "{prefix}/bin $(touch pwned)" },
      { action: "set", variable: "GOPRIVATE", value: "a'b\"c`touch pwned`$HOME\\é\u2019{prefix}" },
    ],
  },
  c: null,
};

/** The user's variables as they are inside an environment; none means outside of all. */
export function expectValues(environment: string, prefix: string, user: UserValues): UserValues {
  switch (environment) {
    case "a":
      return {
        ...user,
        GOPATH: `${prefix}/gopath`,
        GOMODCACHE: `${prefix}/gopath/pkg/mod`,
        GOCACHE: `${prefix}/.cache/go-build`,
        GOFLAGS: addFlags(user.GOFLAGS, [], ["-modcacherw"]),
      };
    case "b": {
      const { GOSUMDB: _, ...rest } = user;
      const append = [
        "-modcacherw",
        "-mod=mod",
        "-trimpath",
        `-modfile=${prefix}/alt.mod`,
        "'-ldflags=-s -w'",
      ];
      return {
        ...rest,
        GOPATH: `${prefix}/gopath`,
        GOMODCACHE: `${prefix}/gopath/pkg/mod`,
        GOPROXY: "direct",
        GOFLAGS: addFlags(user.GOFLAGS, ["-race", "-x"], append),
        GOBIN: `${prefix}/bin $(touch pwned)`,
        GOPRIVATE: `a'b"c\`touch pwned\`$HOME\\é\u2019${prefix}`,
      };
    }
    default:
      return user;
  }
}

function addFlags(
  own: string | undefined,
  prepend: readonly string[],
  append: readonly string[],
): string {
  const there = new Set((own ?? "").split(/[ \t\r\n]+/));
  const isNew = (token: string) => !there.has(token);
  return [...prepend.filter(isNew), ...(own ? [own] : []), ...append.filter(isNew)].join(" ");
}
