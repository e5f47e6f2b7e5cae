// Doctor and the real go about versions: the go line, the toolchain, the settings of GODEBUG.
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { VERSIONS } from "../../src/findings/codes/versions.js";
import { parseModFile } from "../../src/go/modfile/parse-modfile.js";
import { readMode, selectToolchain } from "../../src/go/setup/select-toolchain.js";
import { describeWithGo, goVersions } from "../go/real-go.js";
import { askDoctor, stageSetup, testSetups } from "./judge-setup.js";

const mod = (...lines: readonly string[]) => ({
  "go.mod": `module example.com/m\n\n${lines.join("\n")}\n`,
});
// It compiles nothing, and fails for the same.
const LIST = "go list .";
const DOWNLOADS = { GOTOOLCHAIN: "auto", GOPROXY: "off" };

testSetups("versions: doctor and Go", [
  {
    title: "a go line above, GOTOOLCHAIN=local",
    code: "go-line-above",
    level: "error",
    env: { GOTOOLCHAIN: "local" },
    files: mod("go 1.99"),
    since: 22,
    show: LIST,
    // What would mend it, no network has.
    stays: true,
  },
  {
    title: "a release above, GOTOOLCHAIN=local in the user's file",
    code: "go-line-above",
    level: "error",
    goenv: "GOTOOLCHAIN=local\n",
    files: mod("go 1.99.1"),
    since: 22,
    show: LIST,
    stays: true,
  },
  {
    title: "a go line of a workspace above, and no download",
    code: "go-line-above",
    level: "error",
    env: { GOTOOLCHAIN: "local", GOPROXY: "off" },
    files: { ...mod("go 1.18"), "go.work": "go 1.99\n\nuse .\n" },
    since: 22,
    show: LIST,
    stays: true,
  },
  {
    title: "a go line above, GOPROXY=off",
    code: "toolchain-unobtainable",
    level: "error",
    env: DOWNLOADS,
    files: mod("go 1.99"),
    since: 22,
    show: LIST,
    stays: true,
  },
  {
    title: "a toolchain line above, GOPROXY=off",
    code: "toolchain-unobtainable",
    level: "error",
    env: DOWNLOADS,
    files: mod("go 1.18", "toolchain go1.99.0"),
    since: 22,
    show: LIST,
  },
  {
    title: "a toolchain line above, GOPROXY=off in the user's file",
    code: "toolchain-unobtainable",
    level: "error",
    goenv: "GOTOOLCHAIN=auto\nGOPROXY=off\n",
    files: mod("go 1.18", "toolchain go1.99.0"),
    since: 22,
    show: LIST,
  },
  {
    title: "a toolchain line above, GOTOOLCHAIN=path",
    code: "toolchain-unobtainable",
    level: "error",
    env: { GOTOOLCHAIN: "path" },
    files: mod("go 1.18", "toolchain go1.99.0"),
    since: 22,
    show: LIST,
  },
  {
    title: "a toolchain line above, GOSUMDB=off",
    code: "toolchain-unobtainable",
    level: "error",
    env: { GOTOOLCHAIN: "auto", GOSUMDB: "off", GOPROXY: "http://127.0.0.1:9" },
    files: mod("go 1.18", "toolchain go1.99.0"),
    since: 22,
    show: LIST,
  },
  {
    title: "GOTOOLCHAIN names one, GOPROXY=off",
    code: "toolchain-unobtainable",
    level: "error",
    env: { GOTOOLCHAIN: "go1.20.1", GOPROXY: "off" },
    files: mod("go 1.18"),
    since: 22,
    show: LIST,
  },
  {
    title: "GOTOOLCHAIN names one that can be downloaded",
    code: "toolchain-other",
    level: "warning",
    env: { GOTOOLCHAIN: "go1.20.1", GOPROXY: "http://127.0.0.1:9" },
    files: mod("go 1.18"),
    since: 22,
    show: LIST,
  },
  {
    title: "a go line above that can be downloaded",
    code: "toolchain-other",
    level: "info",
    env: { GOTOOLCHAIN: "auto", GOPROXY: "http://127.0.0.1:9" },
    files: mod("go 1.99"),
    since: 22,
    show: LIST,
    stays: true,
  },
  {
    title: "a toolchain line",
    code: "go-mod-newer",
    level: "error",
    env: { GOTOOLCHAIN: "local" },
    files: mod("go 1.18", "", "toolchain go1.21.5"),
    until: 20,
    show: LIST,
  },
  {
    title: "a release as go line",
    code: "go-mod-newer",
    level: "error",
    files: mod("go 1.21.1"),
    until: 20,
    show: LIST,
  },
  {
    title: "a tool line",
    code: "go-mod-newer",
    level: "error",
    files: mod("go 1.18", "", "tool example.com/m"),
    until: 23,
    show: LIST,
  },
  {
    title: "an ignore line",
    code: "go-mod-newer",
    level: "error",
    files: mod("go 1.18", "", "ignore ./x"),
    until: 24,
    show: LIST,
  },
  {
    title: "a godebug line",
    code: "go-mod-newer",
    level: "error",
    files: mod("go 1.18", "", "godebug panicnil=1"),
    until: 22,
    show: LIST,
  },
  {
    title: "a line of 1.25",
    code: "godebug-other-version",
    level: "error",
    files: mod("go 1.18", "", "godebug tlssha1=1"),
    since: 23,
    until: 24,
    show: LIST,
  },
  {
    title: "a line of 1.27",
    code: "godebug-other-version",
    level: "error",
    files: mod("go 1.18", "", "godebug tracebacklabels=0"),
    since: 23,
    until: 26,
    show: LIST,
  },
  {
    title: "a removed one that 1.27 takes",
    code: "godebug-other-version",
    level: "error",
    files: mod("go 1.18", "", "godebug x509sha1=0"),
    since: 26,
    until: 26,
    show: LIST,
  },
  {
    title: "removed, in the shell",
    code: "godebug-removed",
    level: "error",
    env: { GODEBUG: "asynctimerchan=2" },
    since: 27,
    show: LIST,
  },
  {
    title: "removed, among others",
    code: "godebug-removed",
    level: "error",
    env: { GODEBUG: "http2client=0,gotypesalias=1,gotypesalias=0,bogus,tls3des=1" },
    since: 27,
    show: LIST,
  },
  {
    title: "a typo in the shell",
    code: "godebug-idle",
    level: "warning",
    env: { GODEBUG: "gctrac=1,http2client=0,madvdontneed=1,cpu.avx=off" },
    show: LIST,
    fails: false,
  },
]);

