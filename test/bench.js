// Speed, as ratios to a yardstick in the same run: what a hook costs, and how soon a command answers.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

const ROUNDS = 15;
const PAIRS = 500;
const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "conda-go-hooks-bench-"));

/** The median of the ratios, round by round, so that a machine that slows down slows both. */
function compare(ours, yardstick) {
  const time = (run) => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  time(ours);
  time(yardstick);
  const rounds = Array.from({ length: ROUNDS }, () => [time(ours), time(yardstick)]);
  const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  return { ms: median(rounds.map(([a]) => a)), ratio: median(rounds.map(([a, b]) => a / b)) };
}

function makeEnvironment(name) {
  const prefix = join(folder, name);
  mkdirSync(join(prefix, "conda-meta"), { recursive: true });
  writeFileSync(join(prefix, "conda-meta", "history"), "");
  return prefix;
}

function has(program) {
  return spawnSync(program, ["-c", ":"]).status === 0;
}

// The pair that people write by hand: it loses what the user had but for GOPATH.
const HAND_WRITTEN = {
  activate: `export _OLD_GOPATH="$GOPATH"
export GOPATH="$CONDA_PREFIX/go" GOMODCACHE="$CONDA_PREFIX/go/pkg/mod" GOCACHE="$CONDA_PREFIX/.cache/go-build"
export GOPROXY=direct GOFLAGS="\${GOFLAGS:-} -mod=mod -trimpath"
`,
  deactivate: `export GOPATH="$_OLD_GOPATH"
unset _OLD_GOPATH GOMODCACHE GOCACHE GOPROXY GOFLAGS
`,
};

function benchHooks(prefix) {
  const script = (name, text) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const loop = (activate, deactivate) =>
    `i=0; while [ $i -lt ${PAIRS} ]; do . '${activate}'; . '${deactivate}'; i=$((i+1)); done`;
  const path = (phase) => join(prefix, `etc/conda/${phase}.d/zz-conda-go-hooks.sh`);
  const ours = loop(path("activate"), path("deactivate"));
  const empty = loop(script("empty-a", ""), script("empty-d", ""));
  const byHand = loop(script("a", HAND_WRITTEN.activate), script("d", HAND_WRITTEN.deactivate));
  const env = { CONDA_PREFIX: prefix, GOPATH: "/home/you/go", GOFLAGS: "-v" };
  return ["bash", "dash", "zsh"].filter(has).flatMap((shell) => {
    // A bash whose stdin is a socket takes itself for a remote shell and reads ~/.bashrc.
    const run = (text) => () => execFileSync(shell, ["-c", text], { env, stdio: "ignore" });
    const [beside, besideHand] = [compare(run(ours), run(empty)), compare(run(ours), run(byHand))];
    const microseconds = `${((beside.ms * 1000) / PAIRS).toFixed(0)} µs`;
    return [
      {
        what: `activate + deactivate in ${shell}`,
        time: microseconds,
        beside: "empty scripts",
        ratio: beside.ratio,
      },
      {
        what: `activate + deactivate in ${shell}`,
        time: microseconds,
        beside: "the hand-written pair",
        ratio: besideHand.ratio,
      },
    ];
  });
}

function benchCommands(prefix) {
  const node = (args) => () => execFileSync(process.execPath, args, { stdio: "ignore" });
  const fresh = makeEnvironment("fresh");
  const commands = {
    "--version": ["--version"],
    render: ["render"],
    "status -p": ["status", "-p", prefix],
    "install -p, nothing to do": ["install", "-p", prefix],
  };
  const rows = Object.entries(commands).map(([what, args]) => [what, node([cli, ...args])]);
  const installFresh = () => {
    rmSync(join(fresh, "etc"), { recursive: true, force: true });
    node([cli, "install", "-p", fresh])();
  };
  return [...rows, ["install -p, from nothing", installFresh]].map(([what, run]) => {
    const { ms, ratio } = compare(run, node(["-e", "0"]));
    return { what, time: `${ms.toFixed(0)} ms`, beside: "node -e 0", ratio };
  });
}

/** Modules of a hundred files each, every other one of which replaces its neighbour. */
function makeModules(name, count) {
  const root = join(folder, name);
  for (let number = 0; number < count; number++) {
    const module = join(root, `group${number % 20}`, `m${number}`);
    for (const part of ["a", "b", "c"]) {
      mkdirSync(join(module, part), { recursive: true });
      for (let file = 0; file < 33; file++)
        writeFileSync(join(module, part, `${file}.go`), `package ${part}\n`);
    }
    const next = number + 1;
    const replace = `\nrequire m${next} v0.0.0\n\nreplace m${next} => ../../group${next % 20}/m${next}\n`;
    const text = `module m${number}\n\ngo 1.20\n${number % 2 === 0 ? replace : ""}`;
    writeFileSync(join(module, "go.mod"), text);
  }
  return root;
}

/** The most memory that a scan takes, in MB. */
function measureMemory(root) {
  const report =
    'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))';
  const { stderr } = spawnSync(process.execPath, ["--import", report, cli, "scan", root], {
    encoding: "utf8",
  });
  return Number(stderr) / 1024;
}

function benchScan(count) {
  const [root, tenth] = [makeModules("modules", count), makeModules("tenth", count / 10)];
  const scan = () => execFileSync(process.execPath, [cli, "scan", root], { stdio: "ignore" });
  const find = () => execFileSync("find", [root, "-name", "go.mod"], { stdio: "ignore" });
  const { ms, ratio } = compare(scan, find);
  const memory = measureMemory(root);
  const what = `scan, ${count} go.mod in ${count * 100} files`;
  return [
    { what, time: `${ms.toFixed(0)} ms`, beside: "find -name go.mod", ratio },
    {
      what: `${what}: memory`,
      time: `${memory.toFixed(0)} MB`,
      beside: "a tenth of them",
      ratio: memory / measureMemory(tenth),
    },
  ];
}

try {
  const prefix = makeEnvironment("env");
  execFileSync(process.execPath, [cli, "install", "-p", prefix, "--profile", "direct"], {
    stdio: "ignore",
  });
  const count = process.argv.includes("--large") ? 2000 : 200;
  const scans = process.platform === "win32" ? [] : benchScan(count);
  const rows = [...benchHooks(prefix), ...benchCommands(prefix), ...scans];
  if (process.argv.includes("--json")) {
    process.stdout.write(
      `${JSON.stringify({ node: process.version, rounds: ROUNDS, rows }, null, 2)}\n`,
    );
  } else {
    console.table(rows.map((row) => ({ ...row, ratio: Number(row.ratio.toFixed(2)) })));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
