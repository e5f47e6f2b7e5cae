// Plays the marked examples of README.md and docs/*.md, and writes what is printed below each line that is typed.
//   node docs/write-examples.js [FOLDER [CLI]]    by default this project's own and its dist/cli.cjs
//
// An example is a block of code with the name of a stage above it: <!-- example: scan -->
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findGo, playSession } from "./play-session.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const [folder = root, command = join(root, "dist/cli.cjs")] = process.argv.slice(2);

const mod = (name, rest = "") => `module example.com/${name}\n\ngo 1.22\n${rest}`;

const TEST = `package api

import "testing"

func TestUser(t *testing.T) {
\tif User != "you" {
\t\tt.Fail()
\t}
}
`;

/** @type {Record<string, import("./play-session.js").Stage>} */
const STAGES = {
  environments: {
    environments: ["api", "web"],
    before: [
      "conda-go-hooks install -n api --profile offline",
      "conda-go-hooks install -n web",
      // As an older version leaves it.
      `sed -i 's/"version": "[^"]*"/"version": "0.1.0"/' miniforge3/envs/web/etc/conda/*.json`,
    ],
  },
  shared: {
    environments: ["api"],
    files: {
      "api/environment.yml": "name: api\ndependencies: [go]\n",
      "api/conda-go-hooks.yaml":
        "profile: isolated\nvariables:\n  GOPRIVATE: git.corp.example\n  GOFLAGS: { append: [-race] }\n",
    },
    before: ["cd api"],
  },
  explain: {
    environments: ["api"],
    env: { GOFLAGS: "-v" },
    files: { ".config/go/env": "GOPRIVATE=example.com\nGOFLAGS=-tags=foo\n" },
    before: ["conda-go-hooks install -n api"],
  },
  doctor: {
    environments: ["api"],
    env: { GOFLAGS: "-v -nosuch", GOPRIVATE: "example.com, corp.example" },
    files: { "go.mod": mod("m"), "main.go": "package main\n\nfunc main() {}\n" },
    before: ["conda-go-hooks install -n api"],
  },
  log: {
    files: {
      "go.mod": mod("m", "\nrequire git.corp.example/lib v1.0.0\n"),
      "build.log": `go: git.corp.example/lib@v1.0.0: verifying module: git.corp.example/lib@v1.0.0: reading https://sum.golang.org/lookup/git.corp.example/lib@v1.0.0: 404 Not Found
\tserver response: not found
`,
    },
  },
  scan: {
    files: {
      "api/go.mod": mod(
        "api",
        `
require (
\texample.com/auth v0.3.1
\texample.com/lib v1.2.0
\texample.com/tool v0.1.0
)

replace (
\texample.com/auth => ../auth
\texample.com/lib => ../lib
\texample.com/tool => ../tool
)
`,
      ),
      "api/main.go": 'package main\n\nimport _ "example.com/auth"\n\nfunc main() {}\n',
      "lib/go.mod": "module example.com/library\n",
      "tool/tool.go": "package tool\n",
      "web/go.mod": mod(
        "web",
        "\nrequire example.com/lib v1.2.0\n\nreplace example.com/lib => ~/lib\n",
      ),
      "clean/go.mod": mod("clean"),
    },
  },
  gone: {
    files: {
      "api/go.mod": mod(
        "api",
        "\nrequire example.com/auth v0.3.1\n\nreplace example.com/auth => ../auth\n",
      ),
      "api/main.go": 'package main\n\nimport _ "example.com/auth"\n\nfunc main() {}\n',
    },
  },
  moved: {
    needsGo: true,
    files: {
      "api/go.mod": mod(
        "api",
        "\nrequire example.com/auth v0.0.0\n\nreplace example.com/auth => ../auth\n",
      ),
      "api/api.go": 'package api\n\nimport "example.com/auth"\n\nvar User = auth.User\n',
      "api/api_test.go": TEST,
      "libs/auth/go.mod": mod("auth"),
      ".git/HEAD": "",
      "libs/auth/auth.go": 'package auth\n\nconst User = "you"\n',
    },
    before: ["cd api"],
  },
  vendored: {
    needsGo: true,
    files: {
      "api/go.mod": mod(
        "api",
        "\nrequire example.com/auth v0.0.0\n\nreplace example.com/auth => ../auth\n",
      ),
      "api/api.go": 'package api\n\nimport "example.com/auth"\n\nvar User = auth.User\n',
      "api/api_test.go": TEST,
      "auth/go.mod": mod("auth"),
      ".git/HEAD": "",
      "auth/auth.go": 'package auth\n\nconst User = "you"\n',
    },
    before: [
      "cd api",
      "go mod vendor",
      "mkdir ../libs",
      "mv ../auth ../libs/auth",
      "sed -i s,[.][.]/auth,../lib/auth, go.mod",
    ],
  },
};

const pages = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)];
for (const page of pages.filter((name) => name.endsWith(".md"))) {
  const text = readFileSync(join(root, page), "utf8");
  const written = text.replaceAll(
    /(<!-- example: (\w+) -->\n```\w*\n)(.*?)(```\n)/gs,
    (_, head, stage, block, end) => head + (play(stage, block) ?? block) + end,
  );
  if (written === text && folder === root) continue;
  mkdirSync(dirname(join(folder, page)), { recursive: true });
  writeFileSync(join(folder, page), written);
}

/** @param {string} name @param {string} block @returns {string | null} null where there is no go, and it takes one */
function play(name, block) {
  const stage = STAGES[name];
  if (!stage) throw new Error(`there is no stage ${name}`);
  if (stage.needsGo && findGo() === null) {
    console.error(
      `skipped: example ${name}, as there is no Go 1.27; test/setup/fetch-tools fetches it`,
    );
    return null;
  }
  const lines = block.split("\n").flatMap((line) => /^\$ (.*)/.exec(line)?.[1] ?? []);
  const played = playSession(stage, lines, command);
  return played.map(({ line, output }) => `$ ${line}\n${output}`).join("\n");
}
