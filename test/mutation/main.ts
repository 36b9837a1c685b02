/**
 * All tests of the server, with every sentence of the history changed: the tests of the texts must
 * fail, or nothing was changed, and all others must pass.
 */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const texts = "test/server/rules/fact-sentences.test.ts";
const hook = new URL("./other-sentences.ts", import.meta.url).href;

function passes(files: readonly string[], stdio: "inherit" | "ignore"): boolean {
  const { status } = spawnSync(process.execPath, ["--test", ...files], {
    cwd: root,
    stdio,
    env: { ...process.env, NODE_OPTIONS: `--import=${hook}` },
  });
  return status === 0;
}

const others = globSync("test/server/**/*.test.ts", { cwd: root }).filter((file) => file !== texts);
const isNoticed = !passes([texts], "ignore");
const isNothingDecided = passes(others, "inherit");
console.log(`the tests of the texts ${isNoticed ? "notice" : "do NOT notice"} other sentences`);
console.log(
  isNothingDecided
    ? `nothing in ${others.length} other files of tests depends on a sentence`
    : "something is decided by a sentence",
);
if (!isNoticed || !isNothingDecided) process.exitCode = 1;
