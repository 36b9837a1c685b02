/**
 * A proxy behind somebody else's body parser: what gateways send is verified by the bytes that the
 * parser kept, and where it kept none nobody pays what could not be confirmed.
 */
import assert from "node:assert/strict";
import { buffer } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import express, { type RequestHandler } from "express";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import type { SessionRecord } from "../../../contract/contract.ts";
import { withMountedProxy, type MountedProxy } from "../../support/mounted-proxy.ts";
import { anOrder, apiKey, asShop, inCanada } from "../../support/running-proxy.ts";

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

const json = { "content-type": "application/json" };
const order = (request = {}) => ({
  ...anOrder(request),
  ...{ returnUrl: undefined, failureUrl: undefined },
});

/** Keeps the bytes as a parser's `verify`, in one form or another. */
const keep = (form: (bytes: Buffer) => unknown) => ({
  verify: (request: object, _response: unknown, bytes: Buffer) =>
    void Object.assign(request, { rawBody: form(bytes) }),
});

/** Reads everything, and leaves what a host of functions leaves. */
const host =
  (leave: (bytes: Buffer) => object): RequestHandler =>
  async (request, _response, next) => {
    Object.assign(request, leave(await buffer(request)));
    next();
  };
const parsed = (bytes: Buffer): unknown => (bytes.length === 0 ? {} : JSON.parse(String(bytes)));

const everything = { type: () => true };

const keeping: Readonly<Record<string, readonly RequestHandler[]>> = {
  "express.json() that keeps a Buffer": [express.json(keep((bytes) => bytes))],
  "express.json() that keeps a text": [express.json(keep(String))],
  "express.json() that keeps a Uint8Array": [express.json(keep((bytes) => new Uint8Array(bytes)))],
  "both parsers that keep": [
    express.json(keep((bytes) => bytes)),
    express.urlencoded({ extended: true, ...keep((bytes) => bytes) }),
  ],
  "express.raw() of everything": [express.raw(everything)],
  "express.text() of everything": [express.text(everything)],
  "express.urlencoded()": [express.urlencoded()],
  "a host that keeps rawBody beside what it parsed": [
    host((bytes) => ({ rawBody: bytes, body: parsed(bytes) })),
  ],
  "a host that hands on a Buffer": [host((bytes) => ({ body: bytes }))],
};

const losing: Readonly<Record<string, readonly RequestHandler[]>> = {
  "express.json()": [express.json()],
  "express.json() with a verify that keeps nothing": [express.json({ verify: () => undefined })],
  "a host that keeps what it parsed alone": [host((bytes) => ({ body: parsed(bytes) }))],
  "somebody who reads and keeps nothing": [host(() => ({}))],
};

async function create({ ask }: MountedProxy, request = {}): Promise<SessionRecord> {
  const init = { method: "POST", headers: { ...asShop, ...json } };
  const made = await ask("/pay-proxy/v1/sessions", {
    ...init,
    body: JSON.stringify(order(request)),
  });
  assert.equal(made.status, 201);
  return (await made.json()) as SessionRecord;
}

function start({ ask }: MountedProxy, id: string, method: string): Promise<Response> {
  const init = { method: "POST", headers: json, body: JSON.stringify({ method }) };
  return ask(`/pay-proxy/v1/checkout/${id}/payments`, init);
}

async function refOf({ proxy }: MountedProxy, id: string): Promise<string> {
  return (await proxy.sessions.read(id)).payments[0]?.providerRef ?? "";
}

