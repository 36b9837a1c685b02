/** The keys that card forms seal with: another pair each day, the same at every instance. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createCardKeys } from "../../../server/cards/keys.ts";
import { anOrder, inCanada, type RunningProxy } from "../../support/running-proxy.ts";
import { payByCard, runCardProxy } from "../../support/sealed-cards.ts";

const dayMs = 24 * 3_600_000;

let running: RunningProxy;
before(async () => {
  running = await runCardProxy();
});
after(() => running.stop());

/** The key of another day. */
function keyAt(now: number, secret: string) {
  return createCardKeys([secret], { now: () => now }).current();
}

describe("the keys of card forms", () => {
  it("open what was sealed with yesterday's key, and with a sign key that is going", async () => {
    const old = "0LDK3Y0LDK3Y0LDK";
    const current = running.sandbox.ottpay.signKey;
    const rotated = await runCardProxy({
      sandbox: running.sandbox,
      env: { OTTPAY_SIGN_KEY: `${current},${old}` },
    });
    for (const key of [keyAt(Date.now() - dayMs, current), keyAt(Date.now(), old)]) {
      const order = await rotated.client.createSession(anOrder(inCanada));
      const answer = await payByCard(rotated, order, { key });
      assert.equal(answer.json.status, "paid", answer.text);
    }
    await rotated.stop();
  });

  it("are the same at every instance, others each day, and never say what they are made of", () => {
    const now = Date.UTC(2026, 5, 1, 12);
    const first = createCardKeys(["secret"], { now: () => now });
    const second = createCardKeys(["secret", "older"], { now: () => now });
    assert.deepEqual(first.current(), second.current());
    assert.notEqual(first.current().kid, keyAt(now + dayMs, "secret").kid);
    assert.deepEqual(Object.keys(first.current()).sort(), [
      ...["alg", "crv", "kid", "kty", "use", "x", "y"],
    ]);
    assert.equal(first.find(keyAt(now - dayMs, "secret").kid)?.kty, "EC");
    assert.equal(first.find(keyAt(now - 2 * dayMs, "secret").kid), undefined);
    assert.equal(second.find(keyAt(now, "older").kid)?.kty, "EC");
  });
});
