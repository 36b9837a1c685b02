import assert from "node:assert/strict";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, it, type TestContext } from "node:test";
import type { MethodFilter } from "../../../../contract/contract.ts";
import { filterKey } from "../../../../server/methods/cache/filter-key.ts";
import type {
  CachedList,
  ListScope,
  MethodsCache,
} from "../../../../server/methods/cache/methods-cache.ts";
import {
  createMethodsCache,
  type MethodsCacheOptions,
} from "../../../../server/methods/cache/tiered-methods-cache.ts";
import { CheckoutError } from "../../../../server/platform/errors.ts";
import type { Ledger } from "../../../../server/ledger/ledger.ts";
import { openPostgresLedger } from "../../../../server/ledger/postgres.ts";
import { openSqliteLedger } from "../../../../server/ledger/sqlite.ts";
import { createFolder } from "../../../support/folder.ts";
import { hasCode } from "../../../support/ledger-contract/engine.ts";
import { ManualClock } from "../../../support/manual-clock.ts";
import { TestPostgres } from "../../../support/postgres.ts";
import { Upstream } from "./upstream.ts";

const hour = 3_600_000;
const ttlMs = 24 * hour;
const staleMs = 7 * 24 * hour;
const list = { version: "1", defaults: {}, logoOrigin: "https://ottu.example" };
const scope: ListScope = { account: "default", provider: "ottu", list };
const withDefaults: ListScope = {
  ...scope,
  list: { ...list, defaults: { plugin: "e_commerce" } },
};
const kwd: MethodFilter = { currency: "KWD" };
const sar: MethodFilter = { currency: "SAR" };

/** Instances of the cache over one database, by one clock. */
class Bench {
  readonly clock = new ManualClock();
  readonly #t: TestContext;
  readonly #open: () => Promise<Ledger>;

  constructor(t: TestContext, open: () => Promise<Ledger>) {
    this.#t = t;
    this.#open = open;
  }

  static async inFile(t: TestContext): Promise<Bench> {
    const file = join(await createFolder(t), "otter.db");
    return new Bench(t, () => openSqliteLedger(file));
  }

  async instance(
    options: Partial<MethodsCacheOptions> = {},
  ): Promise<{ cache: MethodsCache; ledger: Ledger }> {
    const ledger = await this.#open();
    const cache = createMethodsCache({
      ledger,
      clock: this.clock,
      ttlMs,
      staleMs,
      maxBytes: 1_000_000,
      ...options,
    });
    this.#t.after(async () => {
      await cache.close();
      await ledger.close();
    });
    return { cache, ledger };
  }

  /** An instance whose ledger is gone. */
  async alone(options: Partial<MethodsCacheOptions> = {}): Promise<MethodsCache> {
    const { cache, ledger } = await this.instance(options);
    await ledger.close();
    return cache;
  }
}

function get(
  cache: MethodsCache,
  upstream: Upstream,
  filter: MethodFilter = kwd,
  mayLoad?: () => Promise<void>,
): Promise<CachedList> {
  return cache.get(cache.nameOf(scope, filter), upstream.source, mayLoad);
}

async function ask(
  cache: MethodsCache,
  upstream: Upstream,
  filter: MethodFilter = kwd,
  of = scope,
): Promise<string> {
  const { from, rows } = await cache.get(cache.nameOf(of, filter), upstream.source);
  return `${from}: ${rows.text}`;
}

/** Storing goes on in the background: resolves when the database has the list. */
async function stored(ledger: Ledger, filter: MethodFilter): Promise<void> {
  while ((await ledger.readList(filterKey(scope, filter))) === undefined) await turn();
}

