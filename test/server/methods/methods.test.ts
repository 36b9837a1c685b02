import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Method, MethodList } from "../../../contract/contract.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import {
  anOrder,
  asShop,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({
    env: { OTTPAY_CURRENCIES: "CAD,KWD", METHODS_MISSES_PER_MINUTE: "1000" },
  });
});
afterEach(async () => {
  running.sandbox.reset();
  await fetch(`${running.url}/v1/methods`, { method: "DELETE", headers: asShop });
});
after(() => running.stop());

async function list(query: string): Promise<MethodList & { headers: Headers }> {
  const answer = await running.get(`/v1/methods?${query}`);
  assert.equal(answer.status, 200, answer.text);
  return { ...(answer.json as MethodList), headers: answer.headers };
}
const idsOf = (methods: readonly Method[]) => methods.map((method) => method.id);

describe("GET /v1/methods", () => {
  it("makes one upstream call for 200 simultaneous cold requests of one filter", async () => {
    const before = running.sandbox.ottu.calls("payment-methods");
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => running.get("/v1/methods?currency=KWD&operation=purchase")),
    );
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200]);
    assert.equal(new Set(answers.map((answer) => answer.text)).size, 1);
    assert.equal(running.sandbox.ottu.calls("payment-methods") - before, 1);
  });

  it("keeps one entry for any order of filter keys and values, and their defaults and case", async () => {
    const before = running.sandbox.ottu.calls("payment-methods");
    for (const query of [
      "currency=KWD&pgNames=kpay,mpgs&operation=purchase",
      "operation=purchase&pgNames=mpgs,kpay&currency=KWD",
      "pgNames=MPGS,KPAY&currency=KWD&operation=purchase&plugin=e_commerce",
    ]) {
      await list(query);
    }
    assert.equal(running.sandbox.ottu.calls("payment-methods") - before, 1);
  });

  it("keeps entries apart whose filters differ", async () => {
    const before = running.sandbox.ottu.calls("payment-methods");
    await list("currency=KWD");
    await list("currency=SAR");
    await list("currency=KWD&tags=vip");
    await list("currency=KWD&tags=VIP");
    assert.equal(running.sandbox.ottu.calls("payment-methods") - before, 4);
  });

  it("is a miss, then a hit with the time left, and answers 304 to its own ETag", async () => {
    const miss = await list("currency=KWD");
    assert.equal(miss.headers.get("cache-status"), "otter; fwd=miss");
    const hit = await list("currency=KWD");
    assert.match(hit.headers.get("cache-status") ?? "", /^otter; hit; ttl=86\d\d\d$/);
    assert.equal(hit.headers.get("cache-control"), "public, max-age=30");
    const again = await running.get("/v1/methods?currency=KWD", {
      "if-none-match": hit.headers.get("etag") ?? "",
    });
    assert.equal(again.status, 304);
    assert.equal(again.text, "");
  });

  it("asks again after a purge of that filter, and not after a purge of another", async () => {
    await list("currency=KWD");
    const before = running.sandbox.ottu.calls("payment-methods");
    await fetch(`${running.url}/v1/methods?currency=SAR`, { method: "DELETE", headers: asShop });
    await list("currency=KWD");
    assert.equal(running.sandbox.ottu.calls("payment-methods"), before);
    const purged = await fetch(`${running.url}/v1/methods?currency=KWD`, {
      method: "DELETE",
      headers: asShop,
    });
    assert.equal(purged.status, 204);
    await list("currency=KWD");
    assert.equal(running.sandbox.ottu.calls("payment-methods"), before + 1);
  });

  it("serves a warm list whole, and a cold one partial with OTT Pay's wallets, when Ottu is down", async () => {
    const warm = await list("currency=KWD");
    running.sandbox.behave("ottu", "*", { do: "status", status: 503 }, 1000);
    assert.deepEqual(idsOf((await list("currency=KWD")).methods), idsOf(warm.methods));
    const cold = await list("currency=KWD&operation=purchase");
    assert.equal(cold.partial, true);
    assert.equal(cold.headers.get("cache-control"), "public, max-age=2");
    assert.deepEqual(idsOf(cold.methods), [
      "ottpay:WECHATPAY",
      "ottpay:ALIPAY",
      "ottpay:UNIONPAY",
      "ottpay:GP",
      "ottpay:NONE",
    ]);
  });

  it("hides OTT Pay's wallets where the filter asks for what they cannot do", async () => {
    for (const filter of [
      "pgNames=kpay",
      "tags=vip",
      "paymentServices=apple_pay",
      "tokenizable=true",
      "autoDebit=true",
      "operation=authorize",
    ]) {
      const { methods } = await list(`currency=KWD&${filter}`);
      assert.deepEqual(
        methods.filter((method) => method.provider === "ottpay"),
        [],
        filter,
      );
    }
  });

  it("refuses a type other than the proxy's, both ways", async () => {
    const answer = await running.get("/v1/methods?currency=KWD&type=production");
    assert.equal(answer.status, 400);
    assert.equal(answer.json.error.code, "type_not_allowed");
    const other = await runProxy({ sandbox: running.sandbox, env: { OTTU_TYPE: "production" } });
    try {
      assert.equal(
        (await other.get("/v1/methods?currency=KWD&type=sandbox")).json.error.code,
        "type_not_allowed",
      );
      const { methods } = (await other.get("/v1/methods?currency=KWD")).json as MethodList;
      assert.deepEqual(
        methods.filter((method) => method.provider === "ottu" && method.test),
        [],
      );
    } finally {
      await other.stop();
    }
  });

  it("refuses more cold misses than the budget, with Retry-After and without an upstream call", async () => {
    const frugal = await runProxy({
      sandbox: running.sandbox,
      env: { METHODS_MISSES_PER_MINUTE: "2" },
    });
    try {
      await frugal.get("/v1/methods?currency=KWD");
      await frugal.get("/v1/methods?currency=SAR");
      const before = running.sandbox.ottu.calls("payment-methods");
      const refused = await frugal.get("/v1/methods?currency=BHD");
      assert.equal(refused.status, 429);
      assert.ok(Number(refused.headers.get("retry-after")) > 0);
      assert.equal(running.sandbox.ottu.calls("payment-methods"), before);
      assert.equal((await frugal.get("/v1/methods?currency=KWD")).status, 200);
      const session = await frugal.client.createSession(anOrder({ currency: "BHD" }));
      assert.equal((await frugal.get(`/v1/checkout/${session.id}`)).json.partial, false);
    } finally {
      await frugal.stop();
    }
  });

  it("has a new budget for cold misses with every minute, and no sooner", async () => {
    const minute = 60_000;
    const clock = new ManualClock(Math.floor(Date.now() / minute) * minute);
    const frugal = await runProxy({
      sandbox: running.sandbox,
      env: { METHODS_MISSES_PER_MINUTE: "1" },
      options: { world: { clock } },
    });
    const miss = async (currency: string) => {
      const { status, headers } = await frugal.get(`/v1/methods?currency=${currency}`);
      return [status, headers.get("retry-after")];
    };
    try {
      assert.deepEqual(await miss("KWD"), [200, null]);
      assert.deepEqual(await miss("SAR"), [429, "60"]);
      await clock.advance(59_000);
      assert.deepEqual(await miss("SAR"), [429, "1"]);
      await clock.advance(1_000);
      assert.deepEqual(await miss("SAR"), [200, null]);
      assert.deepEqual(await miss("BHD"), [429, "60"]);
    } finally {
      await frugal.stop();
    }
  });
});

