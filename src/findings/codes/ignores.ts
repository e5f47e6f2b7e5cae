// Comments and options that ignore a finding that there is not.
import { REPLACE } from "./examples.js";
import { type AboutOf, explain, type Sentences } from "./explanation.js";

export const IGNORES = {
  "ignore-unused": ({ code, isOption }: { code: string; isOption: boolean }) =>
    explain(
      `there is no finding ${code} ${isOption ? "" : "at this line "}to ignore`,
      [],
      `remove the ${isOption ? `option --ignore ${code}` : "comment"}`,
    ),
  "ignore-unknown": ({ code, hint }: { code: string; hint: string }) =>
    explain(`no finding has the code ${code}`, [], `correct the comment: ${hint}`),
} as const satisfies Sentences;

export const ABOUT_IGNORES: AboutOf<typeof IGNORES> = {
  "ignore-unused": {
    about:
      "A comment or an option ignores a finding that is not there: it was fixed, or the comment is at the wrong line. If it stays, it hides the next one.",
    example: {
      level: "info",
      line: `${REPLACE} // conda-go-hooks:ignore replace-target-absolute`,
      args: { code: "replace-target-absolute", isOption: false },
    },
  },
  "ignore-unknown": {
    about:
      "A comment names a code that does not exist, so it ignores nothing. Only the comment is wrong: Go does not read it.",
    example: {
      level: "error",
      line: `${REPLACE} // conda-go-hooks:ignore replace-absolute`,
      args: { code: "replace-absolute", hint: "did you mean replace-target-absolute?" },
    },
  },
};
