/** What a stranger writes into a request stays what it is: a value, in the field it came in. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import {
  anOrder,
  asShop,
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

const crlf = "x\r\nSet-Cookie: injected=1\r\n\r\n<script>";

describe("line breaks", () => {
  for (const [field, body] of [
    ["orderRef", { orderRef: crlf }],
    ["description", { description: crlf }],
    ["returnUrl", { returnUrl: `https://shop.example/${crlf}` }],
    ["metadata.note", { metadata: { note: crlf } }],
    ["metadata", { metadata: { [crlf]: "note" } }],
    ["locale", { locale: `en\r\nX: y` }],
    ["account", { account: crlf }],
    ["currency", { currency: "KWD\r\n" }],
    ["amount", { amount: "1.000\r\n" }],
  ] as const) {
    it(`are refused in ${field}, and reach no header`, async () => {
      const answer = await running.post("/v1/sessions", { ...anOrder(), ...body }, asShop);
      assert.equal(answer.status, 400, answer.text);
      assert.ok(answer.json.error.field === undefined || answer.json.error.field === field);
      assert.equal(answer.headers.get("set-cookie"), null);
      assert.ok(!answer.text.includes("injected"), "what was sent is not repeated");
    });
  }

  it("in what a shopper typed become blanks, or are left out with the rest", async () => {
    const customer = {
      id: crlf,
      email: `a@b.example${crlf}`,
      phone: "+96555501234\r\n",
      firstName: crlf,
      address: { city: crlf },
    };
    const answer = await running.post("/v1/sessions", { ...anOrder(), customer }, asShop);
    assert.equal(answer.status, 201, answer.text);
    const oneLine = "x Set-Cookie: injected=1 <script>";
    assert.deepEqual(answer.json.customer, {
      phone: "+96555501234",
      firstName: oneLine,
      address: { city: oneLine },
    });
    assert.equal(answer.headers.get("set-cookie"), null);
  });

  it("in an address or a query are no header either", async () => {
    const encoded = encodeURIComponent(crlf);
    for (const path of [
      `/v1/checkout/${encoded}`,
      `/v1/return/${encoded}`,
      `/v1/icons/${encoded}`,
      `/pay/${encoded}`,
      `/v1/methods?currency=${encoded}`,
      `/v1/methods?${encoded}=1`,
      `/otter-checkout/${encoded}/x.js`,
      `/${encoded}`,
    ]) {
      const answer = await running.get(path);
      assert.ok(answer.status === 400 || answer.status === 404, `${path}: ${answer.status}`);
      assert.equal(answer.headers.get("set-cookie"), null);
      assert.ok(!answer.text.includes("injected"), path);
    }
  });
});

describe("headers a proxy might set", () => {
  it("change no address we build", async () => {
    for (const headers of [
      { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" },
      { "x-forwarded-host": "evil.example\tx", "x-forwarded-prefix": "/evil" },
      { forwarded: "host=evil.example;proto=http", "x-original-host": "evil.example" },
      { "x-forwarded-port": "1", "x-forwarded-server": "evil.example", "x-host": "evil.example" },
      { "x-original-url": "/metrics", "x-rewrite-url": "/metrics" },
    ]) {
      const made = await running.post("/v1/sessions", anOrder(), { ...asShop, ...headers });
      const session = made.json as SessionRecord;
      assert.equal(session.url, `${running.url}/pay/${session.id}`);
      const started = await running.post(
        `/v1/checkout/${session.id}/payments`,
        { method: "ottu:knet-main" },
        headers,
      );
      assert.equal(started.status, 201, started.text);
      const order = running.sandbox.ottu.orders().at(-1);
      for (const address of [order?.redirectUrl, order?.webhookUrl]) {
        assert.ok(address?.startsWith(`${running.url}/v1/`), address ?? "none");
      }
      const page = await running.get(`/pay/${session.id}`, headers);
      assert.ok(!page.text.includes("evil"));
      assert.ok(!`${page.headers.get("content-security-policy")}`.includes("evil"));
      const list = await running.get("/v1/methods?currency=KWD", headers);
      assert.ok(!list.text.includes("evil"));
    }
  });

  it("say nothing about where we are: Host is not read", async () => {
    const order = anOrder({ amount: "3.000" });
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(
        `${running.url}/v1/sessions`,
        {
          method: "POST",
          headers: { ...asShop, "content-type": "application/json", host: "evil.example:1" },
        },
        (response) => {
          let body = "";
          response.on("data", (part: Buffer) => (body += part.toString()));
          response.on("end", () => resolve(body));
        },
      );
      asked.once("error", reject);
      asked.end(JSON.stringify(order));
    });
    const session = JSON.parse(text) as SessionRecord;
    assert.equal(session.url, `${running.url}/pay/${session.id}`);
    assert.ok(!text.includes("evil"));
  });

  it("name no request: the id in answers and logs is always ours", async () => {
    for (const name of ["x-request-id", "x-correlation-id", "traceparent"]) {
      const answer = await running.get("/healthz", { [name]: "chosen-by-a-stranger" });
      assert.match(answer.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
    }
    assert.ok(running.log.every((line) => !line.includes("chosen-by-a-stranger")));
  });
});

describe("the prototype of objects", () => {
  it("is out of reach for every body", async () => {
    const session = await running.client.createSession(anOrder());
    const order = JSON.stringify(anOrder()).slice(1);
    const bodies: readonly (readonly [path: string, body: string])[] = [
      ["/v1/sessions", `{"__proto__":{"polluted":true},${order}`],
      ["/v1/sessions", `{"constructor":{"prototype":{"polluted":true}},${order}`],
      ["/v1/sessions", `{"prototype":{"polluted":true},${order}`],
      ["/v1/sessions", `{"metadata":{"__proto__":{"polluted":"yes"}},${order}`],
      ["/v1/sessions", `{"metadata":{"\\u005f_proto__":"yes"},${order}`],
      ["/v1/sessions", `{"customer":{"__proto__":{"id":"c-1"}},${order}`],
      ["/v1/sessions", `{"filter":{"__proto__":{"type":"sandbox"}},${order}`],
      [`/v1/checkout/${session.id}/payments`, `{"__proto__":{"method":"ottu:knet-main"}}`],
      [`/v1/sessions/${session.id}/resolve`, `{"__proto__":{"as":"paid"},"note":"x"}`],
    ];
    for (const [path, body] of bodies) {
      const answer = await running.post(path, body, asShop);
      assert.equal(answer.status, 400, `${body}: ${answer.text}`);
    }
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    assert.deepEqual((await running.client.getSession(session.id)).payments, []);
  });

  it("is out of reach for every query", async () => {
    for (const query of [
      "__proto__=1",
      "__proto__[polluted]=1",
      "constructor[prototype][polluted]=1",
      "currency[__proto__]=KWD",
    ]) {
      for (const path of ["/v1/methods", "/v1/sessions", "/v1/events"]) {
        const answer = await running.get(`${path}?${query}`, asShop);
        assert.equal(answer.status, 400, `${path}?${query}: ${answer.text}`);
      }
    }
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });

  it("gives no meaning to words of JavaScript in metadata: they come back as they were", async () => {
    const metadata = {
      constructor: "a",
      prototype: "b",
      toString: "c",
      hasOwnProperty: "d",
    } as unknown as Record<string, string>;
    const session = await running.client.createSession(anOrder({ metadata }));
    assert.deepEqual((await running.client.getSession(session.id)).metadata, metadata);
  });

  it("gives no meaning to them as codes of a gateway: they are listed and paid like others", async () => {
    const [method] = running.sandbox.ottu.methods("KWD");
    assert.ok(method);
    const codes = ["constructor", "toString", "__proto__", "hasOwnProperty"];
    const [, ...others] = running.sandbox.ottu.methods();
    running.sandbox.ottu.setMethods([
      ...others,
      ...codes.map((code) => ({
        ...method,
        code,
        name: `Bank ${code}`,
        connector: { identifier: code, processor: code },
      })),
    ]);
    const fresh = await runProxy({
      sandbox: running.sandbox,
      env: { METHOD_ICONS: `{"knet":"https://icons.example/knet.svg"}`, OTTU_LABELS: `{"x":"X"}` },
    });
    try {
      for (const code of codes) {
        const session = await fresh.client.createSession(anOrder({ orderRef: `P-${code}` }));
        const view = await fresh.get(`/v1/checkout/${session.id}`);
        assert.ok(view.text.includes(`"ottu:${code}"`), view.text.slice(0, 300));
        const started = await start(fresh, session, `ottu:${code}`);
        assert.equal(started.status, 201, started.text);
        assert.equal(started.json.amount, "12.750");
        const after = await fresh.get(`/v1/checkout/${session.id}`);
        assert.equal(after.status, 200, after.text);
      }
    } finally {
      await fresh.stop();
      running.sandbox.reset();
    }
  });

  it("lends no gateway its words in an answer: a reply that names them settles nothing", async () => {
    const session = await running.client.createSession(anOrder(inCanada));
    assert.equal((await start(running, session, "ottpay:ALIPAY")).status, 201);
    for (const body of [
      `{"__proto__":{"rsp_code":"SUCCESS"},"constructor":{"status":"SUCCESS"}}`,
      `{"rsp_code":"SUCCESS","data":{"__proto__":1},"md5":["x"]}`,
    ]) {
      running.sandbox.behave("ottpay", "PREPAY_QUERY", { do: "status", status: 200, body }, 1);
      const order = running.sandbox.ottpay.orders().at(-1);
      await fetch(order?.redirectUrl ?? "", { redirect: "manual" });
    }
    assert.equal((await running.client.getSession(session.id)).status, "pending");
    assert.equal(({} as { rsp_code?: unknown }).rsp_code, undefined);
  });
});
