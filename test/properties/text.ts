// Random texts, in which what has a meaning in some shell comes often.
import fc from "fast-check";

const SPECIAL = [..."'\"`$\\!{}()[]*?~%^&|;<>=#@,:-+ \n\t\r\u2018\u2019\u201a\u201b\u201c\u201d"];

const character = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...SPECIAL) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 0x7e }).map((point) => String.fromCodePoint(point)),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }) },
);

/** Any text without NUL. */
export const text: fc.Arbitrary<string> = fc
  .string({ unit: character, maxLength: 16 })
  .map((value) => value.replaceAll("\0", "0"));

/** What makes a file, in some shell, when it is run as code. */
const COMMANDS = [
  "echo >FILE",
  "touch FILE",
  "echo x | tee FILE",
  "[IO.File]::WriteAllText('FILE','')",
  "open('FILE','w')",
  "copy NUL FILE",
];

const EMBRACES = [
  ["$(", ")"],
  ["`", "`"],
  ["(", ")"],
  ["; ", "; "],
  ["'; ", "; '"],
  ['"; ', '; "'],
  ["\u2019; ", "; \u2018"],
  ["& ", " &"],
  ['" & ', ' & "'],
  ["\n", "\n"],
  ["@(", ")"],
  ["$[", "]"],
  ["%COMSPEC% /c ", ""],
  ["| ", ""],
  ["", ""],
] as const;

/** Commands that make a file called `pwned-` and a number, in all that may make a shell run them. */
export const canary: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...COMMANDS), fc.constantFrom(...EMBRACES), fc.nat())
  .map(
    ([command, [open, close], number]) =>
      `${open}${command.replace("FILE", `pwned-${number}`)}${close}`,
  );
