// What git has not recorded, asked of the real git; and that no repository makes it start anything.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { findUncommitted } from "../../src/go/repair/git.js";
import { type Files, makeFolder, makeSession, writeFiles } from "../setup/environments.js";
import { describeWith, findProgram, itUnless } from "../setup/programs.js";

describe("without git", () => {
  it("nobody is asked", async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, ".git"));
    const place = makeSession(folder, { PATH: join(folder, "none") });
    expect(await findUncommitted([join(folder, "go.mod")], place)).toBeNull();
  });

  it("none is taken from the current folder or a relative entry of the PATH", async () => {
    const folder = makeFolder();
    writeFiles(folder, { git: "#!/bin/sh\ntouch started\n", ".git/HEAD": "" });
    chmodSync(join(folder, "git"), 0o755);
    const place = makeSession(folder, { PATH: ".::bin" });
    expect(await findUncommitted([join(folder, "go.mod")], place)).toBeNull();
    expect(readdirSync(folder).sort()).toEqual([".git", "git"]);
  });
});

describeWith("git", "git", findProgram("git"), (program) => {
  let home: string;
  let root: string;

  beforeEach(() => {
    home = makeFolder();
    root = makeRepository(join(home, "project"), {
      "go.mod": "module example.com/a\n",
      "go.sum": "",
      "lib/go.mod": "module example.com/lib\n",
      "vendor/modules.txt": "# example.com/b v1.0.0\n",
    });
  });

  function git(folder: string, ...args: readonly string[]): string {
    const user = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    const allowed = ["-c", "protocol.file.allow=always"];
    const env = { PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: "1" };
    return execFileSync(program, [...user, ...allowed, ...args], {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** With these files, all of them recorded. */
  function makeRepository(folder: string, files: Files): string {
    mkdirSync(folder, { recursive: true });
    git(folder, "init", "-q");
    writeFiles(folder, files);
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "--allow-empty", "-m", "first");
    return folder;
  }

  /** What is found among these, which are named as below the repository. */
  async function ask(paths: readonly string[], env: Record<string, string> = {}) {
    const asked = paths.map((path) => join(root, path));
    const place = makeSession(home, { GIT_CONFIG_NOSYSTEM: "1", ...env });
    const found = await findUncommitted(asked, place);
    if (found === null) return null;
    expect(found.fault).toBeNull();
    return found.paths.map((path) => paths[asked.indexOf(path)]);
  }

  const ALL = ["go.mod", "go.sum", "go.work", "lib/go.mod", "vendor", "lib/vendor"];

  describe("finds", () => {
    it("nothing in what is recorded, or does not exist", async () => {
      expect(await ask(ALL)).toEqual([]);
      expect(await ask([])).toBeNull();
    });

    it("what is changed, and not its neighbours", async () => {
      writeFiles(root, { "go.mod": "module example.com/c\n", "main.go": "package main\n" });
      expect(await ask(ALL)).toEqual(["go.mod"]);
    });

    it("what is staged, whatever is on the disk", async () => {
      writeFiles(root, { "go.mod": "module example.com/c\n" });
      git(root, "add", "go.mod");
      writeFiles(root, { "go.mod": "module example.com/a\n" });
      git(root, "rm", "-q", "--cached", "go.sum");
      git(root, "mv", "lib/go.mod", "lib/go.work");
      expect(await ask(["go.mod", "go.sum", "lib/go.mod", "lib/go.work"])).toEqual([
        "go.mod",
        "go.sum",
        "lib/go.mod",
        "lib/go.work",
      ]);
    });

    it("what is untracked, as a file, a folder, or in a folder that is new as a whole", async () => {
      writeFiles(root, { "go.work": "go 1.22\n", "lib/vendor/a/a.go": "", "new/b/go.mod": "" });
      const paths = [...ALL, "new/b/go.mod", "new/b/go.sum", "new"];
      expect(await ask(paths)).toEqual(["go.work", "lib/vendor", "new/b/go.mod", "new"]);
    });

    it("what is gone", async () => {
      rmSync(join(root, "vendor"), { recursive: true });
      rmSync(join(root, "go.sum"));
      expect(await ask(ALL)).toEqual(["go.sum", "vendor"]);
    });

    it("what is in conflict", async () => {
      git(root, "checkout", "-q", "-b", "other");
      writeFiles(root, { "go.mod": "module example.com/other\n" });
      git(root, "commit", "-qam", "other");
      git(root, "checkout", "-q", "-");
      writeFiles(root, { "go.mod": "module example.com/mine\n" });
      git(root, "commit", "-qam", "mine");
      expect(() => git(root, "merge", "-q", "other")).toThrow();
      expect(await ask(ALL)).toEqual(["go.mod"]);
    });

    it("nothing in what is ignored, here or by the user", async () => {
      git(root, "rm", "-rq", "vendor");
      writeFiles(root, { ".gitignore": "vendor/\n", "vendor/a/a.go": "" });
      git(root, "add", "-A");
      git(root, "commit", "-qm", "second");
      writeFiles(home, { ignored: "go.work\n" });
      git(home, "config", "--global", "core.excludesFile", join(home, "ignored"));
      writeFiles(root, { "go.work": "go 1.22\n" });
      expect(await ask(ALL)).toEqual([]);
    });

    it("all in a repository without a commit", async () => {
      root = join(home, "new");
      mkdirSync(root);
      git(root, "init", "-q");
      writeFiles(root, { "go.mod": "", "go.sum": "" });
      git(root, "add", "go.mod");
      expect(await ask(ALL)).toEqual(["go.mod", "go.sum"]);
    });

    it("a change of a file's mode where git looks at it", async () => {
      chmodSync(join(root, "go.mod"), 0o755);
      expect(await ask(ALL)).toEqual(["go.mod"]);
    });

    it("nothing in a file whose line ends git itself has changed", async () => {
      git(root, "config", "core.autocrlf", "true");
      rmSync(join(root, "go.mod"));
      git(root, "checkout", "-q", "go.mod");
      expect(readFileSync(join(root, "go.mod"), "utf8")).toBe("module example.com/a\r\n");
      // So that git reads it once more.
      utimesSync(join(root, "go.mod"), 1, 1);
      expect(await ask(ALL)).toEqual([]);
      git(root, "config", "core.autocrlf", "false");
      expect(await ask(ALL)).toEqual(["go.mod"]);
    });
  });

  describe("takes a path as it stands:", () => {
    const names = [
      "with blank",
      "quote'\"`$(touch started)",
      "new\nline\n",
      "-dash",
      "--output=x",
      ":(top)go.mod",
      ":!go.mod",
      "*",
      "go.???",
      "[g]o.mod",
      "back\\slash",
      "ü→",
      "..dots",
    ];

    it.each(names)("%j", async (name) => {
      writeFiles(root, { "go.mod": "changed" });
      expect(await ask([name, "go.sum", join("lib", name)])).toEqual([]);
      writeFiles(root, { [name]: "", [join("lib", name)]: "" });
      git(root, "add", "-A");
      git(root, "commit", "-qm", "second");
      expect(await ask([name, "go.mod", join("lib", name)])).toEqual([]);
      writeFiles(root, { [name]: "changed" });
      expect(await ask([name, "go.mod", join("lib", name)])).toEqual([name]);
    });

    it("a repository whose own name ends with a new line", async () => {
      root = makeRepository(join(home, " project\n"), { "go.mod": "", "lib/go.mod": "" });
      writeFiles(root, { "lib/go.mod": "changed" });
      expect(await ask(ALL)).toEqual(["lib/go.mod"]);
    });
  });

  describe("asks the repository around each path:", () => {
    it("others beside it, and none", async () => {
      makeRepository(join(home, "other"), { "go.mod": "", "go.sum": "" });
      writeFiles(home, {
        "other/go.mod": "changed",
        "none/go.mod": "",
        "project/go.sum": "changed",
      });
      const paths = ["../other/go.mod", "../other/go.sum", "../none/go.mod", "go.mod", "go.sum"];
      expect(await ask(paths)).toEqual(["../other/go.mod", "go.sum"]);
      expect(await ask(["../none/go.mod", "../none/x/vendor"])).toBeNull();
    });

    it("one within another, which git does not look into from outside", async () => {
      makeRepository(join(root, "nested"), { "go.mod": "" });
      expect(await ask(["nested/go.mod", "go.mod"])).toEqual([]);
      writeFiles(root, { "nested/go.mod": "changed" });
      expect(await ask(["nested/go.mod", "go.mod"])).toEqual(["nested/go.mod"]);
    });

    it("a submodule, also where it is the path itself", async () => {
      const other = makeRepository(join(home, "other"), { "go.mod": "", "a.go": "" });
      git(root, "submodule", "--quiet", "add", other, "lib/vendor");
      expect(await ask(["lib/vendor"])).toEqual(["lib/vendor"]);
      git(root, "commit", "-qm", "second");
      expect(await ask(["lib/vendor/go.mod", "lib/vendor"])).toEqual([]);
      writeFiles(root, { "lib/vendor/go.mod": "changed" });
      expect(await ask(["lib/vendor/go.mod", "lib/vendor/a.go", "lib/vendor"])).toEqual([
        "lib/vendor/go.mod",
        "lib/vendor",
      ]);
    });

    it("a worktree", async () => {
      git(root, "worktree", "add", "-q", join(home, "second"));
      writeFiles(root, { "go.sum": "changed" });
      root = join(home, "second");
      writeFiles(root, { "go.mod": "changed" });
      expect(await ask(ALL)).toEqual(["go.mod"]);
    });

    it("through links, and of a link both ends", async () => {
      symlinkSync(root, join(home, "link"));
      writeFiles(root, { "lib/go.mod": "changed" });
      expect(await ask(["../link/lib/go.mod", "../link/go.mod"])).toEqual(["../link/lib/go.mod"]);
      mkdirSync(join(root, "sub"));
      symlinkSync("../lib/go.mod", join(root, "sub", "go.mod"));
      symlinkSync("../nowhere", join(root, "sub", "go.sum"));
      git(root, "add", "sub");
      git(root, "commit", "-qm", "second");
      expect(await ask(["sub/go.mod", "sub/go.sum"])).toEqual(["sub/go.mod"]);
      git(root, "checkout", "-q", "lib");
      rmSync(join(root, "sub", "go.mod"));
      symlinkSync("../go.mod", join(root, "sub", "go.mod"));
      expect(await ask(["sub/go.mod", "sub/go.sum"])).toEqual(["sub/go.mod"]);
    });

    it("above a folder that is only called .git", async () => {
      mkdirSync(join(root, "lib", ".git"));
      writeFiles(root, { "lib/go.mod": "changed" });
      expect(await ask(["lib/go.mod", "lib/go.sum"])).toEqual(["lib/go.mod"]);
      mkdirSync(join(home, "none", ".git"), { recursive: true });
      expect(await ask(["../none/go.mod"])).toBeNull();
    });

    it("once, whatever the number of files", async () => {
      const log = join(home, "log");
      const counting = join(home, "bin", "git");
      writeFiles(home, { "bin/git": `#!/bin/sh\necho >>'${log}'\nexec '${program}' "$@"\n` });
      chmodSync(counting, 0o755);
      const files = Array.from({ length: 1000 }, (_, at) => [`vendor/example.com/${at}/a.go`, ""]);
      writeFiles(root, Object.fromEntries(files));
      const env = { PATH: `${join(home, "bin")}:/usr/bin:/bin` };
      expect(await ask([...ALL, "vendor/example.com/7/a.go"], env)).toEqual([
        "vendor",
        "vendor/example.com/7/a.go",
      ]);
      expect(readFileSync(log, "utf8").length).toBeLessThan(5);
    });
  });

  describe("goes by the user's settings", () => {
    it("but not by a repository that he has chosen for something else", async () => {
      const other = makeRepository(join(home, "other"), {});
      writeFiles(root, { "go.mod": "changed" });
      const env = {
        GIT_DIR: join(other, ".git"),
        GIT_WORK_TREE: other,
        GIT_INDEX_FILE: join(other, ".git", "index"),
        GIT_CONFIG: join(home, "none"),
        GIT_LITERAL_PATHSPECS: "0",
        GIT_ICASE_PATHSPECS: "1",
        GIT_TRACE: join(home, "trace"),
        GIT_CEILING_DIRECTORIES: root,
      };
      expect(await ask(ALL, env)).toEqual(["go.mod"]);
      expect(existsSync(join(home, "trace"))).toBe(false);
    });

    it("whichever file they are in", async () => {
      writeFiles(home, {
        settings: `[core]\n\texcludesFile = ${join(home, "ignored")}\n[status]\n\tshowUntrackedFiles = no\n`,
        ignored: "go.work\n",
      });
      writeFiles(root, { "go.work": "", "lib/go.sum": "" });
      const paths = [...ALL, "lib/go.sum"];
      expect(await ask(paths)).toEqual(["go.work", "lib/go.sum"]);
      const env = { GIT_CONFIG_GLOBAL: join(home, "settings") };
      expect(await ask(paths, env)).toEqual(["lib/go.sum"]);
    });
  });

  describe("says why there is no answer:", () => {
    /** What git says, and what is found in the other repository all the same. */
    async function askFault(env: Record<string, string> = {}) {
      const other = makeRepository(join(home, "other"), { "go.mod": "" });
      writeFiles(other, { "go.mod": "changed" });
      const paths = [join(root, "go.mod"), join(other, "go.mod")];
      const found = await findUncommitted(paths, makeSession(home, env));
      return { fault: found?.fault, others: found?.paths.map((path) => paths.indexOf(path)) };
    }

    itUnless(
      process.getuid?.() === 0 ? null : "only root can give a folder to somebody else",
      "the repository is somebody else's",
      async () => {
        for (const path of [root, join(root, ".git")]) chownSync(path, 12345, 12345);
        const { fault, others } = await askFault();
        expect(fault).toContain("dubious ownership");
        expect(fault).toContain("safe.directory");
        expect(others).toEqual([1]);
        // Whom the user trusts, he may have said in a file or in the environment.
        const trusted = {
          GIT_CONFIG_COUNT: "1",
          GIT_CONFIG_KEY_0: "safe.directory",
          GIT_CONFIG_VALUE_0: root,
        };
        expect((await askFault(trusted)).fault).toBeNull();
        git(home, "config", "--global", "safe.directory", root);
        expect((await askFault()).fault).toBeNull();
      },
    );

    it("it is broken", async () => {
      writeFiles(root, { ".git/index": "nonsense" });
      const { fault, others } = await askFault();
      expect(fault).toContain("index");
      expect(others).toEqual([1]);
    });

    it("its settings are no settings", async () => {
      writeFiles(root, { ".git/config": "[core\n" });
      expect((await askFault()).fault).toContain("bad config");
    });

    it("what a .git file leads to is gone", async () => {
      rmSync(join(root, ".git"), { recursive: true });
      writeFiles(root, { ".git": "gitdir: /nowhere\n" });
      expect((await askFault()).fault).toContain("/nowhere");
    });

    it("git is no program", async () => {
      writeFiles(home, { "bin/git": "#!/nowhere\n" });
      chmodSync(join(home, "bin", "git"), 0o755);
      expect((await askFault({ PATH: join(home, "bin") })).fault).toContain("git");
    });
  });

  describe("starts nothing that a repository names:", () => {
    let marker: string;
    let trap: string;

    beforeEach(() => {
      marker = join(home, "marker");
      trap = join(home, "trap");
      writeFileSync(trap, `#!/bin/sh\necho "$0" "$@" >>'${marker}'\nexit 1\n`);
      chmodSync(trap, 0o755);
    });

    function set(name: string, value: string): void {
      git(root, "config", name, value);
    }

    // Of the same length as before, so that git has to read the file.
    const CHANGED = "module example.com/b\n";

    function touch(): void {
      writeFiles(root, { "go.mod": CHANGED });
      utimesSync(join(root, "go.mod"), 1, 1);
    }

    function setFilter(kind: string): void {
      writeFiles(root, { ".gitattributes": "* filter=trap\n" });
      set(`filter.trap.${kind}`, trap);
      touch();
    }

    const ways: Readonly<Record<string, () => void>> = {
      "a monitor of the file system": () => set("core.fsmonitor", trap),
      "a filter": () => setFilter("clean"),
      "a filter that has to be there": () => {
        setFilter("clean");
        set("filter.trap.required", "true");
      },
      "a filter that is a process": () => setFilter("process"),
      "a filter of an included file": () => {
        setFilter("smudge");
        writeFiles(root, { ".git/more": `[filter "trap"]\n\tclean = ${trap}\n` });
        set("include.path", "more");
      },
      "a filter of a worktree's own settings": () => {
        setFilter("smudge");
        set("extensions.worktreeConfig", "true");
        git(root, "config", "--worktree", "filter.trap.clean", trap);
      },
      "filters with odd names": () => {
        const names = ["a.b", 'quote"', "back\\slash", "é", "UPPER"];
        const rules = names.map((name, at) => [`${at}/go.mod`, name] as const);
        for (const [file] of rules) writeFiles(root, { [file]: "" });
        for (const name of names) set(`filter.${name}.clean`, trap);
        const lines = names.map((name) => `*.mod filter=${name}\n`);
        writeFiles(root, { ".gitattributes": lines.join("") });
        touch();
      },
      "a hook": () => {
        // Git calls it where it writes the index, as it does for a file whose time alone has changed.
        writeFiles(root, { ".git/hooks/post-index-change": readFileSync(trap) });
        chmodSync(join(root, ".git/hooks/post-index-change"), 0o755);
        utimesSync(join(root, "go.mod"), 1, 1);
      },
      "a hook elsewhere": () => {
        writeFiles(home, { "hooks/post-index-change": readFileSync(trap) });
        chmodSync(join(home, "hooks/post-index-change"), 0o755);
        set("core.hooksPath", join(home, "hooks"));
        utimesSync(join(root, "go.mod"), 1, 1);
      },
      "the server of a partial clone": () => {
        touch();
        const tree = git(root, "rev-parse", "HEAD:lib").trim();
        rmSync(join(root, ".git/objects", tree.slice(0, 2), tree.slice(2)));
        set("core.repositoryFormatVersion", "1");
        set("extensions.partialClone", "origin");
        set("remote.origin.url", home);
        set("remote.origin.uploadpack", trap);
        set("remote.origin.promisor", "true");
        // The tree as git has noted it in the index would do.
        git(root, "read-tree", "--empty");
        writeFiles(root, { ".gitignore": "" });
      },
      "a submodule's": () => {
        const other = makeRepository(join(home, "other"), { "go.mod": "module example.com/a\n" });
        git(root, "submodule", "--quiet", "add", other, "sub");
        git(root, "commit", "-qm", "second");
        writeFiles(root, { "sub/.gitattributes": "* filter=trap\n", "sub/go.mod": CHANGED });
        utimesSync(join(root, "sub", "go.mod"), 1, 1);
        git(join(root, "sub"), "config", "filter.trap.clean", trap);
        git(join(root, "sub"), "config", "core.fsmonitor", trap);
        set("diff.ignoreSubmodules", "none");
        set("submodule.sub.ignore", "none");
        set("status.submoduleSummary", "true");
      },
      "what shows differences, pages and asks": () => {
        writeFiles(root, { ".gitattributes": "* diff=trap\n" });
        set("diff.external", trap);
        for (const kind of ["command", "textconv"]) set(`diff.trap.${kind}`, trap);
        for (const name of [
          "core.pager",
          "pager.status",
          "pager.config",
          "core.editor",
          "core.askPass",
          "core.sshCommand",
        ]) {
          set(name, trap);
        }
        for (const name of ["status", "config", "rev-parse"]) set(`alias.${name}`, `!${trap}`);
        touch();
      },
    };

    it.each(Object.entries(ways))("%s", async (way, prepare) => {
      prepare();
      const paths = ["go.mod", "go.sum", "vendor", "sub"].map((path) => join(root, path));
      await findUncommitted(paths, makeSession(home, { GIT_CONFIG_NOSYSTEM: "1" }));
      expect(existsSync(marker) ? readFileSync(marker, "utf8") : "").toBe("");
      // The trap is one: git without our care falls into it, but for what this question needs in no git so far.
      try {
        git(root, "status", "--porcelain");
      } catch {
        // As the trap has failed.
      }
      expect(existsSync(marker)).toBe(way !== "what shows differences, pages and asks");
    });

    it("a filter whose name cannot be switched off, so that nothing is asked", async () => {
      writeFiles(root, { ".gitattributes": "* filter=a=b\n" });
      set("filter.a=b.clean", trap);
      touch();
      const place = makeSession(home, { GIT_CONFIG_NOSYSTEM: "1" });
      const found = await findUncommitted([join(root, "go.mod")], place);
      expect(found).toEqual({ paths: [], fault: "git has a filter with = in its name" });
      expect(existsSync(marker)).toBe(false);
    });

    it("and finds a change all the same", async () => {
      setFilter("process");
      expect(await ask(["go.mod", "go.sum"])).toEqual(["go.mod"]);
    });

    it("and writes nothing itself", async () => {
      utimesSync(join(root, "go.mod"), 1, 1);
      const list = () =>
        readdirSync(join(root, ".git"), { recursive: true, encoding: "utf8" }).map((path) => {
          const { mtimeNs, ino } = statSync(join(root, ".git", path), { bigint: true });
          return [path, mtimeNs, ino];
        });
      const before = list();
      expect(await ask(ALL)).toEqual([]);
      expect(list()).toEqual(before);
    });
  });
});
