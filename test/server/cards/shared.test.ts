/** Two instances over one PostgreSQL: whichever is asked, a card is charged once. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { TestPostgres } from "../../support/postgres.ts";
import { anOrder, inCanada, type RunningProxy } from "../../support/running-proxy.ts";
import {
  chargesOf,
  payByCard,
  postCard,
  runCardProxy,
  sealCard,
} from "../../support/sealed-cards.ts";

let postgres: TestPostgres;
let instances: readonly [RunningProxy, RunningProxy];
before(async () => {
  postgres = await TestPostgres.start();
  const env = { DATABASE_URL: await postgres.createDatabase() };
  const first = await runCardProxy({ env });
  instances = [first, await runCardProxy({ env, sandbox: first.sandbox })];
});
after(async () => {
  for (const running of [...instances].reverse()) await running.stop();
  await postgres.stop();
});

describe("a sealed card that two instances get at once", () => {
  it("is one charge and one answer", async () => {
    const [first, second] = instances;
    for (const behaviour of [{ do: "slow", ms: 200 }, { do: "commit-then-reset" }] as const) {
      const session = await first.client.createSession(anOrder(inCanada));
      const sealed = await sealCard(first, session.id);
      const sent = first.sandbox.ottpay.calls("CC_PURCHASE");
      first.sandbox.behave("ottpay", "CC_PURCHASE", behaviour, 1);
      first.sandbox.behave("ottpay", "CC_QUERYPAY", { do: "lag", ms: 1_000 });
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          postCard(index % 2 === 0 ? first : second, session.id, sealed),
        ),
      );
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
      assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
      assert.equal(first.sandbox.ottpay.calls("CC_PURCHASE") - sent, 1);
      await Promise.race(
        instances.map((running) =>
          running.event(
            ({ type, data }) => type === "checkout.paid" && data.session.id === session.id,
          ),
        ),
      );
      assert.equal((await chargesOf(first, session)).length, 1);
      first.sandbox.behave("ottpay", "CC_QUERYPAY", { do: "normal" });
    }
  });

  it("is one of several cards of the session: the others wait for it", async () => {
    const [first, second] = instances;
    const session = await first.client.createSession(anOrder(inCanada));
    const sent = first.sandbox.ottpay.calls("CC_PURCHASE");
    first.sandbox.behave("ottpay", "CC_PURCHASE", { do: "slow", ms: 300 }, 1);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => payByCard(index % 2 === 0 ? first : second, session)),
    );
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    const others = answers.filter(({ status }) => status !== 201);
    assert.ok(
      others.every(({ json }) =>
        ["payment_processing", "already_paid"].includes(
          (json as { error: { code: string } }).error.code,
        ),
      ),
    );
    assert.equal(first.sandbox.ottpay.calls("CC_PURCHASE") - sent, 1);
  });
});
