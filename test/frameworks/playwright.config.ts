/**
 * The picker in shops that are built with the real frameworks: each is paid in both ways of building
 * it; what is the framework's own is looked at where the framework warns.
 */
import { defineConfig } from "@playwright/test";
import { findBrowser } from "../../scripts/browser.ts";
import type { ShopOptions } from "./shop-test.ts";

export default defineConfig<ShopOptions>({
  testDir: ".",
  testMatch: "**/*.e2e.ts",
  globalSetup: "./build-all.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: "list",
  outputDir: "../../test-results/frameworks",
  use: { launchOptions: await findBrowser(), screenshot: "only-on-failure" },
  projects: [
    { name: "development", use: { mode: "development" } },
    { name: "production", use: { mode: "production" }, testMatch: "**/paying.e2e.ts" },
  ],
});
