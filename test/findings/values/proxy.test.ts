// Holds our verdict on GOPROXY lists, and holds the same table, and lists made up at random, against every real Go.
import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { CondaGoHooksError } from "../../../src/errors/error.js";
import { explainFinding } from "../../../src/findings/finding.js";
import { redact } from "../../../src/findings/values/credentials.js";
import {
  canStandInList,
  checkProxyList,
  findProxyListFault,
} from "../../../src/findings/values/proxy.js";
import { findProfile } from "../../../src/hooks/profiles.js";
import { resolveSettings } from "../../../src/hooks/resolve-settings.js";
import { findSecrets, listTexts } from "../../../src/hooks/settings.js";
import { describeWithGo, type Go, runGo } from "../../go/real-go.js";
import { makeLastingFolder } from "../../setup/environments.js";

// Nothing listens there, and nothing leaves the machine.
const HOST = "127.0.0.1:1";

const TAKEN: readonly string[] = [
  "direct",
  "off",
  " direct ",
  ",direct",
  "off,",
  // Go reads no further than these two.
  "off,nonsense",
  "direct,ftp://x",
  `https://${HOST}`,
  `http://${HOST}`,
  `HTTPS://${HOST}`,
  ` https://${HOST} , direct`,
  `https://${HOST},direct`,
  `https://${HOST}|off`,
  `https://${HOST}||,https://${HOST}/x`,
  `https://${HOST}/a b`,
  `https://${HOST}/a%20b`,
  `https://${HOST}/é`,
  `https://${HOST}/a"b<c>\\^{}`,
  `https://${HOST}/?x#y`,
  "https://[::1]:1",
  "https://localhost:1",
  // Without a scheme, what cannot be one word gets https://.
  HOST,
  `${HOST}/x`,
  "localhost/x",
  "127.0.0.1",
  "./x",
  `https://you:pass@${HOST}`,
  `https://token@${HOST}`,
  `https://you:p@ss@${HOST}`,
  `https://you:p%40ss!$&'()*+;=~@${HOST}`,
  "file:///nonexistent",
  "FILE:///nonexistent",
  "file:///nonexistent/a b",
  "file:///nonexistent/a%20b",
  "file:///nonexistent/é",
  "file:///nonexistent/a@b",
  "file:///nonexistent,off",
  // As the profile offline has it.
  "file:////nonexistent/a@b/gopath/pkg/mod/cache/download,off",
];

const REFUSED: readonly string[] = [
  " ",
  ",",
  "|",
  " , | ",
  // One word is neither a host nor a file.
  "none",
  "Direct",
  "OFF",
  "localhost",
  "direct direct",
  "nonsense,off",
  `https://${HOST},nonsense`,
  "/srv/proxy",
  "C:\\proxy",
  "C:/proxy",
  "file:/nonexistent",
  "file:nonexistent",
  "file://nonexistent",
  "file://localhost/x",
  "file:///x?",
  "file:///x?q",
  "file:///x#f",
  `ftp://${HOST}`,
  `ssh://git@${HOST}`,
  `git+https://${HOST}`,
  "://x",
  `1https://${HOST}`,
  `ht tp://${HOST}`,
  `https://${HOST};direct`,
  `https://${HOST} direct`,
  "https://local host",
  "https://127.0.0.1:port",
  "https://[::1",
  "localhost:port",
  "https://a^b",
];

// Go's URL parser is not the one of browsers, which would take all of these.
const REFUSED_BY_GO_ALONE: readonly string[] = [
  `https://${HOST}/%zz`,
  "file:///nonexistent/100%",
  `https://you:p%ss@${HOST}`,
  `https://you:pa ss@${HOST}`,
  `https://you:p^ss@${HOST}`,
  `https://you:p"ss@${HOST}`,
  `https://you:[pass]@${HOST}`,
  `https://yo u@${HOST}`,
  "https://a\\b",
  `https://${HOST}\\x`,
  `https:\\\\${HOST}`,
  "https://{x}",
  "https://a%41",
];

// Go takes it, and nobody would know its password for one.
const CREDENTIALS = `you:pass@${HOST}`;

// Go takes them and fails at the first download.
const REFUSED_BY_US_ALONE: readonly string[] = [
  "https://",
  "https://?x",
  "https://you@",
  "https://127.0.0.1:99999",
  "https://127.0.0.256",
  ":1",
  "file://",
  "file:///x#",
];

