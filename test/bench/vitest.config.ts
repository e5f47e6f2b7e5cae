// How the bench runs: with what the tests are set up with, and nothing printed but its table and what fails.
import { defineConfig } from "vitest/config";
import { DefaultReporter } from "vitest/node";

class FailureReporter extends DefaultReporter {
  override onInit(vitest: Parameters<DefaultReporter["onInit"]>[0]): void {
    vitest.logger.printBanner = () => undefined;
    super.onInit(vitest);
  }

  override printTestModule(): void {}

  override reportTestSummary(): void {}
}

export default defineConfig({
  test: {
    include: ["test/bench/bench.ts"],
    globalSetup: ["test/setup/global-setup.ts"],
    reporters: [new FailureReporter()],
    disableConsoleIntercept: true,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