describeWithGo("versions of Go", (go) => {
  // What a scan finds, whatever the go, and with the go that refuses it.
  it.skipIf(go.minor < 23).each([
    ["toolchain-idle", "go list -m all", mod("go 1.22", "toolchain go1.21.0")],
    ["godebug-unknown", LIST, mod("go 1.18", "", "godebug panicnill=1")],
  ])("are %s in the project", (code, show, files) => {
    const played = stageSetup({ files, env: { GOTOOLCHAIN: "local" } }, go);
    const finding = askDoctor(played).find((one) => one.level === "error");
    expect(finding).toMatchObject({ code });
    const { stderr } = played.type(show);
    expect([stderr, finding?.go.some((words) => stderr.includes(words))]).toEqual([stderr, true]);
    const lines = [...(finding?.commands ?? []), show];
    expect(played.type(lines.join(" && "))).toMatchObject({ code: 0 });
    expect(askDoctor(played)).toEqual([]);
  });

  it("are fine where the project asks for no more", () => {
    const { version } = go;
    for (const env of [
      {},
      { GOTOOLCHAIN: "local" },
      DOWNLOADS,
      { GOTOOLCHAIN: `go${version}`, GOPROXY: "off" },
      { GOTOOLCHAIN: "local+path" },
      { GOTOOLCHAIN: "auto", GOSUMDB: "off" },
      { GODEBUG: "asynctimerchan=0,gotypesalias=1,netdns=go+2,inittrace=0,,x,#x=1" },
    ]) {
      const line = go.minor < 21 ? `1.${go.minor}` : version;
      const played = stageSetup({ env, files: mod(`go ${line}`) }, go);
      const found = askDoctor(played).filter(({ code }) => code in VERSIONS);
      expect([env, found]).toEqual([env, []]);
      expect([env, played.type(LIST).code]).toEqual([env, 0]);
    }
  });

  const newer = goVersions.find(({ minor }) => minor > go.minor);
  it.skipIf(go.minor < 21 || newer === undefined)("hand over to the one on the PATH", () => {
    if (newer === undefined) return;
    const files = mod(`go ${newer.version}`);
    const played = stageSetup({ files, env: { GOTOOLCHAIN: "local" } }, go);
    // On the PATH of the stage.
    const bin = join(dirname(played.project), "bin");
    mkdirSync(bin, { recursive: true });
    symlinkSync(newer.program, join(bin, `go${newer.version}`));
    const [finding] = askDoctor(played);
    expect(finding?.code).toBe("go-line-above");
    expect(played.type(LIST).code).not.toBe(0);
    const lines = finding?.commands ?? [];
    expect(lines).toHaveLength(1);
    expect(played.type([...lines, LIST].join("\n"))).toMatchObject({ code: 0 });
    const left = askDoctor(played, [], lines);
    expect(left).toMatchObject([{ code: "toolchain-other", level: "info" }]);
    // What is here needs no download.
    expect(askDoctor(played, [], [...lines, "export GOPROXY=off GOSUMDB=off"])).toEqual(left);
  });

  it.skipIf(go.minor < 21)("pick the toolchain that we say", () => {
    for (const gotoolchain of [
      "auto path local local+auto go1.99.0 go1.20 go1.20+auto go1.20.3+path go1.98.2+path",
      "auto+path junk local+x +auto go2 go1.99.0-custom",
    ].flatMap((words) => words.split(" "))) {
      for (const lines of [
        "go 1.18",
        "go 1.99",
        "go 1.97.1\ntoolchain go1.98.0",
        "go 1.97\ntoolchain default",
        "go 1.18\ntoolchain go1.98.1-x",
      ]) {
        const played = stageSetup(
          { files: mod(lines), env: { GOTOOLCHAIN: gotoolchain, GOPROXY: "off", GOFLAGS: "" } },
          go,
        );
        const { stderr } = played.type(LIST);
        const mode = readMode(gotoolchain);
        const said = [gotoolchain, lines, stderr] as const;
        expect(said.concat(String(/invalid GOTOOLCHAIN/.test(stderr)))).toEqual(
          said.concat(String(mode === null)),
        );
        if (mode === null) continue;
        const selected = selectToolchain(
          mode,
          `go${go.version}`,
          parseModFile(mod(lines)["go.mod"]),
        );
        const [, name] =
          /cannot find "(.+)" in PATH|download (\S+) for |invalid toolchain: (\S+) is/
            .exec(stderr)
            ?.filter((one) => one !== undefined) ?? [];
        expect([...said, name]).toEqual([...said, selected?.name]);
      }
    }
  });
});
