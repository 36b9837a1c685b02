/** htmx validates the element and sends what was chosen, from its form and from outside. */
import { expect, test } from "./shop-test.ts";

for (const framework of ["htmx-2", "htmx-4"]) {
  test.describe(framework, () => {
    test.use({ framework });

    for (const button of ["Order", "Order from here"]) {
      test(`${button}: nothing is sent unchosen, and what was chosen is paid`, async ({
        shopper,
      }) => {
        const { page, shop } = shopper;
        const asked: string[] = [];
        page.on("request", (request) => {
          if (request.method() === "POST" && request.url().startsWith(shop.url))
            asked.push(`${new URL(request.url()).pathname} ${request.postData()}`);
        });
        await shopper.open();
        await shopper.press(button);
        await expect(page.locator("otter-checkout")).toBeFocused();
        expect(asked).toEqual([]);

        await shopper.method("KNET").check();
        await expect(page.locator("#chosen")).toHaveText(/^You chose ottu:knet/);
        await shopper.press(button);
        await expect(shopper.pay).toBeVisible();
        await expect(shopper.method("KNET")).toBeChecked();
        const [chosen = "", sent = ""] = asked;
        expect(chosen).toMatch(/^\/chosen method=ottu%3Aknet/);
        expect(sent).toBe(chosen.replace("/chosen", "/order"));

        // What htmx listens to it listens to when all is read: later than the outcome is there.
        await page.route("**/assets/*.js", async (route) => {
          await expect(page.locator("otter-checkout [part~=panel]")).toBeVisible();
          await route.continue();
        });
        await shopper.payWith("KNET");
        await shopper.expectPaidOnce();
      });
    }
  });
}
