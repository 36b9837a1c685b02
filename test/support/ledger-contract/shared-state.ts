/** What instances share beside orders: cached lists, sources of icons and budgets. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Ledger, StoredList } from "../../../server/ledger/ledger.ts";
import type { Budget } from "../../../server/ledger/ledger-work.ts";
import { openLedger, openLedgers, type LedgerEngine } from "./engine.ts";

export function describeLists(engine: LedgerEngine): void {
  const listOf = async (ledger: Ledger, of: Partial<StoredList> = {}): Promise<StoredList> => ({
    key: "a",
    generation: await ledger.listGeneration(),
    fetchedAt: 1_767_000_000_000,
    freshUntil: 1_767_000_001_000,
    body: "[]",
    ...of,
  });

  describe("lists", () => {
    it("are found as they were last written, by every instance", async (t) => {
      const [one, two] = (await openLedgers(t, engine, 2)) as [Ledger, Ledger];
      assert.equal(await one.readList("a"), undefined);
      const list = await listOf(one);
      await one.writeList(list);
      assert.deepEqual(await two.readList("a"), list);
      const newer = { ...list, body: '[{"label":"كي نت"}]', fetchedAt: list.fetchedAt + 1 };
      await two.writeList(newer);
      assert.deepEqual(await one.readList("a"), newer);
    });

    it("may have keys longer than any index takes", async (t) => {
      const ledger = await openLedger(t, engine);
      const words = Array.from({ length: 2_000 }, (_, index) => `word${index * 7919}`).join();
      const list = await listOf(ledger, { key: `a?${words}` });
      await ledger.writeList(list);
      assert.deepEqual(await ledger.readList(list.key), list);
      assert.equal(await ledger.readList(`${list.key}x`), undefined);
    });

    it("that match are dropped by a purge, which raises the generation for all", async (t) => {
      const [one, two] = (await openLedgers(t, engine, 2)) as [Ledger, Ledger];
      const before = await two.listGeneration();
      for (const key of ["a1", "a2", "b1"]) await one.writeList(await listOf(one, { key }));
      await one.purgeLists((key) => key.startsWith("a"));
      assert.equal(await two.readList("a1"), undefined);
      assert.equal(await two.readList("a2"), undefined);
      assert.notEqual(await two.readList("b1"), undefined);
      assert.ok((await two.listGeneration()) > before);
    });

    it("on their way since before a purge are not taken", async (t) => {
      const ledger = await openLedger(t, engine);
      const list = await listOf(ledger);
      await ledger.purgeLists(() => true);
      await ledger.writeList(list);
      assert.equal(await ledger.readList("a"), undefined);
      await ledger.writeList(await listOf(ledger));
      assert.notEqual(await ledger.readList("a"), undefined);
    });

    it("are purged once for each purge of instances at once", async (t) => {
      const [one, two] = (await openLedgers(t, engine, 2)) as [Ledger, Ledger];
      const before = await one.listGeneration();
      const purge = (ledger: Ledger) => ledger.purgeLists(() => true);
      await Promise.all([one, two, one, two].map(purge));
      assert.equal(await one.listGeneration(), before + 4);
    });
  });
}

export function describeIconSources(engine: LedgerEngine): void {
  describe("an icon's source", () => {
    it("is found by its hash, by every instance", async (t) => {
      const [one, two] = (await openLedgers(t, engine, 2)) as [Ledger, Ledger];
      assert.equal(await two.readIconSource("0a"), undefined);
      await one.writeIconSource("0a", "https://gateway.example/رمز.svg");
      await one.writeIconSource("0b", "/etc/marks/knet.svg");
      assert.equal(await two.readIconSource("0a"), "https://gateway.example/رمز.svg");
      assert.equal(await two.readIconSource("0b"), "/etc/marks/knet.svg");
    });

    it("may be said again and at once, and stays as it was", async (t) => {
      const ledgers = await openLedgers(t, engine, 2);
      const say = (ledger: Ledger) => ledger.writeIconSource("0a", "/marks/a.svg");
      await Promise.all([...ledgers, ...ledgers].map(say));
      await ledgers[0]?.writeIconSource("0a", "/marks/another.svg");
      assert.equal(await ledgers[1]?.readIconSource("0a"), "/marks/a.svg");
    });

    it("is none of the lists that a purge drops", async (t) => {
      const ledger = await openLedger(t, engine);
      await ledger.writeIconSource("0a", "/marks/a.svg");
      await ledger.purgeLists(() => true);
      assert.equal(await ledger.readIconSource("0a"), "/marks/a.svg");
    });

    it("is found where an instance of the version before keeps it, too", async (t) => {
      const ledger = await openLedger(t, engine);
      await ledger.writeList({
        key: "icon:0a",
        generation: await ledger.listGeneration(),
        fetchedAt: 0,
        freshUntil: 0,
        body: "/marks/a.svg",
      });
      assert.equal(await ledger.readIconSource("0a"), "/marks/a.svg");
      await ledger.writeIconSource("0a", "/marks/own.svg");
      assert.equal(await ledger.readIconSource("0a"), "/marks/own.svg");
    });
  });
}

export function describeBudgets(engine: LedgerEngine): void {
  const minute = 60_000;
  const takeOne = (ledger: Ledger, of: Partial<Budget> = {}) =>
    ledger.takeFromBudget({ name: "a", now: 0, windowMs: minute, limit: 1, ...of });

  describe("a budget", () => {
    it("is shared by all instances, to the last one", async (t) => {
      const ledgers = await openLedgers(t, engine, 2);
      const taken = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          takeOne(ledgers[index % 2] as Ledger, { now: 10 * minute + index, limit: 30 }),
        ),
      );
      assert.equal(taken.filter(Boolean).length, 30);
    });

    it("is full again in the next window, and only there", async (t) => {
      const ledger = await openLedger(t, engine);
      const take = (now: number) => takeOne(ledger, { now });
      assert.equal(await take(0), true);
      assert.equal(await take(minute - 1), false);
      assert.equal(await take(minute), true);
      assert.equal(await take(minute), false);
      assert.equal(await take(5 * minute), true);
    });

    it("is not given twice to an instance whose clock is behind", async (t) => {
      const ledger = await openLedger(t, engine);
      assert.equal(await takeOne(ledger, { now: 2 * minute, limit: 2 }), true);
      assert.equal(await takeOne(ledger, { now: minute, limit: 2 }), true);
      assert.equal(await takeOne(ledger, { now: minute, limit: 2 }), false);
      assert.equal(await takeOne(ledger, { now: 2 * minute, limit: 2 }), false);
    });

    it("has a name of its own, and may be nothing", async (t) => {
      const ledger = await openLedger(t, engine);
      assert.equal(await takeOne(ledger), true);
      assert.equal(await takeOne(ledger, { name: "b" }), true);
      assert.equal(await takeOne(ledger, { name: "c", limit: 0 }), false);
    });
  });
}
