// Says why Go does what it does here, and what mends it: the hooks, the settings, the project.
import { findFolder } from "../conda/places.js";
import { CondaGoHooksError, expectError } from "../errors/error.js";
import type { Finding, FindingCode } from "../findings/finding.js";
import { pathsOf } from "../go/paths.js";
import { checkBeliefs } from "../go/setup/beliefs.js";
import { CHECKS } from "../go/setup/checks.js";
import { checkAnswer } from "../go/setup/go-program.js";
import type { Setup } from "../go/setup/setup.js";
import {
  type Diagnosed,
  type DoctorOptions,
  type DoctorResult,
  describeDoctor,
  describeFixes,
  type Examined,
  reportDoctor,
} from "../reports/doctor.js";
import { checkFormat, chooseFormat, type FindingsOptions } from "../reports/findings.js";
import { countOf, type Outcome } from "../reports/outcome.js";
import { describeWarnings, type Warning } from "../reports/warnings.js";
import type { Session } from "../session.js";
import { fixHooks } from "./doctor-fix.js";
import { examineHooks } from "./doctor-hooks.js";
import { examineLog } from "./doctor-log.js";
import { checkCodes, findIgnored, warnOfIgnore } from "./finding-codes.js";
import { describeConfigOption } from "./follow-config.js";
import { scanAll } from "./scan.js";
import { findAbove } from "./setup/project-lines.js";
import { describeSetup, findNamed } from "./setup/setup.js";

/**
 * Looks at the hooks, at Go's settings and at the project of a folder, and says what is wrong with each; with `fix`,
 * updates the hooks and repairs the project first, where that is safe.
 * @throws CondaGoHooksError `usage`, `file-system` for a folder that is not there, and what finding an environment
 *   may throw
 */
export async function doctor(options: DoctorOptions, session: Session): Promise<DoctorResult> {
  return reportDoctor(await diagnose(options, session));
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
  const diagnosed = await diagnose({ ...options, folder }, session);
  const { examined } = diagnosed;
  const findings = examined.flatMap((one) => one.findings);
  const paths = pathsOf(session.platform);
  const result = reportDoctor(diagnosed);
  const fix = describeFixes(diagnosed, options, { cwd: session.cwd, paths });
  const text = () => [...fix.lines, describeDoctor(examined, session.cwd, paths)].join("\n\n");
  const outcome = chooseFormat(findings, options, text, session.cwd, paths);
  const notes = [...describeWarnings(result), ...fix.notes];
  return { result, ...outcome, notes, exitCode: fix.isFailed ? 2 : outcome.exitCode };
}

async function diagnose(options: DoctorOptions, session: Session): Promise<Diagnosed> {
  const { ignored, warnings } = await findIgnoredSafely(options, session);
  const folder = options.folder === undefined ? session.cwd : findFolder(options.folder, session);
  const environment = await findNamed(options, session);
  const fixed =
    options.fix && environment ? await fixHooks(environment, options.dryRun === true, session) : [];
  // After that, as things are now.
  const config = environment ? await describeConfigOption(environment, session) : "";
  const setup = await describeSetup(environment, folder, session, config).catch(
    (error: unknown) => {
      // What is said of the hooks has it, and of Go there is still something to say.
      expectError(error);
      return describeSetup(null, folder, session);
    },
  );
  // What is ignored is known, and a file that is not valid is told of below.
  const how = { ...options, ignore: [...ignored], config: false as const };
  const repaired = options.fix ? await repairProject(setup, how, session) : NO_REPAIR;
  const { log } = options;
  const examined: Examined[] = [
    // What has failed is what somebody asks about.
    ...(log === undefined ? [] : [await examineLog(log, setup, session)]),
    ...(await examineHooks(environment, session)),
    ...CHECKS.map(({ section, check, describe }) => ({
      section,
      evidence: describe(setup),
      findings: check(setup),
      ...(setup.lines && { lines: setup.lines }),
    })),
    await examineProject(setup, session),
  ];
  const isTold = examined.some(({ findings }) => findings.some(({ level }) => level === "error"));
  if (!isTold && setup.fault !== null)
    examined.push({
      section: "go",
      evidence: setup.gos[0]?.program ?? "",
      findings: checkAnswer(setup),
    });
  const isKept = ({ code }: Finding) => !ignored.has(code);
  const shorten = (evidence: string) =>
    setup.prefix === null ? evidence : evidence.replaceAll(setup.prefix, "{prefix}");
  const kept = examined.map((one) => ({
    ...one,
    evidence: shorten(one.evidence),
    findings: one.findings.filter(isKept),
  }));
  return { examined: kept, warnings, fixed, ...repaired };
}

/** The codes to leave out; what is wrong with a settings file hides nothing else. */
async function findIgnoredSafely(
  options: DoctorOptions,
  session: Session,
): Promise<{ ignored: ReadonlySet<FindingCode>; warnings: readonly Warning[] }> {
  const ignored = checkCodes(options.ignore ?? []);
  try {
    const { codes, warnings } = await findIgnored(options, session);
    return { ignored: codes, warnings };
  } catch (error) {
    return { ignored, warnings: [warnOfIgnore(expectError(error))] };
  }
}

const NO_REPAIR = { repaired: null, refused: null };

/** Repairs the project of the folder, if there is one and a go. */
async function repairProject(
  setup: Setup,
  options: DoctorOptions,
  session: Session,
): Promise<Pick<Diagnosed, "repaired" | "refused">> {
  const { repair } = await import("./repair.js");
  try {
    const how = { ...options, name: undefined, prefix: undefined, env: undefined };
    const place = { ...session, env: setup.env };
    return { repaired: await repair({ ...how, folders: [setup.folder] }, place), refused: null };
  } catch (error) {
    const refused = expectError(error);
    // Of these, the findings tell.
    if (["no-go", "nothing-found"].includes(refused.code)) return NO_REPAIR;
    return { repaired: null, refused: refused.toJSON() };
  }
}

/** The go.mod and the go.work by which Go goes in the folder, where they are not below it. */
function listFilesAbove({ folder, project, platform }: Setup): string[] {
  const { isInside } = pathsOf(platform);
  const files = new Set([findAbove(folder, "go.mod"), project?.file ?? null]);
  return [...files].filter(
    (file): file is string =>
      // A scan takes no go.work of another name, which GOWORK may have.
      file !== null && /(?:^|[/\\])go\.(?:mod|work)$/.test(file) && !isInside(file, folder),
  );
}

/** What a scan of the folder finds; a folder without any go.mod is none of a project. */
async function examineProject(setup: Setup, session: Session): Promise<Examined> {
  try {
    const folders = [setup.folder, ...listFilesAbove(setup)];
    const { inspections } = await scanAll(
      { folders, config: false },
      { ...session, env: setup.env },
    );
    const replaced = inspections
      .flatMap(({ outline }) => outline?.replaces ?? [])
      .filter((one) => !one.new.version)
      .map((one) => one.old.path);
    const findings = [
      ...inspections.flatMap((one) => one.findings),
      ...checkBeliefs(setup, replaced),
    ];
    const lines = new Map(inspections.map((one) => [one.file, one.lines]));
    return {
      section: "project",
      evidence: countOf(inspections.length, "go.mod or go.work file"),
      findings,
      lines,
    };
  } catch (error) {
    if (error instanceof CondaGoHooksError && error.code === "nothing-found")
      return { section: "project", evidence: "no go.mod here", findings: [] };
    throw error;
  }
}
