import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Behaviour, Sandbox } from "../../demo/sandbox/index.ts";
import { openEnvelope, signPayload } from "../../demo/sandbox/index.ts";
import {
  callOttpay,
  createSession,
  initFields,
  readSession,
  start,
  startMerchant,
  stoppedClock,
} from "./merchant.ts";

/** What a caller sees: a status, a cut connection, or nothing, which only the journal can tell. */
async function see(sandbox: Sandbox, url: string, init: RequestInit): Promise<string> {
  const gone = new AbortController();
  const nothing = new Promise<string>((resolve) => {
    const stop = sandbox.journal.onEntry(({ note }) => {
      if (note?.endsWith("no answer") !== true) return;
      stop();
      resolve("nothing");
    });
  });
  const answered = fetch(url, { ...init, signal: gone.signal }).then(
    async (answer) => {
      const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
      await answer.arrayBuffer();
      return `${answer.status} ${type}`.trim();
    },
    () => "cut",
  );
  const seen = await Promise.race([answered, nothing]);
  gone.abort();
  return seen;
}

const post = (body: object, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

const gateways = {
  ottpay: {
    call: "PREPAY_INIT",
    ask: (sandbox: Sandbox, id: string) => {
      const { ottpay } = sandbox;
      const head = { action: "PREPAY_INIT", version: "2.0", merchant_id: ottpay.merchantId };
      const sealed = ottpay.seal(initFields(sandbox, id));
      return see(sandbox, ottpay.url, post({ ...head, ...sealed }));
    },
    done: ({ ottpay }: Sandbox) => ottpay.orders().length,
    good: "200 application/json",
  },
  ottu: {
    call: "pymt-txn:create",
    ask: (sandbox: Sandbox, id: string) => {
      const { ottu } = sandbox;
      const session = { type: "e_commerce", amount: "1.000", currency_code: "KWD" };
      const body = { ...session, pg_codes: ["knet-main"], order_no: id };
      const headers = { authorization: `Api-Key ${ottu.apiKey}` };
      return see(sandbox, `${ottu.url}/b/checkout/v1/pymt-txn/`, post(body, headers));
    },
    done: ({ ottu }: Sandbox) => ottu.orders().length,
    good: "201 application/json",
  },
} as const;

const told: ReadonlyArray<readonly [behaviour: Behaviour, seen: string | null, done: number]> = [
  [{ do: "hang" }, "nothing", 0],
  [{ do: "reset" }, "cut", 0],
  [{ do: "commit-then-hang" }, "nothing", 1],
  [{ do: "commit-then-reset" }, "cut", 1],
  [{ do: "html" }, "200 text/html", 0],
  [{ do: "html", status: 502, commit: true }, "502 text/html", 1],
  [{ do: "status", status: 503 }, "503", 0],
  [{ do: "status", status: 429, body: { detail: "x" } }, "429 application/json", 0],
  [{ do: "status", status: 500, body: "oops", commit: true }, "500 text/plain", 1],
  [{ do: "slow", ms: 1 }, null, 1],
  [{ do: "wrong-seal" }, null, 1],
  [{ do: "lag", ms: 1000 }, null, 1],
];

for (const name of ["ottpay", "ottu"] as const) {
  const { call, ask, done, good } = gateways[name];
  describe(`a call of ${name}`, () => {
    for (const [behaviour, seen, times] of told) {
      const commits = times === 1 ? "is done" : "is not done";
      test(`${commits} under ${JSON.stringify(behaviour)}, and the next one is as usual`, async (t) => {
        const sandbox = await start(t);
        sandbox.behave(name, call, behaviour, 1);
        assert.equal(await ask(sandbox, "A1"), seen ?? good);
        assert.equal(done(sandbox), times);
        assert.equal(await ask(sandbox, "B2"), good);
        assert.equal(done(sandbox), times + 1);
      });
    }

    test("is counted however it is answered", async (t) => {
      const sandbox = await start(t);
      const count = () => sandbox[name].calls(call);
      sandbox.behave(name, call, { do: "reset" });
      await ask(sandbox, "A1");
      await ask(sandbox, "A1");
      assert.deepEqual([count(), sandbox[name].calls()], [2, 2]);
    });

    test("follows what is told for some times, then what is told for good", async (t) => {
      const sandbox = await start(t);
      sandbox.behave(name, "*", { do: "status", status: 500 });
      sandbox.behave(name, call, { do: "status", status: 501 });
      sandbox.behave(name, call, { do: "status", status: 502 }, 1);
      sandbox.behave(name, call, { do: "status", status: 503 }, 1);
      const seen = [];
      for (let time = 0; time < 4; time += 1) seen.push(await ask(sandbox, "A1"));
      sandbox.behave(name, call, { do: "normal" });
      seen.push(await ask(sandbox, "A1"));
      sandbox.behave(name, "*", { do: "normal" });
      seen.push(await ask(sandbox, "A1"));
      assert.deepEqual(seen, ["502", "503", "501", "501", "500", good]);
    });
  });
}

test("the other gateway is not touched by what is told to one", async (t) => {
  const sandbox = await start(t);
  sandbox.behave("ottu", "*", { do: "reset" });
  assert.equal(await gateways.ottpay.ask(sandbox, "A1"), gateways.ottpay.good);
});

describe("OTT Pay's own failures", () => {
  test("a result code is answered without doing anything, or after it", async (t) => {
    const sandbox = await start(t);
    sandbox.behave("ottpay", "PREPAY_INIT", { do: "error", code: "SYSTEM_ERROR" }, 1);
    const fields = initFields(sandbox, "A1");
    const refused = await callOttpay(sandbox, "PREPAY_INIT", fields);
    assert.equal(refused["rsp_code"], "SYSTEM_ERROR");
    assert.equal(sandbox.ottpay.orders().length, 0);
    sandbox.behave("ottpay", "PREPAY_INIT", { do: "error", code: "TIMEOUT", commit: true }, 1);
    await callOttpay(sandbox, "PREPAY_INIT", fields);
    assert.equal(sandbox.ottpay.orders().length, 1);
  });

  test("a wrong seal does not open", async (t) => {
    const sandbox = await start(t);
    sandbox.behave("ottpay", "PREPAY_INIT", { do: "wrong-seal" });
    const asked = callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
    await assert.rejects(asked, { name: "EnvelopeError" });
  });

  test("a call-back under a wrong seal does not open", async (t) => {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    const change = { call_back_url: `${merchant.origin}/x` };
    await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1", change));
    sandbox.behave("ottpay", "callback", { do: "wrong-seal" }, 1);
    await sandbox.ottpay.pay("A1");
    const sealed = merchant.received[0]?.body as unknown as { data: string; md5: string };
    const open = () => openEnvelope(sealed, sandbox.ottpay.signKey);
    assert.throws(open, { name: "EnvelopeError" });
  });
});

describe("Ottu's own failures", () => {
  test("an error object names its code", async (t) => {
    const sandbox = await start(t);
    sandbox.behave("ottu", "pymt-txn:create", { do: "error", code: "pg_unavailable" });
    const { error } = await createSession(sandbox);
    assert.equal((error as { code: string }).code, "pg_unavailable");
  });

  test("a webhook under a wrong signature fits no version", async (t) => {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    const session = await createSession(sandbox, { webhook_url: `${merchant.origin}/x` });
    sandbox.behave("ottu", "webhook", { do: "wrong-seal" }, 1);
    await sandbox.ottu.pay(session.session_id);
    const { signature, ...payload } = merchant.received[0]?.body ?? {};
    for (const version of ["v1", "v2"] as const) {
      assert.notEqual(signature, signPayload(payload, sandbox.ottu.webhookKey, version));
    }
  });
});

describe("a query that lags", () => {
  test("of OTT Pay says open until the lag is over", async (t) => {
    const clock = stoppedClock();
    const sandbox = await start(t, { now: clock.now });
    await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
    sandbox.behave("ottpay", "PREPAY_QUERY", { do: "lag", ms: 5000 });
    await sandbox.ottpay.pay("A1", { callback: "never" });
    const ask = async () => {
      const fields = { merchant_id: sandbox.ottpay.merchantId, prepay_order_id: "A1" };
      return (await callOttpay(sandbox, "PREPAY_QUERY", fields))["status"];
    };
    clock.pass(4999);
    assert.equal(await ask(), "PROCESSING");
    clock.pass(1);
    assert.equal(await ask(), "SUCCESS");
  });

  test("of Ottu says what was before until the lag is over", async (t) => {
    const clock = stoppedClock();
    const sandbox = await start(t, { now: clock.now });
    const { session_id: id } = await createSession(sandbox);
    sandbox.behave("ottu", "pymt-txn:read", { do: "lag", ms: 5000 });
    await sandbox.ottu.pay(id, { webhook: "never" });
    clock.pass(4999);
    assert.equal((await readSession(sandbox, id)).body["state"], "created");
    clock.pass(1);
    assert.equal((await readSession(sandbox, id)).body["state"], "paid");
  });
});

test("reset() makes everything as new, and cuts nobody's credentials", async (t) => {
  const sandbox = await start(t);
  sandbox.behave("ottpay", "*", { do: "reset" });
  sandbox.ottu.renameCode("knet-main", "gone");
  const before = { ...sandbox.env };
  await createSession(sandbox, { pg_codes: ["cards-main"] });
  sandbox.reset();
  assert.equal(await gateways.ottpay.ask(sandbox, "A1"), gateways.ottpay.good);
  assert.equal(sandbox.ottu.orders().length, 0);
  assert.ok((await createSession(sandbox)).session_id);
  assert.deepEqual(sandbox.env, before);
});

test("close() ends hanging calls", async (t) => {
  const sandbox = await start(t);
  sandbox.behave("ottu", "payment-methods", { do: "hang" });
  const arrived = new Promise<void>((resolve) => void sandbox.journal.onEntry(() => resolve()));
  const asked = fetch(`${sandbox.ottu.url}/b/pbl/v2/payment-methods/`, post({}));
  const ended = assert.rejects(asked);
  await arrived;
  await sandbox.close();
  await ended;
});
