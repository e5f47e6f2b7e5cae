// What lies beside the folder, and what a log says that another shell has written.
import { expect, it } from "vitest";
import { describeWithGo } from "../go/real-go.js";
import { askDoctor, stageSetup, testSetups } from "./judge-setup.js";

testSetups("what lies beside, in Go", [
  {
    title: "a GOWORK that is a relative path",
    code: "path-relative",
    level: "error",
    env: { GOWORK: "go.work" },
    show: "go list -m",
  },
  {
    title: "a GOWORK that is not there",
    code: "work-missing",
    level: "error",
    env: { GOWORK: "{home}/go.work" },
    show: "go list -m",
  },
  {
    title: "an experiment that go does not know",
    code: "go-no-answer",
    level: "error",
    env: { GOEXPERIMENT: "bogus" },
    show: "go list -m",
    stays: true,
  },
  {
    title: "a workspace above the folder whose module is gone",
    code: "work-use-missing",
    level: "error",
    files: { "../go.work": "go 1.18\n\nuse (\n\t./project\n\t./gone\n)\n" },
    // Go names the folder from where it stands, and we from where the go.work is.
    show: "cd .. && go list -m",
    // The folder is restored, or the line removed there.
    stays: true,
  },
  {
    title: "a flag for modules in a workspace above the folder",
    code: "flag-mod-in-workspace",
    level: "error",
    env: { GOFLAGS: "-mod=mod" },
    files: { "../go.work": "go 1.18\n\nuse ./project\n" },
    show: "go list -m",
    stays: true,
  },
]);

describeWithGo("the log of another shell, by Go", (go) => {
  const ask = (log: string, env: Record<string, string> = {}) => {
    const played = stageSetup({ files: { "build.log": log }, env }, go);
    const isOfLog = ({ code }: { readonly code: string }) => code.startsWith("log-");
    return askDoctor(played, ["--log build.log"]).filter(isOfLog);
  };
  const unlisted = (host: string) =>
    `go: ${host}/x@v1.0.0: verifying module: ${host}/x@v1.0.0: reading https://sum.golang.org/lookup/${host}/x@v1.0.0: 404 Not Found\n`;

  it("names all that is private in the last command", () => {
    const found = ask(unlisted("one.example") + unlisted("two.example") + unlisted("one.example"));
    expect(found.map(({ commands }) => commands)).toEqual([
      ["export GOPRIVATE=one.example"],
      ["export GOPRIVATE=one.example,two.example"],
    ]);
  });

  it("adds to GONOSUMDB where that is set, as GOPRIVATE does not count beside it", () => {
    const [finding] = ask(unlisted("one.example"), { GONOSUMDB: "two.example" });
    expect(finding?.commands).toEqual(["export GONOSUMDB=two.example,one.example"]);
  });

  it("says that it is mended where it is", () => {
    const [finding] = ask(unlisted("one.example"), { GOPRIVATE: "one.example" });
    expect(finding).toMatchObject({ commands: [], fix: expect.stringContaining("again") });
  });

  it("never has Go's own file edited", () => {
    const found = ask(
      [
        "go: example.com/a@v1.0.0: verifying module: invalid GOSUMDB: malformed verifier id",
        "main.go:3:8: module lookup disabled by GOPROXY=off",
        "go: go.mod requires go >= 1.99 (running go 1.22.0; GOTOOLCHAIN=local)",
      ].join("\n"),
    );
    expect(found.map(({ code }) => code)).toContain("log-variable-refused");
    for (const { fix } of found) expect(fix).not.toContain("go.env");
    // A column is no module.
    for (const { message } of found) expect(message).not.toContain("ask for 8");
  });

  // In Go's own words, which take a database that lies to be said.
  it("knows a mismatch with the checksum database too", () => {
    const [finding] = ask(`go: example.com/a@v1.0.0: verifying module: checksum mismatch
\tdownloaded: h1:AAAA
\tsum.golang.org: h1:BBBB

SECURITY ERROR
`);
    expect(finding).toMatchObject({
      code: "log-checksum-mismatch",
      message: expect.stringMatching(/h1:AAAA.*sum\.golang\.org.*h1:BBBB/),
    });
  });

  it("asks for standard error where nothing came", () => {
    expect(ask("").map(({ code }) => code)).toEqual(["log-empty"]);
  });
});
