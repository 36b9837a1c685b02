/** Builds if nothing is built yet: what is started again and again must not be built each time. */
import { execSync } from "node:child_process";
import { existsSync } from "node:fs";

const results = ["server/dist/server/main.js", "server/dist/assets/otter-checkout.js"];
const root = new URL("../", import.meta.url);

if (!results.every((result) => existsSync(new URL(result, root)))) {
  execSync("npm run --silent build", { cwd: root, stdio: "inherit" });
}
