// Writes json.md, the fields of what `--json` prints, from the types that src/index.ts exports.
//   node docs/write-json.js [FOLDER]    by default docs/
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
const [folder = join(root, "docs")] = process.argv.slice(2);

const INTRODUCTION = `# JSON

\`--json\` prints the result of a command as one object. Each has

| field | type | meaning |
|-------|------|---------|
| \`schemaVersion\` | \`1\` | goes up when a field goes away or means something else |
| \`command\` | \`string\` | the command that was run |

and the fields of its result. What kept a command from having one is in \`error\`, an [ErrorReport](#errorreport).

Sentences, such as \`message\`, may change at any time; codes, such as \`code\` and \`action\`, do not. A field may be new in
any version. This page is made from the types by \`npm run docs\`.
`;
/** What is printed and has no exported type, by command; test/docs/made.test.ts holds it. */
const UNTYPED = {
  "scan --explain CODE": {
    code: "a [code](findings.md)",
    about: "what it means",
    example: "a finding, with `level`, `line`, `message`, `go`, `fix` and `commands`",
  },
};
/** Too long a list for this page, and explained on one of their own. */
const ELSEWHERE = { FindingCode: "findings.md", "Finding.code": "findings.md" };
/** The commands whose result has the name of another's, where it has none of its own. */
const SAME = { list: "StatusResult" };

const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const index = join(root, "src", "index.ts");
const program = ts.createProgram([index], options);
const checker = program.getTypeChecker();

const exported = new Map(
  checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(index)))
    .map((symbol) => [symbol.name, unalias(symbol)]),
);
const results = [...exported.keys()].filter((name) => /^[A-Z]\w*Result$/.test(name)).sort();

/** By name, in the order in which a reader meets them: the symbol of each type with a section. */
const sections = new Map();
/** Where each type is looked for: what it declares, and what it takes over. */
const waiting = [...results, "ErrorReport"].map((name) => exported.get(name));
for (let symbol = waiting.shift(); symbol; symbol = waiting.shift()) {
  if (sections.get(symbol.name) === symbol) continue;
  if (sections.has(symbol.name)) throw new Error(`two types are called ${symbol.name}`);
  sections.set(symbol.name, symbol);
  waiting.push(...findMentioned(symbol));
}

writeFileSync(
  join(folder, "json.md"),
  [INTRODUCTION, describeCommands(), ...[...sections.values()].map(describeType)].join("\n"),
);

/** @param {ts.Symbol} symbol */
function unalias(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function describeCommands() {
  const typed = (command) => {
    const result = named.find(([name]) => name === command)?.[1];
    return result ? (fieldsOf(exported.get(result)) ?? []).map(({ field }) => field.name) : [];
  };
  const named = results.map((name) => [name.replace(/Result$/, "").toLowerCase(), name]);
  const others = Object.entries(SAME).filter(
    ([command]) => !named.some(([name]) => name === command),
  );
  const rows = [...named, ...others]
    .sort()
    .map(([command, name]) => `| \`${command}\` | ${linkTo(name)} |`);
  const untyped = Object.entries(UNTYPED).flatMap(([command, fields]) =>
    Object.entries(fields)
      .filter(([field]) => !typed(command).includes(field))
      .map(([field, about]) => `| \`${command}\` | \`${field}\` | ${about} |`),
  );
  const more = ["| command | field | meaning |", "|---------|-------|---------|", ...untyped];
  return `## Results\n\n| command | its fields |\n|---------|------------|\n${rows.join("\n")}

Besides these:

${more.join("\n")}
`;
}

/** The fields of an object; null of a type that is none. @param {ts.Symbol} symbol */
function fieldsOf(symbol) {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const isObject = (type.flags & ts.TypeFlags.Object) !== 0 || type.isIntersection();
  if (!isObject || type.getStringIndexType()) return null;
  return type.getProperties().map((field) => ({ field, node: typeNodeOf(field) }));
}

/** As it is written. @param {ts.Symbol} field */
function typeNodeOf(field) {
  const declaration = field.valueDeclaration ?? field.declarations?.[0];
  return declaration && ts.isPropertySignature(declaration) ? (declaration.type ?? null) : null;
}

/** The types of ours that have a section because this one names them. @param {ts.Symbol} symbol */
function findMentioned(symbol) {
  const found = [];
  const visit = (node) => {
    if (ts.isTypeReferenceNode(node)) found.push(...ownSymbol(node.typeName));
    if (!ts.isIndexedAccessTypeNode(node)) ts.forEachChild(node, visit);
  };
  const fields = fieldsOf(symbol);
  if (fields) for (const { node } of fields) node && visit(node);
  else visit(aliasNodeOf(symbol));
  return found.filter(({ name }) => !Object.hasOwn(ELSEWHERE, name));
}

/** None for what is of the language or a type parameter. @param {ts.EntityName} name */
function ownSymbol(name) {
  const symbol = checker.getSymbolAtLocation(name);
  if (!symbol) return [];
  const own = unalias(symbol);
  const file = own.declarations?.[0]?.getSourceFile();
  const isOwn = file && !program.isSourceFileDefaultLibrary(file) && !file.isDeclarationFile;
  return isOwn && !(own.flags & ts.SymbolFlags.TypeParameter) ? [own] : [];
}

/** @param {ts.Symbol} symbol */
function aliasNodeOf(symbol) {
  return symbol.declarations.find(ts.isTypeAliasDeclaration).type;
}

/** @param {ts.Symbol} symbol */
function describeType(symbol) {
  const about = documentationOf(symbol);
  const fields = fieldsOf(symbol);
  const body = fields ? describeFields(symbol, fields) : describeAlias(aliasNodeOf(symbol));
  return `${[`## ${symbol.name}`, ...(about ? [about] : []), body].join("\n\n")}\n`;
}

function describeFields(symbol, fields) {
  const rows = fields.flatMap(({ field, node }) => listRows(symbol, field, node, ""));
  return ["| field | type | meaning |", "|-------|------|---------|", ...rows].join("\n");
}

/** A row for the field, and one for each within it that has no name of its own. */
function listRows(owner, field, node, before) {
  const name = `${before}${field.name}`;
  const optional = field.flags & ts.SymbolFlags.Optional ? "; not always there" : "";
  const type = node ? wordsOf(node) : `\`${checker.typeToString(checker.getTypeOfSymbol(field))}\``;
  const about = documentationOf(field) || documentationInClass(field, owner);
  const row = `| \`${name}\` | ${type}${optional} | ${about.replaceAll("|", "\\|")} |`;
  const inner = node ? findLiteral(node) : null;
  const within = inner
    ? inner.literal.members.flatMap((member) => {
        const symbol = checker.getSymbolAtLocation(member.name);
        return listRows(owner, symbol, member.type, `${name}${inner.isList ? "[]" : ""}.`);
      })
    : [];
  return [row, ...within];
}

/** The object without a name that a field holds, or a list of it; null when it holds none. */
function findLiteral(node) {
  if (ts.isTypeLiteralNode(node)) return { literal: node, isList: false };
  if (ts.isTypeOperatorNode(node) || ts.isParenthesizedTypeNode(node))
    return findLiteral(node.type);
  if (ts.isArrayTypeNode(node)) {
    const inner = findLiteral(node.elementType);
    return inner && { ...inner, isList: true };
  }
  if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) {
    for (const part of node.types) {
      const inner = findLiteral(part);
      if (inner) return inner;
    }
  }
  return null;
}

