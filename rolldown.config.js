// Bundles the command line, as most of a short command's time goes into finding and reading modules.
import { readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join, parse } from "node:path";
import ejs from "ejs";
import { defineConfig } from "rolldown";
// tsc comes first.
import { TEMPLATE_OPTIONS } from "./dist/hooks/template.js";

// Loaded by every command, or nearly so; what only some need stays a module of its own.
const BUNDLED = ["commander", "leven"];

export default defineConfig({
  input: "src/cli.ts",
  platform: "node",
  // What splitting by rooms needs; nothing imports from the entry.
  preserveEntrySignatures: false,
  // Else every template reads all that it may be given, and not only what it prints.
  treeshake: { propertyReadSideEffects: false },
  external: (id, importer) =>
    /^[^./\0]/.test(id) && !isAbsolute(id) && !BUNDLED.includes(id) && !isUnused(id, importer),
  output: {
    dir: "dist",
    // CommonJS: it starts a fifth sooner than ES modules.
    format: "cjs",
    entryFileNames: "cli.cjs",
    chunkFileNames: "cli/[name].cjs",
    // A file more takes longer to find than its modules take to run.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        // Of hooks, the entry itself takes --cgo; and what makes or reads a plan loads Node's cryptography, which render does without.
        {
          name: "hooks",
          test: /[\\/]src[\\/](?:hooks[\\/](?!cgo|plan|request|packaged)|shells[\\/])/,
        },
        // Else the codes, which completion has use for without the rules, are a file of their own. What hides passwords is in
        // the entry, which prints.
        {
          name: "findings",
          test: /[\\/]src[\\/]findings[\\/](?!values[\\/]credentials)/,
          minShareCount: 3,
        },
        {
          name: "environments",
          test: /[\\/]src[\\/](?:(?:conda|commands|hooks|go[\\/]settings)[\\/]|find-program|file-lock|whole-files|reports[\\/](?!warnings|outcome|print))/,
          minShareCount: 3,
        },
      ],
    },
  },
  plugins: [
    inlineVersion(),
    compileTemplates(),
    dropChildProcess(),
    compileAtOnce(),
    includeLicenses(),
  ],
});

/** What package.json says is found and read at every start else. */
function inlineVersion() {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  return {
    name: "inline-version",
    transform(code, id) {
      if (!id.endsWith(join("src", "version.ts"))) return null;
      const reading = /createRequire\([^)]*\)\([^)]*\)\.version/;
      if (!reading.test(code)) throw new Error("version.ts reads the version in another way");
      const inlined = code.replace(reading, JSON.stringify(version));
      return inlined.replace(/^import \{ createRequire \}.*/m, "");
    },
  };
}

/** What ejs makes of the templates is what it would make of them at every start, at a tenth of its cost. */
function compileTemplates() {
  return {
    name: "compile-templates",
    load(id) {
      if (!id.endsWith(join("src", "hooks", "template.ts"))) return null;
      const functions = readdirSync("templates", { recursive: true })
        .filter((path) => path.endsWith(".ejs"))
        .map((path) => {
          const template = new ejs.Template(
            readFileSync(join("templates", path), "utf8"),
            TEMPLATE_OPTIONS,
          );
          template.compile();
          const { dir, name } = parse(path);
          return `"${dir}/${name}": (locals, escapeFn, include) => {\n${template.source}}`;
        });
      return `
const templates = {
${functions.join(",\n")}
};
export function renderTemplate(dialect, name, data, quote) {
  const include = (other, more) => renderTemplate(dialect, other, { ...data, ...more }, quote);
  return templates[dialect + "/" + name](data, quote, include);
}
`;
    },
  };
}

/** commander loads it, and with it half of Node's network, for commands that are programs: we have none. */
function dropChildProcess() {
  const unused = "\0unused";
  return {
    name: "drop-child-process",
    resolveId: (id, importer) => (isUnused(id, importer) ? unused : null),
    load: (id) => (id === unused ? "module.exports = {};" : null),
  };
}

/**
 * A function in parentheses is compiled as it is read, but not, in Node 20, one with an arrow: that would read all
 * of commander twice.
 */
function compileAtOnce() {
  return {
    name: "compile-at-once",
    renderChunk: (code) =>
      code.replace(/(__commonJSMin\(\()(\([\w, ]*\)) => \{/g, "$1function $2 {"),
  };
}

function isUnused(id, importer = "") {
  return id === "node:child_process" && importer.split(/[/\\]/).includes("commander");
}

/** Their licences ask that they go with every copy. */
function includeLicenses() {
  return {
    name: "include-licenses",
    generateBundle() {
      const texts = BUNDLED.map((name) => {
        const folder = join("node_modules", name);
        const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
        return `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
      });
      this.emitFile({ type: "asset", fileName: "cli/LICENSES", source: texts.join("\n----\n\n") });
    },
  };
}
