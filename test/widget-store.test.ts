/** The widget's store knows no element: here it works where there is not even a document. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";

const session = "cs_0123456789abcdefghijkl";

const view = {
  id: session,
  status: "open",
  amount: "12.750",
  currency: "KWD",
  partial: false,
  methods: [
    { id: "ottu:knet-main", provider: "ottu", label: "KNET", total: "12.900", fee: "0.150" },
    { id: "ottu:cards", provider: "ottu", label: "Visa" },
  ],
};

interface Store {
  readonly phase: string;
  readonly total: { readonly amount: string };
  refresh(): void;
  choose(id: string): void;
  submit(): Promise<string>;
  disconnect(): void;
}

/** By address: the widget is no part that this project sees. */
async function createStore(page: EventTarget): Promise<Store> {
  const address = new URL("../widget/checkout/store.ts", import.meta.url).href;
  const { CheckoutStore } = (await import(address)) as {
    CheckoutStore: new (stage: object) => Store;
  };
  return new CheckoutStore({
    page,
    language: { tag: "en", speak: () => undefined },
    changed: () => {},
    loadCard: () => Promise.reject(new Error("there is no card here")),
    loadRare: () => Promise.resolve(undefined),
  });
}

describe("the widget's store", () => {
  let proxy: Server;
  let url: string;
  before(async () => {
    proxy = createServer((_request, response) => response.end(JSON.stringify(view)));
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/`;
  });
  after(() => {
    proxy.close();
    proxy.closeAllConnections();
  });

  it("reads, chooses and asks, without an element or a document", async () => {
    assert.equal("document" in globalThis, false);
    let asked = 0;
    const page = Object.assign(new EventTarget(), {
      proxyUrl: url,
      ...{ session, currency: "", amount: "", result: false, isDisabled: false },
      updateComplete: Promise.resolve(),
      focus: () => void (asked += 1),
    });
    const store = await createStore(page);
    const ready = once(page, "otter-ready");
    store.refresh();
    assert.equal(store.phase, "loading");
    await ready;
    assert.equal(store.phase, "ready");
    assert.equal(await store.submit(), "canceled");
    assert.equal(asked, 1, "the shopper is brought to where nothing was chosen");
    store.choose("ottu:knet-main");
    assert.equal(store.total.amount, "12.900");
    page.addEventListener("otter-submit", (event) => event.preventDefault());
    assert.equal(await store.submit(), "canceled");
    assert.equal(store.phase, "ready");
    store.disconnect();
  });
});
