// Random packages, read back by conda's own programs, and found by rattler's solver.
import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it, onTestFailed, onTestFinished } from "vitest";
import { CondaGoHooksError } from "../../src/errors/error.js";
import {
  buildCondaPackage,
  type CondaPackage,
  type PackageFile,
} from "../../src/packaging/conda-file.js";
import { checkIdentity } from "../../src/packaging/identity.js";
import { mergeRepodata, REPODATA_PATH, readRepodata } from "../../src/packaging/repodata.js";
import { makeFolder, writeFiles } from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";
import { ABOUT, FILES, makeExample, sha256 } from "./example-package.js";
import { files as randomFiles, identity as randomIdentity } from "./random-packages.js";
import { READERS, runPython } from "./readers.js";

interface Member {
  readonly path: string;
  readonly content: string;
  readonly isFile: boolean;
  readonly owner: readonly unknown[];
  readonly mode: number;
  readonly mtime: number;
  readonly headers: object;
}

interface Description {
  readonly zip: readonly { readonly name: string; readonly sizes: readonly [number, number] }[];
  readonly pkg: readonly Member[];
  readonly info: readonly Member[];
  /** Null where it was not asked to unpack the package. */
  readonly extracted: Readonly<Record<string, string>> | null;
}

interface Case {
  readonly made: CondaPackage;
  readonly files: readonly PackageFile[];
}

// Another one each time; CONDA_GO_HOOKS_TEST_SEED repeats a run that has failed.
const SEED = Number(process.env.CONDA_GO_HOOKS_TEST_SEED ?? randomInt(2 ** 31));

beforeEach(() => {
  onTestFailed(() => console.error(`random packages: CONDA_GO_HOOKS_TEST_SEED=${SEED}`));
});

/** Those of the random packages that can be. */
function sampleCases(count: number): Case[] {
  const cases: Case[] = [];
  const all = fc.sample(fc.tuple(randomIdentity, randomFiles), { numRuns: count, seed: SEED });
  for (const [identity, files] of all) {
    try {
      checkIdentity(identity);
      cases.push({ made: buildCondaPackage(identity, files, ABOUT), files });
    } catch (error) {
      if (!(error instanceof CondaGoHooksError)) throw error;
    }
  }
  return cases;
}

const decode = (content: string | undefined) => Buffer.from(content ?? "", "base64");

function expectRead({ made, files }: Case, { zip, pkg, info, extracted }: Description): void {
  const dist = made.fileName.replace(/\.conda$/, "");
  const names = ["metadata.json", `pkg-${dist}.tar.zst`, `info-${dist}.tar.zst`];
  const { sizes: _, ...plain } = {
    isStored: true,
    flags: 0,
    date: [1980, 1, 1, 0, 0, 0],
    extra: 0,
    sizes: 0,
  };
  expect(zip).toEqual(names.map((name, index) => ({ ...plain, name, sizes: zip[index]?.sizes })));
  for (const { sizes } of zip) expect(sizes[0]).toBe(sizes[1]);
  for (const { path: _path, content: _content, ...rest } of [...pkg, ...info])
    expect(rest).toEqual({
      isFile: true,
      owner: [0, 0, "", ""],
      mode: 0o644,
      mtime: 0,
      headers: {},
    });
  const wanted = new Map(files.map(({ path, content }) => [path, content]));
  const paths = [...wanted.keys()].sort();
  expect(pkg.map(({ path }) => path)).toEqual(paths);
  for (const { path, content } of pkg) expect(decode(content).toString()).toBe(wanted.get(path));
  expectInfo(made, paths, info, wanted);
  const everything = [...pkg, ...info].map(({ path, content }) => [path, content]);
  if (extracted !== null) expect(extracted).toEqual(Object.fromEntries(everything));
}

