// Which files a build takes, by us and by the real go: those that it lists, and those that `go mod vendor` counts.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type BuildTarget, findInclusion } from "../../src/go/loading/build-constraint.js";
import { makeFolder } from "../setup/environments.js";
import { describeWithGo, REFERENCE, runGo } from "./real-go.js";

const TAGS =
  "linux windows darwin unix amd64 arm64 amd64.v1 goexperiment.regabiargs gc gccgo cgo go1.1 go1.18 go1.19 go1.99 tools ignore race x.y _ 386 android".split(
    " ",
  );
const tag = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...TAGS) },
  fc.constantFrom("", "a-b", "é"),
);
const expression = fc.letrec<{ all: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { weight: 4, arbitrary: tag },
    tag.map((one) => `!${one}`),
    tag.map((one) => `!!${one}`),
    tie("all").map((one) => `(${one})`),
    tie("all").map((one) => `!(${one})`),
    fc.constantFrom("(", ")", "&", "a b"),
  ),
  all: fc
    .tuple(
      fc.array(fc.tuple(tie("atom"), fc.constantFrom(" && ", "||", " || ", "&&")), {
        maxLength: 3,
      }),
      tie("atom"),
    )
    .map(([more, last]) => more.map((pair) => pair.join("")).join("") + last),
})).all;
const oldLine = fc
  .array(
    fc.array(
      fc.oneof(
        tag,
        tag.map((one) => `!${one}`),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    {
      maxLength: 3,
    },
  )
  .map((clauses) => `// +build ${clauses.map((words) => words.join(",")).join(" ")}`);
const line = fc.oneof(
  { weight: 4, arbitrary: expression.map((one) => `//go:build ${one}`) },
  { weight: 3, arbitrary: oldLine },
  fc.constantFrom("", "", "// a comment", "/* one */", "/* two\nlines */", "//go:buildx"),
  fc.constantFrom(
    "//go:build",
    " //go:build linux",
    "//+build windows",
    "/* a */ //go:build windows",
  ),
);
const header = fc.array(line, { maxLength: 4 }).map((lines) => `${lines.join("\n")}\n`);
const name = fc
  .tuple(
    fc.constantFrom("a", "linux", "x_y", "_test", "x_tools"),
    fc.array(fc.constantFrom("linux", "windows", "amd64", "arm64", "test", "y", "unix"), {
      maxLength: 2,
    }),
    fc.constantFrom("", "", ".z"),
  )
  .map(([first, more, end]) => `x${first}${more.map((word) => `_${word}`).join("")}${end}.go`)
  .filter((one) => !one.endsWith("_test.go"));

// As large as Go lets them be, and larger.
const HUGE = [1000, 1001, 100_000].flatMap((size) => [
  `//go:build ${"(".repeat(size - 1)}windows${")".repeat(size - 1)}`,
  `//go:build ${Array(size).fill("!windows").join(" || ")}`,
  `//go:build ${Array(size).fill("linux").join(" && ")}`,
  `//go:build ${"!".repeat(size)}windows`,
  `//go:build ${"!(".repeat(size)}windows${")".repeat(size)}`,
  `${"// +build linux\n".repeat(size)}// +build windows`,
]);
const HUGE_OLD = [101, 102, 100_000].flatMap((size) => [
  `// +build ${Array(size).fill("windows").join(" ")}`,
  `// +build ${Array(size).fill("windows").join(",")}`,
]);

const RUNS = Number(process.env.DIFFERENTIAL_RUNS ?? 400);

describeWithGo("as the real go", (go) => {
  it("takes the same files", async () => {
    const runs = go.minor === REFERENCE ? RUNS : RUNS / 4;
    const root = makeFolder();
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    // Go 1.19 has no limit.
    const huge = [...HUGE, ...HUGE_OLD].map((top) => ["x.go", `${top}\n`] as const);
    const made = [...fc.sample(fc.tuple(name, header), runs), ...(go.minor >= 22 ? huge : [])];
    const files = made.map(([file, top], index) => ({
      file,
      index,
      source: `${top}\npackage p\n\nimport _ "example.com/r/p${index}"\n`,
    }));
    write(
      "go.mod",
      "module m\n\ngo 1.16\n\nrequire example.com/r v1.0.0\n\nreplace example.com/r => ./r\n",
    );
    write("r/go.mod", "module example.com/r\n");
    for (const { file, index, source } of files) {
      write(`p${index}/${file}`, source);
      write(`p${index}/plain.go`, "package p\n");
      write(`r/p${index}/r.go`, "package r\n");
    }
    const { stdout } = await runGo(go, root, ["env", "GOARCH", "GOOS"]);
    const [goarch = "", goos = ""] = stdout.trim().split("\n");
    const target: BuildTarget = { goos, goarch, tags: new Set(["x.y"]), minor: 16 };
    const listed = await Promise.all(
      ["0", "1"].map(async (cgo) => {
        const { stdout } = await runGo(
          go,
          root,
          ["list", "-e", "-tags=x.y", "-f", "{{.Dir}}:{{.GoFiles}}{{.CgoFiles}}", "./..."],
          { CGO_ENABLED: cgo },
        );
        return new Map(
          stdout.split("\n").map((one) => [one.replace(/:.*/, "").replace(/.*\/p/, ""), one]),
        );
      }),
    );
    await runGo(go, root, ["mod", "vendor", "-e"]);
    for (const { file, index, source } of files) {
      const inclusion = findInclusion(file, source, target);
      const isIn = listed.map(
        (one) =>
          one
            .get(String(index))
            ?.split(/[ :[\]]+/)
            .includes(file) ?? false,
      );
      const isVendored = existsSync(join(root, "vendor/example.com/r", `p${index}`));
      const shown = { source: `${file}\n${source.slice(0, 1000)}`, isIn, isVendored };
      if (inclusion === "built") expect(shown).toEqual({ ...shown, isIn: [true, true] });
      if (inclusion === "other")
        expect(shown).toEqual({ ...shown, isIn: [false, false], isVendored: true });
      if (inclusion === "none")
        expect(shown).toEqual({ ...shown, isIn: [false, false], isVendored: false });
      // Release tags of this go are beyond what the target promises.
      if (inclusion === "open") expect(source + file).toMatch(/cgo|go1\.|amd64\.v1|goexperiment/);
    }
  });
});
