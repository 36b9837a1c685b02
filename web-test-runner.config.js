/** The widget's tests: in a real browser, straight from the sources, nothing built first. */
import { fileURLToPath } from "node:url";
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { chromeLauncher } from "@web/test-runner-chrome";
import { findBrowser } from "./scripts/browser.ts";
import { scriptedProxies } from "./test/support/scripted-proxy.ts";

const { args, ...browser } = await findBrowser();
/** A desktop's, which a machine without one does not make up. Playwright says the same. */
const mouse =
  "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4";

export default {
  files: "test/widget/**/*.test.ts",
  nodeResolve: true,
  // One page at a time: tests of focus and of visibility need the page that has both.
  concurrency: 1,
  browsers: [chromeLauncher({ launchOptions: { ...browser, args: [...args, mouse] } })],
  plugins: [
    scriptedProxies(),
    esbuildPlugin({
      ts: true,
      // Absolute, and without "extends": the plugin reads this one file, and decorators depend on it.
      tsconfig: fileURLToPath(new URL("widget/tsconfig.json", import.meta.url)),
    }),
  ],
  testFramework: { config: { timeout: 10_000 } },
  // Lit says on every page that it is not the minified build.
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith("Lit is in dev mode"),
};