describe("a method list", () => {
  it("is loaded once, then served as the very same list until its time is over", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache } = await bench.instance();
    const upstream = new Upstream("knet");
    const first = await get(cache, upstream);
    assert.equal(first.from, "miss");
    assert.equal(first.fetchedAt, bench.clock.now());
    assert.equal(first.freshUntil, bench.clock.now() + ttlMs);
    await bench.clock.advance(ttlMs - 1);
    const later = await get(cache, upstream);
    assert.equal(later.from, "hit");
    assert.equal(later.rows, first.rows);
    assert.equal(upstream.calls, 1);
  });

  it("is asked for once by 200 at the same time", async (t) => {
    const { cache } = await (await Bench.inFile(t)).instance();
    const upstream = new Upstream("knet");
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(cache, upstream)));
    assert.equal(upstream.calls, 1);
    assert.deepEqual(new Set(answers), new Set(["miss: knet"]));
  });

  it("is one for all filters that mean the same, of one scope", async (t) => {
    const { cache } = await (await Bench.inFile(t)).instance();
    const upstream = new Upstream("knet");
    const inWords = (filter: MethodFilter) => ask(cache, upstream, filter, withDefaults);
    await inWords({ currency: "KWD", pgNames: ["a", "b"] });
    for (const filter of [
      { pgNames: ["b", "a"], currency: "KWD" },
      { currency: "KWD", pgNames: ["A", "B", "a"], plugin: "e_commerce" as const },
    ]) {
      assert.equal(await inWords(filter), "hit: knet");
    }
    assert.equal(await inWords({ currency: "KWD", pgNames: ["a"] }), "miss: knet");
    const elsewhere = { ...withDefaults, account: "other" };
    const same = { currency: "KWD", pgNames: ["a", "b"] };
    assert.equal(await ask(cache, upstream, same, elsewhere), "miss: knet");
  });

  it("is asked for in the normalised words of its filter", async (t) => {
    const { cache } = await (await Bench.inFile(t)).instance();
    const upstream = new Upstream("knet");
    const filter = { tags: ["b", "A"], pgNames: ["MPGS", "kpay"], currency: "KWD" };
    await ask(cache, upstream, filter, withDefaults);
    assert.deepEqual(upstream.filters, [
      { currency: "KWD", pgNames: ["kpay", "mpgs"], plugin: "e_commerce", tags: ["A", "b"] },
    ]);
  });

  it("may be empty", async (t) => {
    const { cache } = await (await Bench.inFile(t)).instance();
    const upstream = new Upstream();
    assert.equal(await ask(cache, upstream), "miss: ");
    assert.equal(await ask(cache, upstream), "hit: ");
  });

  it("that cannot be loaded fails for all who wait, and is tried again by the next", async (t) => {
    const { cache } = await (await Bench.inFile(t)).instance();
    const upstream = new Upstream("knet");
    upstream.codes = undefined;
    const outcomes = await Promise.allSettled([ask(cache, upstream), ask(cache, upstream)]);
    const reasons = outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason);
    assert.deepEqual(reasons, [upstream.failure, upstream.failure]);
    assert.equal(upstream.calls, 1);
    upstream.codes = ["knet"];
    assert.equal(await ask(cache, upstream), "miss: knet");
  });

  it("is given up after ten seconds, or when the cache is closed", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache } = await bench.instance();
    const upstream = new Upstream("knet");
    const release = upstream.hold();
    const waiting = [ask(cache, upstream), ask(cache, upstream, sar)];
    while (upstream.calls < 2) await turn();
    await bench.clock.advance(9_999);
    assert.deepEqual(
      upstream.signals.map((signal) => signal.aborted),
      [false, false],
    );
    await bench.clock.advance(1);
    assert.deepEqual(
      upstream.signals.map((signal) => signal.aborted),
      [true, true],
    );
    release();
    await Promise.all(waiting);
    const releaseAgain = upstream.hold();
    const last = ask(cache, upstream, { currency: "AED" });
    while (upstream.calls < 3) await turn();
    await cache.close();
    assert.equal(upstream.signals.at(-1)?.aborted, true);
    releaseAgain();
    await last;
  });
});

