/** Builds where nothing is built yet, or other sources were: what is started must be what is read. */
import { execSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashSources, readStamp } from "./source-stamp.ts";

const results = ["server/dist/server/main.js", "server/dist/assets/otter-checkout.js"];
const root = fileURLToPath(new URL("../", import.meta.url));

const isWhole = results.every((result) => existsSync(join(root, result)));
if (!isWhole || readStamp(root) !== hashSources(root)) {
  console.error("building, because the sources changed since the last build or there was none …");
  try {
    execSync("npm run --silent build", { cwd: root, stdio: "inherit" });
  } catch {
    process.exit(1);
  }
}
