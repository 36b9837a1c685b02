/** Templates that are written in a page keep no capitals, and have several ways to bind. */
import type { OtterCheckoutElement } from "otter-checkout";
import { expect, test } from "./shop-test.ts";

test.use({ framework: "vue-in-page" });

test("each binding sets createSession, and v-model follows the choice", async ({ shopper }) => {
  const { page } = shopper;
  await page.goto(`${shopper.shop.url}/bindings`);
  const all = page.locator("otter-checkout");
  await expect(all.first().getByRole("radio").first()).toBeVisible();
  const kinds = await all.evaluateAll((elements) =>
    elements.map((element) => typeof (element as OtterCheckoutElement).createSession),
  );
  expect(kinds).toEqual(["function", "function", "function"]);
  await all.first().getByRole("radio", { name: /^KNET/ }).check();
  await expect(page.locator("#method")).toHaveText(/^ottu:knet/);
});
