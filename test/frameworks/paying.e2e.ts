/** In every framework: what is set holds, what happens is heard, and the purchase is paid, once. */
import { frameworks } from "./frameworks.ts";
import { expect, test } from "./shop-test.ts";

for (const { name } of frameworks.filter(({ name }) => !name.startsWith("htmx"))) {
  test.describe(name, () => {
    test.use({ framework: name });

    test("the picker comes, follows what the shop sets, and is paid", async ({ shopper }) => {
      const { heard, pay } = shopper;
      await shopper.open();
      await expect(heard).toHaveText(["ready"]);
      await expect(pay).toContainText("12.750");

      await shopper.press("Two bowls");
      await expect(pay).toContainText("25.500");

      await shopper.press("Close the till");
      await expect(pay).toBeDisabled();
      await shopper.press("Open the till");
      await expect(pay).toBeEnabled();

      await shopper.press("Arabic");
      await expect(pay).toContainText("ادفع");
      await shopper.press("English");
      await expect(pay).toContainText("Pay");

      await shopper.method("KNET").check();
      await expect(heard.last()).toHaveText(/^change ottu:knet/);
      await shopper.payWith("KNET", () => expect(heard.last()).toHaveText(/^submit ottu:knet/));
      await shopper.expectPaidOnce();
      expect(shopper.shop.sessions[0]!.amount).toBe("25.500");
    });

    test("put away and brought back, it is paid all the same", async ({ shopper }) => {
      await shopper.open();
      await shopper.press("Put it away");
      await expect(shopper.page.locator("otter-checkout")).toHaveCount(0);
      await shopper.press("Bring it back");
      await expect(shopper.method("KNET")).toBeVisible();
      await shopper.payWith("KNET");
      await shopper.expectPaidOnce();
    });
  });
}
