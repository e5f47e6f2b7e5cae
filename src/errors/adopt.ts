// What can be wrong when hand-written hooks are adopted.
import { COMMAND } from "../names.js";
import { makeReport } from "./error-report.js";

export const ADOPT = {
  "adopt-unasked": () =>
    makeReport(
      "usage",
      "there is no terminal to ask on before scripts are put aside",
      "--yes",
      "see what would be done with --dry-run, then add --yes",
    ),
  "adopt-active": ({ prefix }: { prefix: string }) =>
    makeReport(
      "environment-active",
      "the environment is active in this shell, with what its own scripts have set",
      prefix,
      "run conda deactivate first, then name the environment: -n NAME or -p PREFIX",
    ),
  "adopt-changed": ({ prefix }: { prefix: string }) =>
    makeReport(
      "environment-busy",
      "the scripts have changed since they were shown, and none was put aside",
      prefix,
      "run the same command again",
    ),
  "adopt-from-option": ({ option, from }: { option: string; from: string }) =>
    makeReport(
      "usage",
      `${option} makes no sense with --from ${from}`,
      option,
      `leave it out: ${COMMAND} adopt --from changes nothing, it prints a settings file`,
    ),
  "adopt-no-file": ({ path }: { path: string }) =>
    makeReport(
      "file-system",
      "there is no such file, or it cannot be read as UTF-8",
      path,
      "name an .envrc file, or conda-vars: --from conda-vars",
    ),
};
