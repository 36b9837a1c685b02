import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  anOrder,
  asShop,
  atGateway,
  inCanada,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

const person = {
  id: "customer-77",
  email: "noor@shop.test",
  phone: "+96555501234",
  firstName: "Noor",
  lastName: "Al-Sabah",
} as const;

let running: RunningProxy;
const answers: string[] = [];
before(async () => {
  running = await runProxy({ env: { METRICS_TOKEN: "metrics-token-0123456789" } });
  for (const [request, method] of [
    [{}, "ottu:knet-main"],
    [inCanada, "ottpay:GP"],
  ] as const) {
    const session = await running.client.createSession(anOrder({ ...request, customer: person }));
    answers.push((await running.get(`/v1/checkout/${session.id}`)).text);
    answers.push((await start(running, session, method)).text);
    const order = (await atGateway(running, session.id)).ref;
    if (method === "ottpay:GP") await running.sandbox.ottpay.pay(order, { callback: "now" });
    else await running.sandbox.ottu.pay(order, { webhook: "now" });
    await running.event(
      (event) => event.type === "checkout.paid" && event.data.session.id === session.id,
    );
    answers.push((await running.get(`/pay/${session.id}`)).text);
  }
  // And everything that goes wrong on the way.
  for (const gateway of ["ottpay", "ottu"] as const) {
    running.sandbox.behave(
      gateway,
      "*",
      { do: "status", status: 500, body: "secret stack trace of the gateway" },
      3,
    );
  }
  const failing = await running.client.createSession(anOrder({ customer: person }));
  answers.push((await start(running, failing, "ottu:knet-main")).text);
  answers.push(
    (
      await running.post(
        "/v1/sessions",
        { ...anOrder(), customer: { email: [person.email], id: person.id } },
        asShop,
      )
    ).text,
  );
  answers.push((await running.get(`/metrics`)).text);
  answers.push(
    (await running.get(`/metrics`, { authorization: "Bearer metrics-token-0123456789" })).text,
  );
  answers.push((await running.get(`/openapi.json`)).text);
});
after(() => running.stop());

const configured = [
  "OTTPAY_SIGN_KEY",
  "OTTU_API_KEY",
  "OTTU_WEBHOOK_KEY",
  "MERCHANT_API_KEYS",
  "MERCHANT_WEBHOOK_SECRET",
  "METRICS_TOKEN",
] as const;

describe("secrets", () => {
  for (const name of configured) {
    it(`never lets ${name} out: not in logs, answers, metrics or scripts`, async () => {
      const secret = running.env[name] ?? "";
      assert.ok(secret.length > 5, `${name} is configured`);
      const script = await running.get("/otter-checkout.js");
      for (const text of [...running.log, ...answers, script.text]) {
        assert.ok(!text.includes(secret), text.slice(0, 200));
      }
    });
  }

  it("does not echo what a gateway answers in an error", () => {
    for (const text of [...running.log, ...answers])
      assert.ok(!text.includes("secret stack trace"));
  });
});

describe("personal data", () => {
  it("is in no log line, and in nothing the holder of a session id sees", () => {
    for (const value of Object.values(person)) {
      for (const text of [...running.log, ...answers])
        assert.ok(!text.includes(value), `${value} in ${text.slice(0, 200)}`);
    }
  });

  it("is kept out of logs together with session ids and tokens", async () => {
    const { sessions } = (await running.get("/v1/sessions", asShop)).json as {
      sessions: { id: string }[];
    };
    assert.ok(sessions.length > 0);
    for (const { id } of sessions) assert.ok(running.log.every((line) => !line.includes(id)));
  });
});
