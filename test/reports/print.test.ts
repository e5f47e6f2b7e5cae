// Prints into what may not take it: a pipe that is slow, or read no more, a disk that is full, a terminal.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { describe, expect, inject, it } from "vitest";

const MODULE = pathToFileURL(join(inject("installation"), "dist", "reports", "print.js")).href;

/** What node is to be given to run this with `print` and `hasColors`. */
function codeLine(code: string): string[] {
  const imports = `import { hasColors, print } from ${JSON.stringify(MODULE)};`;
  return ["--input-type=module", "-e", `${imports}\n${code}`];
}

/** Runs it in a shell, with its output going where the shell's words say. */
function runIn(redirection: string, code: string) {
  const script = `"$@" ${redirection}`;
  const words = ["-c", script, "sh", process.execPath, ...codeLine(code)];
  return spawnSync("sh", words, { encoding: "utf8", timeout: 20_000 });
}

const LONG = "1234567\n".repeat(2 ** 17);

/** Names the stream, as by it Node makes the pipe one that does not wait for its reader. */
const NO_WAITING = "void process.stdout.writable;";

describe("a long text", () => {
  it.each([
    ["a pipe", ""],
    ["a pipe that does not wait", NO_WAITING],
  ])("is whole and in order behind %s that is read slowly", async (_, before) => {
    const code = `
      ${before}
      print("stdout", "1234567\\n".repeat(2 ** 17));
      // Meanwhile there comes to be room in the pipe.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
      print("stdout", "end\\n");
    `;
    const child = spawn(process.execPath, codeLine(code), { stdio: ["ignore", "pipe", "pipe"] });
    await setTimeout(500);
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(stderr).toBe("");
    expect(stdout === `${LONG}end\n`).toBe(true);
  });

  it("stays whole when what prints it comes to its end at once", () => {
    const code = `${NO_WAITING} print("stdout", "1234567\\n".repeat(2 ** 17)); process.exitCode = 1;`;
    const { stdout, stderr, status } = runIn("| { sleep 0.3; cat; }", code);
    expect([stdout === LONG, stderr, status]).toEqual([true, "", 0]);
  });
});

/** As if the disk were full: no file of a real one is at hand. */
const NO_ROOM = `
  const { default: fs } = await import("node:fs");
  const { syncBuiltinESMExports } = await import("node:module");
  const { writeSync } = fs;
  fs.writeSync = (fd, ...rest) => {
    if (fd === 1) throw Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" });
    return writeSync(fd, ...rest);
  };
  syncBuiltinESMExports();
`;

// A name that only Unix knows.
describe.skipIf(!existsSync("/dev/full"))("a disk that is full", () => {
  it.each([
    ["at once", "", NO_ROOM],
    ["by the stream", ">/dev/full", ""],
  ])("makes the exit code 2, and is told on stderr, when it is written to %s", (_, to, before) => {
    const code = `${before} print("stdout", "x\\n"); process.exitCode = 0;`;
    const { stdout, stderr, status } = runIn(to, code);
    expect(stderr).toMatch(/^error: the result cannot be written: ENOSPC[^\n]*\n$/);
    expect([stdout, status]).toEqual(["", 2]);
  });

  it.each(["--version", "--help", "render"])("makes the exit code of %s 2", (word) => {
    const cli = join(inject("installation"), "dist", "cli.cjs");
    const script = `"$@" >/dev/full`;
    const words = ["-c", script, "sh", process.execPath, cli, word];
    expect(spawnSync("sh", words).status).toBe(2);
  });

  it("makes the exit code 2 when it is that of stderr, which leaves nowhere to say so", () => {
    const { stdout, stderr, status } = runIn("2>/dev/full", 'print("stderr", "x\\n");');
    expect([stdout, stderr, status]).toEqual(["", "", 2]);
  });
});

describe.skipIf(process.platform === "win32")("a reader that has gone", () => {
  it.each([
    ["stdout", ""],
    ["stdout", NO_WAITING],
    ["stderr", ""],
  ])("of %s is no error", (channel, before) => {
    // Nothing reads until it has gone.
    const code = `
      ${before}
      setTimeout(() => { print(${JSON.stringify(channel)}, "x\\n"); process.exitCode = 1; }, 300);
    `;
    const to = channel === "stderr" ? "2>&1 >&3" : "";
    const script = `{ { "$@" ${to}; echo $? >&4; } | true; } 3>/dev/null 4>&1`;
    const words = ["-c", script, "sh", process.execPath, ...codeLine(code)];
    const { stdout, stderr } = spawnSync("sh", words, { encoding: "utf8" });
    expect([stdout, stderr]).toEqual(["1\n", ""]);
  });
});

describe("colours", () => {
  const CODE = 'print("stdout", String([hasColors("stdout"), hasColors("stderr")]))';

  it("are seen neither in a pipe nor in a file, nor in a device that is no terminal", () => {
    expect(runIn("", CODE).stdout).toBe("false,false");
    expect(runIn("2>/dev/null", CODE).stdout).toBe("false,false");
    expect(runIn("2>/dev/zero", CODE).stdout).toBe("false,false");
  });

  const hasScript = process.platform === "linux" && spawnSync("script", ["-V"]).status === 0;
  it.skipIf(!hasScript).each([
    ["xterm-256color", "true,true"],
    ["dumb", "false,false"],
  ])("are seen on a terminal that is a %s as its stream says", (TERM, seen) => {
    // Only `script` has such a terminal to give.
    const words = [process.execPath, ...codeLine(CODE)].map(
      (word) => `'${word.replaceAll("'", "'\\''")}'`,
    );
    const { stdout } = spawnSync("script", ["-qec", words.join(" "), "/dev/null"], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, TERM },
    });
    expect(stdout.trim()).toBe(seen);
  });
});
