/** Every state of the element on every kind of screen; its pictures go to `.screens/`, and those of the documents. */
import { defineConfig } from "@playwright/test";
import { findBrowser } from "../../scripts/browser.ts";

export default defineConfig({
  testDir: ".",
  projects: [
    { name: "faces", testMatch: "**/*.faces.ts" },
    { name: "pictures", testMatch: "**/*.pictures.ts" },
  ],
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: "line",
  outputDir: "../../test-results/faces",
  use: { launchOptions: await findBrowser() },
});
