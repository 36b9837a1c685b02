/** A shopper's visit in whichever engine: what is chosen, pressed and seen until the payment is made. */
import type { SessionRecord } from "../../contract/contract.ts";
import { patienceMs, until, within, type Engine } from "./engine.ts";
import { Hand } from "./hand.ts";
import type { EngineShop } from "./shop.ts";

export class Visit {
  readonly shop: EngineShop;
  readonly hand: Hand;

  constructor(shop: EngineShop, engine: Engine) {
    this.shop = shop;
    this.hand = new Hand(engine);
  }

  async openPicker(session: SessionRecord, language?: string, value?: string): Promise<void> {
    await this.hand.engine.goto(this.shop.checkout(session, language, value));
    await until("the picker is there", () => this.hand.read("button.pay, [part~=panel]"));
  }

  /** The row of the method at this place of the list, by the mouse. */
  async choose(place: number): Promise<string> {
    await this.hand.click(`[part=list] > .method:nth-of-type(${place}) label`);
    const chosen = await until("it is chosen", () => this.chosen());
    await until("the offer to scan is there, where there is one", () =>
      this.hand.see(isOfferThere, chosen),
    );
    return chosen;
  }

  chosen(): Promise<string> {
    return this.hand.see(
      () =>
        document
          .querySelector("otter-checkout")
          ?.shadowRoot?.querySelector<HTMLInputElement>("input:checked")?.value ?? "",
    );
  }

  pay(): Promise<void> {
    return this.hand.click("button.pay");
  }

  /** Waits by the page's own clock until a press can have read what has changed, and is no double click. */
  async read(): Promise<void> {
    const since = await this.hand.see(() => String(performance.now()));
    await until("it can have been read", () =>
      this.hand.see((begun) => performance.now() - Number(begun) > 1_000, since),
    );
  }

  /** The gateway's page is not ours to try: its button is pressed by a script. */
  async payOnGateway(): Promise<void> {
    await until("the gateway's page can be used", () =>
      this.hand.see(() => {
        const button = document.querySelector<HTMLElement>("button[name=act][value=pay]");
        if (button === null || document.readyState !== "complete") return false;
        button.click();
        return true;
      }),
    );
  }

  /** The shop has heard of it, and the shopper is back from the gateway. */
  async expectPaid({ id }: SessionRecord): Promise<void> {
    const heard = this.shop.running.event(
      ({ type, data }) => type === "checkout.paid" && data.session.id === id,
    );
    await within(heard, patienceMs);
    await until("back from the gateway", () =>
      this.hand.see(
        () => document.readyState === "complete" && !document.querySelector("button[name=act]"),
      ),
    );
  }

  async expectThanks(): Promise<void> {
    await until("the outcome is shown", async () =>
      /complete/.test(await this.hand.read("[part~=panel] .title")),
    );
  }

  /** All of it, from Pay on. */
  async payAndReturn(session: SessionRecord): Promise<void> {
    await this.pay();
    await this.payOnGateway();
    await this.expectPaid(session);
  }
}

/** On a desktop it comes below the method a moment later, and moves what is clicked next. Runs in the page. */
function isOfferThere(chosen: string): boolean {
  const root = document.querySelector("otter-checkout")?.shadowRoot;
  const isDesktop = matchMedia("(hover) and (pointer: fine) and (min-width: 600px)").matches;
  const isOffered = isDesktop && /WECHAT|ALIPAY/.test(chosen);
  return !isOffered || root?.querySelector("[part~=scan-button]") != null;
}
