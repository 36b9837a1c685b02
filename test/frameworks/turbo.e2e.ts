/** Turbo changes pages without loading them, and shows copies of those it has left. */
import { expect, test } from "./shop-test.ts";

test.use({ framework: "turbo" });

test("on another page and Back, the page that was kept has a picker that pays", async ({
  shopper,
}) => {
  const { page, heard } = shopper;
  await shopper.open();
  await page.evaluate(() => Object.assign(window, { isFirstPage: true }));
  await shopper.method("KNET").check();
  await page.getByRole("link", { name: "About us" }).click();
  await expect(page.getByRole("heading", { name: "About us" })).toBeVisible();
  await page.goBack();
  await expect(shopper.method("KNET")).toBeVisible();
  await shopper.method("KNET").check();
  await expect(heard.last()).toHaveText(/^change ottu:knet/);
  expect(await page.evaluate(() => "isFirstPage" in window)).toBe(true);
  await shopper.payWith("KNET");
  await shopper.expectPaidOnce();
});

test("visited again by a link, the page shows its copy first, and the picker pays", async ({
  shopper,
}) => {
  const { page } = shopper;
  await page.goto(`${shopper.shop.url}/about`);
  for (const name of ["The bowl", "About us", "The bowl"]) {
    await page.getByRole("link", { name }).click();
  }
  await expect(shopper.method("KNET")).toBeVisible();
  await expect(page.locator("otter-checkout")).toHaveCount(1);
  await shopper.payWith("KNET");
  await shopper.expectPaidOnce();
});

test("a refresh that morphs the page leaves the picker and its choice as they are", async ({
  shopper,
}) => {
  const { page } = shopper;
  await shopper.open();
  await shopper.method("KNET").check();
  const morphed = page.evaluate(
    () => new Promise<void>((done) => addEventListener("turbo:morph", () => done())),
  );
  await page.getByRole("link", { name: "Once more" }).click();
  await morphed;
  await expect(shopper.method("KNET")).toBeChecked();
  await shopper.payWith("KNET");
  await shopper.expectPaidOnce();
});
