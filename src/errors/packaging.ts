// What can be wrong with a conda package that is to be made: what it is called, and what is in it.
import { makeReport } from "./error-report.js";

interface Name {
  readonly name: string;
}

interface Version {
  readonly version: string;
}

const refuseName = (name: string, fault: string, hint: string) =>
  makeReport("package-invalid", `'${name}' ${fault}`, "--name", hint);

const refuseVersion = (version: string, fault: string, hint: string) =>
  makeReport("package-invalid", `'${version}' ${fault}`, "--version", hint);

export const PACKAGING = {
  "package-name-characters": ({ name, character }: Name & { character: string }) =>
    refuseName(
      name,
      `has ${character}, which no conda package may have in its name`,
      "use small letters, digits, - and _, as in --name go-hooks",
    ),
  "package-name-case": ({ name }: Name) =>
    refuseName(
      name,
      "has capitals, and conda packages are named in small letters",
      `--name ${name.toLowerCase()}`,
    ),
  "package-name-virtual": ({ name }: Name) =>
    refuseName(
      name,
      "begins with __, as conda names what it finds on a machine by itself, such as __glibc",
      `--name ${name.replace(/^_+/, "") || "go-hooks"}`,
    ),
  "package-name-start": ({ name }: Name) =>
    refuseName(
      name,
      "does not begin with a letter, a digit or one _, as a conda package's name does",
      "begin it with a letter, as in --name go-hooks",
    ),
  "package-name-separators": ({ name, separators }: Name & { separators: string }) =>
    refuseName(
      name,
      `has ${separators} in it, and a package's name has one separator at a time`,
      "leave one of them, as in --name go-hooks",
    ),
  "package-name-device": ({ name }: Name) =>
    refuseName(
      name,
      "names a device on Windows, and so would its file",
      `use a - for the full stop: --name ${name.replace(".", "-")}`,
    ),
  "package-name-long": ({ name, limit }: Name & { limit: number }) =>
    refuseName(
      name.slice(0, limit),
      `and more: the name has ${name.length} characters, and conda takes ${limit}`,
      "choose a shorter --name",
    ),
  "package-version-dash": ({ version }: Version) =>
    refuseVersion(
      version,
      "has a -, which stands between the version and the build in a package's file name",
      `use full stops: --version ${version.replace(/^-+|-+$/g, "").replace(/-+/g, ".") || "1.0"}`,
    ),
  "package-version-case": ({ version }: Version) =>
    refuseVersion(
      version,
      "has capitals, and conda's versions are written in small letters",
      `--version ${version.toLowerCase()}`,
    ),
  "package-version-characters": ({ version, character }: Version & { character: string }) =>
    refuseVersion(
      version,
      `has ${character}, which no version of a conda package may have`,
      "use digits and full stops, as in --version 1.0",
    ),
  "package-version-epoch": ({ version }: Version) =>
    refuseVersion(
      version,
      "has a ! that does not end an epoch, which is one number at the start",
      "leave the ! out, or use it once behind a number, as in --version 1!2.0",
    ),
  "package-version-local": ({ version }: Version) =>
    refuseVersion(
      version,
      "has more than one +, and behind the first the local part goes to the end",
      "use one + at most, as in --version 1.0+2",
    ),
  "package-version-empty": ({ version }: Version) =>
    refuseVersion(
      version,
      "has an empty part: something is missing beside a separator",
      "put a letter or digit on both sides of each separator, as in --version 1.0",
    ),
  "package-version-number": ({ version, number }: Version & { number: string }) =>
    refuseVersion(
      version,
      `has the number ${number}, which is too large for mamba and pixi`,
      "use smaller numbers, as in --version 1.0",
    ),
  "package-version-long": ({ version, limit }: Version & { limit: number }) =>
    refuseVersion(
      version.slice(0, limit),
      `and more: the version has ${version.length} characters, and conda takes ${limit}`,
      "choose a shorter --version",
    ),
  "package-build": ({ build }: { build: string }) =>
    makeReport(
      "package-invalid",
      `'${build}' is not the number of a build`,
      "--build",
      `use a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, as in --build 1`,
    ),
  "package-license": ({ fault }: { fault: string }) =>
    makeReport(
      "package-invalid",
      `the license ${fault}`,
      "--license",
      "name it on one line, as in --license BSD-3-Clause",
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
};
