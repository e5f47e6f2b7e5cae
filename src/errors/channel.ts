// What can be wrong with a channel that a package is put into, and with a recipe's folder.
import { makeReport } from "./error-report.js";

interface Path {
  readonly path: string;
}

export const CHANNEL = {
  "package-nowhere": ({ option }: { option: "--out" | "--recipe" }) =>
    makeReport(
      "usage",
      "nobody says where the package is to go",
      option,
      "name a channel's folder with --out, or a folder for a recipe with --recipe, or both",
    ),
  "package-missing": ({ option }: { option: "--name" | "--version" }) =>
    makeReport(
      "usage",
      "a package needs a name and a version",
      option,
      `give it, as in ${option} ${option === "--name" ? "acme-go-hooks" : "1.0"}`,
    ),
  "package-secret": ({ names }: { names: readonly string[] }) =>
    makeReport(
      "setting-invalid",
      `${names.join(", ")} holds a password, and whoever can read the channel could read it`,
      names[0] ?? null,
      "leave it out: go takes passwords from each user's .netrc, or as GOAUTH says",
    ),
  "channel-url": ({ isFile }: { isFile: boolean }) =>
    makeReport(
      "usage",
      "this is an address, and a channel is made in a folder",
      "--out",
      isFile
        ? "name the folder by its path, as in --out /srv/channel"
        : "name a folder, as in --out channel, and upload what is in it",
    ),
  "channel-token": ({ path }: Path) =>
    makeReport(
      "usage",
      "in this path there is a folder called t, and conda takes what stands behind /t/ in a channel's address for a token",
      path,
      "name another folder with --out",
    ),
  "channel-subdir": ({ path, subdir, isLast }: Path & { subdir: string; isLast: boolean }) =>
    makeReport(
      "usage",
      `in this path there is a folder called ${subdir}, and conda takes that for the part of a channel that is for one platform`,
      path,
      `name ${isLast ? "the folder above it" : "another folder"} with --out`,
    ),
  "channel-ending": ({ path, ending }: Path & { ending: string }) =>
    makeReport(
      "usage",
      `this path ends in ${ending}, and conda takes such a path for a file of a channel`,
      path,
      "name another folder with --out",
    ),
  "channel-not-folder": ({ path }: Path) =>
    makeReport(
      "file-system",
      "this is not a folder, and one belongs here for a channel",
      path,
      "name another folder with --out",
    ),
  "channel-not-file": ({ path }: Path) =>
    makeReport(
      "file-system",
      "this is not a file, so it is not replaced",
      path,
      "move it out of the way, or name another folder with --out",
    ),
  "channel-busy": ({ path }: Path) =>
    makeReport(
      "channel-busy",
      "another command has been writing to this channel for a minute",
      path,
      "wait until it has ended, and run the same command again",
    ),
  "recipe-link": ({ path }: Path) =>
    makeReport(
      "file-not-ours",
      "this is a symbolic link, and a folder of the recipe belongs here, so nothing is written",
      path,
      "name another folder with --recipe, or remove the link",
    ),
  "recipe-in-channel": ({ path }: Path) =>
    makeReport(
      "usage",
      "this folder is a channel, which would then hold the recipe too",
      path,
      "name another folder with --recipe",
    ),
  "channel-in-recipe": ({ path }: Path) =>
    makeReport(
      "usage",
      "this folder is among the files of the recipe, and its build would take along the channel",
      path,
      "name another folder with --out",
    ),
  "recipe-not-ours": ({ path }: Path) =>
    makeReport(
      "file-not-ours",
      "there is a file that we did not make, so nothing is written",
      path,
      "name another folder with --recipe, or move the file away",
    ),
};
