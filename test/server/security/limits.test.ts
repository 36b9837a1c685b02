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
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

const limit = 20;
let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

async function withLimit(
  use: (running: RunningProxy) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const running = await runProxy({
    sandbox,
    env: { RATE_LIMIT_PER_MINUTE: String(limit), ...env },
  });
  try {
    await use(running);
  } finally {
    await running.stop();
  }
}

/** How many of `count` requests were answered 429. */
async function refusals(
  count: number,
  ask: (index: number) => Promise<{ status: number }>,
): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, (_, index) => ask(index)));
  return answers.filter(({ status }) => status === 429).length;
}

describe("the limit of capability routes", () => {
  it("is each session's own: a flood on one leaves the others as they were", async () => {
    await withLimit(async (running) => {
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
    await withLimit(async (running) => {
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

  it("counts what is no capability for the client", async () => {
    await withLimit(async (running) => {
      const ask = (index: number) => running.get(`/v1/checkout/guess-${index}`);
      assert.equal(await refusals(limit + 5, ask), 5);
    });
  });
});

describe("the limit of the shop's routes", () => {
  const other = "another-api-key-0123456789";

  it("is each key's own", async () => {
    await withLimit(
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
    await withLimit(async (running) => {
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
    await withLimit(async (running) => {
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
    await withLimit(async (running) => {
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
    await withLimit(async (running) => {
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
    await withLimit(async (running) => {
      const guess = (index: number) =>
        running.post(`/v1/notifications/ottu/${String(index).padStart(32, "x")}`, {});
      assert.equal(await refusals(limit + 5, guess), 5);
    });
  });
});

describe("X-Forwarded-For", () => {
  it("is judged alike for the list, which is answered before all others", async () => {
    const list = (running: RunningProxy, addresses: string) =>
      running.get("/v1/methods?currency=KWD", { "x-forwarded-for": addresses });
    await withLimit(
      async (running) => {
        const spoof = (index: number) => list(running, `198.51.100.${index}, 203.0.113.9`);
        assert.equal(await refusals(limit + 5, spoof), 5);
        assert.equal((await list(running, "203.0.113.10")).status, 200);
      },
      { TRUST_PROXY: "1" },
    );
    await withLimit(async (running) => {
      const spoof = (index: number) => list(running, `203.0.113.${index}`);
      assert.equal(await refusals(limit + 5, spoof), 5);
    });
  });

  const guess = (running: RunningProxy, address: string) =>
    running.get("/v1/checkout/guess", { "x-forwarded-for": address });

  it("is not believed without TRUST_PROXY: inventing addresses is no way around a limit", async () => {
    await withLimit(async (running) => {
      const ask = (index: number) => guess(running, `203.0.113.${index}`);
      assert.equal(await refusals(limit + 5, ask), 5);
    });
  });

  it("is believed as far as the trusted proxy wrote it: what a client put before it is not", async () => {
    await withLimit(
      async (running) => {
        const spoof = (index: number) => guess(running, `198.51.100.${index}, 203.0.113.9`);
        assert.equal(await refusals(limit + 5, spoof), 5);
        assert.equal((await guess(running, "203.0.113.10")).status, 404);
      },
      { TRUST_PROXY: "1" },
    );
  });

  it("is not believed from an address that is not among the trusted ones", async () => {
    await withLimit(
      async (running) => {
        const ask = (index: number) => guess(running, `203.0.113.${index}`);
        assert.equal(await refusals(limit + 5, ask), 5);
      },
      { TRUST_PROXY: "10.0.0.0/8,192.0.2.1" },
    );
  });

  it("counts one network of IPv6 as one client, because its owner has all of it", async () => {
    await withLimit(
      async (running) => {
        const ask = (index: number) => guess(running, `2001:db8:0:1::${index.toString(16)}`);
        assert.equal(await refusals(limit + 5, ask), 5);
      },
      { TRUST_PROXY: "loopback" },
    );
  });

  it("counts an address whatever port a proxy wrote beside it, and what is none as one", async () => {
    for (const address of [
      (port: number) => `203.0.113.9:${40_000 + port}`,
      (port: number) => `[2001:db8:0:1::9]:${40_000 + port}`,
      (index: number) => `unknown-${index}`,
    ]) {
      await withLimit(
        async (running) => {
          assert.equal(await refusals(limit + 5, (index) => guess(running, address(index))), 5);
        },
        { TRUST_PROXY: "1" },
      );
    }
  });

  it("makes no trouble when it is no address at all", async () => {
    await withLimit(
      async (running) => {
        for (const nonsense of ["x".repeat(5_000), "::::", "1.2.3.4.5", "<script>", ",,,", "%00"]) {
          const answer = await guess(running, nonsense);
          assert.equal(answer.status, 404, nonsense);
        }
      },
      { TRUST_PROXY: "true" },
    );
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
