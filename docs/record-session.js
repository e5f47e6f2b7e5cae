// Records the session that the README begins with: runs it, and draws what was printed as two pictures of a terminal.
//   node docs/record-session.js [FOLDER [CLI]]    by default docs/ and dist/cli.cjs
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { playSession } from "./play-session.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const [folder = here, command = join(here, "../dist/cli.cjs")] = process.argv.slice(2);

const STAGE = { environments: ["api"], env: { GOPATH: "/home/you/go", GOFLAGS: "-v" } };
const LINES = [
  "env | grep ^GO | sort",
  "conda-go-hooks install -n api --shell sh",
  "conda activate api",
  "env | grep ^GO | sort",
  "conda deactivate",
  "env | grep ^GO | sort",
];

// As GitHub has them.
const THEMES = {
  light: {
    back: "#f6f8fa",
    border: "#d1d9e0",
    text: "#59636e",
    typed: "#1f2328",
    prompt: "#1a7f37",
  },
  dark: {
    back: "#151b23",
    border: "#3d444d",
    text: "#9198a1",
    typed: "#f0f6fc",
    prompt: "#3fb950",
  },
};
const FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const SIZE = 13;
const LINE_HEIGHT = 19;
// Of the fonts above, none is wider.
const COLUMN = SIZE * 0.61;
const MARGIN = 16;

const rows = playSession(STAGE, LINES, command).flatMap(({ prompt, line, output }) => [
  { prompt: `${prompt} `, text: line },
  ...output
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => ({ prompt: "", text })),
]);
for (const [name, theme] of Object.entries(THEMES))
  writeFileSync(join(folder, `session-${name}.svg`), draw(theme));

function draw({ back, border, text, typed, prompt }) {
  const longest = Math.max(...rows.map((row) => row.prompt.length + row.text.length));
  const width = Math.ceil(longest * COLUMN + 2 * MARGIN);
  const height = rows.length * LINE_HEIGHT + 2 * MARGIN;
  const lines = rows.map((row, index) => {
    const y = MARGIN + index * LINE_HEIGHT + SIZE;
    const words = row.prompt
      ? `<tspan fill="${prompt}">${escapeXml(row.prompt)}</tspan><tspan fill="${typed}" font-weight="600">${escapeXml(row.text)}</tspan>`
      : escapeXml(row.text);
    return `  <text x="${MARGIN}" y="${y}" xml:space="preserve">${words}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT}" font-size="${SIZE}" fill="${text}">
  <title>The hooks are installed in an environment; it is activated and deactivated</title>
  <rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${back}" stroke="${border}"/>
${lines.join("\n")}
</svg>
`;
}

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
