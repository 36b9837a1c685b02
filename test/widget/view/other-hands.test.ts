/**
 * Whatever translators and extensions do to what is drawn, and whenever: the sums that can be read are
 * those of the moment, and the page is left for the one on the button.
 */
import { assert, waitUntil } from "@open-wc/testing";
import type { Method } from "../../../contract/contract.ts";
import type { OtterCheckoutElement, RedirectDetail } from "../../../widget/index.ts";
import {
  card,
  choose,
  knet,
  otherSession,
  parts,
  pay,
  show,
  started,
  text,
  view,
  type Shown,
} from "../support/scripted-checkout.ts";

/** Of what is drawn, all of it. */
function textsIn(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  return texts.filter(({ data, parentNode }) => data.trim() && parentNode?.nodeName !== "FONT");
}

function wrap(root: Node): void {
  for (const node of textsIn(root)) {
    const outer = document.createElement("font");
    const inner = outer.appendChild(document.createElement("font"));
    node.replaceWith(outer);
    inner.append(node.data.replace("Pay", "Zahlen").replace(/(\d)\.(\d)/g, "$1,$2"));
  }
}

const written = (el: OtterCheckoutElement) =>
  ["pay", "sum", "note", "hint", "label", "list"].flatMap((name) => parts(el, name));

const hands: Readonly<Record<string, (el: OtterCheckoutElement) => void>> = {
  "wraps every text, and every one that comes": (el) => {
    const root = el.shadowRoot!;
    wrap(root);
    new MutationObserver(() => wrap(root)).observe(root, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  },
  "writes every text anew": (el) => {
    for (const node of textsIn(el.shadowRoot!))
      if (node.isConnected) node.parentElement!.textContent += "";
  },
  "writes all markup anew": (el) => {
    for (const part of written(el)) part.innerHTML += "";
  },
  "copies what it reads": (el) => {
    // A copy of the button would be deaf: it is never left by that one.
    for (const part of written(el)) if (part !== pay(el)) part.replaceWith(part.cloneNode(true));
  },
  "takes all comments away": (el) => {
    const walker = document.createTreeWalker(el.shadowRoot!, NodeFilter.SHOW_COMMENT);
    const comments: Node[] = [];
    while (walker.nextNode()) comments.push(walker.currentNode);
    for (const comment of comments) (comment as Comment).remove();
  },
  "puts a mark around every sum": (el) => {
    for (const bdi of el.shadowRoot!.querySelectorAll("bdi")) {
      const mark = document.createElement("mark");
      mark.append(...bdi.childNodes);
      bdi.replaceWith(mark);
    }
  },
};

const withFee = (method: Method, total: string, fee: string): Method => ({ ...method, total, fee });
const methods = [withFee(knet, "12.900", "0.150"), withFee(card, "13.000", "0.250")];
const preview = { session: "", currency: "KWD", amount: "12.750" };

/** All sums that can be read, as the proxy writes them. */
const sums = (said: string) => (said.replace(/,/g, ".").match(/\d+\.\d{3}/g) ?? []).join(" ");
const onButton = ({ el }: Shown) => sums(text(el, "pay"));

/** Presses until the page is left, as a shopper does who has read what is there: its sums, the last on the button. */
async function leave(shown: Shown): Promise<{ read: string; charged: string }> {
  let read = "";
  const isLeft = async () => {
    if (shown.heard.names.includes("otter-redirect")) return true;
    // A button at work says no sum.
    if (pay(shown.el)?.ariaBusy !== "true")
      read = `${sums(text(shown.el, "sum"))} ${onButton(shown)}`.trim();
    pay(shown.el)?.click();
    await new Promise((resolve) => setTimeout(resolve, 120));
    return false;
  };
  await waitUntil(isLeft, "the page is left", { timeout: 8_000 });
  return { read, charged: shown.heard.detail<RedirectDetail>("otter-redirect").amount };
}

for (const [name, touch] of Object.entries(hands)) {
  describe(`another hand that ${name}`, () => {
    it("does not keep a changed cart's total off the button", async () => {
      const shown = await show(
        {
          methods: [{ body: { methods: [knet, card], partial: false } }],
          payments: [started({ amount: "99.000" })],
        },
        { ...preview, createSession: () => view().id },
      );
      await choose(shown.el, knet.id);
      touch(shown.el);
      shown.el.amount = "99.000";
      await shown.el.updateComplete;
      assert.equal(onButton(shown), "99.000");
      assert.deepEqual(await leave(shown), { read: "99.000", charged: "99.000" });
    });

    it("does not keep a fee off the button, nor out of the sum", async () => {
      const shown = await show({
        checkout: [{ body: view() }],
        payments: [started({ amount: "12.900", fee: "0.150" })],
      });
      await choose(shown.el, knet.id);
      touch(shown.el);
      pay(shown.el)!.click();
      await waitUntil(() => shown.el.matches(":state(confirming)") || onButton(shown) === "12.750");
      assert.deepEqual(await leave(shown), {
        read: "12.750 0.150 12.900 12.900",
        charged: "12.900",
      });
    });

    it("does not keep another method's sum beside the button", async () => {
      const shown = await show({
        checkout: [{ body: view({ methods }) }],
        payments: [started({ amount: "13.000", fee: "0.250" })],
      });
      await choose(shown.el, knet.id);
      await waitUntil(() => sums(text(shown.el, "sum")) === "12.750 0.150 12.900");
      touch(shown.el);
      shown.el.value = card.id;
      await shown.el.updateComplete;
      assert.deepEqual(await leave(shown), {
        read: "12.750 0.250 13.000 13.000",
        charged: "13.000",
      });
    });

    it("does not keep a session's total that a coupon has changed", async () => {
      const shown = await show({
        checkout: [{ body: view() }, { body: view({ id: otherSession, amount: "9.000" }) }],
        payments: [started({ amount: "9.000" })],
      });
      await choose(shown.el, knet.id);
      touch(shown.el);
      shown.el.session = otherSession;
      await waitUntil(() => onButton(shown) === "9.000");
      shown.el.value = knet.id;
      assert.deepEqual(await leave(shown), { read: "9.000", charged: "9.000" });
    });

    it("does not keep what createSession has made of the total off the button", async () => {
      const shown = await show(
        {
          methods: [{ body: { methods: [knet, card], partial: false } }],
          payments: [started({ amount: "14.000" })],
        },
        { ...preview, createSession: () => view().id },
      );
      await choose(shown.el, knet.id);
      touch(shown.el);
      assert.deepEqual(await leave(shown), { read: "14.000 14.000", charged: "14.000" });
    });
  });
}
