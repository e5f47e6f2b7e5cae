// Preloaded into a node to be measured: at its end, prints the most memory that it took, in kB, and its CPU time, in µs.
const { readFileSync, writeSync } = require("node:fs");

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  // On Linux maxRSS starts at what the process that started this one had taken (setmax_mm_hiwater_rss).
  const [, peak] =
    process.platform === "linux"
      ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))
      : [null, process.resourceUsage().maxRSS];
  writeSync(2, `\n${peak} ${user + system}\n`);
});
