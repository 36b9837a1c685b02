/** The time left is seen each second, and said aloud at five minutes and at one, not all the time. */
import { assert, waitUntil } from "@open-wc/testing";
import { HeldTime } from "../support/held-time.ts";
import { part, show, text, view } from "../support/scripted-checkout.ts";

const minuteMs = 60_000;

describe("the time left", () => {
  let time: HeldTime;
  beforeEach(() => (time = new HeldTime()));
  afterEach(() => time.release());

  it("is said once at five minutes and once at one", async () => {
    const now = Date.now();
    const expiresAt = new Date(now + 6 * minuteMs).toISOString();
    const { el } = await show({ checkout: [{ body: view({ expiresAt }) }] });
    await waitUntil(() => part(el, "clock"), "the clock is there");
    const spoken = part(el, "clock").nextElementSibling!;
    assert.equal(spoken.getAttribute("role"), "status");

    const heard: string[] = [];
    for (let second = 6 * 60; second > 1; second -= 1) {
      await time.isAwaited(1000);
      time.pass(1000);
      await el.updateComplete;
      const said = spoken.textContent.trim();
      if (said && heard.at(-1) !== said) heard.push(said);
    }
    assert.deepEqual(heard, ["05:00 left", "01:00 left"]);
    assert.equal(text(el, "clock"), "00:01 left");
    assert.equal(spoken.textContent.trim(), "");
  });

  it("is not said of a time that is over already", async () => {
    const expiresAt = new Date(Date.now() + 4 * minuteMs).toISOString();
    const { el } = await show({ checkout: [{ body: view({ expiresAt }) }] });
    await waitUntil(() => part(el, "clock"), "the clock is there");
    assert.equal(part(el, "clock").nextElementSibling!.textContent.trim(), "");
  });
});
