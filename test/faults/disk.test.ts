// Disks that are really full or read-only, folders of somebody else: one error, and nothing changed for the worse.
import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, inject, it } from "vitest";
import { install } from "../../src/commands/install.js";
import { status } from "../../src/commands/status.js";
import { uninstall } from "../../src/commands/uninstall.js";
import { readTree } from "../setup/command.js";
import {
  makeEnvironment,
  makeFolder,
  makeLastingFolder,
  makeSession,
} from "../setup/environments.js";
import { describeWith } from "../setup/programs.js";
import { fillDisk, mount, runAsRoot } from "./small-disk.js";

const PAGE = 4096;
const OPTIONS = { shells: ["sh", "fish"] };

const disk = makeLastingFolder();
const mounted = mount("-t", "tmpfs", "-o", `size=${64 * PAGE}`, "none", disk) ? disk : null;
afterAll(() => {
  if (mounted) runAsRoot("umount", mounted);
  rmSync(disk, { recursive: true, force: true });
});

describeWith("a small disk", "right to mount one", mounted, (folder) => {
  const session = makeSession(folder);

  it("may be full at any moment: an installation fails whole, and later completes", async () => {
    const prefix = makeEnvironment(join(folder, "work"));
    const bare = readTree(prefix);
    await install({ ...OPTIONS, prefix }, session);
    const whole = readTree(prefix);
    await uninstall({ prefix }, session);
    expect(readTree(prefix)).toEqual(bare);
    let failed = 0;
    for (let pages = 0; ; pages += 1) {
      fillDisk(folder, pages * PAGE);
      const [report] = (await install({ ...OPTIONS, prefix }, session)).environments;
      if (report?.error === null) break;
      failed += 1;
      expect(report?.error).toMatchObject({ code: "file-system", message: "the disk is full" });
      expect(Object.keys(readTree(prefix)).filter((path) => path.endsWith("-tmp"))).toEqual([]);
      // The way back needs no room.
      expect((await uninstall({ prefix }, session)).environments[0]?.error).toBeNull();
      expect(readTree(prefix)).toEqual(bare);

      await install({ ...OPTIONS, prefix }, session);
      rmSync(join(folder, "filler"));
      await install({ ...OPTIONS, prefix }, session);
      expect(readTree(prefix)).toEqual(whole);
      await uninstall({ prefix }, session);
    }
    expect(failed).toBeGreaterThan(5);
    expect(readTree(prefix)).toEqual(whole);
    console.log(`full disk: ${failed} installations failed`);
  });

  it("may be full when it is time to uninstall", async () => {
    const prefix = makeEnvironment(join(folder, "full"));
    const bare = readTree(prefix);
    rmSync(join(folder, "filler"), { force: true });
    await install({ ...OPTIONS, prefix }, session);
    fillDisk(folder, 0);
    expect((await uninstall({ prefix }, session)).environments[0]?.error).toBeNull();
    expect(readTree(prefix)).toEqual(bare);
  });

  it("may be read-only, and is looked at all the same", async () => {
    const prefix = makeEnvironment(join(folder, "read-only"));
    rmSync(join(folder, "filler"), { force: true });
    await install({ ...OPTIONS, prefix }, session);
    const before = readTree(prefix);
    expect(mount("-o", "remount,ro", folder)).toBe(true);
    try {
      for (const command of [install, uninstall]) {
        const { environments } = await command({ prefix, force: true, shells: ["sh"] }, session);
        expect(environments[0]?.error?.code).toBe("environment-read-only");
      }
      expect((await status({ prefix }, session)).environments[0]?.state).toBe("installed");
    } finally {
      mount("-o", "remount,rw", folder);
    }
    expect(readTree(prefix)).toEqual(before);
  });
});

const NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
const nobody = runAsRoot(...NOBODY, "true").status === 0 ? NOBODY : null;
describeWith("files of somebody else", "right to become somebody else", nobody, (becoming) => {
  // Where anybody may add a file, and remove only their own.
  it("in a folder that keeps them to their owner are left, and all can be completed by the owner", async () => {
    const home = makeFolder();
    const prefix = makeEnvironment(join(home, "work"));
    const session = makeSession(home);
    await install({ prefix, shells: ["sh"] }, session);
    for (const path of ["", ...readdirSync(home, { recursive: true, encoding: "utf8" })]) {
      chmodSync(join(home, path), path.includes(".") && !path.endsWith(".d") ? 0o666 : 0o1777);
    }
    chmodSync(join(prefix, "conda-meta", "history"), 0o666);
    const scripts = () => Object.entries(readTree(prefix)).filter(([path]) => path.endsWith(".sh"));
    const before = scripts();
    for (const args of [["install", "--profile", "direct"], ["uninstall"]]) {
      const cli = join(inject("installation"), "dist", "cli.cjs");
      const command = [process.execPath, cli, ...args, "-p", prefix, "--json"];
      const { stdout } = runAsRoot(...becoming, ...command);
      expect(JSON.parse(stdout).environments[0].error).toMatchObject({
        code: "file-system",
        message: "not permitted",
      });
      expect(scripts()).toEqual(before);
    }
    await uninstall({ prefix }, session);
    expect(Object.keys(readTree(prefix))).toEqual(["conda-meta", "conda-meta/history"]);
  });
});

it("a folder where the journal should be is named, and left", async () => {
  const home = makeFolder();
  const prefix = makeEnvironment(join(home, "work"));
  mkdirSync(join(prefix, ".conda-go-hooks.json"));
  const before = readTree(prefix);
  for (const command of [install, uninstall, status]) {
    const [report] = (await command({ prefix }, makeSession(home))).environments;
    expect(report?.error).toMatchObject({
      code: "record-invalid",
      where: join(prefix, ".conda-go-hooks.json"),
    });
  }
  expect(readTree(prefix)).toEqual(before);
});
