/** One request, sent more than once: by a shop that did not hear the answer, to any instance. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { CreateSessionRequest } from "../../contract/contract.ts";
import { anOrder, asShop, runProxy, type RunningProxy } from "../support/running-proxy.ts";

let one: RunningProxy;
let two: RunningProxy;
before(async () => {
  one = await runProxy();
  const { DATABASE_URL = "", PUBLIC_URL = "" } = one.env;
  two = await runProxy({ sandbox: one.sandbox, env: { DATABASE_URL, PUBLIC_URL } });
});
after(async () => {
  await two.stop();
  await one.stop();
});

let keys = 0;
function newKey(): Record<string, string> {
  keys += 1;
  return { "idempotency-key": `key-${keys}`, ...asShop };
}

const create = (instance: RunningProxy, order: object, headers: Record<string, string>) =>
  instance.post("/v1/sessions", order, headers);

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
      const answers = await Promise.all(
        [one, two, one, two, two, one].map((instance) => create(instance, order, key)),
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
    const answers = await Promise.all([
      create(one, order, key),
      create(two, { ...order, orderRef: `${order.orderRef}-2` }, key),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 422]);
  });
});
