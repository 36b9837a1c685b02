/**
 * `GET /v1/methods` by its bytes: the same whether it is answered in front of Express (a list at hand,
 * no Origin) or inside its chain, to whom and for how long.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import {
  asShop,
  runProxy,
  shopOrigin,
  type Answer,
  type RunningProxy,
} from "../../support/running-proxy.ts";

const many = { METHODS_MISSES_PER_MINUTE: "1000" };
/** In front of Express, and inside its chain. */
const lanes: readonly Record<string, string>[] = [{}, { origin: shopOrigin }];

let sandbox: Sandbox;
let running: RunningProxy;
before(async () => {
  sandbox = await startSandbox();
  running = await runProxy({ sandbox, env: many });
});
afterEach(async () => {
  sandbox.reset();
  await fetch(`${running.url}/v1/methods`, { method: "DELETE", headers: asShop });
});
after(async () => {
  await running.stop();
  await sandbox.close();
});

const ask = (query: string, headers: Record<string, string> = {}) =>
  running.get(`/v1/methods?${query}`, headers);
const upstreamCalls = () => sandbox.ottu.calls("payment-methods");
const etagOf = ({ headers }: Answer) => headers.get("etag") ?? "";

describe("the case of a query", () => {
  const same = [
    ["currency=kwd", "currency=KWD"],
    ["currency=Kwd&operation=PURCHASE", "currency=KWD&operation=purchase"],
    ["currency=KWD&type=Sandbox&plugin=E_COMMERCE", "currency=KWD"],
    ["currency=KWD&tokenizable=FALSE", "currency=KWD&tokenizable=false"],
    ["currency=KWD&autoDebit=True", "currency=KWD&autoDebit=true"],
    ["currency=KWD&pgNames=KPAY,Mpgs", "currency=KWD&pgNames=mpgs,kpay"],
    ["currency=KWD&paymentServices=Apple_Pay", "currency=KWD&paymentServices=apple_pay"],
    ["currency=kwd&tags=VIP", "currency=KWD&tags=VIP"],
  ] as const;
  for (const [written, meant] of same) {
    it(`makes ${written} the list of ${meant}`, async () => {
      const first = await ask(written);
      assert.equal(first.status, 200, first.text);
      const calls = upstreamCalls();
      const second = await ask(meant);
      assert.equal(second.text, first.text);
      assert.equal(etagOf(second), etagOf(first));
      assert.equal(upstreamCalls(), calls);
    });
  }

  it("is kept in tags, which are a merchant's own words", async () => {
    await ask("currency=KWD&tags=vip");
    const calls = upstreamCalls();
    await ask("currency=KWD&tags=VIP");
    assert.equal(upstreamCalls(), calls + 1);
  });

  it("makes no difference to a purge", async () => {
    await ask("currency=KWD&operation=purchase");
    const calls = upstreamCalls();
    const purged = await fetch(`${running.url}/v1/methods?currency=kwd&operation=Purchase`, {
      method: "DELETE",
      headers: asShop,
    });
    assert.equal(purged.status, 204);
    await ask("currency=KWD&operation=purchase");
    assert.equal(upstreamCalls(), calls + 1);
  });

  it("does not make a currency of what is none", async () => {
    for (const currency of ["zzz", "kw", "kwdd", "k%00d"]) {
      const answer = await ask(`currency=${currency}`);
      assert.equal(answer.status, 400, currency);
      assert.equal(answer.json.error.code, "currency_unsupported");
    }
  });
});

describe("If-None-Match", () => {
  const cases: readonly (readonly [header: (etag: string) => string, status: number])[] = [
    [(etag) => etag, 304],
    [(etag) => `W/${etag}`, 304],
    [(etag) => `"another", ${etag}`, 304],
    [(etag) => `W/"another",W/${etag} , "third"`, 304],
    [() => "*", 304],
    [() => '"another"', 200],
    [() => 'W/"another", "third"', 200],
    [(etag) => etag.replaceAll('"', ""), 200],
    [(etag) => etag.slice(0, -1), 200],
    [(etag) => `${etag.slice(0, -1)}x"`, 200],
    [() => "", 200],
  ];
  for (const [header, status] of cases) {
    it(`that reads ${header('"tag"') || "nothing"} is answered ${status}`, async () => {
      await ask("currency=KWD");
      const etag = etagOf(await ask("currency=KWD"));
      for (const lane of lanes) {
        const answer = await ask("currency=KWD", { ...lane, "if-none-match": header(etag) });
        assert.equal(answer.status, status);
        assert.equal(answer.text === "", status === 304);
        assert.equal(etagOf(answer), etag);
        assert.equal(answer.headers.get("cache-control"), "public, max-age=30");
      }
    });
  }
});

