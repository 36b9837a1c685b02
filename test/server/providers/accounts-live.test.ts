/**
 * Payments of several accounts side by side: each is made, notified and asked about with its own
 * account's credentials and with no other's, through rotated keys and through an account's absence.
 */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import {
  ottpayOf,
  ottuOf,
  writeAccounts,
  type AccountVariables,
  type WrittenAccounts,
} from "../../support/accounts-file.ts";
import {
  anOrder,
  atGateway,
  inCanada,
  runProxy,
  start,
  type AtGateway,
  type RunningProxy,
  type RunOptions,
} from "../../support/running-proxy.ts";
import { sealFields } from "./ottpay/independent-seal.ts";

/** The environment's account, and the one of the file. */
let home: Sandbox;
let abroad: Sandbox;
let file: WrittenAccounts;
let running: RunningProxy;

const both = (): AccountVariables => ({ ...ottpayOf(abroad), ...ottuOf(abroad) });

async function open(options: Parameters<typeof startSandbox>[0][] = [], run: RunOptions = {}) {
  [home, abroad] = await Promise.all([startSandbox(options[0]), startSandbox(options[1])]);
  file = await writeAccounts({ abroad: both() });
  running = await runProxy({ ...run, sandbox: home, env: { ACCOUNTS_FILE: file.path } });
}
async function close() {
  await running.stop();
  await Promise.all([home.close(), abroad.close(), file.remove()]);
}

type Method = "ottpay:ALIPAY" | "ottu:knet-main";
interface Begun {
  readonly session: SessionRecord;
  readonly order: AtGateway;
}

async function begin(
  method: Method,
  account: "default" | "abroad",
  orderRef?: string,
): Promise<Begun> {
  const session = await running.client.createSession(
    anOrder({
      ...(method === "ottpay:ALIPAY" ? inCanada : {}),
      ...(orderRef === undefined ? {} : { orderRef, allowRepeat: true }),
      account,
    }),
  );
  const started = await start(running, session, method);
  assert.equal(started.status, 201, started.text);
  const sandbox = account === "default" ? home : abroad;
  return { session, order: await atGateway(running, session.id, sandbox) };
}

const paid = ({ session }: Begun) =>
  running.event((event) => event.type === "checkout.paid" && event.data.session.id === session.id);
const statusOf = async ({ session }: Begun) => (await running.client.getSession(session.id)).status;

describe("payments of two accounts", () => {
  beforeEach(() => open());
  afterEach(close);

  for (const method of ["ottpay:ALIPAY", "ottu:knet-main"] as const) {
    const gateway = method === "ottpay:ALIPAY" ? "ottpay" : "ottu";

    it(`are made, notified and asked about at their own ${gateway}, and nowhere else`, async () => {
      const there = await begin(method, "abroad");
      await abroad[gateway].pay(there.order.ref);
      await paid(there);
      assert.equal(home.journal.entries().length, 0);
      const seen = abroad.journal.entries().length;
      const here = await begin(method, "default");
      await home[gateway].pay(here.order.ref);
      await paid(here);
      const after = abroad.journal.entries().slice(seen);
      assert.deepEqual(after, []);
    });
  }

  it("do not settle each other: the call-back of one merchant is refused at the other's address", async () => {
    const [here, there] = [
      await begin("ottpay:ALIPAY", "default"),
      await begin("ottpay:ALIPAY", "abroad"),
    ];
    await abroad.ottpay.pay(there.order.ref, { callback: "never" });
    const { merchantId, signKey } = abroad.ottpay;
    const fields = { order_id: there.order.ref, amount: "1999", merchant_id: merchantId };
    const send = async (key: string) => {
      const body = { rsp_code: "SUCCESS", merchant_id: merchantId, ...sealFields(fields, key) };
      const response = await fetch(here.order.notifyUrl, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return response.status;
    };
    assert.equal(await send(signKey), 401);
    assert.equal(await send(home.ottpay.signKey), 401, "sealed with the right key, and not ours");
    assert.equal(await abroad.ottpay.notify(there.order.ref), 200);
    await paid(there);
    assert.equal(await statusOf(here), "pending");
  });

  it("do not settle each other: the webhook of one installation is refused at the other's address", async () => {
    const [here, there] = [
      await begin("ottu:knet-main", "default"),
      await begin("ottu:knet-main", "abroad"),
    ];
    await abroad.ottu.pay(there.order.ref, { webhook: "never" });
    const record = abroad.ottu.orders().find(({ sessionId }) => sessionId === there.order.ref);
    const payload = {
      session_id: there.order.ref,
      order_no: record?.orderNo ?? "",
      amount: "12.750",
      currency_code: "KWD",
      state: "paid",
      result: "success",
    };
    const response = await fetch(here.order.notifyUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...payload, signature: abroad.ottu.sign(payload) }),
    });
    assert.equal(response.status, 401);
    assert.equal(await abroad.ottu.notify(there.order.ref), 200);
    await paid(there);
    assert.equal(await statusOf(here), "pending");
  });

  it("of one order of the shop are watched each where it was made", async () => {
    const orderRef = "SAME-ORDER-1";
    const first = await begin("ottu:knet-main", "abroad", orderRef);
    const second = await begin("ottu:knet-main", "default", orderRef);
    await home.ottu.pay(second.order.ref);
    await paid(second);
    await abroad.ottu.pay(first.order.ref);
    await running.event(
      ({ type, data }) => type === "payment.late" && data.session.id === first.session.id,
    );
    const { payments } = await running.client.getSession(first.session.id);
    assert.deepEqual(
      payments.map(({ status, providerRef }) => [status, providerRef]),
      [["paid", first.order.ref]],
    );
  });
});

