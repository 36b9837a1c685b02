/** Anybody may invent filters: what they leave in memory is bounded by its bytes, whatever their number. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, it, type TestContext } from "node:test";
import type {
  ListName,
  ListScope,
  MethodsCache,
} from "../../../../server/methods/cache/methods-cache.ts";
import { createMethodsCache } from "../../../../server/methods/cache/tiered-methods-cache.ts";
import { openSqliteLedger } from "../../../../server/ledger/sqlite.ts";
import { createFolder } from "../../../support/folder.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { Upstream } from "./upstream.ts";

const day = 86_400_000;
const maxBytes = 1024 * 1024;
/** Forty methods with long names. */
const codes = Array.from({ length: 40 }, (_, index) => `${index}-`.padEnd(300, "x"));
const listBytes = codes.join().length;

async function openCache(t: TestContext, isLedgerGone = false): Promise<MethodsCache> {
  const ledger = await openSqliteLedger(join(await createFolder(t), "otter.db"));
  const cache = createMethodsCache({
    ledger,
    clock: new ManualClock(),
    ttlMs: day,
    staleMs: day,
    maxBytes,
  });
  if (isLedgerGone) await ledger.close();
  t.after(async () => {
    await cache.close();
    await ledger.close();
  });
  return cache;
}

const list = { version: "1", defaults: {}, logoOrigin: "https://ottu.example" };
const scope: ListScope = { account: "default", provider: "ottu", list };

function namesOf(cache: MethodsCache, count: number): readonly ListName[] {
  return Array.from({ length: count }, (_, index) =>
    cache.nameOf(scope, { currency: "KWD", tags: [`t${index}`] }),
  );
}

describe("the lists in memory", () => {
  it("are the last ones that fit into their bytes; the database has all others", async (t) => {
    const cache = await openCache(t);
    const upstream = new Upstream(...codes);
    const names = namesOf(cache, 300);
    for (const name of names) await cache.get(name, upstream.source);
    const atHand = names.filter((name) => cache.atHand(name) !== undefined);
    assert.ok(atHand.length > 0 && atHand.length * listBytes <= maxBytes);
    assert.deepEqual(atHand, names.slice(-atHand.length));
    const first = names[0] as ListName;
    while ((await cache.get(first, upstream.source)).from !== "hit") await turn();
    assert.equal(upstream.calls, names.length);
  });

  it("are bounded while the ledger is gone, too", async (t) => {
    const cache = await openCache(t, true);
    const upstream = new Upstream(...codes);
    const names = namesOf(cache, 300);
    for (const name of names) await cache.get(name, upstream.source);
    const refuse = () => Promise.reject(new Error("not kept"));
    const again = await Promise.allSettled(
      names.map((name) => cache.get(name, upstream.source, refuse)),
    );
    const kept = again.filter(({ status }) => status === "fulfilled").length;
    assert.ok(kept > 0 && kept * listBytes <= maxBytes);
    assert.equal(upstream.calls, names.length);
  });

  it("do not hold one that is larger than all may be, and serve it all the same", async (t) => {
    const cache = await openCache(t);
    const upstream = new Upstream("x".repeat(maxBytes + 1));
    const [name] = namesOf(cache, 1) as [ListName];
    assert.equal((await cache.get(name, upstream.source)).from, "miss");
    assert.equal(cache.atHand(name), undefined);
  });
});

describe("a list at hand", () => {
  it("is fresh, and certainly not purged: who has not looked for a second must wait", async (t) => {
    const clock = new ManualClock();
    const ledger = await openSqliteLedger(join(await createFolder(t), "otter.db"));
    const cache = createMethodsCache({ ledger, clock, ttlMs: 5_000, staleMs: day, maxBytes });
    t.after(async () => {
      await cache.close();
      await ledger.close();
    });
    const upstream = new Upstream("knet");
    const [name] = namesOf(cache, 1) as [ListName];
    assert.equal(cache.atHand(name), undefined);
    const { rows } = await cache.get(name, upstream.source);
    assert.equal(cache.atHand(name)?.rows, rows);
    await clock.advance(1_000);
    assert.equal(cache.atHand(name), undefined);
    await cache.get(name, upstream.source);
    assert.equal(cache.atHand(name)?.rows, rows);
    await cache.purge({ currency: "SAR" });
    await cache.get(name, upstream.source);
    assert.equal(cache.atHand(name)?.rows, rows);
    await cache.purge({ currency: "KWD" });
    assert.equal(cache.atHand(name), undefined);
    await cache.get(name, upstream.source);
    await clock.advance(4_500);
    await cache.get(name, upstream.source);
    assert.notEqual(cache.atHand(name), undefined);
    await clock.advance(500);
    assert.equal(cache.atHand(name), undefined);
  });
});