describe("a stale list", () => {
  it("is served at once while one refresh runs, then the new one", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache } = await bench.instance();
    const upstream = new Upstream("old");
    await ask(cache, upstream);
    await bench.clock.advance(ttlMs);
    upstream.codes = ["new"];
    const release = upstream.hold();
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(cache, upstream)));
    assert.deepEqual(new Set(answers), new Set(["stale: old"]));
    while (upstream.calls < 2) await turn();
    assert.equal(await ask(cache, upstream), "stale: old");
    assert.equal(upstream.calls, 2);
    release();
    while ((await ask(cache, upstream)) === "stale: old") await turn();
    assert.equal(await ask(cache, upstream), "hit: new");
    assert.equal(upstream.calls, 2);
  });

  it("is served while the gateway is down, as long as it may be, and no longer", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache } = await bench.instance();
    const upstream = new Upstream("knet");
    await ask(cache, upstream);
    upstream.codes = undefined;
    await bench.clock.advance(ttlMs + staleMs - 1);
    assert.equal(await ask(cache, upstream), "stale: knet");
    await bench.clock.advance(1);
    await assert.rejects(ask(cache, upstream), upstream.failure);
  });

  it("is refreshed less and less often while that fails", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache } = await bench.instance();
    const upstream = new Upstream("knet");
    await ask(cache, upstream);
    upstream.codes = undefined;
    await bench.clock.advance(ttlMs);
    const startedAt = bench.clock.now();
    const askedAt: number[] = [];
    for (let second = 0; second < 200; second += 1) {
      const before = upstream.calls;
      assert.equal(await ask(cache, upstream), "stale: knet");
      await bench.clock.advance(0);
      if (upstream.calls > before) askedAt.push((bench.clock.now() - startedAt) / 1_000);
      await bench.clock.advance(1_000);
    }
    assert.deepEqual(askedAt, [0, 1, 3, 7, 15, 31, 63, 123, 183]);
  });

  it("is replaced by what another instance fetched meanwhile", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache: one, ledger } = await bench.instance();
    const { cache: two } = await bench.instance();
    const upstream = new Upstream("old");
    await ask(one, upstream);
    await stored(ledger, kwd);
    assert.equal(await ask(two, upstream), "hit: old");
    await bench.clock.advance(ttlMs);
    upstream.codes = ["new"];
    while ((await ask(one, upstream)) !== "hit: new") await turn();
    while ((await ledger.readList(filterKey(scope, kwd)))?.body.includes("old")) await turn();
    while ((await ask(two, upstream)) !== "hit: new") await turn();
    assert.equal(upstream.calls, 2);
  });
});

describe("after a restart", () => {
  const down = new Upstream();
  down.codes = undefined;

  it("the last list is served, fresh or stale, with the gateway down", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache } = await bench.instance();
    await ask(cache, new Upstream("knet", "tap"));
    await cache.close();
    assert.equal(await ask((await bench.instance()).cache, down), "hit: knet,tap");
    await bench.clock.advance(ttlMs);
    assert.equal(await ask((await bench.instance()).cache, down), "stale: knet,tap");
    await bench.clock.advance(staleMs);
    await assert.rejects(ask((await bench.instance()).cache, down), down.failure);
  });

  it("a shorter time to live holds for older lists, too", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache } = await bench.instance();
    await ask(cache, new Upstream("knet"));
    await cache.close();
    await bench.clock.advance(hour);
    assert.equal(await ask((await bench.instance({ ttlMs: hour })).cache, down), "stale: knet");
  });

  for (const body of ["", "{", "null", '{"methods":[]}']) {
    it(`a stored list that reads ${JSON.stringify(body)} is loaded again`, async (t) => {
      const bench = await Bench.inFile(t);
      const { cache, ledger } = await bench.instance();
      await ledger.writeList({
        key: filterKey(scope, kwd),
        generation: await ledger.listGeneration(),
        fetchedAt: bench.clock.now(),
        freshUntil: bench.clock.now() + ttlMs,
        body,
      });
      assert.equal(await ask(cache, new Upstream("knet")), "miss: knet");
    });
  }
});

describe("memory", () => {
  /** Two short lists with what they cost beside their texts, and no third one. */
  const maxBytes = 3_000;

  it("holds lists of so many bytes and no more; the database holds the others", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache, ledger } = await bench.instance({ maxBytes });
    const upstream = new Upstream("knet");
    for (const currency of ["KWD", "SAR", "AED"]) await ask(cache, upstream, { currency });
    await stored(ledger, kwd);
    assert.equal(await ask(cache, upstream, kwd), "hit: knet");
    assert.equal(upstream.calls, 3);
    const alone = await bench.alone({ maxBytes });
    for (const currency of ["KWD", "SAR", "AED"]) await ask(alone, upstream, { currency });
    assert.equal(await ask(alone, upstream, { currency: "AED" }), "hit: knet");
    assert.equal(await ask(alone, upstream, kwd), "miss: knet");
  });
});

