/** Builds the widget: the package's modules, then the script that the proxy serves. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

const configFile = fileURLToPath(new URL("../vite.config.ts", import.meta.url));

for (const mode of ["npm", "script"]) await build({ configFile, mode, logLevel: "warn" });