/** A type that is no object: its values, each with what is said of it, or its declaration. */
function describeAlias(node) {
  if (ts.isUnionTypeNode(node) && node.types.every(ts.isLiteralTypeNode))
    return node.types
      .map((type, index) => {
        const said = commentBefore(type, node.types[index - 1]?.end ?? node.pos);
        return `- \`${type.getText()}\`${said ? `: ${said}` : ""}`;
      })
      .join("\n");
  const type = checker.getTypeFromTypeNode(node);
  if (type.isUnion() && type.types.every((part) => part.isStringLiteral()))
    return type.types.map((part) => `- \`${checker.typeToString(part)}\``).join("\n");
  if (ts.isTypeReferenceNode(node)) return `${wordsOf(node)}`.replace(/^o/, "O");
  return `\`\`\`ts\n${node.getText().replaceAll("readonly ", "")}\n\`\`\``;
}

/** What a comment says of one of many types, be it in front of the bar or behind it. */
function commentBefore(type, from) {
  const [, comment = ""] =
    /\/\*\*?(.*?)\*\//s.exec(type.getSourceFile().text.slice(from, type.getStart())) ?? [];
  return comment.replaceAll(/\s*\n\s*\*?\s*/g, " ").trim();
}

/** A type in words, with a link to whatever has a section. @param {ts.TypeNode} node */
function wordsOf(node) {
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return wordsOf(node.type);
  if (ts.isArrayTypeNode(node)) return `list of ${wordsOf(node.elementType)}`;
  if (ts.isTypeLiteralNode(node)) return "object";
  if (ts.isUnionTypeNode(node)) {
    const words = node.types.map(wordsOf);
    return words.length < 3
      ? words.join(" or ")
      : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  }
  if (ts.isIntersectionTypeNode(node))
    return node.types
      .map((type) => (ts.isTypeLiteralNode(type) ? "more" : wordsOf(type)))
      .join(" and ");
  if (ts.isIndexedAccessTypeNode(node)) {
    const path = node.getText().replaceAll(/\["(\w+)"\]/g, ".$1");
    if (ELSEWHERE[path]) return `a [code](${ELSEWHERE[path]})`;
    return `\`${checker.typeToString(checker.getTypeFromTypeNode(node))}\``;
  }
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    const [first, second] = node.typeArguments ?? [];
    if (ELSEWHERE[name]) return `a [code](${ELSEWHERE[name]})`;
    if (["Readonly", "Partial"].includes(name) && first) return wordsOf(first);
    if (name === "Record" && first && second)
      return `object of ${wordsOf(second)}, by ${wordsOf(first)}`;
    return sections.has(name) ? linkTo(name) : `\`${node.getText()}\``;
  }
  return `\`${node.getText()}\``;
}

/** @param {string} name */
function linkTo(name) {
  return `[${name}](#${name.toLowerCase()})`;
}

/** @param {ts.Symbol} symbol */
function documentationOf(symbol) {
  return ts
    .displayPartsToString(symbol.getDocumentationComment(checker))
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** What the constructor of the class that it reports says of it. */
function documentationInClass(field, { name }) {
  if (name !== "ErrorReport") return "";
  const error = exported.get("CondaGoHooksError").declarations.find(ts.isClassDeclaration);
  const parameter = error.members
    .find(ts.isConstructorDeclaration)
    .parameters.find((one) => one.name.getText() === field.name);
  const [tag] = parameter ? ts.getJSDocParameterTags(parameter) : [];
  return ts.getTextOfJSDocComment(tag?.comment) ?? "";
}
