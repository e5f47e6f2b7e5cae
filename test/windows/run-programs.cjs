// A win32 program: runs others as it is told by a JSON file, and writes what became of them into another.
// wine gives the first program of all no pipes, but those below it have them.
const { spawn } = require("node:child_process");
const { closeSync, openSync, readFileSync, writeFileSync } = require("node:fs");

const [, , input, output] = process.argv;
const { runs, atOnce } = JSON.parse(readFileSync(input, "utf8"));
const results = [];
let next = 0;

async function takeTurns() {
  for (let index = next++; index < runs.length; index = next++)
    results[index] = await run(runs[index]);
}

async function run({ program, args, cwd, env, meanwhile = {} }) {
  const release = await disturb(meanwhile);
  const started = Date.now();
  const child = start(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"])
    child[name].setEncoding("utf8").on("data", (text) => (said[name] += text));
  const timer = setTimeout(release, meanwhile.milliseconds ?? 60_000);
  const status = await new Promise((resolve) => {
    child.on("error", (error) => resolve(String(error)));
    child.on("close", (code, signal) => resolve(signal ?? code));
  });
  clearTimeout(timer);
  release();
  return { status, ...said, milliseconds: Date.now() - started };
}

/** Starts a program; once in some thousand times, wine on a busy machine cannot, and then it can. */
function start(program, args, options) {
  try {
    return spawn(program, args, options);
  } catch (error) {
    if (error.code !== "UNKNOWN") throw error;
    return spawn(program, args, options);
  }
}

/** Holds files open or stands in folders, as others do. @returns what ends it */
async function disturb({ open = [], standIn = [] }) {
  const fds = open.map((file) => openSync(file, "r"));
  const children = standIn.map((cwd) =>
    spawn(process.execPath, ["-e", "console.log();process.stdin.resume()"], {
      cwd,
      stdio: ["pipe", "pipe", "ignore"],
    }),
  );
  await Promise.all(
    children.map(({ stdout }) => new Promise((ready) => stdout.once("data", ready))),
  );
  return () => {
    for (const fd of fds.splice(0)) closeSync(fd);
    for (const child of children.splice(0)) child.kill();
  };
}

Promise.all(Array.from({ length: atOnce }, takeTurns)).then(() =>
  writeFileSync(output, JSON.stringify(results)),
);
