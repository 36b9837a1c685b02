/** What stands beside a method's name, and below it. */
import { assert, oneEvent, waitUntil } from "@open-wc/testing";
import {
  card,
  knet,
  part,
  parts,
  radios,
  rowsArrive,
  show,
  text,
  view,
  wechat,
} from "../support/scripted-checkout.ts";

const box = (element: Element) => {
  const { width, height } = element.getBoundingClientRect();
  return [Math.round(width), Math.round(height)];
};

describe("a method's mark", () => {
  it("leaves its surface where there is none, or it is lost", async () => {
    const icons = ["/v1/icons/fine", "/v1/icons/broken", null];
    const methods = [knet, card, wechat].map((method, index) => ({
      ...method,
      icon: icons[index]!,
    }));
    const { el, proxy } = await show({ checkout: [{ body: view({ methods }) }] });
    await rowsArrive(el);
    const [fine, broken, none] = parts<HTMLImageElement>(el, "icon");
    assert.equal(fine!.src, `${proxy.url}v1/icons/fine`);
    if (!broken!.complete) await oneEvent(broken!, "error");
    assert.isFalse(none!.hasAttribute("src"));
    assert.deepEqual([box(broken!), box(none!)], [box(fine!), box(fine!)]);
    // Over the browser's own sign for a picture that is lost.
    assert.equal(getComputedStyle(broken!, "::after").position, "absolute");
  });

  it("may be the page's own, by the method's id", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    const own = document.createElement("b");
    own.slot = `icon-${card.id}`;
    el.append(own);
    const rows = parts(el, "row").map((row) => row.querySelector("slot")!.assignedElements());
    assert.deepEqual(rows, [[], [own], []]);
  });

  it("has those of the card schemes below the name, on a surface of their own", async () => {
    const schemes = ["Visa", "Mastercard"].map((name) => ({ name, icon: `/v1/icons/${name}` }));
    const { el, proxy } = await show({
      checkout: [{ body: view({ methods: [{ ...card, schemes }, knet] }) }],
    });
    const marks = parts<HTMLImageElement>(el, "scheme");
    assert.deepEqual(
      marks.map(({ src, alt }) => [src, alt]),
      ["Visa", "Mastercard"].map((name) => [`${proxy.url}v1/icons/${name}`, ""]),
    );
    const label = part(el, "label").getBoundingClientRect();
    assert.isAtLeast(marks[0]!.getBoundingClientRect().top, label.bottom);
    assert.equal(radios(el)[0]!.labels![0]!.innerText.trim(), "Visa");
  });
});

describe("a mark for dark pages", () => {
  const methods = [{ ...knet, icon: "/v1/icons/light", iconDark: "/v1/icons/dark" }, card];
  const script = { checkout: [{ body: view({ methods }) }] };
  const mark = (el: Element) => part<HTMLImageElement>(el, "icon").src.split("/").at(-1);

  afterEach(() => {
    document.documentElement.removeAttribute("style");
  });

  it("is shown in the dark theme, and the other one in the light", async () => {
    const { el } = await show(script, { theme: "dark" });
    await waitUntil(() => mark(el) === "dark");
    el.theme = "light";
    await waitUntil(() => mark(el) === "light");
  });

  it("follows the page's own scheme, as that changes", async () => {
    const { el } = await show(script);
    await rowsArrive(el);
    assert.equal(mark(el), "light");
    document.documentElement.style.colorScheme = "dark";
    await waitUntil(() => mark(el) === "dark");
    assert.equal(getComputedStyle(part(el, "icon")).backgroundColor, "rgba(0, 0, 0, 0)");
    document.documentElement.style.colorScheme = "light";
    await waitUntil(() => mark(el) === "light");
  });
});

describe("what every row would say", () => {
  const tests = [wechat, { ...wechat, id: "ottpay:ALIPAY", label: "Alipay" }].map((method) => ({
    ...method,
    test: true,
  }));
  const sayings = (el: Element) =>
    ["badge", "hint"].map((name) =>
      parts(el, name).map((each) => `${each.closest("legend") ? "once" : "row"} ${each.innerText}`),
    );

  for (const count of [1, 2]) {
    it(`is said once above them, of ${count}`, async () => {
      const methods = tests.slice(-count);
      const { el } = await show({ checkout: [{ body: view({ methods }) }] });
      // Where no money moves, no fee does.
      assert.deepEqual(sayings(el), [["once Test"], []]);
      const real = methods.map((method) => ({ ...method, test: false }));
      const { el: other } = await show({ checkout: [{ body: view({ methods: real }) }] });
      assert.deepEqual(sayings(other), [[], ["once OTT Pay may add a fee"]]);
      assert.equal(text(other, "heading"), "Payment method OTT Pay may add a fee");
    });
  }

  it("is said by those it is true of where it is not true of all", async () => {
    const { el } = await show({ checkout: [{ body: view({ methods: [...tests, knet] }) }] });
    assert.deepEqual(sayings(el), [
      ["row Test", "row Test"],
      ["row OTT Pay may add a fee", "row OTT Pay may add a fee"],
    ]);
  });

  it("leaves the list where the skeleton had it", async () => {
    const { el } = await show({ checkout: [{ body: view({ methods: tests }) }] });
    const [heading, list] = ["heading", "list"].map((name) =>
      part(el, name).getBoundingClientRect(),
    );
    assert.closeTo(heading!.height, 20.8, 0.1);
    assert.closeTo(list!.top - heading!.bottom, 12, 0.1);
  });
});