describe("a renamed gateway code", () => {
  it("costs that method only: 409 for it, and the others start", async () => {
    const session = await running.client.createSession(anOrder({ providers: ["ottu"] }));
    const view = (await running.get(`/v1/checkout/${session.id}`)).json as { methods: Method[] };
    assert.ok(idsOf(view.methods).includes("ottu:knet-main"));
    running.sandbox.ottu.renameCode("knet-main", "knet-new");
    const refused = await start(running, session, "ottu:knet-main");
    assert.equal(refused.status, 409, refused.text);
    assert.equal(refused.json.error.code, "method_unavailable");
    const renamed = await start(running, session, "ottu:knet-new");
    assert.equal(renamed.status, 201, renamed.text);
    const other = view.methods.find((method) => !method.id.includes("knet"));
    assert.equal((await start(running, session, other?.id ?? "")).status, 201);
    assert.equal(
      (await running.client.getSession(session.id)).payments.filter(
        (one) => one.status === "pending",
      ).length,
      1,
    );
  });
});

describe("GET /v1/checkout/:id", () => {
  for (const [browser, first] of [
    ["Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 MicroMessenger/8.0.49", "ottpay:WECHATPAY"],
    ["Mozilla/5.0 (Linux; Android 14) AlipayClient/10.5.96", "ottpay:ALIPAY"],
  ] as const) {
    it(`puts ${first} first inside that wallet's own browser`, async () => {
      const session = await running.client.createSession(
        anOrder({ amount: "19.99", currency: "CAD" }),
      );
      const rows = async (headers: Record<string, string>) =>
        idsOf((await running.get(`/v1/checkout/${session.id}`, headers)).json.methods);
      const elsewhere = await rows({ "user-agent": "Mozilla/5.0" });
      const inside = await rows({ "user-agent": browser });
      assert.equal(inside[0], first);
      assert.deepEqual(inside.toSorted(), elsewhere.toSorted());
      assert.equal(elsewhere[0], "ottpay:WECHATPAY");
    });
  }
});

describe("GET /v1/icons/:hash", () => {
  it("serves the gateway's logo itself, immutable and unable to run", async () => {
    const { methods } = await list("currency=KWD");
    const icon = methods.find((method) => method.id === "ottu:knet-main")?.icon ?? "";
    assert.ok(icon.startsWith(`${running.url}/v1/icons/`));
    const response = await fetch(icon);
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type") ?? "", /^image\//);
    assert.match(response.headers.get("content-security-policy") ?? "", /sandbox/);
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.match(response.headers.get("cache-control") ?? "", /immutable/);
    assert.equal(response.headers.get("cross-origin-resource-policy"), "cross-origin");
  });
});
