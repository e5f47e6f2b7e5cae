// Targets that are there, and will not be elsewhere or later.
import { expect, it } from "vitest";
import { checkModule } from "../../src/go/checks/check-module.js";
import { type ModuleReader, makeGoMod } from "../../src/go/loading/module-reader.js";
import { parseModFile } from "../../src/go/modfile/parse-modfile.js";
import { pathsOf } from "../../src/go/paths.js";

const paths = pathsOf("linux");
const reader: ModuleReader = {
  paths,
  readGoMod: async (folder) => makeGoMod("module a\n", folder, paths),
  readGoWork: async () => ({ kind: "no-file" }),
  readPublished: () => null,
  readPackages: () => null,
  hasGoFiles: () => false,
  readVendor: async () => null,
};

it.each([
  ["../a", "/envs/one/src/m", []],
  ["/src/a", "/src/m", ["replace-target-absolute"]],
  ["/envs/one/a", "/envs/one/src/m", ["replace-target-absolute"]],
  ["/envs/two/a", "/envs/one/src/m", ["replace-target-in-other-environment"]],
  ["../../../two/a", "/envs/one/src/m", ["replace-target-in-other-environment"]],
  ["/envs/twofold/a", "/envs/one/src/m", ["replace-target-absolute"]],
])("%s, seen from %s, is %j", async (target, folder, codes) => {
  const mod = parseModFile(`module m\nrequire a v1.0.0\nreplace a => ${target}\n`);
  const options = { prefixes: ["/envs/one", "/envs/two"] };
  const findings = await checkModule({ folder, file: `${folder}/go.mod`, mod }, reader, options);
  expect(findings.map(({ code }) => code)).toEqual(codes);
  expect(findings.map(({ level }) => level)).toEqual(codes.map(() => "warning"));
});
