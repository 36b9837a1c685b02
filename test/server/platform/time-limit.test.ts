import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { createDeadline } from "../../../server/platform/deadline.ts";
import { timeLeft, withTimeLimit } from "../../../server/platform/time-limit.ts";

const hour = 3_600_000;

describe("a time limit", () => {
  it("goes along with all that is begun within it, and with nothing else", async () => {
    assert.equal(timeLeft(), undefined);
    const within = withTimeLimit(hour, async () => {
      await turn();
      return timeLeft();
    });
    assert.equal(timeLeft(), undefined);
    const left = (await within) ?? NaN;
    assert.ok(left > 0 && left <= hour);
  });

  it("is never longer than the one around it", () => {
    withTimeLimit(1_000, () => {
      withTimeLimit(hour, () => assert.ok((timeLeft() ?? NaN) <= 1_000));
      withTimeLimit(0, () => assert.equal(timeLeft(), 0));
    });
  });

  it("binds no more once it is lifted, but for another one within it", () => {
    withTimeLimit(0, (lift) => {
      lift();
      assert.equal(timeLeft(), undefined);
      withTimeLimit(hour, () => assert.ok((timeLeft() ?? NaN) > 1_000));
    });
  });
});

describe("a deadline", () => {
  const wait = () => new Promise<void>(() => undefined);

  for (const [what, ms] of [
    ["back", -3 * hour],
    ["forward", 3 * hour],
  ] as const) {
    it(`is as long as ever when the time of day is put ${what}`, () => {
      let now = Date.UTC(2026, 0, 2);
      const deadline = createDeadline({ now: () => now, elapsed: () => 0, wait }, 9_500);
      now += ms;
      assert.equal(deadline.remaining(), 9_500);
    });
  }

  it("is over when the request is that it is a part of", () => {
    withTimeLimit(0, (lift) => {
      const deadline = createDeadline({ now: () => 0, wait }, 9_500);
      assert.equal(deadline.remaining(), 0);
      lift();
      assert.equal(deadline.remaining(), 9_500);
    });
  });
});
