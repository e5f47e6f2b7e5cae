// Which hooks a shell gets that is named.
import { expect, it } from "vitest";
import { planRequest } from "../../src/hooks/request.js";
import { selectDialects } from "../../src/hooks/select-dialects.js";

const idsFor = (shells: readonly string[], platform: string) =>
  selectDialects(shells, platform).map(({ id }) => id);

it("takes no unknown name, not even beside all", () => {
  expect(() => selectDialects(["all", "foo"], "linux")).toThrow(/'foo'/);
  expect(idsFor(["all", "sh"], "linux")).toHaveLength(6);
});

it("gives xonsh on Windows what conda runs there, and what mamba and pixi run", () => {
  expect(idsFor(["xonsh"], "win32")).toEqual(["posix", "cmd"]);
  expect(idsFor(["cmd", "xonsh", "bash"], "win32")).toEqual(["posix", "cmd"]);
  for (const platform of ["linux", "darwin"])
    expect(idsFor(["xonsh"], platform)).toEqual(["posix"]);
  for (const shell of ["sh", "bash"]) expect(idsFor([shell], "win32")).toEqual(["posix"]);
  const request = { profile: "isolated", overrides: [], shells: ["xonsh"] };
  expect(planRequest(request, "win32").files.map(({ path }) => path)).toEqual([
    "etc/conda/activate.d/00-conda-go-hooks.sh",
    "etc/conda/activate.d/zz-conda-go-hooks.sh",
    "etc/conda/deactivate.d/00-conda-go-hooks.sh",
    "etc/conda/activate.d/00-conda-go-hooks.bat",
    "etc/conda/activate.d/zz-conda-go-hooks.bat",
    "etc/conda/deactivate.d/00-conda-go-hooks.bat",
  ]);
});