describe("a proxy behind a parser that keeps what it reads", () => {
  for (const [name, before] of Object.entries(keeping)) {
    it(`verifies what both gateways say: ${name}`, async () => {
      await withMountedProxy(
        sandbox,
        (shop, proxy) => void shop.use(...before).use("/pay-proxy", proxy),
        async (mounted) => {
          const inGulf = await create(mounted);
          const canadian = await create(mounted, inCanada);
          for (const [{ id }, method] of [
            [inGulf, "ottu:knet-main"],
            [canadian, "ottpay:WECHATPAY"],
          ] as const)
            assert.equal((await start(mounted, id, method)).status, 201);
          const { ottu, ottpay } = sandbox;
          const [atOttu, atOttpay] = [
            await refOf(mounted, inGulf.id),
            await refOf(mounted, canadian.id),
          ];
          assert.equal(await ottu.notify(atOttu, { unsigned: { amount: "0.001" } }), 401);
          assert.equal(await ottu.notify(atOttu), 200);
          assert.equal(await ottpay.notify(atOttpay), 200);
        },
      );
    });
  }

  it("reads the form that Ottu's older API sends, written anew from what was made of it", async () => {
    await withMountedProxy(
      sandbox,
      (shop, proxy) => void shop.use(express.urlencoded()).use("/pay-proxy", proxy),
      async ({ ask, log }) => {
        const path = `/pay-proxy/v1/notifications/ottu/${"x".repeat(32)}`;
        const form = new URLSearchParams({ result: "success", amount: "12.750" });
        assert.equal((await ask(path, { method: "POST", body: form })).status, 404);
        const nested = new URLSearchParams({ "a[b]": "c" });
        assert.equal((await ask(path, { method: "POST", body: nested })).status, 404);
        assert.ok(!log.some((line) => line.includes("raw_body_missing")));
      },
    );
  });

  it("holds what was kept to the same length and the same words", async () => {
    await withMountedProxy(
      sandbox,
      (shop, proxy) =>
        void shop
          .use(express.json({ limit: "1mb", ...keep((bytes) => bytes) }))
          .use("/pay-proxy", proxy),
      async ({ ask }) => {
        for (const [body, code] of [
          [JSON.stringify({ ...order(), description: "x".repeat(70_000) }), "body_too_large"],
          [JSON.stringify(order()).replace("{", '{"__proto__":{"a":1},'), "invalid_json"],
        ] as const) {
          const headers = { ...asShop, ...json };
          const answer = await ask("/pay-proxy/v1/sessions", { method: "POST", headers, body });
          assert.equal(((await answer.json()) as { error: { code: string } }).error.code, code);
        }
      },
    );
  });
});

describe("a proxy behind a parser that keeps nothing", () => {
  for (const [name, before] of Object.entries(losing)) {
    it(`lets nobody pay, and says in its log what to do: ${name}`, async () => {
      await withMountedProxy(
        sandbox,
        (shop, proxy) => void shop.use(...before).use("/pay-proxy", proxy),
        async (mounted) => {
          const { ask, proxy, log } = mounted;
          // The shop may make its sessions by the library, too.
          const caller = { apiKey, idempotencyKey: undefined };
          const { record } = await proxy.sessions.create(
            anOrder({ returnUrl: undefined, failureUrl: undefined }),
            caller,
          );
          const calls = sandbox.ottu.calls();
          for (const [path, body] of [
            ["/v1/sessions", order()],
            [`/v1/checkout/${record.id}/payments`, { method: "ottu:knet-main" }],
            [`/v1/notifications/ottu/${"x".repeat(32)}`, { state: "paid" }],
          ] as const) {
            const answer = await ask(`/pay-proxy${path}`, {
              method: "POST",
              headers: { ...asShop, ...json },
              body: JSON.stringify(body),
            });
            const text = await answer.text();
            assert.equal(answer.status, 500, path);
            assert.match(text, /"raw_body_missing".*"retryable":false/, path);
            assert.doesNotMatch(text, /parser|"paid"/);
          }
          assert.equal(sandbox.ottu.calls(), calls);
          const lines = log.filter((line) => line.includes("mount the proxy first"));
          assert.ok(lines.some((line) => line.includes("raw_body_missing")));
          assert.ok(lines.every((line) => line.includes("request.rawBody")));
        },
      );
    });
  }

  it("is told of when it is mounted, where that can be seen", async () => {
    await withMountedProxy(
      sandbox,
      (shop, proxy) => void shop.use(express.json()).use("/pay-proxy", proxy),
      ({ log }) => {
        assert.ok(log.some((line) => line.includes("jsonParser") && line.includes("first")));
        return Promise.resolve();
      },
    );
    await withMountedProxy(
      sandbox,
      (shop, proxy) => void shop.use("/pay-proxy", proxy).use(express.json()),
      ({ log }) => {
        assert.ok(!log.some((line) => line.includes("jsonParser")));
        return Promise.resolve();
      },
    );
  });
});
