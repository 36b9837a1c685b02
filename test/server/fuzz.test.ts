/**
 * Generated requests to a proxy in a process of its own, as an operator runs it: none may be answered
 * 5xx, leak what is inside, or end the process. The same seed makes the same requests.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { startSandbox, type Sandbox } from "../../demo/sandbox/index.ts";
import { findFreePort, ProxyProcess } from "../../scripts/chaos/proxy-process.ts";
import { createCheckoutClient } from "../../server/client/index.ts";
import { answerWrongs } from "../support/fuzz/answer-laws.ts";
import { malformedTo } from "../support/fuzz/malformed.ts";
import { exchange, firstAnswer, RawConnection } from "../support/fuzz/raw-connection.ts";
import { requestsTo, type Targets } from "../support/fuzz/requests.ts";

const seed = 20_261_121;
const wellFramed = 20_000;
const malformed = 3_000;
const connections = 12;

const apiKey = "fuzz-api-key-0123456789abcdef";
const shop = "https://shop.example";

let sandbox: Sandbox;
let proxy: ProxyProcess;
let port: number;
let folder: string;
let targets: Targets;
let secrets: readonly string[];
before(async () => {
  sandbox = await startSandbox({ ottuType: "production" });
  folder = await mkdtemp(join(tmpdir(), "otter-fuzz-"));
  port = await findFreePort();
  proxy = new ProxyProcess(port, {
    ...sandbox.env,
    MERCHANT_API_KEYS: apiKey,
    MERCHANT_ORIGINS: shop,
    DATABASE_URL: `file:${join(folder, "ledger.db")}`,
    RATE_LIMIT_PER_MINUTE: "1000000",
    METHODS_MISSES_PER_MINUTE: "500",
  });
  assert.ok(await proxy.start());
  secrets = [apiKey, sandbox.ottpay.signKey, sandbox.ottu.webhookKey, sandbox.env["OTTU_API_KEY"]]
    .flatMap((secret) => (secret === undefined ? [] : [secret]))
    .concat(folder);
  targets = await findTargets();
});
after(async () => {
  await proxy.kill();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** A few sessions with orders at both gateways, and everything that leads to them. */
async function findTargets(): Promise<Targets> {
  const client = createCheckoutClient({ proxyUrl: proxy.url, apiKey });
  const sessionIds: string[] = [];
  for (const [order, method] of [
    [{ amount: "12.750", currency: "KWD" }, "ottu:knet-main"],
    [{ amount: "19.99", currency: "CAD" }, "ottpay:WECHATPAY"],
    [{ amount: "1.000", currency: "KWD" }, undefined],
    [{ amount: "2.000", currency: "KWD" }, undefined],
  ] as const) {
    const { id } = await client.createSession({ ...order, orderRef: `T-${sessionIds.length}` });
    sessionIds.push(id);
    if (method === undefined) continue;
    const started = await post(`/v1/checkout/${id}/payments`, { method });
    assert.equal(started.status, 201, await started.text());
  }
  const records = await Promise.all(sessionIds.map((id) => client.getSession(id)));
  const atOttu = sandbox.ottu.orders();
  const atOttpay = sandbox.ottpay.orders();
  const notifications = [
    ...atOttu.map(({ webhookUrl }) => webhookUrl),
    ...atOttpay.map(({ callbackUrl }) => callbackUrl),
  ];
  const returns = [...atOttu, ...atOttpay].map(({ redirectUrl }) => redirectUrl);
  const methods = (await (await fetch(`${proxy.url}/v1/methods?currency=KWD`)).json()) as {
    methods: { icon: string | null }[];
  };
  return {
    host: `127.0.0.1:${port}`,
    apiKey,
    sessionIds: sessionIds.slice(0, -1),
    cancelableIds: sessionIds.slice(-1),
    paymentIds: records.flatMap(({ payments }) => payments.map(({ id }) => id)),
    returnTokens: returns.flatMap((url) => lastSegment(url)),
    notifications: notifications.flatMap((url) => (url === null ? [] : [new URL(url).pathname])),
    icons: methods.methods.flatMap(({ icon }) => lastSegment(icon)),
  };
}

function lastSegment(url: string | null): string[] {
  const segment = url === null ? undefined : new URL(url).pathname.split("/").at(-1);
  return segment === undefined ? [] : [segment];
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(proxy.url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function assertUp(): Promise<void> {
  assert.deepEqual(proxy.defects, []);
  const ready = await fetch(`${proxy.url}/readyz`);
  assert.equal(ready.status, 200);
}

function show(bytes: Buffer): string {
  return JSON.stringify(bytes.subarray(0, 1_500).toString("latin1"));
}

describe("a proxy under generated requests", () => {
  it(`answers ${wellFramed} of them with 2xx, 3xx or a coded 4xx, and stays up`, async (test) => {
    const requests = fc.sample(requestsTo(targets), { numRuns: wellFramed, seed });
    const statuses = new Map<number, number>();
    let next = 0;
    async function work(): Promise<void> {
      const connection = new RawConnection(port);
      for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
        const { bytes, method } = request;
        // A kept connection may be closed just as it is used: then once more on a new one.
        const answer =
          (await connection.send(bytes, method)) ?? (await connection.send(bytes, method));
        assert.ok(answer !== undefined, `no answer to ${show(bytes)}`);
        const wrong = answerWrongs(answer, secrets);
        assert.deepEqual(wrong, [], `${show(bytes)}\nanswered ${show(answer.body)}`);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      }
      connection.close();
    }
    await Promise.all(Array.from({ length: connections }, work));
    await assertUp();
    test.diagnostic([...statuses].sort().join(" · "));
    // What only ever met the parsers would have tried nothing.
    for (const status of [200, 201, 303, 400, 401, 404, 405, 409, 415]) {
      assert.ok((statuses.get(status) ?? 0) > 20, `hardly any ${status}`);
    }
  });

  it(`survives ${malformed} of them that are hardly HTTP, or whose framing lies`, async () => {
    const inputs = fc.sample(malformedTo(targets, requestsTo(targets)), {
      numRuns: malformed,
      seed,
    });
    let next = 0;
    async function work(): Promise<void> {
      for (let bytes = inputs[next++]; bytes !== undefined; bytes = inputs[next++]) {
        const method = /^\s*HEAD /.test(bytes.toString("latin1")) ? "HEAD" : "GET";
        const answer = firstAnswer(await exchange(port, bytes), method);
        if (answer === undefined) continue;
        assert.deepEqual(answerWrongs(answer, secrets), [], show(bytes));
      }
    }
    await Promise.all(Array.from({ length: connections }, work));
    await assertUp();
  });

  it("makes nothing paid by any of it", async () => {
    const client = createCheckoutClient({ proxyUrl: proxy.url, apiKey });
    for (const id of targets.sessionIds) {
      assert.notEqual((await client.getSession(id)).status, "paid");
    }
  });
});
