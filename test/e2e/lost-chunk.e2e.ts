/** A page that was open while a new version was deployed asks for chunks that are gone. */
import { expect, test } from "./demo-fixture.ts";

test("without its texts a language is read in English, and the order can still be paid", async ({
  visit,
  complaints,
}) => {
  complaints.expect(/Failed to load resource/);
  await visit.page.route(/\/otter-checkout\/[^/]+\/ar-[^/]+\.js$/, (route) =>
    route.fulfill({ status: 404, body: "" }),
  );
  await visit.putMugIntoCart("CAD");
  await visit.page.getByRole("button", { name: "العربية" }).click();
  await visit.toCheckout();
  await expect(visit.page.getByRole("group", { name: "Payment method" })).toBeVisible();
  await visit.page.getByRole("radio").first().check();
  await visit.pay.click();
  await expect(visit.onGateway("Pay")).toBeVisible();
});
