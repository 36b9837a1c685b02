/** The proxy as a part of a shop's own Express, below a path: neither gets at the other's. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import express, { type Express } from "express";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { withMountedProxy, type MountedProxy } from "../../support/mounted-proxy.ts";
import { anOrder, asShop } from "../../support/running-proxy.ts";

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

function withShop(
  build: (shop: Express, proxy: Express) => void,
  use: (mounted: MountedProxy) => Promise<void>,
): Promise<void> {
  return withMountedProxy(sandbox, build, use);
}

const json = { "content-type": "application/json" };

describe("a proxy mounted below a path", () => {
  it("builds its addresses with the path, and keeps the pay page to its own files", async () => {
    await withShop(
      (shop, proxy) => shop.use("/pay-proxy", proxy),
      async ({ url, ask }) => {
        const made = await ask("/pay-proxy/v1/sessions", {
          method: "POST",
          headers: { ...asShop, ...json, host: "evil.example", "x-forwarded-prefix": "/evil" },
          body: JSON.stringify({ ...anOrder(), returnUrl: undefined, failureUrl: undefined }),
        });
        assert.equal(made.status, 201);
        const session = (await made.json()) as { id: string; url: string };
        assert.equal(session.url, `${url}/pay/${session.id}`);
        const page = await ask(`/pay-proxy/pay/${session.id}`);
        const policy = page.headers.get("content-security-policy") ?? "";
        const loaded = policy.replace(/form-action[^;]*;/, "");
        assert.notEqual(loaded, policy);
        for (const allowed of loaded.matchAll(/https?:[^ ;]+/g)) {
          assert.ok(allowed[0].startsWith(`${url}/`), allowed[0]);
        }
        for (const [, address = ""] of (await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)) {
          assert.ok(address.startsWith(`${url}/`), address);
        }
      },
    );
  });

  it("answers nothing outside its path, and nothing of the shop's inside it", async () => {
    await withShop(
      (shop, proxy) => {
        shop.get("/admin", (_request, response) => void response.send("the shop's own"));
        shop.get("/v1/methods", (_request, response) => void response.send("the shop's own"));
        shop.use("/pay-proxy", proxy);
        shop.get("/pay-proxy/late", (_request, response) => void response.send("the shop's own"));
      },
      async ({ ask }) => {
        const text = async (path: string) => (await ask(path)).text();
        assert.equal(await text("/admin"), "the shop's own");
        assert.equal(await text("/v1/methods"), "the shop's own");
        for (const path of [
          "/healthz",
          "/metrics",
          "/v1/sessions",
          "/pay/x",
          "/otter-checkout.js",
        ]) {
          assert.equal((await ask(path)).status, 404, path);
        }
        for (const path of [
          "/pay-proxy/admin",
          "/pay-proxy/late",
          "/pay-proxy/..%2fadmin",
          "/pay-proxy//admin",
        ]) {
          const answer = await ask(path);
          assert.equal(answer.status, 404, path);
          assert.match(await answer.text(), /"not_found"/, path);
        }
        assert.equal((await ask("/pay-proxy/healthz")).status, 200);
      },
    );
  });

  it("has its own headers and errors, and leaves the shop's alone", async () => {
    await withShop(
      (shop, proxy) => {
        shop.use("/pay-proxy", proxy);
        shop.get("/", (_request, response) => void response.send("shop"));
      },
      async ({ ask }) => {
        const own = await ask("/pay-proxy/v1/sessions");
        assert.equal(own.status, 401);
        assert.equal(own.headers.get("referrer-policy"), "no-referrer");
        const shop = await ask("/");
        for (const name of [
          "content-security-policy",
          "strict-transport-security",
          "x-request-id",
        ]) {
          assert.equal(shop.headers.get(name), null, name);
        }
      },
    );
  });

  it("judges clients by its own TRUST_PROXY, not by the shop's", async () => {
    await withShop(
      (shop, proxy) => {
        shop.set("trust proxy", true);
        shop.use("/pay-proxy", proxy);
      },
      async ({ ask }) => {
        const forwarded = { "x-forwarded-for": "127.0.0.1" };
        assert.equal((await ask("/pay-proxy/metrics", { headers: forwarded })).status, 401);
      },
    );
  });

  it("keeps the prototype out of reach also behind the shop's own JSON parser", async () => {
    await withShop(
      (shop, proxy) => {
        const verify = (request: object, _response: unknown, bytes: Buffer) =>
          void Object.assign(request, { rawBody: bytes });
        shop.use(express.json({ verify }));
        shop.use("/pay-proxy", proxy);
      },
      async ({ ask }) => {
        for (const grab of [
          '"__proto__":{"polluted":"yes","allowRepeat":true}',
          '"metadata":{"__proto__":{"polluted":"yes"}}',
          '"customer":{"__proto__":{"polluted":"yes"}}',
        ]) {
          const order = { ...anOrder(), returnUrl: undefined, failureUrl: undefined };
          const answer = await ask("/pay-proxy/v1/sessions", {
            method: "POST",
            headers: { ...asShop, ...json },
            body: JSON.stringify(order).replace("{", `{${grab},`),
          });
          assert.equal(answer.status, 400);
          assert.doesNotMatch(await answer.text(), /polluted|yes/);
          assert.equal(({} as { polluted?: unknown }).polluted, undefined);
        }
      },
    );
  });
});
