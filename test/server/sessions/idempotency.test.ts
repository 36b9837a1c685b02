/** One request, sent more than once: by a shop that did not hear the answer, to any instance. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { CreateSessionRequest } from "../../../contract/contract.ts";
import { TestPostgres } from "../../support/postgres.ts";
import { anOrder, asShop, runProxy, type RunningProxy } from "../../support/running-proxy.ts";

let postgres: TestPostgres;
let database: string;
let one: RunningProxy;
let two: RunningProxy;
before(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.createDatabase();
  one = await runProxy({ env: { DATABASE_URL: database } });
  const { PUBLIC_URL = "" } = one.env;
  two = await runProxy({ sandbox: one.sandbox, env: { DATABASE_URL: database, PUBLIC_URL } });
});
after(async () => {
  await two.stop();
  await one.stop();
  await postgres.stop();
});

let keys = 0;
function newKey(): Record<string, string> {
  keys += 1;
  return { "idempotency-key": `key-${keys}`, ...asShop };
}

const create = (instance: RunningProxy, order: object, headers: Record<string, string>) =>
  instance.post("/v1/sessions", order, headers);

/** Answers to requests that had all looked for their key before the first of them was decided. */
async function atOnce<Answer>(
  orderRef: string,
  requests: readonly (() => Promise<Answer>)[],
): Promise<readonly Answer[]> {
  const client = await postgres.connect(database);
  try {
    await client.query("begin");
    await client.query("insert into orders (order_ref) values ($1)", [orderRef]);
    const answers = Promise.all(requests.map((request) => request()));
    const waiting = "select count(*)::int as waiting from pg_locks where not granted";
    for (let count = 0; count < requests.length;) {
      const { rows } = await client.query<{ waiting: number }>(waiting);
      count = rows[0]?.waiting ?? 0;
    }
    await client.query("commit");
    return await answers;
  } finally {
    await client.end();
  }
}

describe("POST /v1/sessions with one Idempotency-Key", () => {
  const shapes: readonly [what: string, change: Partial<CreateSessionRequest>][] = [
    ["a session", {}],
    // An unfinished session with so little time left is not answered again: each would be a new one.
    ["a session that is nearly over", { expiresInSeconds: 60 }],
    ["a session that may repeat", { allowRepeat: true }],
  ];
  for (const [what, change] of shapes) {
    it(`makes ${what} once for requests at once on two instances, with one answer`, async () => {
      const order = anOrder(change);
      const key = newKey();
      const answers = await atOnce(
        order.orderRef,
        [one, two, one].map((instance) => () => create(instance, order, key)),
      );
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
      assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
      const { sessions } = (await one.get(`/v1/sessions?orderRef=${order.orderRef}`, asShop)).json;
      assert.equal(sessions.length, 1);
    });
  }

  it("answers as it did before, with 201 for what it made and 200 for what was there", async () => {
    const order = anOrder();
    const [first, second] = [newKey(), newKey()];
    const made = await create(one, order, first);
    const found = await create(two, order, second);
    assert.deepEqual([made.status, found.status], [201, 200]);
    for (const [key, answer] of [
      [first, made],
      [second, found],
    ] as const) {
      const again = await create(one, order, key);
      assert.deepEqual([again.status, again.text], [answer.status, answer.text]);
    }
  });

  it("takes one of two bodies at once, and refuses the other", async () => {
    const order = anOrder();
    const key = newKey();
    const answers = await atOnce(order.orderRef, [
      () => create(one, order, key),
      () => create(two, { ...order, metadata: { cart: "2" } }, key),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 422]);
  });
});
