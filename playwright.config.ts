/**
 * End to end: each test starts the servers it needs through test/support, on ports of its own, so
 * that they run side by side. A trace costs a third of the time: `playwright test NAME --trace on`.
 */
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser.ts";

export default defineConfig({
  testDir: "test/e2e",
  testMatch: "**/*.e2e.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: "list",
  outputDir: "test-results",
  use: { launchOptions: await findBrowser(), screenshot: "only-on-failure" },
});
