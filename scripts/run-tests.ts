/**
 * `npm test`: the tests of the server and of the widget, side by side where there are cores for both,
 * then those in a browser from end to end. `node scripts/run-tests.ts server` runs one of the three.
 * All are run, whichever fails.
 *
 * What a run writes it writes to memory where there is enough: no test is about a disk, and each
 * commit of a ledger would wait for one.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { chmod, mkdtemp, rm, statfs } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser, versionOf } from "./browser.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Most of a server test's time is waiting, so more files run at once than there are cores. */
const filesAtOnce = availableParallelism() + 2;

const suites: Readonly<Record<string, string>> = {
  server: `node --test --test-concurrency=${filesAtOnce} "test/*.test.ts" "test/{contract,server,sandbox,chaos,fuzz,interleavings}/**/*.test.ts"`,
  widget: "web-test-runner",
  e2e: "playwright test",
};

type Run = { name: string; output: string; passed: boolean };
const linesOfFailure = 80;

const [chosen] = process.argv.slice(2);
if (chosen !== undefined && !Object.hasOwn(suites, chosen)) {
  console.error(`no such tests: ${chosen}; there are ${Object.keys(suites).join(", ")}`);
  process.exit(2);
}

const children = new Set<ChildProcess>();
const folder = await temporaryFolder();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    children.forEach((child) => child.kill(signal));
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  });
}
const env = {
  ...process.env,
  TMPDIR: folder,
  // Half of the time that a file's process takes to begin goes into compiling what others compiled.
  NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compiled"),
  ...(process.stdout.isTTY && { FORCE_COLOR: "1" }),
};
try {
  if (chosen !== "server") {
    const browser = await findBrowser();
    console.log(`browser: ${versionOf(browser)} at ${browser.executablePath}\n`);
  }
  const failed = chosen === undefined ? await runAll() : await runInTurn([chosen]);
  // Who reads only the end of it sees what failed, though other suites came after it.
  for (const { name, output } of failed) {
    console.error(`\nfailed: ${name}\n${output.split("\n").slice(-linesOfFailure).join("\n")}`);
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function runAll(): Promise<Run[]> {
  // On fewer a page would wait too long for its turn: the widget's tests have a second for a change.
  if (availableParallelism() < 4) return runInTurn(["server", "widget", "e2e"]);
  const widget = run("widget", false);
  const failed = await runInTurn(["server"]);
  const ended = await widget;
  process.stdout.write(`\n${ended.output}\n`);
  return [...failed, ...(ended.passed ? [] : [ended]), ...(await runInTurn(["e2e"]))];
}

/** @returns those that failed */
async function runInTurn(names: readonly string[]): Promise<Run[]> {
  const failed: Run[] = [];
  for (const name of names) {
    const ended = await run(name, true);
    if (!ended.passed) failed.push(ended);
  }
  return failed;
}

/** @param isShown while it runs; lines of two runs in one are nobody's */
async function run(name: string, isShown: boolean): Promise<Run> {
  const child = spawn(suites[name] ?? "", { cwd: root, env, shell: true });
  children.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      output += part;
      if (isShown) process.stdout.write(part);
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  children.delete(child);
  return { name, output, passed: code === 0 };
}

/** Two gigabytes are more than all ledgers, database servers and browser profiles of a run take. */
async function temporaryFolder(): Promise<string> {
  const inMemory = "/dev/shm";
  const size = await statfs(inMemory).catch(() => undefined);
  const hasRoom = size !== undefined && size.bavail * size.bsize >= 2 * 2 ** 30;
  const folder = await mkdtemp(join(hasRoom ? inMemory : tmpdir(), "otter-tests-"));
  // Run by root, PostgreSQL is another user, and its folder is in this one.
  await chmod(folder, 0o711);
  return folder;
}
