/** What an operator reads in the log of a process that begins to serve in a shape worth a word. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../../../demo/sandbox/index.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { createFolder } from "../../support/folder.ts";
import { machineEnv } from "../../support/machine-env.ts";
import { apiKey } from "../../support/running-proxy.ts";

const main = fileURLToPath(new URL("../../../server/main.ts", import.meta.url));

interface Line {
  readonly msg: string;
  readonly [name: string]: unknown;
}

/** Every line up to the one that says that it serves. */
async function linesUntilServing(
  test: TestContext,
  env: Record<string, string>,
): Promise<readonly Line[]> {
  const sandbox = await startSandbox();
  test.after(() => sandbox.close());
  const port = await findFreePort();
  const folder = await createFolder(test);
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: {
      ...{ ...machineEnv, ...sandbox.env, MERCHANT_API_KEYS: apiKey },
      ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
      DATABASE_URL: `file:${join(folder, "ledger.db")}`,
      ...env,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines: Line[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Line;
    lines.push(said);
    if (said.msg.includes("serves")) child.kill("SIGKILL");
  }
  await ended;
  return lines;
}

describe("the log of a start", () => {
  const checkout = /Ottu recommends its Checkout API/;
  const saqD = /PCI SAQ D.*\bGP\b.*needs none of it/;
  for (const { env, said, unsaid } of [
    { env: {}, said: [], unsaid: [checkout, saqD, /OTTU_POS_TRUST/] },
    { env: { OTTU_FLOW: "pos" }, said: [checkout], unsaid: [saqD, /OTTU_POS_TRUST/] },
    {
      env: { OTTU_FLOW: "pos-d", OTTU_INITIATOR: "7", OTTU_POS_TRUST: "path" },
      said: [checkout, /^OTTU_POS_TRUST=path/],
      unsaid: [saqD],
    },
    { env: { OTTPAY_CARD: "purchase" }, said: [saqD], unsaid: [checkout] },
  ]) {
    it(`says what has to be said, once, with ${JSON.stringify(env)}`, async (t) => {
      const lines = (await linesUntilServing(t, env)).map(({ msg }) => msg);
      assert.ok(lines.some((line) => line.includes("serves")));
      const counts = (patterns: readonly RegExp[]) =>
        patterns.map((pattern) => lines.filter((line) => pattern.test(line)).length);
      assert.deepEqual(
        counts(said),
        said.map(() => 1),
      );
      assert.deepEqual(
        counts(unsaid),
        unsaid.map(() => 0),
      );
    });
  }
});

describe("the line that says that it serves", () => {
  it("tells gateways, accounts, ledger, origins, versions and where the configuration is from", async (t) => {
    const lines = await linesUntilServing(t, { MERCHANT_ORIGINS: "https://shop.example" });
    const { gateways, accounts, ledger, origins, version, node, configuration } = lines.at(-1)!;
    assert.deepEqual(
      { gateways, accounts, origins, node, configuration },
      {
        gateways: "ottpay ottu",
        accounts: "default",
        origins: "https://shop.example",
        node: process.versions.node,
        configuration: "the environment",
      },
    );
    assert.match(String(ledger), /\/ledger\.db$/);
    assert.match(String(version), /^\d+\.\d+\.\d+$/);
  });
});