describe("two installations that count alike", () => {
  const alike = () => {
    let count = 0;
    return (size: number) => Buffer.alloc(size, (count += 1));
  };
  beforeEach(() =>
    open([
      { seed: "one", random: alike() },
      { seed: "two", random: alike() },
    ]),
  );
  afterEach(close);

  it("may give two payments one reference: each stays its own account's", async () => {
    const [here, there] = [
      await begin("ottu:knet-main", "default"),
      await begin("ottu:knet-main", "abroad"),
    ];
    assert.equal(here.order.ref, there.order.ref);
    await abroad.ottu.pay(there.order.ref);
    await paid(there);
    assert.equal(await statusOf(here), "pending");
    await home.ottu.pay(here.order.ref);
    await paid(here);
  });
});

describe("an account whose gateway hangs", () => {
  let hold: { at: string; held: number; release: () => void } | undefined;
  beforeEach(async () => {
    hold = undefined;
    /** Holds the first account's queries until the test lets them go. */
    const fetchHeld: typeof fetch = async (input, init) => {
      const held = hold;
      const asks = init?.method === "GET" && typeof input === "string";
      if (held !== undefined && asks && input.startsWith(held.at)) {
        held.held += 1;
        await new Promise<void>((resolve) => {
          const release = held.release;
          held.release = () => {
            release();
            resolve();
          };
          init.signal?.addEventListener("abort", () => resolve());
        });
        held.held -= 1;
      }
      return fetch(input, init);
    };
    await open([], { options: { world: { fetch: fetchHeld } } });
  });
  afterEach(async () => {
    hold?.release();
    await close();
  });

  it("holds up no payment of another account", async () => {
    const [here, there] = [
      await begin("ottu:knet-main", "default"),
      await begin("ottu:knet-main", "abroad"),
    ];
    const holding = { at: home.ottu.url, held: 0, release: () => undefined };
    hold = holding;
    await home.ottu.pay(here.order.ref);
    await abroad.ottu.pay(there.order.ref);
    await paid(there);
    assert.equal(holding.held, 1);
    holding.release();
    await paid(here);
  });
});