describe("a GOPROXY list is one that we", () => {
  it.each(TAKEN)("take: %j", (list) => {
    expect(findProxyListFault(list, "linux")).toBe(null);
  });

  it.each([...REFUSED, ...REFUSED_BY_GO_ALONE, ...REFUSED_BY_US_ALONE])("refuse: %j", (list) => {
    expect(findProxyListFault(list, "linux")).toEqual(expect.stringMatching(/\w/));
  });

  it.each([...REFUSED, ...REFUSED_BY_GO_ALONE, ...REFUSED_BY_US_ALONE, CREDENTIALS])(
    "refuse in a sentence that is printed whole: %j",
    (value) => {
      const overrides = [{ action: "set", variable: "GOPROXY", value }] as const;
      const refuse = () => resolveSettings({ profile: "isolated", overrides }, "linux");
      expect(refuse).toThrow(CondaGoHooksError);
      try {
        refuse();
      } catch (error) {
        const { message } = error as CondaGoHooksError;
        expect(redact(message)).toBe(message);
      }
    },
  );

  it("judge entry by entry, whatever stands between them", () => {
    const entries = TAKEN.filter((list) => !/off|direct/.test(list));
    for (const separator of [",", "|", " , ", "||", ",,|"]) {
      expect(findProxyListFault(entries.join(separator), "linux")).toBe(null);
      expect(findProxyListFault([...entries, "none"].join(separator), "linux")).not.toBe(null);
      expect(findProxyListFault([...entries, "off", "none"].join(separator), "linux")).toBe(null);
    }
  });
});

it("a module cache as a proxy is shown whole, and no password is seen in it", () => {
  const [list = ""] = listTexts(findProfile("offline").settings.GOPROXY);
  for (const prefix of ["/home/me@corp/envs/a", "C:\\Users\\me@corp\\envs\\a"]) {
    const value = list.replace("{prefix}", () => prefix);
    expect(redact(`GOPROXY=${value}`)).toBe(`GOPROXY=${value}`);
    expect(findSecrets({ GOPROXY: { action: "set", value } })).toEqual([]);
    expect(findProxyListFault(value, "linux")).toBe(null);
  }
});

it("a path with what a list or a URL reads otherwise cannot stand in one", () => {
  for (const path of ["/a%b", "/a,b", "/a|b", "/a?b", "/a#b", "\\\\server\\share\\a"])
    expect(canStandInList(path), path).toBe(false);
  for (const path of ["/a b", "/a@b", "/ü", "C:\\Users\\me", "/a[b]&c=d;e+f"])
    expect(canStandInList(path), path).toBe(true);
});

const folder = makeLastingFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWithGo("the real Go", (go) => {
  it.each([...TAKEN, ...REFUSED_BY_US_ALONE, CREDENTIALS])("takes %j", async (list) => {
    const said = await ask(go, list);
    expect(said).not.toMatch(REFUSAL);
    // It came as far as a look-up.
    expect(said).toMatch(
      /connection refused|no such file|disabled by GOPROXY=off|unrecognized import path|no Host|invalid port$|cannot assign requested address|network is unreachable/,
    );
  });

  it.each([...REFUSED, ...REFUSED_BY_GO_ALONE])("refuses %j", async (list) => {
    const said = await ask(go, list);
    expect(said).toMatch(REFUSAL);
    expect(
      wordsFor(list).some((words) => said.includes(words)),
      said,
    ).toBe(true);
  });

  it.each(["https://", "https://127.0.0.1:99999", "file://", "file:///x#"])(
    "says of %j what a finding says that it does",
    async (list) => {
      const said = await ask(go, list);
      expect(
        wordsFor(list).some((words) => said.includes(words)),
        said,
      ).toBe(true);
    },
  );

  it("says so of lists that are made up", async () => {
    const entry = fc.constantFrom(
      ...["off", "direct", "", " ", "none", "x:y", "/x", "a b", "ftp://x"],
      ...TAKEN,
    );
    const mark = fc.constantFrom(",", "|", " , ", ",,");
    const lists = fc
      .array(fc.tuple(entry, mark), { minLength: 1, maxLength: 4 })
      .map((pairs) => pairs.flat().slice(0, -1).join(""))
      .filter((list) => list !== "");
    await fc.assert(
      fc.asyncProperty(lists, async (list) => {
        const said = await ask(go, list);
        const fault = findProxyListFault(list, "linux");
        expect(REFUSAL.test(said), `${list}: ${said}`).toBe(fault !== null);
        if (fault)
          expect(
            wordsFor(list).some((words) => said.includes(words)),
            said,
          ).toBe(true);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

const REFUSAL =
  /: (?:invalid (?:proxy URL|file:\/\/ proxy URL)|GOPROXY list is not the empty string, but contains no entries|parse ".*": )/;

/** What the finding about the list says that Go says. */
function wordsFor(list: string): readonly string[] {
  const bad = { variable: "GOPROXY", value: list, from: null };
  const [fault] = checkProxyList(list, bad, { platform: "linux", minor: null });
  return fault === undefined ? [] : explainFinding(fault).go;
}

/** What go says when it is to look a module up in this GOPROXY. */
async function ask(go: Go, list: string): Promise<string> {
  const { code, stdout, stderr } = await runGo(go, folder, ["list", "-m", "example.com/x@v1.0.0"], {
    GOFLAGS: "-mod=mod",
    GOSUMDB: "",
    GONOSUMDB: "*",
    GOPROXY: list,
    // Whatever another host would be asked, this refuses.
    HTTP_PROXY: `http://${HOST}`,
    HTTPS_PROXY: `http://${HOST}`,
    NO_PROXY: "",
  });
  return code === 0 ? `took ${stdout}` : stderr.trim();
}
