/**
 * Each test gets a shop of one framework, built in one way, with a proxy and gateways of its own.
 * Whatever a page says on its console, an error or a warning, fails the test.
 */
import { test as base } from "@playwright/test";
import { frameworkNamed, type Mode } from "./frameworks.ts";
import { openShop, type Shop } from "./shop.ts";
import { Shopper } from "./shopper.ts";

export { expect } from "../e2e/patient-expect.ts";

export interface ShopOptions {
  mode: Mode;
  framework: string;
}

interface Fixtures {
  shop: Shop;
  /** What pages said on their consoles; a test that expects something takes it out. */
  said: string[];
  shopper: Shopper;
}

/** What lit says of itself wherever a shop's own bundle has it. */
const litInDevelopment = "Lit is in dev mode.";
const quiet = new Set(["log", "debug", "info", "startGroup", "startGroupCollapsed", "endGroup"]);

export const test = base.extend<Fixtures & ShopOptions>({
  mode: ["development", { option: true }],
  framework: ["", { option: true }],

  shop: async ({ framework, mode }, use) => {
    const shop = await openShop(frameworkNamed(framework), mode);
    await use(shop);
    await shop.stop();
  },

  said: async ({ context }, use) => {
    const said: string[] = [];
    context.on("console", (message) => {
      if (quiet.has(message.type()) || message.text().startsWith(litInDevelopment)) return;
      said.push(`${message.type()}: ${message.text()}`);
    });
    context.on("weberror", (error) => said.push(`thrown: ${error.error().message}`));
    await use(said);
    if (said.length > 0) throw new Error(`the pages said:\n${said.join("\n")}`);
  },

  shopper: async ({ shop, page, said }, use) => {
    await use(new Shopper(shop, page, said));
  },
});
