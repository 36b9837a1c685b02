/** Ids and tokens are capabilities: they cannot be guessed, each opens one thing, and the rest is unknown. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { TestPostgres } from "../../support/postgres.ts";
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
  running = await runProxy();
});
after(() => running.stop());

describe("ids and tokens", () => {
  it("have 192 random bits each, and nothing in common", async () => {
    const sessions = await Promise.all(
      Array.from({ length: 20 }, () => running.client.createSession(anOrder())),
    );
    const seen = new Set<string>();
    for (const session of sessions) {
      await start(running, session, "ottu:knet-main");
      const { redirectUrl, notifyUrl } = await atGateway(running, session.id);
      const [payment] = (await running.client.getSession(session.id)).payments;
      const parts = [
        session.id.slice("cs_".length),
        (payment?.id ?? "").slice("pay_".length),
        redirectUrl.split("/").at(-1) ?? "",
        notifyUrl.split("/").at(-1) ?? "",
      ];
      for (const part of parts) {
        assert.equal(Buffer.from(part, "base64url").length, 24);
        assert.ok(!seen.has(part));
        seen.add(part);
        assert.ok(parts.every((other) => other === part || other.slice(0, 8) !== part.slice(0, 8)));
      }
    }
  });

  it("of one kind open nothing where another kind belongs", async () => {
    const session = await running.client.createSession(anOrder());
    await start(running, session, "ottu:knet-main");
    const { redirectUrl, notifyUrl } = await atGateway(running, session.id);
    const [payment] = (await running.client.getSession(session.id)).payments;
    const tokens = [
      session.id,
      session.id.slice("cs_".length),
      payment?.id ?? "",
      payment?.orderNumber ?? "",
      payment?.providerRef ?? "",
      redirectUrl.split("/").at(-1) ?? "",
      notifyUrl.split("/").at(-1) ?? "",
    ];
    for (const token of tokens) {
      const at = async (path: string, method = "GET") =>
        (await fetch(running.url + path, { method, redirect: "manual" })).status;
      const isSession = token === session.id;
      assert.equal(await at(`/v1/checkout/${token}`), isSession ? 200 : 404);
      assert.equal(await at(`/v1/checkout/cs_${token}`), token === tokens[1] ? 200 : 404);
      const isReturn = redirectUrl.endsWith(`/${token}`);
      assert.equal(await at(`/v1/return/${token}`), isReturn ? 303 : 404);
      const isNotify = notifyUrl.endsWith(`/${token}`);
      assert.equal(await at(`/v1/notifications/ottu/${token}`, "POST"), isNotify ? 401 : 404);
    }
  });

  it("are told from unknown ones by nothing but the answer: same code, same headers", async () => {
    const ids = [`cs_${"A".repeat(32)}`, `cs_${"z".repeat(32)}`, "cs_short", "nonsense", "%00"];
    const answers = await Promise.all(ids.map((id) => running.get(`/v1/checkout/${id}`)));
    for (const answer of answers) {
      assert.equal(answer.status, 404);
      assert.equal(answer.json.error.code, "session_not_found");
      const names = [...answer.headers.keys()].filter((name) => name !== "date").sort();
      assert.deepEqual(
        names,
        [...(answers[0]?.headers.keys() ?? [])].filter((name) => name !== "date").sort(),
      );
    }
  });
});

describe("ids that PostgreSQL would refuse", () => {
  it("are answered like any other id that does not exist", async () => {
    const postgres = await TestPostgres.start();
    const other = await runProxy({
      sandbox: running.sandbox,
      env: { DATABASE_URL: await postgres.createDatabase() },
    });
    try {
      for (const id of [
        "%00",
        "cs_%00",
        `cs_${"a".repeat(31)}%00`,
        "%F0%9F%98%80",
        "x".repeat(9_000),
      ]) {
        for (const [path, status, headers] of [
          [`/v1/checkout/${id}`, 404, {}],
          [`/v1/sessions/${id}`, 404, asShop],
          [`/pay/${id}`, 404, {}],
          [`/v1/return/${id}`, 404, {}],
          [`/v1/icons/${id}`, 404, {}],
        ] as const) {
          assert.equal((await other.get(path, headers)).status, status, path);
        }
        for (const path of [
          `/v1/notifications/ottu/${id}`,
          `/v1/checkout/${id}/payments`,
          `/v1/sessions/${id}/cancel`,
        ]) {
          const answer = await other.post(path, { method: "ottu:knet-main" }, asShop);
          assert.equal(answer.status, 404, path);
        }
      }
      assert.equal((await other.get("/v1/sessions?orderRef=%00", asShop)).status, 400);
      assert.equal((await other.get("/v1/sessions?orderRef=%F0%9F%98%80", asShop)).status, 200);
    } finally {
      await other.stop();
      await postgres.stop();
    }
  });
});
