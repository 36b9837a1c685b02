/** Nothing for a scanner to find, on any page of the way, in both languages and both colour schemes. */
import { expect, test } from "./demo-fixture.ts";
import { expectAccessible } from "./expect-accessible.ts";

for (const locale of ["en-CA", "ar-KW"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme });

      test("the shop, from the shelf to thanks", async ({ visit }) => {
        const { page, demo } = visit;
        demo.sandbox.ottu.setFee("knet-main", "0.150");
        await page.goto(`${demo.url}/cart`);
        await expectAccessible(page);
        await page.goto(demo.url);
        await page.getByRole("button", { name: "KWD" }).click();
        await expectAccessible(page);
        await page.locator(".buy button").first().click();
        await expect(page.getByRole("listitem").first()).toBeVisible();
        await expectAccessible(page);
        await visit.toCheckout();
        await expectAccessible(page);
        await page.getByRole("radio").first().check();
        await visit.pay.click();
        await expect(visit.pay).toHaveAccessibleName(/8\.650/);
        await expectAccessible(page);
        await visit.confirm();
        await visit.onGateway("Pay").click();
        await page.waitForURL(`${demo.url}/thank-you?session=*`);
        await expect(page.locator("[data-status=paid]")).toBeVisible();
        await page.locator(".wire-toggle").click();
        await page.locator(".wire-message summary").first().click();
        await expectAccessible(page);
      });

      test("the pay page, its picker and its receipt", async ({ visit }) => {
        const { page } = visit;
        await page.goto(visit.demo.url);
        await page.getByRole("button", { name: "KWD" }).click();
        await page.locator(".buy button").first().click();
        await visit.toCheckout();
        const link = await page.locator("otter-checkout a").getAttribute("href");
        await page.goto(link ?? "");
        await expect(page.getByRole("radio").first()).toBeVisible();
        await expectAccessible(page);
        await page.getByRole("radio").first().check();
        await visit.pay.click();
        await visit.onGateway("Pay").click();
        await expect(page.locator("[data-status=paid]")).toBeVisible();
        await page.goto(link ?? "");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(
          locale === "en-CA" ? "Payment received" : "تم استلام الدفعة",
        );
        await expectAccessible(page);
      });
    });
  }
}
