/** Lists of sessions and events, page by page: all of it once, and nothing ends in silence. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { EventList, SessionList } from "../../../contract/contract.ts";
import { newSession } from "../../support/ledger-rows.ts";
import { anOrder, asShop, runProxy, type RunningProxy } from "../../support/running-proxy.ts";

let running: RunningProxy;
type Query = Readonly<Record<string, string>>;

/** The newest first. */
let made: readonly string[];

before(async () => {
  running = await runProxy();
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    const { id } = await running.client.createSession(anOrder());
    await running.client.cancelSession(id);
    ids.unshift(id);
  }
  made = ids;
});
after(() => running.stop());

async function page<List>(path: string, query: Query): Promise<List> {
  const { status, json } = await running.get(
    `${path}?${new URLSearchParams(query).toString()}`,
    asShop,
  );
  assert.equal(status, 200);
  return json as List;
}

const sessions = (query: Query) => page<SessionList>("/v1/sessions", query);
const events = (query: Query) => page<EventList>("/v1/events", query);
const ids = (list: SessionList) => list.sessions.map(({ id }) => id);
const told = (list: EventList) => list.events.map(({ sequence }) => sequence);

describe("GET /v1/sessions by pages", () => {
  it("shows each once, newest first, and says where the last page is", async () => {
    const pages: SessionList[] = [];
    for (let next: string | null | undefined; next !== null; next = pages.at(-1)!.next) {
      pages.push(await sessions({ limit: "2", ...(next === undefined ? {} : { after: next }) }));
    }
    assert.deepEqual(
      pages.map(({ sessions: { length } }) => length),
      [2, 2, 1],
    );
    assert.deepEqual(pages.flatMap(ids), made);
  });

  it("ends where a page is full and nothing follows", async () => {
    assert.equal((await sessions({ limit: "5" })).next, null);
    assert.equal((await sessions({ limit: "4" })).next, made[3]);
  });

  it("goes on within what is looked for, from a time until another", async () => {
    const { createdAt } = await running.client.getSession(made[2]!);
    assert.deepEqual(ids(await sessions({ from: createdAt, status: "canceled" })).at(-1), made[2]);
    assert.deepEqual(ids(await sessions({ to: createdAt, after: made[3]! })), made.slice(4));
    assert.deepEqual(ids(await sessions({ after: made[0]!, status: "paid" })), []);
  });
});

describe("GET /v1/events by pages", () => {
  it("tells each once, the oldest first, and where there is no later one yet", async () => {
    const first = await events({ limit: "3" });
    assert.deepEqual([told(first), first.next], [[1, 2, 3], 3]);
    const second = await events({ limit: "3", after: String(first.next) });
    assert.deepEqual([told(second), second.next], [[4, 5], null]);
    assert.deepEqual(await events({ after: "5" }), { events: [], next: null });
  });

  it("tells those of a time", async () => {
    const { timestamp } = (await events({})).events[2]!;
    assert.ok(told(await events({ from: timestamp })).includes(3));
    assert.ok(!told(await events({ to: timestamp })).includes(3));
  });
});

describe("a page", () => {
  it("has 200 rows at most, however many are asked for", async () => {
    const orderRef = "W-many";
    const many = Array.from({ length: 201 }, () => newSession({ orderRef }));
    await running.proxy.ledger.decide({ orderRef }, () => ({ result: undefined, sessions: many }));
    const { sessions: rows, next } = await sessions({ orderRef, limit: "1000" });
    assert.deepEqual([rows.length, next], [200, rows.at(-1)!.id]);
    assert.equal((await sessions({ orderRef, limit: "1000", after: next! })).sessions.length, 1);
  });

  it("of sessions does not begin after one that is not there", async () => {
    const path = `/v1/sessions?after=cs_${"0".repeat(24)}`;
    const { status, json } = await running.get(path, asShop);
    const { code, field } = (json as { error: { code: string; field: string } }).error;
    assert.deepEqual([status, code, field], [400, "invalid_request", "after"]);
  });

  it("has one row at least", async () => {
    for (const path of ["/v1/sessions", "/v1/events"]) {
      for (const limit of ["0", "-1", "1.5", "many"]) {
        const { status, json } = await running.get(`${path}?limit=${limit}`, asShop);
        const { code, field } = (json as { error: { code: string; field: string } }).error;
        assert.deepEqual([status, code, field], [400, "invalid_request", "limit"]);
      }
    }
  });
});
