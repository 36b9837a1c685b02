/** A log is read in terminals and by machines: nobody writes lines into it but the proxy. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import { createLogger, createMask } from "../../../server/platform/logger.ts";
import {
  anOrder,
  asShop,
  atGateway,
  inCanada,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

/** Sends headers as bytes, also those that fetch refuses to send. */
function send(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(running.url + path, { headers, agent: false }, (response) => {
      response.resume();
      response.once("close", () => resolve(response.statusCode ?? 0));
    });
    asked.once("error", reject);
    asked.end();
  });
}

/** Whatever a terminal or a line-based reader would take as more than text. */
const dangerous = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/u;

describe("the log of requests", () => {
  it("has one line of JSON for each, whatever they hold", async () => {
    const before = running.log.length;
    const hostile = '\u009b31mforged\u0085{"level":60}';
    const statuses = [
      await send("/healthz", { "user-agent": hostile, referer: hostile }),
      await send("/v1/methods?currency=KWD", { origin: `https://${hostile}` }),
      await send("/v1/methods?currency=KWD", { origin: `https://a.example/\t"},{"level":60` }),
      await send("/pay/cs_%0a%1b%5b31m", { "accept-language": `en-${hostile}` }),
      await send("/%0a%1b[2J%e2%80%ae", { "x-forwarded-for": hostile }),
      await send("/v1/sessions", { authorization: `Bearer ${hostile}` }),
    ];
    assert.deepEqual(statuses, [200, 403, 403, 404, 404, 401]);
    await running.post("/v1/sessions", `{"orderRef":"a\\nb\\u001b[31m"}`, asShop);
    await running.get("/healthz");
    const lines = running.log.slice(before);
    const requests = lines.filter((line) => line.includes('"msg":"request"'));
    assert.equal(requests.length, 8);
    for (const line of lines) {
      assert.match(line, /^\{.*\}\n$/);
      assert.doesNotMatch(line, dangerous);
      assert.ok(!line.includes("forged"), line);
      assert.ok((JSON.parse(line) as { level: number }).level < 60);
    }
  });

  it("names no session, token or payment, and neither do metrics", async () => {
    const session = await running.client.createSession(anOrder(inCanada));
    await running.get(`/v1/checkout/${session.id}`);
    await running.get(`/pay/${session.id}?session=${session.id}`);
    await start(running, session, "ottpay:ALIPAY");
    const { ref, redirectUrl, notifyUrl } = await atGateway(running, session.id);
    await fetch(redirectUrl, { redirect: "manual" });
    await running.post(new URL(notifyUrl).pathname, { rsp_code: "SUCCESS" });
    await running.sandbox.ottpay.pay(ref);
    await running.event((event) => event.data.session.id === session.id);
    await running.get(`/v1/checkout/${session.id}x`);
    await fetch(`${running.url}/v1/checkout/${session.id}`, { method: "PUT" });
    const { payments } = await running.client.getSession(session.id);
    const secrets = [
      session.id,
      payments[0]?.id ?? "",
      redirectUrl.split("/").at(-1) ?? "",
      notifyUrl.split("/").at(-1) ?? "",
    ];
    const metrics = (await running.get("/metrics")).text;
    for (const secret of secrets) {
      assert.ok(secret.length > 20);
      for (const text of [...running.log, metrics]) assert.ok(!text.includes(secret), text);
    }
  });

  it("repeats nothing that a gateway says in an error, to nobody", async () => {
    const told = "Noor Al-Sabah +965 5550 1234 noor@shop.test /srv/ottu/stack.py line 3";
    const mistakes = [
      { do: "status", status: 400, body: { detail: told } },
      { do: "status", status: 400, body: { customer_email: [told], [told]: [told] } },
      { do: "status", status: 400, body: { error: { code: told, message: told, field: told } } },
      { do: "status", status: 403, body: { detail: told } },
      { do: "status", status: 500, body: told },
      { do: "status", status: 200, body: `<html>${told}` },
      { do: "status", status: 302, body: told },
      { do: "error", code: told },
    ] as const;
    for (const mistake of mistakes) {
      for (const [gateway, order, method] of [
        ["ottpay", inCanada, "ottpay:ALIPAY"],
        ["ottu", {}, "ottu:knet-main"],
      ] as const) {
        const session = await running.client.createSession(anOrder(order));
        await running.get(`/v1/checkout/${session.id}`);
        running.sandbox.behave(gateway, "*", mistake);
        const answer = await start(running, session, method);
        assert.ok(answer.status >= 400, `${gateway} ${JSON.stringify(mistake)}: ${answer.text}`);
        running.sandbox.behave(gateway, "*", { do: "normal" });
        const view = await running.get(`/v1/checkout/${session.id}`);
        for (const text of [answer.text, view.text, ...running.log]) {
          assert.doesNotMatch(text, /Noor|965 5550|shop\.test|stack\.py/);
        }
      }
    }
  });
});

describe("createMask", () => {
  const secrets = [
    'a"secret\\with\nodd characters',
    "OTT-KEY-0123456789",
    "OTT-KEY-0123456789-longer",
  ];
  const mask = createMask(secrets);
  const table: readonly (readonly [given: string, masked: string])[] = [
    ["key OTT-KEY-0123456789 used", "key [secret] used"],
    ["key OTT-KEY-0123456789-longer used", "key [secret] used"],
    [JSON.stringify({ a: secrets[0] }), '{"a":"[secret]"}'],
    ["mail noor@shop.test now", "mail [email] now"],
    ["mail first.last+tag@mail.shop.example.", "mail [email]"],
    ["call +96555501234 now", "call [phone] now"],
    ["call +965 5550-1234 now", "call [phone] now"],
    ["call +1 (613) 555-0100 now", "call [phone] now"],
    ["\u001b[31m\u009b31m", "\u001b[31m\\u009b31m"],
    ["a\u2028b\u202ec\u2066d\u007f", "a\\u2028b\\u202ec\\u2066d\\u007f"],
    ["12.750 KWD + 0.150 fee", "12.750 KWD + 0.150 fee"],
    ["2026-11-21T11:41:29.807Z", "2026-11-21T11:41:29.807Z"],
  ];
  for (const [given, masked] of table) {
    it(`writes ${JSON.stringify(masked)}`, () => {
      assert.equal(mask(given), masked);
    });
  }

  it("is applied to every field and message, and leaves JSON that can be read", () => {
    const lines: string[] = [];
    const logger = createLogger({
      level: "debug",
      secrets,
      destination: { write: (line: string) => void lines.push(line) },
    });
    for (const secret of secrets) {
      logger.error({ reason: `it says ${secret}\u2028` }, `and ${secret} again\r\n\u001b[0m`);
    }
    for (const line of lines) {
      const told = JSON.parse(line) as { reason: string; msg: string };
      assert.equal(told.reason, "it says [secret]\u2028");
      assert.equal(told.msg, "and [secret] again\r\n\u001b[0m");
      assert.equal(line.indexOf("\n"), line.length - 1);
      assert.doesNotMatch(line, dangerous);
    }
  });
});
