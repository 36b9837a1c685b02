/** Every state of the element on every kind of screen; its pictures go to `.screens/`. */
import { defineConfig } from "@playwright/test";
import { findBrowser } from "../../scripts/browser.ts";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.faces.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: "line",
  outputDir: "../../test-results/faces",
  use: { launchOptions: await findBrowser() },
});
