// What to type so that a variable has another value, in the place and the shell that its value comes from.
import { expect, it } from "vitest";
import { add, change, type Origin } from "../../../src/findings/codes/change.js";

const from = (source: Origin["source"], shell: string | null = null): Origin => ({
  source,
  file: null,
  line: null,
  selector: "-n api",
  shell,
});

it.each([
  ["conda", null, "a,b c", ['conda env config vars set -n api "GOPRIVATE=a,b c"']],
  ["conda", null, null, ["conda env config vars unset GOPRIVATE -n api"]],
  ["hook", null, "a", ["npx conda-go-hooks install -n api --set GOPRIVATE=a"]],
  ["hook", null, null, ["npx conda-go-hooks install -n api --keep GOPRIVATE"]],
  ["shell", "fish", null, ["set -e GOPRIVATE"]],
  ["shell", "tcsh", "a", ["setenv GOPRIVATE a"]],
  ["shell", "nu", "a", ['$env.GOPRIVATE = "a"']],
  ["saved", "bash", "a", ["conda deactivate", "export GOPRIVATE=a", "conda activate api"]],
] as const)("of %s in %s", (source, shell, wanted, commands) => {
  expect(change("GOPRIVATE", wanted, from(source, shell))).toMatchObject({ commands });
});

it.each(["hook", "package"] as const)(
  "of a package's hooks as %s, which keep would leave",
  (source) => {
    const at = { ...from(source), isPackaged: true, config: " --profile offline" };
    const install = "npx conda-go-hooks install -n api --profile offline";
    expect(change("GOPRIVATE", null, at).commands).toEqual([`${install} --unset GOPRIVATE`]);
    expect(change("GOPRIVATE", "a", at).commands).toEqual([`${install} --set GOPRIVATE=a`]);
    expect(add("GOPRIVATE", "a", at).commands).toEqual([`${install} --set GOPRIVATE=a`]);
  },
);

it.each(["hook", "conda", "shell"] as const)(
  "never types what a shell would run, of %s",
  (source) => {
    for (const wanted of ["$(id)", "`id`", 'a"b', "a!b", "a\nb"])
      expect(change("GOPRIVATE", wanted, from(source)).commands).toEqual([]);
  },
);
