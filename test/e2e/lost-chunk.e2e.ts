/** A page that was open while a new version was deployed asks for chunks that are gone. */
import { expect, test } from "./demo-fixture.ts";

test("without its texts a language is read in English, and the order can still be paid", async ({
  visit,
  complaints,
}) => {
  complaints.expect(/Failed to load resource/);
  await visit.page.route(/\/otter-checkout\/[^/]+\/ar-[^/]+\.js(\?|$)/, (route) =>
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

const rare = /\/otter-checkout\/[^/]+\/rare-[^/]+\.js(\?|$)/;
const noConnection = "No connection. Check your internet and try again.";

test("without its chunk an outcome is nothing to pay again for, and is shown when it comes", async ({
  visit,
  complaints,
}) => {
  const { page } = visit;
  complaints.expect(/Failed to load resource/);
  await visit.checkOut("KWD");
  await visit.leaveWith("KNET");
  await page.route(rare, (route) => route.fulfill({ status: 404, body: "" }));
  await visit.onGateway("Pay").click();
  const panel = page.locator("otter-checkout [part=panel]");
  await expect(panel).toContainText(noConnection);
  await expect(panel).not.toContainText(/pay/i);
  // The page was told all the same, and its books are right.
  await expect(page.getByRole("link", { name: "Cart, 0 items" })).toBeVisible();
  await page.unroute(rare);
  await panel.getByRole("button", { name: "Try again" }).click();
  await visit.expectPaid();
});

test("without its chunk a start that fails leaves a picker, and the next one says why", async ({
  visit,
  complaints,
}) => {
  const { page, demo } = visit;
  complaints.expect(/Failed to load resource|gateway/);
  await page.route(rare, (route) => route.fulfill({ status: 404, body: "" }));
  await visit.checkOut("KWD");
  demo.sandbox.behave("ottu", "pymt-txn:create", { do: "error", code: "x" });
  await visit.method("KNET").check();
  await visit.pay.click();
  const note = page.locator("otter-checkout [part=note]");
  await expect(note).toContainText(noConnection);
  await page.unroute(rare);
  await visit.pay.click();
  await expect(note).toContainText("KNET is not answering");
});

test("without its chunk a long list is not folded, and can be paid from", async ({
  visit,
  complaints,
}) => {
  complaints.expect(/Failed to load resource/);
  await visit.page.route(/\/otter-checkout\/[^/]+\/rows-[^/]+\.js(\?|$)/, (route) =>
    route.fulfill({ status: 404, body: "" }),
  );
  await visit.checkOut("SAR");
  const radios = visit.page.locator("otter-checkout").getByRole("radio");
  await expect(radios).toHaveCount(8);
  await radios.last().check();
  await visit.pay.click();
  await expect(visit.page).toHaveURL(/redirect\/start/);
});
