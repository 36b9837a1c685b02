/**
 * The process as a supervisor sees it: asked to stop, asked again, killed. What it had in hand for
 * the shop is there for the next one.
 */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { createCheckoutClient, type CheckoutClient } from "../../../server/client/index.ts";
import { createFolder } from "../../support/folder.ts";
import { machineEnv } from "../../support/machine-env.ts";
import { anOrder, apiKey, inCanada, webhookSecret } from "../../support/running-proxy.ts";
import { SlowShop } from "../../support/slow-shop.ts";

const main = fileURLToPath(new URL("../../../server/main.ts", import.meta.url));

interface House {
  readonly sandbox: Sandbox;
  readonly shop: SlowShop;
  readonly client: CheckoutClient;
  readonly url: string;
  /** Starts a process and resolves when it serves. */
  readonly start: (given?: Readonly<Record<string, string>>) => Promise<Running>;
  /** What the ledger has about the one event. */
  readonly storedEvent: () => Record<string, unknown>;
}

interface Running {
  readonly child: ChildProcess;
  /** Resolves with the first line, past or future, that has this text. */
  readonly logged: (text: string) => Promise<string>;
  /** Resolves with what it ended with: a code, or the signal that killed it. */
  readonly ended: Promise<number | string | null>;
}

async function build(test: TestContext): Promise<House> {
  const sandbox = await startSandbox();
  test.after(() => sandbox.close());
  const { shop, url: shopUrl } = await SlowShop.open(test);
  const file = join(await createFolder(test), "ledger.db");
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...sandbox.env,
    ...machineEnv,
    PORT: String(port),
    PUBLIC_URL: url,
    MERCHANT_API_KEYS: apiKey,
    MERCHANT_ORIGINS: "https://shop.example",
    MERCHANT_WEBHOOK_URL: shopUrl,
    MERCHANT_WEBHOOK_SECRET: webhookSecret,
    DATABASE_URL: `file:${file}`,
  };
  return {
    sandbox,
    shop,
    url,
    client: createCheckoutClient({ proxyUrl: url, apiKey }),
    async start(given = {}) {
      const child = spawn(process.execPath, [main], {
        env: { ...env, ...given },
        stdio: ["ignore", "pipe", "inherit"],
      });
      test.after(() => child.kill("SIGKILL"));
      const lines: string[] = [];
      const reader = createInterface({ input: child.stdout }).on("line", (line) =>
        lines.push(line),
      );
      const running: Running = {
        child,
        async logged(text) {
          for (;;) {
            const found = lines.find((line) => line.includes(text));
            if (found !== undefined) return found;
            await once(reader, "line");
          }
        },
        ended: once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string),
      };
      await running.logged("otter-checkout-proxy serves");
      return running;
    },
    storedEvent() {
      const database = new DatabaseSync(file, { readOnly: true });
      try {
        const sql =
          "select attempts, lease_until as leaseUntil, delivered_at as deliveredAt from events";
        return { ...database.prepare(sql).get() };
      } finally {
        database.close();
      }
    },
  };
}

/** Resolves when the shop is being told that something is paid, and has not answered yet. */
async function tellShop({ client, sandbox, shop, url }: House): Promise<ServerResponse> {
  const session = await client.createSession(anOrder(inCanada));
  await pay(url, session.id);
  const [payment] = (await client.getSession(session.id)).payments;
  await sandbox.ottpay.pay(payment?.providerRef ?? "", { callback: "now" });
  return shop.told();
}

function pay(url: string, sessionId: string): Promise<Response> {
  return fetch(`${url}/v1/checkout/${sessionId}/payments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ method: "ottpay:ALIPAY" }),
  });
}

describe("a process that is asked to stop", () => {
  /** It waited for the shop's time-out, and counted a failed attempt. */
  it("gives back an event that the shop does not answer, and the next process sends it", async (test) => {
    const house = await build(test);
    const first = await house.start();
    const unanswered = await tellShop(house);
    first.child.kill("SIGTERM");
    await once(unanswered, "close");
    assert.equal(await first.ended, 0);
    assert.deepEqual(house.storedEvent(), { attempts: 0, leaseUntil: null, deliveredAt: null });
    const second = await house.start();
    (await house.shop.told()).writeHead(204).end();
    second.child.kill("SIGTERM");
    assert.equal(await second.ended, 0);
    assert.equal(house.storedEvent()["attempts"], 1);
  });

  it("waits a moment for a shop that answers", async (test) => {
    const house = await build(test);
    const { child, logged, ended } = await house.start();
    const response = await tellShop(house);
    child.kill("SIGTERM");
    await logged("stopping");
    response.writeHead(204).end();
    assert.equal(await ended, 0);
    assert.notEqual(house.storedEvent()["deliveredAt"], null);
  });

  for (const [first, second, code] of [
    ["SIGTERM", "SIGTERM", 143],
    ["SIGTERM", "SIGINT", 130],
    ["SIGINT", "SIGTERM", 143],
  ] as const) {
    it(`ends at once when ${second} follows ${first}, whatever is in flight`, async (test) => {
      const house = await build(test);
      const { child, logged, ended } = await house.start();
      const { id } = await house.client.createSession(anOrder(inCanada));
      house.sandbox.behave("ottpay", "*", { do: "hang" });
      const asked = nextCall(house.sandbox);
      const cutOff = pay(house.url, id).then(
        () => false,
        () => true,
      );
      await asked;
      child.kill(first);
      await logged("stopping");
      child.kill(second);
      assert.equal(await ended, code);
      assert.equal(await cutOff, true);
    });
  }

  it("says so first where it is told to, and serves on until the delay is over", async (test) => {
    const house = await build(test);
    const { child, logged, ended } = await house.start({ SHUTDOWN_DELAY_SECONDS: "3" });
    assert.equal((await fetch(`${house.url}/readyz`)).status, 200);
    child.kill("SIGTERM");
    await logged("stopping");
    assert.equal((await fetch(`${house.url}/readyz`)).status, 503);
    const { id } = await house.client.createSession(anOrder(inCanada));
    assert.equal((await pay(house.url, id)).status, 201);
    assert.equal(await ended, 0);
  });

  it("takes Ctrl-C for one press when it comes twice, as it does below npm", async (test) => {
    const { child, ended } = await (await build(test)).start();
    child.kill("SIGINT");
    child.kill("SIGINT");
    assert.equal(await ended, 0);
  });
});

describe("a process that is killed while it tells the shop something", () => {
  /** The lease was as long as a delivery may take, and all of it was waited for. */
  it("holds the event for five seconds at most, and another one sends it", async (test) => {
    const house = await build(test);
    const first = await house.start();
    await tellShop(house);
    first.child.kill("SIGKILL");
    assert.equal(await first.ended, "SIGKILL");
    const { leaseUntil, attempts } = house.storedEvent();
    assert.equal(attempts, 0);
    assert.ok(Number(leaseUntil) <= Date.now() + 5_000);
    const second = await house.start();
    (await house.shop.told()).writeHead(204).end();
    second.child.kill("SIGTERM");
    assert.equal(await second.ended, 0);
  });
});

function nextCall({ journal }: Sandbox): Promise<void> {
  return new Promise((resolve) => {
    const stop = journal.onEntry(({ call }) => {
      if (call !== "PREPAY_INIT") return;
      stop();
      resolve();
    });
  });
}