describe("a list at hand and one from the chain", () => {
  it("differ in what belongs to an Origin alone", async () => {
    await ask("currency=KWD");
    const [plain, fromPage] = (await Promise.all(
      lanes.map((lane) => ask("currency=KWD", lane)),
    )) as [Answer, Answer];
    const headersOf = ({ headers }: Answer) => {
      const own = ["x-request-id", "date", "connection", "keep-alive"];
      return Object.fromEntries([...headers].filter(([name]) => !own.includes(name)));
    };
    assert.equal(fromPage.text, plain.text);
    assert.deepEqual(headersOf(fromPage), {
      ...headersOf(plain),
      "access-control-allow-origin": shopOrigin,
      "access-control-expose-headers": "Cache-Status, ETag, Retry-After, X-Request-Id",
      "cross-origin-resource-policy": "cross-origin",
    });
  });

  it("are logged and measured alike", async () => {
    await ask("currency=KWD");
    const lines = () =>
      running.log
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter(({ msg, route, status }) => {
          return msg === "request" && route === "/v1/methods" && status === 200;
        });
    const before = lines().length;
    const answers = await Promise.all(lanes.map((lane) => ask("currency=KWD", lane)));
    const ids = answers.map(({ headers }) => headers.get("x-request-id"));
    const logged = lines().slice(before);
    assert.deepEqual(logged.map(({ requestId }) => requestId).toSorted(), ids.toSorted());
    assert.deepEqual(new Set(logged.map((line) => Object.keys(line).join())).size, 1);
  });

  it("is answered without a body to HEAD", async () => {
    const list = await ask("currency=KWD");
    const head = await fetch(`${running.url}/v1/methods?currency=KWD`, { method: "HEAD" });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), "");
    assert.equal(head.headers.get("etag"), etagOf(list));
    assert.equal(head.headers.get("content-length"), String(Buffer.byteLength(list.text)));
  });

  it("counts once against the client's limit, mistakes and refused misses as well", async () => {
    const limit = 12;
    const env = { RATE_LIMIT_PER_MINUTE: String(limit), METHODS_MISSES_PER_MINUTE: "1" };
    for (const query of ["currency=KWD", "currency=KWD&nonsense=1", "currency=SAR"]) {
      const limited = await runProxy({ sandbox, env });
      try {
        const isOver: boolean[] = [];
        await limited.get("/v1/methods?currency=KWD");
        for (let request = 1; request < limit + 3; request += 1) {
          const { json } = await limited.get(`/v1/methods?${query}`);
          isOver.push(json.error?.message === "too many requests; slow down");
        }
        assert.equal(isOver.indexOf(true), limit - 1, query);
        assert.equal(isOver.filter(Boolean).length, 3, query);
      } finally {
        await limited.stop();
      }
    }
  });
});

describe("a purge by another instance", () => {
  it("reaches a list at hand within two seconds, and leaves those it does not concern", async () => {
    const clock = new ManualClock();
    const world = { world: { clock } };
    const one = await runProxy({ sandbox, env: many, options: world });
    const two = await runProxy({
      sandbox,
      env: { ...many, DATABASE_URL: one.env["DATABASE_URL"] ?? "" },
      options: world,
    });
    try {
      const kwd = () => two.get("/v1/methods?currency=KWD");
      const sar = () => two.get("/v1/methods?currency=SAR");
      for (const list of [kwd, sar, kwd, sar]) await list();
      const calls = upstreamCalls();
      await fetch(`${one.url}/v1/methods?currency=KWD`, { method: "DELETE", headers: asShop });
      await clock.advance(2_000);
      assert.match((await sar()).headers.get("cache-status") ?? "", /hit/);
      assert.equal(upstreamCalls(), calls);
      assert.equal((await kwd()).headers.get("cache-status"), "otter; fwd=miss");
      assert.equal(upstreamCalls(), calls + 1);
    } finally {
      await two.stop();
      await one.stop();
    }
  });

  it("is obeyed at once by the instance it was sent to, whatever is at hand", async () => {
    for (let round = 0; round < 5; round += 1) {
      await ask("currency=KWD");
      await ask("currency=KWD");
      const calls = upstreamCalls();
      await fetch(`${running.url}/v1/methods`, { method: "DELETE", headers: asShop });
      await ask("currency=KWD");
      assert.equal(upstreamCalls(), calls + 1);
    }
  });
});
