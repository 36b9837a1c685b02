/** End to end: each test starts the servers it needs through test/support, on ports of its own. */
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser.ts";

export default defineConfig({
  testDir: "test/e2e",
  testMatch: "**/*.e2e.ts",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: "list",
  outputDir: "test-results",
  use: { launchOptions: await findBrowser(), trace: "retain-on-failure" },
});
