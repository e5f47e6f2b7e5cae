// Writes the recipe of a package, for rattler-build and for conda-build, with its files beside it.
import { TOOL } from "../names.js";
import type { PackageAbout, PackageFile } from "./conda-file.js";
import type { PackageIdentity } from "./identity.js";

export interface RecipeAbout extends PackageAbout {
  /** A variable that activating the environment gives a value, for the recipe's test; null where it gives none. */
  readonly sets: string | null;
}

/** Below the recipe's folder, where the package's files are. */
export const FILES = "files";
const MADE_BY = `Made by ${TOOL} package --recipe. Make it anew rather than edit it.`;

/**
 * The files of the recipe, below its folder. Both programs build the same files from it, on Linux, macOS and Windows;
 * the build has the number of the package, and a string that the program makes.
 * @param identity one that `checkIdentity` takes; rattler-build asks for an SPDX expression as its license
 * @param files paths of letters, digits and `._-/`
 */
export function renderRecipe(
  identity: PackageIdentity,
  files: readonly PackageFile[],
  about: RecipeAbout,
): PackageFile[] {
  const paths = files.map(({ path }) => checkPath(path)).sort();
  return [
    { path: "recipe.yaml", content: renderForRattlerBuild(identity, paths, about) },
    { path: "meta.yaml", content: renderForCondaBuild(identity, about) },
    // For both programs.
    { path: "build.sh", content: BUILD_SH },
    { path: "build.bat", content: BUILD_BAT },
    { path: "run_test.sh", content: renderTestSh(paths, about.sets) },
    { path: "run_test.bat", content: renderTestBat(paths, about.sets) },
    // Or git may change the line breaks of the hooks.
    { path: ".gitattributes", content: joinLines([`# ${MADE_BY}`, "* -text"]) },
    ...files.map(({ path, content }) => ({ path: `${FILES}/${path}`, content })),
  ];
}

function renderForRattlerBuild(
  { name, version, buildNumber, license }: PackageIdentity,
  paths: readonly string[],
  { summary }: PackageAbout,
): string {
  return joinLines([
    `# ${MADE_BY}`,
    "schema_version: 1",
    "package:",
    `  name: ${quote(name)}`,
    `  version: ${quote(version)}`,
    "build:",
    `  number: ${buildNumber}`,
    "  noarch: generic",
    "tests:",
    "  - package_contents:",
    "      strict: true",
    "      files:",
    ...paths.map((path) => `        - ${quote(path)}`),
    // Of run_test.sh and run_test.bat, the one for the machine.
    "  - script:",
    "      file: run_test",
    "about:",
    `  summary: ${quote(escapeTemplate(summary))}`,
    ...(license === null ? [] : [`  license: ${quote(escapeTemplate(license))}`]),
  ]);
}

function renderForCondaBuild(
  { name, version, buildNumber, license }: PackageIdentity,
  { summary }: PackageAbout,
): string {
  return joinLines([
    `# ${MADE_BY}`,
    "package:",
    `  name: ${quote(name)}`,
    `  version: ${quote(version)}`,
    "build:",
    `  number: ${buildNumber}`,
    "  noarch: generic",
    // Elsewhere it takes build.sh by itself. run_test.sh and run_test.bat it takes by themselves too.
    '  script: call "%RECIPE_DIR%\\build.bat"  # [win]',
    "about:",
    `  summary: ${quote(summary)}`,
    ...(license === null ? [] : [`  license: ${quote(license)}`]),
  ]);
}

const BUILD_SH = joinLines([
  "#!/usr/bin/env bash",
  `# ${MADE_BY}`,
  "set -eu",
  `cp -R "$RECIPE_DIR/${FILES}/." "$PREFIX/"`,
]);

const BUILD_BAT = joinCommands([
  `xcopy "%RECIPE_DIR%\\${FILES}" "%PREFIX%" /e /i /q /y`,
  "if errorlevel 1 exit /b 1",
]);

/** Runs where the environment with the package is active. */
function renderTestSh(paths: readonly string[], sets: string | null): string {
  return joinLines([
    "#!/usr/bin/env bash",
    `# ${MADE_BY}`,
    "set -eu",
    ...paths.map((path) => `test -f "$PREFIX/${path}"`),
    ...(sets === null || !hasHook(paths, ".sh") ? [] : [`test -n "\${${sets}:-}"`]),
  ]);
}

function renderTestBat(paths: readonly string[], sets: string | null): string {
  return joinCommands([
    ...paths.map((path) => `if not exist "%PREFIX%\\${path.replaceAll("/", "\\")}" exit /b 1`),
    ...(sets === null || !hasHook(paths, ".bat") ? [] : [`if not defined ${sets} exit /b 1`]),
  ]);
}

/** Whether activating an environment runs a script of the package in a shell whose scripts end so. */
function hasHook(paths: readonly string[], extension: string): boolean {
  return paths.some((path) => path.includes("/activate.d/") && path.endsWith(extension));
}

function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

function joinCommands(commands: readonly string[]): string {
  const lines = ["@echo off", `rem ${MADE_BY}`, ...commands, "exit /b 0"];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** The path, of which no shell and no pattern makes anything else. */
function checkPath(path: string): string {
  if (!/^\w[\w.-]*(?:\/\w[\w.-]*)*$/.test(path))
    throw new TypeError(`no path for a recipe: ${path}`);
  return path;
}

/**
 * The text as one word of YAML. What could be more is written by its number: before it reads the YAML, conda-build runs
 * what is in `{{ }}` and `{% %}`, and what is in `[ ]` at the end of a line.
 */
function quote(text: string): string {
  const escaped = text.replace(/[^ A-Za-z0-9.,:;'/+_()=@~-]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return `\\U${point.toString(16).padStart(8, "0")}`;
  });
  return `"${escaped}"`;
}

/** The text for rattler-build, which runs what is in `${{ }}` of the YAML's texts: there, each brace stands as a text. */
function escapeTemplate(text: string): string {
  return text.includes("${{") ? text.replaceAll("{", `\${{ '{' }}`) : text;
}
