// Lists before the closing lines of a run what was skipped and why, as the default reporter shows no skipped titles.
import type { Reporter, TestModule, Vitest } from "vitest/node";

export interface SkippedTest {
  readonly file: string;
  /** Of the test and the suites that it is in, with ` > ` between them. */
  readonly title: string;
}

/** The title of a test that is skipped, from which the list takes the reason again. */
export function titleSkipped(title: string, reason: string): string {
  return `${title} (skipped: ${reason})`;
}

/** The lines of the list: each reason, and below it the tests; none when none was skipped. */
export function listSkipped(tests: readonly SkippedTest[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { file, title } of tests) {
    const [, what = title, reason = "no reason given"] =
      /^(.*) \(skipped: (.*)\)$/.exec(title) ?? [];
    byReason.set(reason, [...(byReason.get(reason) ?? []), `    ${file} > ${what}`]);
  }
  if (byReason.size === 0) return [];
  const lines = [...byReason].flatMap(([reason, titles]) => [`  ${reason}:`, ...titles]);
  return ["Skipped:", ...lines, ""];
}

export default class SkippedReporter implements Reporter {
  #vitest: Vitest | null = null;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const pattern = this.#vitest?.getGlobalTestNamePattern();
    const skipped = modules.flatMap(({ children, relativeModuleId: file }) =>
      [...children.allTests("skipped")].map(({ fullName: title }) => ({ file, title })),
    );
    // What -t leaves out counts as skipped too.
    const meant = skipped.filter(
      ({ title }) => pattern?.test(title.replaceAll(" > ", " ")) ?? true,
    );
    for (const line of listSkipped(meant)) this.#vitest?.logger.log(line);
  }
}