describe("a purge", () => {
  it("drops what matches and leaves the rest, at once where it was made", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache } = await bench.instance();
    const upstream = new Upstream("old");
    for (const filter of [kwd, sar]) await ask(cache, upstream, filter);
    upstream.codes = ["new"];
    await cache.purge({ currency: "KWD" });
    assert.equal(await ask(cache, upstream, sar), "hit: old");
    assert.equal(await ask(cache, upstream, kwd), "miss: new");
    await cache.purge({});
    assert.equal(await ask(cache, upstream, sar), "miss: new");
  });

  it("reaches every other instance within two seconds, however long that was idle", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache: one, ledger } = await bench.instance();
    const { cache: two } = await bench.instance();
    const upstream = new Upstream("old");
    for (const filter of [kwd, sar]) {
      await ask(one, upstream, filter);
      await stored(ledger, filter);
      assert.equal(await ask(two, upstream, filter), "hit: old");
    }
    const kept = await get(two, upstream, sar);
    await one.purge({ currency: "KWD" });
    upstream.codes = ["new"];
    await bench.clock.advance(2_000);
    assert.equal(await ask(two, upstream, kwd), "miss: new");
    assert.equal((await get(two, upstream, sar)).rows, kept.rows);
    assert.equal(upstream.calls, 3);
    await one.purge({});
    await bench.clock.advance(hour);
    assert.equal(await ask(two, upstream, sar), "miss: new");
  });

  for (const where of ["the same", "another"] as const) {
    it(`by ${where} instance lets a list that was on its way be used once, not kept`, async (t) => {
      const bench = await Bench.inFile(t);
      const { cache } = await bench.instance();
      const purging = where === "the same" ? cache : (await bench.instance()).cache;
      const upstream = new Upstream("old");
      const release = upstream.hold();
      const early = [ask(cache, upstream), ask(cache, upstream)];
      while (upstream.calls < 1) await turn();
      await purging.purge({});
      await bench.clock.advance(1_000);
      upstream.codes = ["new"];
      const late = ask(cache, upstream);
      while (upstream.calls < 2) await turn();
      release();
      assert.deepEqual(await Promise.all(early), ["miss: old", "miss: old"]);
      assert.equal(await late, "miss: new");
      assert.equal(await ask(cache, upstream), "hit: new");
      await cache.close();
      assert.equal(await ask((await bench.instance()).cache, upstream), "hit: new");
    });
  }

  it("is obeyed by who was just reading the list from the database", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache: one, ledger } = await bench.instance();
    const { cache: two } = await bench.instance();
    const upstream = new Upstream("old");
    await ask(one, upstream);
    await stored(ledger, kwd);
    await Promise.all([ask(two, upstream), two.purge({})]);
    upstream.codes = ["new"];
    assert.equal(await ask(two, upstream), "miss: new");
  });

  it("before a list arrives leaves nothing of it for a restart", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache } = await bench.instance();
    const upstream = new Upstream("old");
    const release = upstream.hold();
    const early = ask(cache, upstream);
    while (upstream.calls < 1) await turn();
    await (await bench.instance()).cache.purge({});
    release();
    await early;
    upstream.codes = undefined;
    await bench.clock.advance(1_000);
    await assert.rejects(ask(cache, upstream), upstream.failure);
    await cache.close();
    await assert.rejects(ask((await bench.instance()).cache, upstream), upstream.failure);
  });
});

describe("leave to load", () => {
  const refusal = new CheckoutError("rate_limited", "too many");
  const refuse = () => Promise.reject(refusal);

  it("is asked for once for many who miss, and never for what is there", async (t) => {
    const bench = await Bench.inFile(t);
    const { cache } = await bench.instance();
    const upstream = new Upstream("knet");
    let asked = 0;
    const askForLeave = () =>
      get(cache, upstream, kwd, () => {
        asked += 1;
        return Promise.resolve();
      });
    await Promise.all(Array.from({ length: 200 }, askForLeave));
    assert.deepEqual([asked, upstream.calls], [1, 1]);
    await askForLeave();
    await bench.clock.advance(ttlMs);
    assert.equal((await askForLeave()).from, "stale");
    while ((await askForLeave()).from === "stale") await turn();
    assert.deepEqual([asked, upstream.calls], [1, 2]);
    await cache.purge({});
    assert.equal((await askForLeave()).from, "miss");
    assert.deepEqual([asked, upstream.calls], [2, 3]);
  });

  it("that is refused makes no call", async (t) => {
    const { cache } = await (await Bench.inFile(t)).instance();
    const upstream = new Upstream("knet");
    await assert.rejects(get(cache, upstream, kwd, refuse), refusal);
    assert.equal(upstream.calls, 0);
    await ask(cache, upstream);
    assert.equal((await get(cache, upstream, kwd, refuse)).from, "hit");
  });

  it("is not needed by who needs none, nor for joining a call that runs", async (t) => {
    const { cache } = await (await Bench.inFile(t)).instance();
    const upstream = new Upstream("knet");
    let refuseNow = (): void => undefined;
    const refused = new Promise<void>((_, reject) => {
      refuseNow = () => reject(refusal);
    });
    const release = upstream.hold();
    let asked = 0;
    const refusedLate = get(cache, upstream, kwd, () => {
      asked += 1;
      return refused;
    });
    while (asked === 0) await turn();
    const needsNone = ask(cache, upstream);
    while (upstream.calls === 0) await turn();
    const joins = get(cache, upstream, kwd, () => assert.fail("a call runs already"));
    refuseNow();
    await turn();
    release();
    assert.equal(await needsNone, "miss: knet");
    assert.equal((await refusedLate).from, "miss");
    assert.equal((await joins).from, "miss");
    assert.equal(upstream.calls, 1);
  });
});

