/** React draws again, moves what it has drawn, and in StrictMode mounts twice. */
import { expect, test } from "./shop-test.ts";

for (const framework of ["react-18", "react-19", "react-server"]) {
  test.describe(framework, () => {
    test.use({ framework });

    test("mounted twice, one list is asked for and one session is made", async ({ shopper }) => {
      const asked: string[] = [];
      shopper.page.on("request", (request) => {
        const { pathname } = new URL(request.url());
        if (pathname === "/v1/methods") asked.push(pathname);
      });
      await shopper.open();
      await shopper.press("Close the till");
      await shopper.press("Open the till");
      expect(asked).toHaveLength(1);
      await shopper.payWith("KNET");
      await shopper.expectPaidOnce();
    });

    test("moved in its list, it keeps the choice and is paid", async ({ shopper }) => {
      await shopper.open();
      await shopper.method("KNET").check();
      const title = shopper.page.getByRole("heading", { name: "One bowl" });
      const order = () =>
        title.evaluate((heading) =>
          heading.compareDocumentPosition(document.querySelector("otter-checkout")!),
        );
      const before = await order();
      await shopper.press("Turn round");
      expect(await order()).not.toBe(before);
      await expect(shopper.method("KNET")).toBeChecked();
      await shopper.payWith("KNET");
      await shopper.expectPaidOnce();
    });
  });
}
