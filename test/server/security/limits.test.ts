/**
 * How often who may ask: capability routes per capability, shop routes per key, the rest per client.
 * Nobody gets around a limit by inventing what it counts by, and nobody's limit is used up by others.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { HitsPerMinute } from "../../../server/http/guards/hits-per-minute.ts";
import type { SessionRecord } from "../../../contract/contract.ts";
import {
  anOrder,
  apiKey,
  asShop,
  atGateway,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";
import { limit, refusals, withLimit } from "../../support/limited-proxy.ts";

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

describe("the limit of capability routes", () => {
  it("is each session's own: a flood on one leaves the others as they were", async () => {
    await withLimit(sandbox, async (running) => {
      const busy = await running.client.createSession(anOrder());
      const calm = await running.client.createSession(anOrder());
      const path = `/v1/checkout/${busy.id}`;
      assert.equal(await refusals(limit + 5, () => running.get(path)), 5);
      assert.equal(await refusals(3, () => running.get(`/pay/${busy.id}`)), 3);
      const refused = await running.get(path);
      assert.equal(refused.json.error.code, "rate_limited");
      const wait = Number(refused.headers.get("retry-after"));
      assert.ok(wait >= 1 && wait <= 60);
      assert.equal((await start(running, busy, "ottu:knet-main")).status, 429);
      assert.equal((await start(running, calm, "ottu:knet-main")).status, 201);
    });
  });

  it("is each return link's own", async () => {
    await withLimit(sandbox, async (running) => {
      const links: string[] = [];
      for (let order = 0; order < 2; order += 1) {
        const session = await running.client.createSession(anOrder());
        await start(running, session, "ottu:knet-main");
        links.push((await atGateway(running, session.id)).redirectUrl);
      }
      const follow = (link = "") => fetch(link, { redirect: "manual" });
      assert.equal(await refusals(limit + 5, () => follow(links[0])), 5);
      assert.equal((await follow(links[1])).status, 303);
    });
  });

  const invented = (index: number) => `${"x".repeat(30)}${String(index).padStart(2, "0")}`;
  for (const [what, path, method] of [
    ["a session", (index: number) => `/v1/checkout/cs_${invented(index)}`, "GET"],
    ["a pay page", (index: number) => `/pay/cs_${invented(index)}`, "GET"],
    ["a return link", (index: number) => `/v1/return/${invented(index)}`, "GET"],
    ["a return link by POST", (index: number) => `/v1/return/${invented(index)}`, "POST"],
  ] as const) {
    it(`counts an invented one for the client, however many at once: ${what}`, async () => {
      await withLimit(sandbox, async (running) => {
        const session = await running.client.createSession(anOrder());
        const known = `/v1/checkout/${session.id}`;
        assert.equal((await running.get(known)).status, 200);
        const guess = (index: number) => fetch(running.url + path(index), { method });
        assert.equal(await refusals(limit + 5, guess), 5);
        const refused = await guess(limit + 6);
        assert.equal(refused.status, 429);
        assert.match(refused.headers.get("retry-after") ?? "", /^([1-9]|[1-5][0-9]|60)$/);
        assert.equal(refused.headers.get("ratelimit-policy"), `"client";q=${limit};w=60`);
        assert.match(refused.headers.get("ratelimit") ?? "", /^"client";r=0;t=\d+$/);
        assert.equal((await running.get(known)).status, 200, "whoever holds one goes on");
      });
    });
  }

  it("counts no found one for the client, however many there are", async () => {
    await withLimit(sandbox, async (running) => {
      const ids: string[] = [];
      for (let order = 0; order < limit - 1; order += 1) {
        ids.push((await running.client.createSession(anOrder())).id);
      }
      for (const id of [...ids, ...ids]) {
        assert.equal((await running.get(`/v1/checkout/${id}`)).status, 200);
      }
    });
  });

  it("is told in every answer, to the shop's server too", async () => {
    await withLimit(sandbox, async (running) => {
      const session = await running.post("/v1/sessions", anOrder(), asShop);
      assert.equal(session.headers.get("ratelimit-policy"), `"key";q=${limit};w=60`);
      assert.match(session.headers.get("ratelimit") ?? "", /^"key";r=19;t=\d+$/);
      for (const left of [19, 18]) {
        const view = await running.get(`/v1/checkout/${session.json.id}`);
        assert.equal(view.headers.get("ratelimit-policy"), `"session";q=${limit};w=60`);
        assert.match(
          view.headers.get("ratelimit") ?? "",
          new RegExp(`^"session";r=${left};t=\\d+$`),
        );
      }
      const list = () => running.get("/v1/methods?currency=KWD");
      assert.equal((await list()).headers.get("ratelimit"), null, "any cache may keep it");
      await refusals(limit, list);
      assert.match((await list()).headers.get("ratelimit") ?? "", /^"client";r=0;t=\d+$/);
    });
  });

  it("counts what is no capability for the client", async () => {
    await withLimit(sandbox, async (running) => {
      const ask = (index: number) => running.get(`/v1/checkout/guess-${index}`);
      assert.equal(await refusals(limit + 5, ask), 5);
    });
  });
});

describe("the limit of the shop's routes", () => {
  const other = "another-api-key-0123456789";

  it("is each key's own", async () => {
    await withLimit(
      sandbox,
      async (running) => {
        const list = (key: string) =>
          running.get("/v1/sessions", { authorization: `Bearer ${key}` });
        assert.equal(await refusals(limit + 5, () => list(apiKey)), 5);
        assert.equal((await list(other)).status, 200);
      },
      { MERCHANT_API_KEYS: `${apiKey},${other}` },
    );
  });

  it("counts guessed keys for the client, so that a new guess is no new limit", async () => {
    await withLimit(sandbox, async (running) => {
      const guess = (index: number) =>
        running.get("/v1/sessions", {
          authorization: `Bearer guess-0123456789-0123456789-${index}`,
        });
      assert.equal(await refusals(limit + 5, guess), 5);
      assert.equal((await running.get("/v1/sessions", asShop)).status, 200);
    });
  });
});

describe("the limit of public routes", () => {
  it("is one for the list, with and without an Origin, whatever the filter", async () => {
    await withLimit(sandbox, async (running) => {
      const ask = (index: number) =>
        running.get(
          `/v1/methods?currency=KWD&tags=t${index % 3}`,
          index % 2 === 0 ? {} : { origin: "https://shop.example" },
        );
      const refused = await refusals(limit + 10, ask);
      assert.equal(refused, 10);
      assert.equal((await running.get("/healthz")).status, 200);
      assert.equal((await running.get("/readyz")).status, 200);
      assert.equal((await running.get("/otter-checkout.js")).status, 200);
    });
  });

  it("counts icons that do not exist as well", async () => {
    await withLimit(sandbox, async (running) => {
      const ask = (index: number) => running.get(`/v1/icons/${String(index).padStart(32, "0")}`);
      assert.equal(await refusals(limit + 5, ask), 5);
    });
  });
});

describe("notifications", () => {
  async function begin(running: RunningProxy) {
    const session: SessionRecord = await running.client.createSession(anOrder());
    await start(running, session, "ottu:knet-main");
    return { session, ...(await atGateway(running, session.id)) };
  }

  it("are never refused for their number when they are genuine, not even amid a flood of forged ones", async () => {
    await withLimit(sandbox, async (running) => {
      const { session, ref, notifyUrl } = await begin(running);
      const path = new URL(notifyUrl).pathname;
      const forged = (index: number) => running.post(path, { signature: "0".repeat(64), index });
      assert.equal(await refusals(limit * 2, forged), limit);
      await sandbox.ottu.pay(ref, { webhook: "never" });
      const genuine = await Promise.all(
        Array.from({ length: limit * 2 }, () => sandbox.ottu.notify(ref)),
      );
      assert.deepEqual([...new Set(genuine)], [200]);
      await running.event(
        (event) => event.type === "checkout.paid" && event.data.session.id === session.id,
      );
    });
  });

  it("at unknown addresses count as forged", async () => {
    await withLimit(sandbox, async (running) => {
      const guess = (index: number) =>
        running.post(`/v1/notifications/ottu/${String(index).padStart(32, "x")}`, {});
      assert.equal(await refusals(limit + 5, guess), 5);
    });
  });
});

describe("HitsPerMinute", () => {
  it("keeps no more than so many keys, and forgets the oldest of them first", () => {
    const hits = new HitsPerMinute();
    assert.deepEqual([hits.count("first"), hits.count("first")], [1, 2]);
    for (let key = 0; key < 50_000; key += 1) hits.count(`flood ${key}`);
    assert.equal(hits.count("flood 49999"), 2);
    assert.equal(hits.count("first"), 1);
    assert.equal(hits.size, 20_000);
  });
});
