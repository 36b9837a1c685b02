/** `npm run build`: the four packages, and a note of the sources that they are made of. */
import { execSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { forgetStamp, hashSources, writeStamp } from "./source-stamp.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

// Read before: what changes while it is built is not in it. Forgotten meanwhile: half a build is none.
const stamp = hashSources(root);
forgetStamp(root);
try {
  execSync("npm run --silent build:packages", { cwd: root, stdio: "inherit" });
} catch {
  // What failed has said why.
  process.exit(1);
}
writeStamp(root, stamp);
