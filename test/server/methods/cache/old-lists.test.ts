/**
 * How old a list may be that a shopper is shown: older than its time to live only while a refresh
 * runs or the gateway fails, older than a week only while it fails. And what a wrong clock does to it.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, it, type TestContext } from "node:test";
import type { ListScope, MethodsCache } from "../../../../server/methods/cache/methods-cache.ts";
import {
  createMethodsCache,
  type MethodsCacheOptions,
} from "../../../../server/methods/cache/tiered-methods-cache.ts";
import { openSqliteLedger } from "../../../../server/ledger/sqlite.ts";
import { createFolder } from "../../../support/folder.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { Upstream } from "./upstream.ts";

const hour = 3_600_000;
const day = 24 * hour;
const week = 7 * day;
const kwd = { currency: "KWD" };
const list = { version: "1", defaults: {}, logoOrigin: "https://ottu.example" };
const scope: ListScope = { account: "default", provider: "ottu", list };

/** Caches over one file, by one clock, with the defaults of the configuration. */
async function inFile(t: TestContext) {
  const file = join(await createFolder(t), "otter.db");
  const clock = new ManualClock();
  return {
    clock,
    instance: async (options: Partial<MethodsCacheOptions> = {}): Promise<MethodsCache> => {
      const ledger = await openSqliteLedger(file);
      const defaults = { ttlMs: day, staleMs: week, maxBytes: 1_000_000 };
      const cache = createMethodsCache({ ledger, clock, ...defaults, ...options });
      t.after(async () => {
        await cache.close();
        await ledger.close();
      });
      return cache;
    },
  };
}

/** A cache that has fetched one list, which is called old. */
async function withOldList(t: TestContext) {
  const { clock, instance } = await inFile(t);
  const cache = await instance();
  const upstream = new Upstream("old");
  await ask(cache, upstream);
  return { clock, cache, upstream };
}

async function ask(cache: MethodsCache, upstream: Upstream): Promise<string> {
  const { from, rows } = await cache.get(cache.nameOf(scope, kwd), upstream.source);
  return `${from}: ${rows.text}`;
}

describe("a list that is older than a week", () => {
  it("is refreshed before anybody is answered, once for all who ask", async (t) => {
    const { clock, cache, upstream } = await withOldList(t);
    await clock.advance(week + hour);
    upstream.codes = ["new"];
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(cache, upstream)));
    assert.deepEqual(new Set(answers), new Set(["miss: new"]));
    assert.equal(upstream.calls, 2);
    assert.equal(await ask(cache, upstream), "hit: new");
  });

  it("is refreshed before anybody is answered after a restart, too", async (t) => {
    const { clock, instance } = await inFile(t);
    const cache = await instance();
    await ask(cache, new Upstream("old"));
    await cache.close();
    await clock.advance(8 * day - 1);
    assert.equal(await ask(await instance(), new Upstream("new")), "miss: new");
  });

  it("is refreshed before anybody is answered where a list is fresh for a week", async (t) => {
    const { clock, instance } = await inFile(t);
    const cache = await instance({ ttlMs: week });
    const upstream = new Upstream("old");
    await ask(cache, upstream);
    await clock.advance(week - 1);
    assert.equal(await ask(cache, upstream), "hit: old");
    await clock.advance(2);
    upstream.codes = ["new"];
    assert.equal(await ask(cache, upstream), "miss: new");
  });

  it("is one that a younger one waits for no longer than it takes", async (t) => {
    const { clock, cache, upstream } = await withOldList(t);
    await clock.advance(week);
    const release = upstream.hold();
    upstream.codes = ["new"];
    assert.equal(await ask(cache, upstream), "stale: old");
    await clock.advance(1);
    const waiting = ask(cache, upstream);
    while (upstream.calls < 2) await turn();
    release();
    assert.equal(await waiting, "miss: new");
    assert.equal(upstream.calls, 2);
  });

  it("is served while the gateway fails, and again asked for when that was long enough ago", async (t) => {
    const { clock, cache, upstream } = await withOldList(t);
    await clock.advance(week + 1);
    upstream.codes = undefined;
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(cache, upstream)));
    assert.deepEqual(new Set(answers), new Set(["stale: old"]));
    assert.equal(await ask(cache, upstream), "stale: old");
    assert.equal(upstream.calls, 2);
    upstream.codes = ["new"];
    await clock.advance(1_000);
    assert.equal(await ask(cache, upstream), "miss: new");
  });

  it("is served when the gateway does not answer in its time", async (t) => {
    const { clock, cache, upstream } = await withOldList(t);
    await clock.advance(week + 1);
    upstream.codes = undefined;
    const release = upstream.hold();
    const waiting = ask(cache, upstream);
    while (upstream.calls < 2) await turn();
    await clock.advance(10_000);
    assert.equal(upstream.signals.at(-1)?.aborted, true);
    release();
    assert.equal(await waiting, "stale: old");
  });

  it("is not served when it was purged while the gateway was waited for", async (t) => {
    const { clock, cache, upstream } = await withOldList(t);
    await clock.advance(week + 1);
    upstream.codes = undefined;
    const release = upstream.hold();
    const waiting = ask(cache, upstream);
    while (upstream.calls < 2) await turn();
    await cache.purge({});
    release();
    await assert.rejects(waiting, upstream.failure);
  });

  it("is the newest one where it is too long to be kept in memory", async (t) => {
    const { clock, instance } = await inFile(t);
    const cache = await instance({ maxBytes: 1_100 });
    const upstream = new Upstream("old".repeat(100));
    await ask(cache, upstream);
    await clock.advance(week + 1);
    upstream.codes = ["new".repeat(100)];
    assert.equal(await ask(cache, upstream), `miss: ${"new".repeat(100)}`);
    assert.equal(upstream.calls, 2);
  });
});

describe("after the clock was ahead", () => {
  it("a list that was fetched then is refreshed, in memory and after a restart", async (t) => {
    const { clock, instance } = await inFile(t);
    await clock.advance(30 * day);
    const cache = await instance();
    const upstream = new Upstream("old");
    await ask(cache, upstream);
    const other = await instance();
    assert.equal(await ask(other, upstream), "hit: old");
    await clock.advance(-30 * day);
    upstream.codes = ["new"];
    while ((await ask(cache, upstream)) !== "hit: new") await turn();
    while ((await ask(other, upstream)) !== "hit: new") await turn();
    await cache.close();
    assert.equal(await ask(await instance(), upstream), "hit: new");
  });

  it("a refresh that failed then is tried again", async (t) => {
    const { clock, cache, upstream } = await withOldList(t);
    upstream.codes = undefined;
    await clock.advance(3 * day);
    assert.equal(await ask(cache, upstream), "stale: old");
    while (upstream.calls < 2) await turn();
    await clock.advance(0);
    await clock.advance(-day);
    upstream.codes = ["new"];
    while ((await ask(cache, upstream)) !== "hit: new") await turn();
  });

  it("a purge by another instance is heard of", async (t) => {
    const { clock, instance } = await inFile(t);
    const [one, two] = [await instance(), await instance()];
    const upstream = new Upstream("old");
    await ask(one, upstream);
    await clock.advance(3 * hour);
    assert.equal(await ask(one, upstream), "hit: old");
    await clock.advance(-3 * hour);
    await two.purge({});
    upstream.codes = ["new"];
    await clock.advance(1_000);
    assert.equal(await ask(one, upstream), "miss: new");
  });
});
