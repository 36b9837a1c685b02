/** What a shopper does in the demo shop, in their words. */
import type { Locator, Page } from "@playwright/test";
import type { RunningDemo } from "../../demo/start-demo.ts";
import type { Complaints } from "./complaints.ts";
import { expect } from "./patient-expect.ts";

export class ShopVisit {
  readonly demo: RunningDemo;
  readonly page: Page;
  readonly complaints: Complaints;

  /** Where scripts run the widget takes the place of the page's own form: it is what is used. */
  readonly #used: Locator;

  constructor(demo: RunningDemo, page: Page, complaints: Complaints, isScripted: boolean) {
    this.demo = demo;
    this.page = page;
    this.complaints = complaints;
    this.#used = page.locator(isScripted ? ":not([slot=plain] *)" : "*");
  }

  get pay(): Locator {
    return this.page
      .locator("otter-checkout")
      .getByRole("button", { name: /^(Pay|ادفع)/ })
      .and(this.#used);
  }

  method(label: string): Locator {
    return this.page.getByRole("radio", { name: new RegExp(`^${label}`) }).and(this.#used);
  }

  get thanks(): Locator {
    return this.page.getByRole("heading", { name: "Thank you" });
  }

  /** One mug: 38.00 CAD, 8.500 KWD. */
  async putMugIntoCart(currency: "CAD" | "KWD" | "SAR"): Promise<void> {
    await this.page.goto(this.demo.url);
    await this.page.getByRole("button", { name: currency, exact: true }).click();
    await this.page.getByRole("button", { name: "Add to cart: Morning mug" }).click();
    await expect(this.page.getByRole("heading", { name: "Morning mug" })).toBeVisible();
  }

  /** With a cart, to the page where the picker is. */
  async toCheckout(): Promise<void> {
    await this.page.goto(`${this.demo.url}/checkout`);
    await expect(this.page.getByRole("radio").first()).toBeVisible();
  }

  /** A mug in the cart, and the picker in front of the shopper. */
  async checkOut(currency: "CAD" | "KWD" | "SAR"): Promise<void> {
    await this.putMugIntoCart(currency);
    await this.toCheckout();
  }

  /** Picks a method whose total is known, presses Pay, and is on the gateway's page. */
  async leaveWith(label: string): Promise<void> {
    await this.method(label).check();
    await this.pay.click();
    await expect(this.onGateway("Pay")).toBeVisible();
  }

  /** Agrees to a total that changed. A press that cannot have read it is none, so this may take two. */
  async confirm(): Promise<void> {
    const arrived = this.onGateway("Pay");
    await expect(async () => {
      if (!(await arrived.isVisible())) await this.pay.click({ timeout: 500 });
      await expect(arrived).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
  }

  /** A button of the gateway's page; the widget has a Pay button too. */
  onGateway(name: string): Locator {
    const label = name === "Pay" ? /^(Pay|ادفع)\s+[\d.]+/ : name;
    return this.page
      .locator("button[name=act]")
      .and(this.page.getByRole("button", { name: label }));
  }

  /** Chooses what happens to the gateway's notification of this payment. */
  async notify(when: "later" | "never" | "twice"): Promise<void> {
    await this.page.getByText("How the gateway behaves").click();
    await this.page.locator(`input[name=notify][value=${when}]`).check();
  }

  /** The shop's own books, as its pages show them. */
  async expectPaid(): Promise<void> {
    await expect(this.thanks).toBeVisible();
    await expect(this.page.getByText("Payment complete")).toBeVisible();
    await expect(this.page.getByRole("link", { name: "Cart, 0 items" })).toBeVisible();
  }
}
