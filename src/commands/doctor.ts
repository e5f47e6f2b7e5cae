// Says why Go does what it does here, and what mends it: the hooks, the settings, the project.
import { type Environment, findEnvironment } from "../conda/environments.js";
import { findFolder } from "../conda/places.js";
import { checkEnvironment } from "../conda/prefix.js";
import { CondaGoHooksError } from "../errors/error.js";
import type { Finding } from "../findings/finding.js";
import { pathsOf } from "../go/paths.js";
import { CHECKS } from "../go/setup/checks.js";
import {
  type DoctorOptions,
  type DoctorResult,
  describeDoctor,
  type Examined,
  reportDoctor,
} from "../reports/doctor.js";
import { checkFormat, chooseFormat, type FindingsOptions } from "../reports/findings.js";
import type { Outcome } from "../reports/outcome.js";
import type { Session } from "../session.js";
import { examineHooks } from "./doctor-hooks.js";
import { examineLog } from "./doctor-log.js";
import { checkCodes, scanAll } from "./scan.js";
import { describeSetup } from "./setup.js";

/**
 * Looks at the hooks, at Go's settings and at the project of a folder, and says what is wrong with each.
 * @throws CondaGoHooksError `usage`, `file-system` for a folder that is not there, and what finding an environment
 *   may throw
 */
export async function doctor(options: DoctorOptions, session: Session): Promise<DoctorResult> {
  return reportDoctor(await examineAll(options, session));
}

/** Runs the command. @returns what to print, and the exit code */
export async function run(
  {
    folders: words = [],
    ...options
  }: DoctorOptions & FindingsOptions & { folders?: readonly string[] },
  session: Session,
): Promise<Outcome> {
  checkFormat(options);
  const [folder] = words;
  const examined = await examineAll({ ...options, folder }, session);
  const findings = examined.flatMap((one) => one.findings);
  const paths = pathsOf(session.platform);
  const result = reportDoctor(examined);
  const text = () => describeDoctor(examined, session.cwd, paths);
  return { result, notes: [], ...chooseFormat(findings, options, text, session.cwd, paths) };
}

async function examineAll(options: DoctorOptions, session: Session): Promise<Examined[]> {
  const ignored = checkCodes(options.ignore ?? []);
  const folder = options.folder === undefined ? session.cwd : findFolder(options.folder, session);
  const environment = await findNamed(options, session);
  const setup = await describeSetup(environment, folder, session);
  const { log } = options;
  const examined: Examined[] = [
    ...(log === undefined ? [] : [await examineLog(log, setup, session)]),
    ...(environment ? [await examineHooks(environment, session)] : []),
    ...CHECKS.map(({ section, check, describe }) => ({
      section,
      evidence: describe(setup),
      findings: check(setup),
    })),
    await examineProject(folder, { ...session, env: setup.env }),
  ];
  const isKept = ({ code }: Finding) => !ignored.has(code);
  return examined.map((one) => ({ ...one, findings: one.findings.filter(isKept) }));
}

/** The environment that is named or active; null without one. */
async function findNamed(options: DoctorOptions, session: Session): Promise<Environment | null> {
  const { name, prefix, env } = options;
  const isNamed = [name, prefix, env].some((value) => value !== undefined);
  if (!isNamed && !session.env.CONDA_PREFIX) return null;
  const environment = await findEnvironment(options, session);
  checkEnvironment(environment.prefix);
  return environment;
}

/** What a scan of the folder finds; a folder without any go.mod is none of a project. */
async function examineProject(folder: string, session: Session): Promise<Examined> {
  try {
    const { inspections } = await scanAll({ folders: [folder] }, session);
    const findings = inspections.flatMap((one) => one.findings);
    const lines = new Map(inspections.map((one) => [one.file, one.lines]));
    return { section: "project", evidence: String(inspections.length), findings, lines };
  } catch (error) {
    if (error instanceof CondaGoHooksError && error.code === "nothing-found")
      return { section: "project", evidence: "no go.mod here", findings: [] };
    throw error;
  }
}
