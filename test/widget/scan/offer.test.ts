import { assert, expect, waitUntil } from "@open-wc/testing";
import type { Method } from "../../../contract/contract.ts";
import { consoleLines } from "../support/console-lines.ts";
import { codeOf, linkOf, newsOf, offer, open, rest, scanButton } from "../support/scanned.ts";
import {
  card,
  choose,
  knet,
  part,
  parts,
  radios,
  session,
  show,
  view,
  wechat,
} from "../support/scripted-checkout.ts";

const alipayAtOttu: Method = { ...knet, id: "ottu:pg-7", label: "Alipay" };
const typed: Method = { ...card, id: "ottpay:CARD", frame: "/card/" };
const script = (methods = [knet, wechat, alipayAtOttu, typed]) => ({
  checkout: [{ body: view({ methods }) }],
});
const isOffered = (el: Element) => scanButton(el) !== undefined;

/** Once what a chunk might bring is there. */
async function settled(el: Parameters<typeof rest>[0]): Promise<void> {
  await import("../../../widget/scan/offer.ts");
  await import("../../../widget/rare/rare.ts");
  await rest(el);
  await rest(el);
}

describe("paying with a phone", () => {
  it("is offered below the chosen method where that is one that a phone serves better", async () => {
    const { el } = await show(script());
    for (const [id, isBetter] of [
      [wechat.id, true],
      [knet.id, false],
      [alipayAtOttu.id, true],
      [typed.id, false],
    ] as const) {
      await choose(el, id);
      await settled(el);
      assert.equal(isOffered(el), isBetter, id);
    }
    await offer(el, alipayAtOttu.id);
    assert.equal(part(el, "scan").previousElementSibling, part(el, "row-selected"));
    assert.equal(scanButton(el).textContent, "Scan with your phone");
    assert.equal(scanButton(el).ariaExpanded, "false");
    await expect(el).to.be.accessible();
  });

  it("is offered below the only method", async () => {
    const { el } = await show(script([wechat]));
    await offer(el);
    assert.equal(part(el, "scan").previousElementSibling, part(el, "row"));
  });

  it("is offered with all below every method that is paid by a link", async () => {
    const { el } = await show(script(), { scan: "all" });
    await open(el, knet.id);
    await choose(el, typed.id);
    await settled(el);
    assert.isFalse(isOffered(el));
  });

  for (const scan of ["off", "false", "OFF"]) {
    it(`is not offered with ${scan}`, async () => {
      const lines = await consoleLines(async () => {
        const { el } = await show(script(), { scan: scan as "off" });
        await choose(el, wechat.id);
        await settled(el);
        assert.isFalse(isOffered(el));
      });
      assert.isEmpty(lines);
    });
  }

  it("takes what it cannot read for auto, and says so once", async () => {
    const lines = await consoleLines(async () => {
      for (const scan of ["sometimes", "sometimes", ""]) {
        const { el } = await show(script(), { scan: scan as "auto" });
        await choose(el, knet.id);
        await settled(el);
        assert.isFalse(isOffered(el));
        await offer(el);
      }
    });
    assert.deepEqual(lines, [
      '<otter-checkout> scan="sometimes" cannot be read: auto, all or off.',
    ]);
  });

  it("cannot be opened where nothing can be paid", async () => {
    const { el } = await show(script(), { disabled: true, value: wechat.id });
    await waitUntil(() => isOffered(el));
    assert.isTrue(scanButton(el).disabled);
  });

  it("speaks the shopper's language, also when that changes", async () => {
    const { el } = await show(script(), { locale: "fr" });
    await open(el);
    assert.equal(scanButton(el).textContent, "Scanner avec votre téléphone");
    el.locale = "ar";
    await waitUntil(() => scanButton(el).textContent === "امسح الرمز بهاتفك");
    assert.equal(codeOf(el).getAttribute("aria-label"), "رمز QR لصفحة الدفع");
    await expect(el).to.be.accessible();
    el.locale = "en";
    await waitUntil(() => scanButton(el)?.textContent === "Scan with your phone");
  });
});

describe("the code", () => {
  it("is of the proxy's own page, which is there as a link too", async () => {
    const { el, proxy } = await show(script());
    await open(el);
    assert.equal(linkOf(el).href, `${proxy.url}pay/${session}`);
    assert.equal(codeOf(el).getAttribute("role"), "img");
    assert.equal(codeOf(el).getAttribute("aria-label"), "QR code of the payment page");
    assert.equal(scanButton(el).ariaExpanded, "true");
    const { id } = part(el, "scan-panel");
    assert.equal(scanButton(el).getAttribute("aria-controls"), id);
    await expect(el).to.be.accessible();
  });

  it("closes by Escape, which nobody around hears, and the keyboard is where it was opened", async () => {
    const { el } = await show(script());
    await open(el);
    let heard = 0;
    el.addEventListener("keydown", () => (heard += 1));
    const escape = () =>
      new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true });
    linkOf(el).focus();
    linkOf(el).dispatchEvent(escape());
    await rest(el);
    assert.isUndefined(codeOf(el));
    assert.equal(el.shadowRoot!.activeElement, scanButton(el));
    assert.equal(scanButton(el).ariaExpanded, "false");
    assert.equal(heard, 0);
    scanButton(el).dispatchEvent(escape());
    assert.equal(heard, 1);
  });

  it("closes by the button, and where another method is chosen", async () => {
    const { el, heard } = await show(script());
    await open(el);
    scanButton(el).click();
    await rest(el);
    assert.isUndefined(codeOf(el));
    await open(el);
    await choose(el, alipayAtOttu.id);
    await rest(el);
    assert.isUndefined(codeOf(el));
    assert.equal(scanButton(el).ariaExpanded, "false");
    assert.deepEqual(new Set(heard.names), new Set(["otter-ready", "otter-change"]));
  });

  it("closes where the page wants none any more", async () => {
    const { el } = await show(script());
    await open(el);
    el.scan = "off";
    await rest(el);
    assert.isFalse(isOffered(el));
  });

  for (const [answer, said, isThere] of [
    [() => Promise.resolve(), "Copied", true],
    [() => Promise.reject(new DOMException("no", "NotAllowedError")), "", false],
  ] as const) {
    it(`can be had as a link to copy${isThere ? "" : ", unless the browser forbids it"}`, async () => {
      const { el, proxy } = await show(script());
      await open(el);
      const copied: string[] = [];
      const { clipboard } = navigator;
      clipboard.writeText = (text) => (copied.push(text), answer());
      try {
        part(el, "scan-copy").click();
        await waitUntil(() => newsOf(el) === said && part(el, "scan-copy").hidden === !isThere);
      } finally {
        Reflect.deleteProperty(clipboard, "writeText");
      }
      assert.deepEqual(copied, [`${proxy.url}pay/${session}`]);
      assert.isAbove(linkOf(el).getBoundingClientRect().height, 0);
    });
  }

  it("is drawn anew with the rest where somebody has thrown that away", async () => {
    const { el } = await show(script());
    await open(el);
    el.shadowRoot!.replaceChildren();
    el.locale = "en-GB";
    await waitUntil(() => radios(el).length > 0 && isOffered(el));
    assert.lengthOf(parts(el, "scan"), 1);
  });

  it("is styled in another document too", async () => {
    const { el } = await show(script());
    await open(el);
    const frame = document.createElement("iframe");
    el.parentElement!.append(frame);
    frame.contentDocument!.body.append(el);
    await waitUntil(() => isOffered(el));
    const { display } = frame.contentWindow!.getComputedStyle(scanButton(el));
    assert.equal(display, "flex");
  });
});
