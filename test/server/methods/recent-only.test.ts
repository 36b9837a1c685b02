/** A session that shows only what its customer used before: what is shown, when, and what can be paid. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { CreateSessionRequest, Method, SessionRecord } from "../../../contract/contract.ts";
import { openForm, press } from "../../support/pay-form.ts";
import {
  anOrder,
  asShop,
  atGateway,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({ env: { OTTPAY_CURRENCIES: "CAD,KWD,USD" } });
});
afterEach(() => running.sandbox.reset());
after(() => running.stop());

let customers = 0;
const newCustomer = () => `recent-${(customers += 1)}`;

const ask = (id: string, of: Partial<CreateSessionRequest> = {}) =>
  running.client.createSession(anOrder({ customer: { id }, recentOnly: true, ...of }));

async function rowsOf({ id }: Pick<SessionRecord, "id">): Promise<readonly Method[]> {
  const { status, json, text } = await running.get(`/v1/checkout/${id}`);
  assert.equal(status, 200, text);
  return json.methods as readonly Method[];
}
const idsOf = async (session: Pick<SessionRecord, "id">) =>
  (await rowsOf(session)).map(({ id }) => id);

const customerOf = (...codes: readonly string[]) => customerIn({}, ...codes);

/** A customer who has paid such an order with each of them, the last one last. */
async function customerIn(
  order: Partial<CreateSessionRequest>,
  ...codes: readonly string[]
): Promise<string> {
  const id = newCustomer();
  for (const code of codes) {
    const session = await running.client.createSession(anOrder({ ...order, customer: { id } }));
    assert.equal((await start(running, session, `ottu:${code}`)).status, 201);
    await running.sandbox.ottu.pay((await atGateway(running, session.id)).ref, { code });
  }
  return id;
}

describe("a session with recentOnly", () => {
  it("shows what the customer used before, from the first view on, the last first", async () => {
    const session = await ask(await customerOf("deema-3", "knet-main"));
    const rows = await rowsOf(session);
    assert.deepEqual(
      rows.map(({ id, recent }) => [id, recent]),
      [
        ["ottu:knet-main", true],
        ["ottu:deema-3", true],
      ],
    );
    const { methods } = await openForm(running, session);
    assert.deepEqual(methods, ["ottu:knet-main", "ottu:deema-3"]);
  });

  it("is asked for anew by a process that does not know, and kept with the session", async () => {
    const session = await ask(await customerOf("taly"));
    await running.restart();
    assert.deepEqual(await idsOf(session), ["ottu:taly"]);
  });

  it("hides methods of every gateway, and each can be paid with all the same", async () => {
    const dollars = { amount: "12.75", currency: "USD" };
    const used = "cards-main-usd";
    const id = await customerIn(dollars, used);
    for (const [order, hidden, shown] of [
      [dollars, "ottpay:ALIPAY", `ottu:${used}`],
      [{ customer: { id: await customerOf("taly") } }, "ottu:knet-main", "ottu:taly"],
    ] as const) {
      const session = await ask(id, order);
      assert.deepEqual(await idsOf(session), [shown]);
      const { status, text } = await start(running, session, hidden);
      assert.equal(status, 201, text);
      assert.deepEqual(await idsOf(session), [shown]);
    }
    const session = await ask(id);
    const gone = await start(running, session, "ottu:no-such");
    assert.equal(gone.json.error.code, "method_unavailable");
  });

  const everything = async () =>
    (await idsOf(await running.client.createSession(anOrder()))).sort();

  it("shows everything to a customer who used nothing, and to one who is not named", async () => {
    const all = await everything();
    assert.deepEqual((await idsOf(await ask(newCustomer()))).sort(), all);
    const unnamed = await running.client.createSession(anOrder({ recentOnly: true }));
    assert.deepEqual((await idsOf(unnamed)).sort(), all);
  });

  it("shows everything where what was used is not offered any more", async () => {
    const id = await customerOf("taly");
    const { ottu } = running.sandbox;
    ottu.setMethods(ottu.methods().filter(({ code }) => code !== "taly"));
    await fetch(`${running.url}/v1/methods`, { method: "DELETE", headers: asShop });
    const session = await ask(id);
    assert.deepEqual((await idsOf(session)).sort(), await everything());
    running.sandbox.reset();
    await fetch(`${running.url}/v1/methods`, { method: "DELETE", headers: asShop });
  });

  it("leaves nobody alone with a method that his browser may not have", async () => {
    const id = await customerOf("apple-pay");
    const rows = await rowsOf(await ask(id));
    assert.deepEqual([rows[0]?.id, rows[0]?.recent], ["ottu:apple-pay", true]);
    assert.deepEqual(rows.map((row) => row.id).sort(), await everything());
  });

  for (const failure of [{ do: "status", status: 503 }, { do: "hang" }] as const) {
    it(`shows everything where the gateway does not say (${failure.do}), and is no failure`, async () => {
      const all = await everything();
      const id = await customerOf("knet-main");
      await running.restart();
      await everything();
      running.sandbox.behave("ottu", "payment-methods", failure, 1000);
      const { status, json } = await running.get(`/v1/checkout/${(await ask(id)).id}`);
      assert.deepEqual([status, json.partial], [200, false]);
      const shown = (json.methods as readonly Method[]).map((row) => row.id);
      assert.deepEqual(shown.sort(), all);
    });
  }

  it("answers the same order with the same session, and the last word holds", async () => {
    const id = await customerOf("taly");
    const order = anOrder({ customer: { id }, recentOnly: true });
    const made = await running.post("/v1/sessions", order, asShop);
    assert.equal((await idsOf(made.json)).length, 1);
    for (const [recentOnly, isAll] of [
      [false, true],
      [true, false],
      [undefined, true],
    ] as const) {
      const again = await running.post("/v1/sessions", { ...order, recentOnly }, asShop);
      assert.deepEqual([again.status, again.json.id], [200, made.json.id]);
      assert.equal((await idsOf(again.json)).length > 1, isAll);
    }
  });

  it("confirms without a script a method that was shown before it was hidden", async () => {
    const dirhams = { amount: "100.00", currency: "AED" };
    const id = await customerIn(dirhams, "google-pay");
    const order = anOrder({ ...dirhams, customer: { id } });
    const session = await running.client.createSession(order);
    const form = await openForm(running, session);
    await running.client.createSession({ ...order, recentOnly: true });
    const hidden = "ottu:cards-dollar";
    assert.ok(form.methods.includes(hidden));
    assert.ok(!(await idsOf(session)).includes(hidden));
    const answer = await press(running, form, { method: hidden });
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.text, /27\.23/);
  });

  for (const recentOnly of ["true", 1, null]) {
    it(`refuses ${JSON.stringify(recentOnly)}`, async () => {
      const answer = await running.post("/v1/sessions", { ...anOrder(), recentOnly }, asShop);
      assert.deepEqual([answer.status, answer.json.error.field], [400, "recentOnly"]);
    });
  }
});
