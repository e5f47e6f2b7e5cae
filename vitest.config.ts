// How the tests run: what they need is built once, slow shells get their time.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup/global-setup.ts", "test/setup/wine-setup.ts"],
    // The longest first waits for its shells most of the time.
    maxWorkers: "100%",
    reporters: [
      "./test/setup/skipped-reporter.ts",
      "default",
      ...(process.env.GITHUB_ACTIONS === "true" ? ["github-actions"] : []),
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