describe("while the ledger is gone", () => {
  it("lists are loaded once and served from memory, stale ones too", async (t) => {
    const bench = await Bench.inFile(t);
    const warnings: string[] = [];
    const cache = await bench.alone({ log: { warn: (_, message) => warnings.push(message) } });
    const upstream = new Upstream("knet");
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(cache, upstream)));
    assert.deepEqual(new Set(answers), new Set(["miss: knet"]));
    for (let second = 0; second < 5; second += 1) {
      await bench.clock.advance(1_000);
      assert.equal(await ask(cache, upstream), "hit: knet");
    }
    assert.equal(upstream.calls, 1);
    assert.equal(warnings.length, 1);
    await bench.clock.advance(ttlMs);
    upstream.codes = undefined;
    assert.equal(await ask(cache, upstream), "stale: knet");
  });

  it("a purge says that it failed, and still works where it was made", async (t) => {
    const bench = await Bench.inFile(t);
    const cache = await bench.alone();
    const upstream = new Upstream("old");
    await ask(cache, upstream);
    upstream.codes = ["new"];
    await assert.rejects(cache.purge({}), hasCode("ledger_unavailable"));
    assert.equal(await ask(cache, upstream), "miss: new");
  });

  it("a purge keeps a list that was on its way from being kept", async (t) => {
    const bench = await Bench.inFile(t);
    const cache = await bench.alone();
    const upstream = new Upstream("old");
    const release = upstream.hold();
    const early = ask(cache, upstream);
    while (upstream.calls < 1) await turn();
    await assert.rejects(cache.purge({}), hasCode("ledger_unavailable"));
    upstream.codes = ["new"];
    release();
    assert.equal(await early, "miss: old");
    assert.equal(await ask(cache, upstream), "miss: new");
  });

  it("nothing known is forgotten, and what was learned is kept when it returns", async (t) => {
    const postgres = await TestPostgres.start();
    t.after(() => postgres.stop());
    const url = await postgres.createDatabase();
    const bench = new Bench(t, () => openPostgresLedger(url));
    const { cache } = await bench.instance();
    const upstream = new Upstream("knet");
    await ask(cache, upstream, kwd);
    await postgres.pause();
    await bench.clock.advance(2_000);
    assert.equal(await ask(cache, upstream, kwd), "hit: knet");
    assert.equal(await ask(cache, upstream, sar), "miss: knet");
    assert.equal(await ask(cache, upstream, sar), "hit: knet");
    await postgres.resume();
    await bench.clock.advance(2_000);
    for (const filter of [kwd, sar]) assert.equal(await ask(cache, upstream, filter), "hit: knet");
    await cache.close();
    upstream.codes = undefined;
    const { cache: restarted } = await bench.instance();
    for (const filter of [kwd, sar]) {
      assert.equal(await ask(restarted, upstream, filter), "hit: knet");
    }
  });

  it("what was learned is served as stale if somebody purged meanwhile", async (t) => {
    const postgres = await TestPostgres.start();
    t.after(() => postgres.stop());
    const url = await postgres.createDatabase();
    const bench = new Bench(t, () => openPostgresLedger(url));
    const [{ cache }, { cache: other }] = [await bench.instance(), await bench.instance()];
    const upstream = new Upstream("knet");
    await ask(cache, upstream, kwd);
    await postgres.pause();
    await bench.clock.advance(2_000);
    await ask(cache, upstream, sar);
    await postgres.resume();
    await other.purge({ currency: "AED" });
    await bench.clock.advance(2_000);
    upstream.codes = undefined;
    assert.equal(await ask(cache, upstream, sar), "stale: knet");
  });
});
