/** A page whose texts somebody else has written over, as translators and reader extensions do. */
import { assert, waitUntil } from "@open-wc/testing";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import {
  card,
  choose,
  finalView,
  knet,
  part,
  parts,
  pay,
  show,
  started,
  text,
  view,
  wechat,
} from "../support/scripted-checkout.ts";

/** Wraps every text in two elements, as a translator does. */
function translate(el: OtterCheckoutElement, say = (text: string) => text): void {
  const walker = document.createTreeWalker(el.shadowRoot!, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const node of texts.filter(({ data }) => data.trim() !== "")) {
    const outer = document.createElement("font");
    const inner = outer.appendChild(document.createElement("font"));
    node.replaceWith(outer);
    inner.append(say(node.data));
  }
}

const preview = { session: "", currency: "KWD", amount: "12.750" };
const list = { methods: [knet, card], partial: false };

/** A preview whose every text is translated, with a method chosen. */
async function translatedCart(amount: string, method = knet.id) {
  const shown = await show(
    { methods: [{ body: list }], checkout: [{ body: view() }], payments: [started({ amount })] },
    { ...preview, createSession: () => view().id },
  );
  await choose(shown.el, method);
  translate(shown.el);
  return shown;
}

describe("texts that were written over", () => {
  it("follow the cart: the Pay button says the new total", async () => {
    const { el, heard } = await translatedCart("99.000");
    el.amount = "99.000";
    await el.updateComplete;
    assert.equal(text(el, "pay"), "Pay 99.000 KWD");
    pay(el)!.click();
    await waitUntil(() => heard.names.includes("otter-redirect"));
  });

  it("follow the fee: it is on the button before the page is left", async () => {
    const { el, heard } = await translatedCart("13.000");
    pay(el)!.click();
    await waitUntil(() => el.matches(":state(confirming)"));
    assert.equal(text(el, "pay"), "Pay 13.000 KWD");
    assert.equal(text(el, "sum"), "You will be charged 13.000 KWD");
    assert.notInclude(heard.names, "otter-redirect");
  });

  it("follow the list: a radio stands beside its own name", async () => {
    const { el, proxy } = await show({ checkout: [{ body: view() }] });
    translate(el);
    await proxy.change({ checkout: [{ body: view({ methods: [wechat, knet] }) }] });
    await el.reload();
    assert.deepEqual(
      parts(el, "label").map(({ textContent }) => textContent),
      ["WeChat Pay", "KNET"],
    );
  });

  it("follow the outcome: what is paid is not said to be waited for", async () => {
    const { el, proxy } = await show(
      { checkout: [{ body: finalView("review") }] },
      { result: true },
    );
    translate(el);
    await proxy.change({ checkout: [{ body: finalView("paid") }] });
    await el.reload();
    assert.match(text(el, "panel"), /^Payment complete 12\.750 KWD Thank you\. Order W-1 /);
  });

  it("may be in another language and script: the sum is the same, and is paid", async () => {
    const { el, heard } = await translatedCart("12.750");
    const bengali = (text: string) => text.replace(/\d/g, (digit) => "০১২৩৪৫৬৭৮৯"[Number(digit)]!);
    translate(el, (text) => bengali(text).replace("Pay", "পরিশোধ"));
    assert.match(text(el, "pay"), /১২/);
    pay(el)!.click();
    await waitUntil(() => heard.names.includes("otter-redirect"));
  });

  for (const [name, write] of [
    ["another sum", (button: HTMLElement) => (button.textContent = "Pay 1.000 KWD")],
    ["no sum", (button: HTMLElement) => (button.innerHTML = "<font>Pay</font>")],
  ] as const) {
    it(`never leave from under ${name}: the right one is shown first`, async () => {
      const { el, heard, proxy } = await translatedCart("12.750");
      write(pay(el)!);
      pay(el)!.click();
      await waitUntil(() => text(el, "pay") === "Pay 12.750 KWD");
      assert.lengthOf(await proxy.starts(), 0);
      pay(el)!.click();
      await waitUntil(() => heard.names.includes("otter-redirect"));
    });
  }

  it("never leave where the cart changes under the press, and they are kept as they were", async () => {
    const { el, heard, proxy } = await translatedCart("99.000");
    const button = pay(el)!;
    const keep = () => {
      if (button.textContent !== "Zahlen 12.750") button.textContent = "Zahlen 12.750";
    };
    keep();
    const keeper = new MutationObserver(keep);
    keeper.observe(button, { childList: true, subtree: true, characterData: true });
    button.click();
    el.amount = "99.000";
    await waitUntil(() => text(el, "pay") === "Pay 99.000 KWD");
    keeper.disconnect();
    assert.lengthOf(await proxy.starts(), 0);
    assert.notInclude(heard.names, "otter-submit");
  });

  it("follow the cart even where they were thrown away", async () => {
    const { el } = await translatedCart("12.750");
    pay(el)!.textContent = "Pay 12.750 KWD";
    el.amount = "99.000";
    await el.updateComplete;
    assert.equal(text(el, "pay"), "Pay 99.000 KWD");
    assert.equal(el.value, knet.id);
    assert.isTrue(part<HTMLInputElement>(el, "radio").checked);
  });

  it("stay as the page's translator left them while nothing changes", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    translate(el);
    el.requestUpdate();
    await el.updateComplete;
    assert.equal(part(el, "label").querySelectorAll("font").length, 2);
  });
});
