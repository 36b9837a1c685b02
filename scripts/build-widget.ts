/**
 * Builds the widget: the package's modules, the script and the card frame that the proxy serves, and
 * what editors read of the package, its types and its manifest.
 */
import { copyFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { writeFrameworkTypes } from "./widget-framework-types.ts";
import { writeManifest } from "./widget-manifest.ts";
import { writeStyleSheets } from "./widget-style-sheets.ts";
import { writeTypes } from "./widget-types.ts";

const configFile = fileURLToPath(new URL("../vite.config.ts", import.meta.url));

for (const mode of ["npm", "script", "card"]) await build({ configFile, mode, logLevel: "warn" });
writeStyleSheets();
writeTypes();
writeManifest();
writeFrameworkTypes();

const licences = "THIRD-PARTY-LICENSES.txt";
copyFileSync(
  new URL(`../server/${licences}`, import.meta.url),
  new URL(`../widget/dist/${licences}`, import.meta.url),
);