function expectInfo(
  { index, identity }: CondaPackage,
  paths: readonly string[],
  info: readonly Member[],
  wanted: ReadonlyMap<string, string>,
): void {
  const texts = Object.fromEntries(
    info.map(({ path, content }) => [path, decode(content).toString()]),
  );
  const { "info/files": list, ...jsons } = texts;
  expect(info.map(({ path }) => path)).toEqual(
    ["about", "files", "index", "link", "paths"].map((name) =>
      name === "files" ? "info/files" : `info/${name}.json`,
    ),
  );
  expect(list).toBe(paths.map((path) => `${path}\n`).join(""));
  const read = Object.fromEntries(
    Object.entries(jsons).map(([path, text]) => [path, JSON.parse(text)]),
  );
  const { name, version, buildNumber, license } = identity;
  expect(read["info/index.json"]).toEqual(index);
  expect(index).toEqual({
    name,
    version,
    build: String(buildNumber),
    build_number: buildNumber,
    depends: [],
    subdir: "noarch",
    noarch: "generic",
    ...(license === null ? {} : { license }),
    timestamp: 315_532_800_000,
    arch: null,
    platform: null,
  });
  expect(read["info/about.json"]).toEqual({ ...ABOUT, ...(license === null ? {} : { license }) });
  expect(read["info/link.json"]).toEqual({
    noarch: { type: "generic" },
    package_metadata_version: 1,
  });
  expect(read["info/paths.json"]).toEqual({
    paths: paths.map((path) => ({
      _path: path,
      path_type: "hardlink",
      sha256: sha256(wanted.get(path) ?? ""),
      size_in_bytes: Buffer.byteLength(wanted.get(path) ?? ""),
    })),
    paths_version: 1,
  });
}

const BATCH = 500;

for (const [what, found] of Object.entries(READERS)) {
  // As many as there are names that are tried, for the first of them.
  const count = what === "conda-package-handling" ? 10_000 : 1_000;
  describeWith(`packages in ${what}`, what, found, (reader) => {
    it(`read back equal, all of ${count} that may be packages`, { timeout: 600_000 }, () => {
      const cases = [{ made: makeExample(), files: FILES }, ...sampleCases(count)];
      expect(cases.length).toBeGreaterThan(count / 5);
      for (let start = 0; start < cases.length; start += BATCH) {
        const batch = cases.slice(start, start + BATCH);
        const folder = makeFolder();
        const paths = batch.map(({ made }, index) => {
          writeFiles(join(folder, String(index)), { [made.fileName]: made.bytes });
          return join(folder, String(index), made.fileName);
        });
        const read = runPython(reader, "read-packages.py", {
          paths,
          isToUnpack: start === 0,
        }) as Description[];
        for (const [index, one] of batch.entries()) expectRead(one, read[index] as Description);
      }
    });
  });
}

describe("a channel with hundreds of packages", () => {
  it("is solved by rattler, which names each file with its hashes", {
    timeout: 240_000,
  }, async () => {
    const { simpleSolve }: typeof import("@conda-org/rattler") = createRequire(import.meta.url)(
      "@conda-org/rattler",
    );
    const cases = new Map(sampleCases(1_500).map(({ made }) => [made.identity.name, made]));
    const channel = makeFolder();
    let repodata: string | null = null;
    for (const made of cases.values())
      repodata = mergeRepodata(
        readRepodata(repodata === null ? null : Buffer.from(repodata), REPODATA_PATH),
        made,
        null,
      ).text;
    writeFiles(channel, { [REPODATA_PATH]: repodata ?? "" });
    const url = await serve(channel);
    const solved = await simpleSolve([...cases.keys()], [url], ["linux-64", "noarch"], []);
    expect(cases.size).toBeGreaterThan(200);
    expect(solved.length).toBe(cases.size);
    for (const one of solved) {
      const made = cases.get(one.packageName);
      expect([one.version, one.build, one.buildNumber]).toEqual([
        made?.identity.version,
        String(made?.identity.buildNumber),
        BigInt(made?.identity.buildNumber ?? 0),
      ]);
      expect(one.url).toBe(`${url}noarch/${encodeURI(made?.fileName ?? "")}`);
      expect([one.sha256, one.size]).toEqual([
        sha256(made?.bytes ?? ""),
        BigInt(made?.bytes.length ?? 0),
      ]);
    }
  });
});

/** Serves the folder on loopback until the test ends. */
async function serve(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    try {
      response.end(readFileSync(join(folder, decodeURIComponent(request.url ?? ""))));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
