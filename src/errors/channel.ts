// What can be wrong with where a conda package goes: the channel with its list, and the recipe's folder.
import { makeReport } from "./error-report.js";

interface Path {
  readonly path: string;
}

const refuseRepodata = (message: string, where: string) =>
  makeReport(
    "channel-invalid",
    message,
    where,
    "name another folder with --out; or write the list anew: python -m conda_index CHANNEL",
  );

export const CHANNEL = {
  "package-nowhere": ({ option }: { option: "--out" | "--recipe" }) =>
    makeReport(
      "usage",
      "nobody says where the package is to go",
      option,
      "name a channel's folder with --out, or a folder for a recipe with --recipe, or both",
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
  "repodata-json": ({ where }: { where: string }) =>
    refuseRepodata("this is not JSON, so no package can be added to it", where),
  "repodata-shape": ({ where, expected }: { where: string; expected: string }) =>
    refuseRepodata(`this is not the list of a channel's packages: ${expected} belongs here`, where),
  "repodata-subdir": ({ where, subdir }: { where: string; subdir: string }) =>
    makeReport(
      "channel-invalid",
      `this is the list of ${subdir}, and the package goes to noarch`,
      where,
      "name the folder with --out in which the channel's noarch is",
    ),
  "repodata-base": ({ where }: { where: string }) =>
    refuseRepodata("by this list, packages are fetched from elsewhere than its own folder", where),
  "package-differs": ({
    where,
    file,
    build,
  }: {
    where: string;
    file: string;
    /** The first number that no build of this version has; null where there is none left. */
    build: number | null;
  }) =>
    makeReport(
      "package-differs",
      `the channel already has ${file}, with other contents, and caches know a package by its name`,
      where,
      build === null
        ? "make another version with --version"
        : `make a new build with --build ${build}, or another version with --version`,
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
