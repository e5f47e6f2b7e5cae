// Plays any number of cases in one process of a shell, whose start is dear.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Driver, Move } from "./play.js";

// Of a shell that hangs: many times what the slowest takes on a machine that has other things to do.
const TIME_LIMIT = 200_000;

/**
 * Plays them one after the other.
 * @returns for each the lines of each look, in no order; what a hook or the shell says stands behind the
 *   look that was before it
 * @throws when the shell takes forever, or is killed
 */
export async function playTogether(
  driver: Driver,
  plays: readonly (readonly Move[])[],
  folder: string,
): Promise<ReadonlyMap<string, readonly string[]>[]> {
  const { looks, text } = await playOnce(driver, plays, folder);
  return driver.fails?.test(text) ? (await playOnce(driver, plays, folder)).looks : looks;
}

async function playOnce(
  {
    command,
    env,
    decode = String,
    extension = "",
    prelude = "",
    tell,
    echo,
    look,
    volatile,
    parts,
  }: Driver,
  plays: readonly (readonly Move[])[],
  folder: string,
): Promise<{ looks: Map<string, readonly string[]>[]; text: string }> {
  mkdirSync(folder, { recursive: true });
  const script = join(folder, `script${extension}`);
  const output = join(folder, "output");
  // No value can have it in it.
  const mark = randomUUID();
  const lines = plays.flatMap((moves, index) =>
    moves.flatMap((move) =>
      move.move === "look" ? [echo(`${mark} ${index} ${move.label}`), look] : [tell(move)],
    ),
  );
  const all = parts ? writeParts(lines, parts, folder) : lines;
  writeFileSync(script, `${[prelude, ...all].join("\n")}\n`);
  const file = openSync(output, "w");
  const child = spawn(command[0] as string, [...command.slice(1), script], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      LC_ALL: "C.UTF-8",
      CONDA_PREFIX: "",
      CONDA_SHLVL: "0",
      POWERSHELL_TELEMETRY_OPTOUT: "1",
      ...env,
    },
    stdio: ["ignore", file, file],
    timeout: TIME_LIMIT,
  });
  const [, signal] = await once(child, "close");
  closeSync(file);
  // Else it would look as if the case that it was at had ended the shell.
  if (signal !== null)
    throw new Error(`${command[0]} was ended by ${signal}; it has ${TIME_LIMIT} ms`);
  const looks = plays.map(() => new Map<string, readonly string[]>());
  const text = decode(readFileSync(output));
  const [, ...texts] = text.split(`${mark} `);
  for (const part of texts) {
    const [, index = "", label = "", values = ""] = /^(\d+) ([^\n]*)\n(.*)$/s.exec(part) ?? [];
    const lines = values.split(/[\n\0]/).filter((line) => !volatile?.test(line));
    looks[Number(index)]?.set(label, lines.sort());
  }
  return { looks, text };
}

/** Writes the lines into as few files as may be. @returns the lines that run these */
function writeParts(
  lines: readonly string[],
  { bytes, run }: NonNullable<Driver["parts"]>,
  folder: string,
): string[] {
  const texts = [""];
  for (const line of lines) {
    const longer = `${texts.at(-1)}${line}\n`;
    if (Buffer.byteLength(longer) > bytes) texts.push(`${line}\n`);
    else texts[texts.length - 1] = longer;
  }
  return texts.map((text, index) => {
    const file = join(folder, `part${index}`);
    writeFileSync(file, text);
    return run(file);
  });
}
