// What becomes of a value that names the environment's own prefix.
import { expect, it } from "vitest";
import { relateToPrefix } from "../../src/hooks/relate-to-prefix.js";

const PREFIX = "/opt/conda/envs/go+";

function relate(value: string, prefix = PREFIX, platform = "linux") {
  const override = { action: "set", variable: "GOPATH", value } as const;
  const { overrides, related, similar } = relateToPrefix([override], prefix, platform);
  const [{ value: text = "" } = {}] = overrides as unknown as { value: string }[];
  return [text, related.length > 0, similar.length > 0];
}

it.each([
  [`${PREFIX}/gopath`, "{prefix}/gopath", true, false],
  [PREFIX, "{prefix}", true, false],
  [`${PREFIX}:${PREFIX}/a`, "{prefix}:{prefix}/a", true, false],
  [`file://${PREFIX}/a,off`, "file://{prefix}/a,off", true, false],
  [`-I${PREFIX}/include -L${PREFIX}/lib`, "-I{prefix}/include -L{prefix}/lib", true, false],
  [`-ldflags='-r ${PREFIX}'`, "-ldflags='-r {prefix}'", true, false],
  [`${PREFIX}-shared/a`, `${PREFIX}-shared/a`, false, true],
  [`/mnt${PREFIX}/a`, `/mnt${PREFIX}/a`, false, true],
  [`${PREFIX}/a:${PREFIX}2`, `{prefix}/a:${PREFIX}2`, true, true],
  ["/opt/conda/envs/gooo/a", "/opt/conda/envs/gooo/a", false, false],
  ["{prefix}/a", "{prefix}/a", false, false],
])("of %s", (value, text, isRelated, isSimilar) => {
  expect(relate(value)).toEqual([text, isRelated, isSimilar]);
});

it("takes no host for a path", () => {
  const url = "https://goenv15/api/go,file:///goenv15/a";
  expect(relate(url, "/goenv15")).toEqual(["https://goenv15/api/go,file://{prefix}/a", true, true]);
});

it("goes by the file names of Windows there", () => {
  expect(relate("file:///C:/envs/ml/a", "C:\\envs\\ml", "win32")[0]).toBe("file:///{prefix}/a");
  expect(relate("c:/Envs/ML\\gopath", "C:\\envs\\ml", "win32")).toEqual([
    "{prefix}\\gopath",
    true,
    false,
  ]);
});
