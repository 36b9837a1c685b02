/** What a shopper does with a card, and what the page around the form can see of it. */
import type { FrameLocator, Locator, Page } from "@playwright/test";
import { expect } from "./patient-expect.ts";
import type { ShopVisit } from "./shop-visit.ts";

/** Everything a browser may hand to a field at once, written as browsers write it. */
export const filledCard = {
  number: "4242 4242 4242 4242",
  expiry: "12/2030",
  cvv: "737",
  name: "Ada Lovelace",
  postalCode: "K1A0B1",
  country: "CA",
  address: "111 Wellington St",
  city: "Ottawa",
  province: "ON",
} as const;

export type CardEntries = Partial<Record<keyof typeof filledCard, string>>;

export class CardVisit {
  readonly page: Page;
  readonly form: FrameLocator;
  readonly #visit: ShopVisit;

  /** @param frame where the form is, in a page without a picker */
  constructor(visit: ShopVisit, frame = "otter-checkout iframe") {
    this.#visit = visit;
    this.page = visit.page;
    this.form = visit.page.frameLocator(frame);
  }

  field(name: keyof typeof filledCard): Locator {
    return this.form.locator(`#${name}`);
  }

  /** With a mug in the cart, to the card form. */
  async open(): Promise<void> {
    await this.#visit.checkOut("CAD");
    await this.choose();
  }

  async choose(): Promise<void> {
    await this.page.locator("otter-checkout").getByRole("radio").nth(3).check();
    await expect(this.field("number")).toBeVisible();
  }

  /** As autofill does it: one value and one input event for each field. */
  async autofill(changes: CardEntries = {}): Promise<void> {
    for (const [name, value] of Object.entries({ ...filledCard, ...changes })) {
      await this.form.locator(`#${name}`).evaluate((field, text) => {
        (field as HTMLInputElement).value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }, value);
    }
  }
}

/** All that the page's own script could have: what it sends, and what it is told. */
export interface Overheard {
  readonly requests: string[];
  messages(): Promise<string[]>;
}

export async function overhear(page: Page): Promise<Overheard> {
  const requests: string[] = [];
  page.context().on("request", (request) => {
    const { url, headers, body } = {
      url: request.url(),
      headers: request.headers(),
      body: request.postData(),
    };
    requests.push(JSON.stringify({ url, headers, body }));
  });
  await page.addInitScript(() => {
    if (window !== window.top) return;
    const heard: string[] = [];
    Object.assign(window, { heard });
    addEventListener("message", ({ data }) => heard.push(JSON.stringify(data)), true);
  });
  return {
    requests,
    messages: () => page.evaluate(() => (window as unknown as { heard: string[] }).heard),
  };
}