describe("an account that is gone", () => {
  beforeEach(() => open());
  afterEach(close);

  const stranded = async () => {
    const { text } = await running.get("/metrics");
    return text.split("\n").filter((line) => line.startsWith("otter_stranded_payments{"));
  };
  const counted = async (lines: number) => {
    for (;;) {
      const found = await stranded();
      if (found.length === lines) return found;
    }
  };

  it("leaves its payments waiting, counted and named, and they end as they were paid when it is back", async () => {
    const [first, second] = [
      await begin("ottu:knet-main", "abroad"),
      await begin("ottpay:ALIPAY", "abroad"),
    ];
    assert.deepEqual(await stranded(), []);
    await file.write({ other: ottuOf(abroad) });
    await running.restart();
    assert.deepEqual((await counted(2)).sort(), [
      'otter_stranded_payments{provider="ottpay",account="abroad"} 1',
      'otter_stranded_payments{provider="ottu",account="abroad"} 1',
    ]);
    assert.ok(running.log.some((line) => line.includes("cannot be asked about")));
    await abroad.ottu.pay(first.order.ref, { webhook: "never" });
    assert.equal(await abroad.ottu.notify(first.order.ref), 502);
    await abroad.ottpay.pay(second.order.ref, { callback: "never" });
    const refused = await start(running, first.session, "ottu:knet-main");
    assert.deepEqual([refused.status, refused.json.error.code], [502, "gateway_unavailable"]);
    assert.deepEqual([await statusOf(first), await statusOf(second)], ["pending", "pending"]);

    await file.write({ abroad: both() });
    await running.restart();
    assert.equal(await abroad.ottu.notify(first.order.ref), 200);
    await paid(first);
    assert.equal(await abroad.ottpay.notify(second.order.ref), 200);
    await paid(second);
    assert.deepEqual(await stranded(), []);
  });

  it("has its payments asked about when it is back, though nobody tells of them again", async () => {
    const begun = await begin("ottu:knet-main", "abroad");
    abroad.behave("ottu", "pymt-txn:read", { do: "status", status: 500 });
    await abroad.ottu.pay(begun.order.ref);
    await file.write({ other: ottuOf(abroad) });
    await running.restart();
    await counted(1);
    abroad.behave("ottu", "pymt-txn:read", { do: "normal" });
    await file.write({ abroad: both() });
    await running.restart();
    await paid(begun);
  });

  it("keeps the payments of a gateway that is taken out of it alone", async () => {
    await begin("ottu:knet-main", "abroad");
    await file.write({ abroad: ottpayOf(abroad) });
    await running.restart();
    assert.deepEqual(await counted(1), [
      'otter_stranded_payments{provider="ottu",account="abroad"} 1',
    ]);
  });
});

describe("keys of an account that are rotated while its orders are open", () => {
  beforeEach(() => open());
  afterEach(close);
  const next = "the-next-webhook-key";

  it("open what either of them signed, and refuse the old one once it is taken away", async () => {
    const [first, second] = [
      await begin("ottu:knet-main", "abroad"),
      await begin("ottu:knet-main", "abroad"),
    ];
    const { webhookKey } = abroad.ottu;
    await file.write({ abroad: { ...both(), OTTU_WEBHOOK_KEY: `${next},${webhookKey}` } });
    await running.restart();
    await abroad.ottu.pay(first.order.ref, { webhook: "never" });
    assert.equal(await abroad.ottu.notify(first.order.ref), 200);
    await paid(first);
    await file.write({ abroad: { ...both(), OTTU_WEBHOOK_KEY: next } });
    await running.restart();
    assert.equal(await abroad.ottu.notify(second.order.ref), 401);
    await abroad.ottu.pay(second.order.ref, { webhook: "never" });
    assert.equal(await abroad.ottu.notify(second.order.ref, { webhookKey: next }), 200);
    await paid(second);
  });

  it("ask about orders of the old API key with the new credentials", async () => {
    const begun = await begin("ottu:knet-main", "abroad");
    const { OTTU_API_KEY: _old, ...others } = both();
    const { username, password } = abroad.ottu;
    await file.write({ abroad: { ...others, OTTU_USERNAME: username, OTTU_PASSWORD: password } });
    await running.restart();
    await abroad.ottu.pay(begun.order.ref);
    await paid(begun);
  });
});

describe("what an operator sees of several accounts", () => {
  beforeEach(() => open());
  afterEach(close);

  it("names the account of a call that failed, in the log and in the metrics, and no key of it", async () => {
    abroad.behave("ottu", "*", { do: "status", status: 500 });
    const session = await running.client.createSession(anOrder({ account: "abroad" }));
    await running.get(`/v1/checkout/${session.id}`);
    const failed = running.log.filter((line) => line.includes("a call to the gateway failed"));
    assert.ok(failed.length > 0);
    assert.ok(failed.every((line) => line.includes('"account":"abroad"')));
    const { text } = await running.get("/metrics");
    assert.match(text, /otter_gateway_seconds_count\{provider="ottu",account="abroad",/);
    const keys = Object.entries(both()).filter(([name]) => name.endsWith("KEY"));
    assert.equal(keys.length, 3);
    for (const [name, key] of keys) {
      assert.ok(!running.log.join("").includes(String(key)), name);
      assert.ok(!text.includes(String(key)), name);
    }
  });
});
