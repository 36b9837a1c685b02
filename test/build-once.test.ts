/** `npm start` never serves what is no longer written: it builds again when a source has changed. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { createFolder } from "./support/folder.ts";

const scripts = fileURLToPath(new URL("../scripts/", import.meta.url));

/** What stands for the build: it writes what is looked for, and counts. */
const build = `
const { appendFileSync, mkdirSync, existsSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");
appendFileSync("builds.txt", "built\\n");
if (existsSync("fails")) process.exit(1);
for (const file of ["server/dist/server/main.js", "server/dist/assets/otter-checkout.js"]) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
}
`;

interface Clone {
  readonly folder: string;
  /** What `npm start` does first. @returns the exit code, and how often was built until then */
  readonly start: () => Promise<readonly [code: number | null, builds: number]>;
  readonly write: (file: string, text?: string) => Promise<void>;
}

async function createClone(t: TestContext): Promise<Clone> {
  const folder = await createFolder(t);
  const write = async (file: string, text = "") => {
    await mkdir(join(folder, file, ".."), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  const [first, all] = ["node scripts/build.ts", "node build.cjs"];
  await write("package.json", JSON.stringify({ scripts: { build: first, "build:packages": all } }));
  await write("build.cjs", build);
  for (const file of ["package-lock.json", "vite.config.ts", "tsconfig.base.json"])
    await write(file);
  for (const file of ["contract/money.ts", "server/main.ts", "server/http/app.ts", "widget/a.ts"])
    await write(file);
  await write("demo/sandbox/main.ts");
  for (const file of ["build.ts", "build-once.ts", "source-stamp.ts"])
    await cp(join(scripts, file), join(folder, "scripts", file));
  return {
    folder,
    write,
    async start() {
      const { status } = spawnSync(process.execPath, ["scripts/build-once.ts"], { cwd: folder });
      const built = await readFile(join(folder, "builds.txt"), "utf8");
      return [status, built.split("\n").length - 1];
    },
  };
}

describe("before npm start", () => {
  it("builds where nothing is built, and not again while nothing changes", async (t) => {
    const { start } = await createClone(t);
    assert.deepEqual(await start(), [0, 1]);
    assert.deepEqual(await start(), [0, 1]);
  });

  it("builds again when a source is changed, added or taken away, or a dependency is", async (t) => {
    const { folder, start, write } = await createClone(t);
    await start();
    await write("server/http/app.ts", "changed");
    assert.deepEqual(await start(), [0, 2]);
    await write("widget/view/b.ts");
    assert.deepEqual(await start(), [0, 3]);
    await rm(join(folder, "contract/money.ts"));
    assert.deepEqual(await start(), [0, 4]);
    await write("package-lock.json", "{}");
    assert.deepEqual(await start(), [0, 5]);
    assert.deepEqual(await start(), [0, 5]);
  });

  it("builds again when an older text is brought back", async (t) => {
    const { start, write } = await createClone(t);
    await start();
    await write("server/main.ts", "newer");
    await start();
    await write("server/main.ts");
    assert.deepEqual(await start(), [0, 3]);
  });

  it("cares neither for what was built nor for words about it", async (t) => {
    const { start, write } = await createClone(t);
    await start();
    await write("server/dist/server/main.js", "// built");
    await write("server/README.md", "words");
    assert.deepEqual(await start(), [0, 1]);
  });

  it("builds again when a result is gone", async (t) => {
    const { folder, start } = await createClone(t);
    await start();
    await rm(join(folder, "server/dist/assets"), { recursive: true });
    assert.deepEqual(await start(), [0, 2]);
  });

  it("starts nothing while the build fails, however whole an earlier one was", async (t) => {
    const { folder, start, write } = await createClone(t);
    await start();
    await write("server/main.ts", "broken");
    await write("fails");
    assert.deepEqual(await start(), [1, 2]);
    await write("server/main.ts");
    assert.deepEqual(await start(), [1, 3]);
    await rm(join(folder, "fails"));
    assert.deepEqual(await start(), [0, 4]);
  });
});
