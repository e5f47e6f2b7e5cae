// What a user may have in the variables when conda activates an environment.
import { VARIABLES } from "../../src/hooks/variables.js";

/** The user's variables; one that is not in it is unset. */
export type UserValues = Readonly<Record<string, string>>;

/** Of a whole environment, the variables that hooks touch. */
export function pickVariables(environment: Readonly<Record<string, string>>): UserValues {
  return Object.fromEntries(
    VARIABLES.flatMap(({ name }) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The same for a shell that cannot hold an empty variable. */
export function withoutEmpty(user: UserValues): UserValues {
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value !== ""));
}

/** Texts that break a script which is careless in any way. */
const HOSTILE = [
  "'; touch pwned; '",
  '"; touch pwned; "',
  "$(touch pwned)`touch pwned`",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's expansion, not ours
  "$HOME ${HOME} $'\\x41'",
  "line one\nline two\n",
  "  blanks at both ends  ",
  "* ? [a-z] ~ {a,b}",
  "100% %PATH% %%a !x! ^&|<>",
  "naïve ✓ 日本語 😀",
  "-n -e --help",
  "back\\slash\\",
  "\ttab\tand\rreturn",
  "a'b\"c`d$e\\f",
  "\u2018curly\u2019 \u201cquotes\u201d",
  "(paren) #hash ;semi",
  "=equals= a=b",
  "-modcacherw\t-trimpath\n-race",
];

function fill(value: (index: number) => string): UserValues {
  return Object.fromEntries(VARIABLES.map(({ name }, index) => [name, value(index)]));
}

export const USER_VALUES: Readonly<Record<string, UserValues>> = {
  unset: {},
  empty: fill(() => ""),
  set: {
    ...fill((index) => `value-${index}`),
    GOPATH: "/home/you/go:/srv/go",
    GOMODCACHE: "/srv/cache/mod",
    GOCACHE: "/home/you/.cache/go-build",
    GOPROXY: "https://proxy.example,direct",
    GOFLAGS: "-v -trimpath -mod=vendor",
  },
  mixed: { GOPATH: "", GOPROXY: "off", GOFLAGS: " -modcacherw ", GOBIN: "", GOSUMDB: "off" },
  // For more of them, in more places, see properties/.
  ...Object.fromEntries(
    [0, 5].map((shift) => [
      `hostile ${shift}`,
      fill((index) => HOSTILE[(index + shift) % HOSTILE.length] as string),
    ]),
  ),
};
