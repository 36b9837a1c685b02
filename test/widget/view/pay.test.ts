/** The Pay button: what it says of a press while that is carried out, and where it stands. */
import { assert, waitUntil } from "@open-wc/testing";
import { emulateMedia, setViewport } from "@web/test-runner-commands";
import {
  card,
  choose,
  knet,
  part,
  pay,
  show,
  started,
  text,
  view,
  type Shown,
} from "../support/scripted-checkout.ts";

async function pressed(): Promise<Shown> {
  const shown = await show({
    checkout: [{ body: view() }],
    payments: [{ ...started(), held: true }, started()],
  });
  await choose(shown.el, knet.id);
  pay(shown.el)!.click();
  await waitUntil(() => shown.el.matches(":state(starting)"));
  return shown;
}

describe("a press of Pay", () => {
  it("is said from its first moment, on the button and to who hears the page", async () => {
    const { el, proxy } = await pressed();
    assert.equal(text(el, "pay"), "Opening KNET…");
    assert.equal(pay(el)!.getAttribute("aria-busy"), "true");
    assert.equal(text(el, "note"), "Opening KNET…");
    pay(el)!.click();
    await proxy.released();
    await waitUntil(() => el.matches(":state(ready)"), "a prevented redirect leaves the picker");
    await el.updateComplete;
    assert.equal(text(el, "pay"), "Pay 12.750 KWD");
    assert.equal(pay(el)!.getAttribute("aria-busy"), "false");
    assert.equal(text(el, "note"), "");
    assert.lengthOf(await proxy.starts(), 1);
  });

  for (const reducedMotion of ["no-preference", "reduce"] as const) {
    it(`is seen beside the words, with motion: ${reducedMotion}`, async () => {
      await emulateMedia({ reducedMotion });
      const { el, proxy } = await pressed();
      const sign = () => getComputedStyle(pay(el)!, "::before");
      await waitUntil(() => sign().borderInlineEndStyle === "solid", "the sign is there");
      assert.equal(sign().animationName === "none", reducedMotion === "reduce");
      assert.isAbove(parseFloat(sign().width), 10);
      await proxy.released();
      await emulateMedia({ reducedMotion: "no-preference" });
    });
  }
});

describe("on a phone", () => {
  const many = Array.from({ length: 14 }, (_, at) => ({ ...card, id: `ottu:${at}` }));
  before(() => setViewport({ width: 360, height: 640 }));
  after(() => setViewport({ width: 800, height: 600 }));

  it("Pay is at hand along a list that is longer than the screen, and never on a short one", async () => {
    for (const [methods, isSticky] of [
      [many, true],
      [many.slice(0, 3), false],
    ] as const) {
      const { el } = await show({ checkout: [{ body: view({ methods: [...methods] }) }] });
      el.style.marginTop = isSticky ? "" : "500px";
      el.style.marginBottom = "700px";
      scrollTo(0, 0);
      const isSeen = pay(el)!.getBoundingClientRect().bottom <= innerHeight;
      assert.equal(isSeen, isSticky);
    }
  });

  it("a radio that gets the keyboard is not below the button", async () => {
    const { el } = await show({ checkout: [{ body: view({ methods: many }) }] });
    for (const radio of el.shadowRoot!.querySelectorAll("input")) {
      radio.focus();
      const { bottom } = radio.getBoundingClientRect();
      assert.isAtMost(bottom, pay(el)!.getBoundingClientRect().top, radio.value);
    }
    assert.isOk(part(el, "pay"));
  });
});
