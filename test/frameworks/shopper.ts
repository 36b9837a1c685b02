/** What a shopper does in any of the shops, and what the shop has heard: `README.md` says what each has. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "../e2e/patient-expect.ts";
import type { Shop } from "./shop.ts";

export class Shopper {
  readonly shop: Shop;
  readonly page: Page;
  readonly said: string[];

  constructor(shop: Shop, page: Page, said: string[]) {
    this.shop = shop;
    this.page = page;
    this.said = said;
  }

  get pay(): Locator {
    return this.page.locator("otter-checkout [part~=pay]");
  }

  method(label: string): Locator {
    return this.page.getByRole("radio", { name: new RegExp(`^${label}`) });
  }

  /** One of the shop's own buttons. */
  press(name: string): Promise<void> {
    return this.page.getByRole("button", { name, exact: true }).click();
  }

  /** What the shop's listeners heard, in order. */
  get heard(): Locator {
    return this.page.getByRole("list", { name: "Heard" }).getByRole("listitem");
  }

  /** A page of the shop that has a picker. */
  async open(path = "/"): Promise<void> {
    await this.page.goto(this.shop.url + path);
    await expect(this.method("KNET")).toBeVisible();
  }

  /** Presses Pay and is kept on the page, until what comes next has been looked at. */
  async payWith(label: string, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    const { page } = this;
    await this.method(label).check();
    let release = () => {};
    const looked = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/payments", async (route) => {
      await looked;
      await route.continue();
    });
    await this.pay.click();
    await meanwhile();
    release();
    await this.payAtGateway();
  }

  /** On the gateway's page; ends on the shop's. */
  async payAtGateway(): Promise<void> {
    const { page } = this;
    await page.locator("button[name=act][value=pay]").click();
    await page.waitForURL(`${this.shop.url}/thank-you?*`, { waitUntil: "commit" });
  }

  /** Of what the shop's server was asked to make this was the only one, and it was ordered once. */
  async expectPaidOnce(): Promise<void> {
    await expect(this.heard.last()).toHaveText("settled paid");
    const { sessions, running } = this.shop;
    expect(sessions).toHaveLength(1);
    expect(running.sandbox.ottu.orders()).toHaveLength(1);
    const session = await running.client.getSession(sessions[0]!.id);
    expect(session.status).toBe("paid");
  }
}
