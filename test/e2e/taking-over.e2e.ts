/** The widget takes the pay page's form over where it stands: nothing moves, and nothing is lost. */
import type { Page } from "@playwright/test";
import { expect } from "./demo-fixture.ts";
import {
  countRows,
  createLink,
  hold,
  shiftedBy,
  test,
  watchShifts,
  type Order,
} from "./plain-page.ts";

const orders: readonly Order[] = [
  { amount: "12.750", currency: "KWD" },
  { amount: "38.00", currency: "CAD" },
  { amount: "12.750", currency: "KWD", locale: "ar-KW" },
  { amount: "38.00", currency: "CAD", locale: "fr-CA" },
  // More than are shown at once.
  { amount: "38.00", currency: "SAR" },
];

/** The widget's own list, not the form's. */
const picker = (page: Page) => page.locator("otter-checkout [part=list] [part~=row]").first();

const holdList = (page: Page, held = "**/v1/checkout/*") => hold(page, held);

for (const viewport of [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
]) {
  test.describe(`${viewport.width} wide`, () => {
    test.use({ viewport });
    for (const order of orders) {
      const name = `${order.currency} in ${order.locale ?? "en"}`;

      test(`the pay page's first picture is the list, and nothing moves: ${name}`, async ({
        visit,
      }) => {
        const { page } = visit;
        await watchShifts(page);
        const release = await holdList(page);
        const session = await createLink(visit, order);
        await page.goto(session.url);
        await expect(page.locator("form.plain label").first()).toBeVisible();
        await page.waitForFunction(
          () => document.querySelector("otter-checkout")?.shadowRoot?.querySelector("slot") != null,
        );
        await expect(page.locator("form.plain label").first()).toBeVisible();
        const before = await page.locator("footer").boundingBox();
        release();
        await expect(picker(page)).toBeVisible();
        await expect(page.locator("form.plain")).toBeHidden();
        expect(await page.locator("footer").boundingBox()).toEqual(before);
        expect(await shiftedBy(page)).toBe(0);
      });

      test(`a plain page with the right rows does not move once it is drawn: ${name}`, async ({
        visit,
        plain,
      }) => {
        const { page, demo } = visit;
        const session = await createLink(visit, order);
        const rows = await countRows(visit, session);
        await watchShifts(page);
        const release = await holdList(page);
        plain.html = `<!doctype html><html lang="${order.locale ?? "en"}"><title>Shop</title>
          <link rel="icon" href="data:,">
          <script type="module" blocking="render" src="${demo.proxyUrl}/otter-checkout.js"></script>
          <body style="font-family: sans-serif"><h1>Shop</h1>
          <otter-checkout rows="${rows}" session="${session.id}"></otter-checkout>
          <p>Below</p>`;
        await page.goto(plain.url);
        await expect(page.locator("otter-checkout [part~=skeleton]").first()).toBeVisible();
        release();
        await expect(page.locator("otter-checkout [part=label]").first()).toBeVisible();
        expect(await shiftedBy(page)).toBe(0);
      });

      test(`a result does not move when what shows it comes: ${name}`, async ({ visit, plain }) => {
        const { page, demo } = visit;
        const session = await createLink(visit, order);
        await watchShifts(page);
        const release = await holdList(page, "**/otter-checkout/*/rare-*.js");
        plain.html = `<!doctype html><html lang="${order.locale ?? "en"}"><title>Shop</title>
          <link rel="icon" href="data:,">
          <script type="module" blocking="render" src="${demo.proxyUrl}/otter-checkout.js"></script>
          <body style="font-family: sans-serif"><h1>Shop</h1>
          <otter-checkout result session="${session.id}"></otter-checkout>
          <p>Below</p>`;
        await page.goto(plain.url);
        const panel = page.locator("otter-checkout [part=panel]");
        await expect(panel).not.toBeEmpty();
        const before = await page.getByText("Below").boundingBox();
        release();
        await expect(panel.locator("[part=sign]")).toBeVisible();
        await expect(page.locator("otter-checkout:state(unpaid)")).toBeVisible();
        expect(await page.getByText("Below").boundingBox()).toEqual(before);
        expect(await shiftedBy(page)).toBe(0);
      });
    }
  });
}

test("what is laid out as tiles is shown when it can be, and not before as a list", async ({
  visit,
  plain,
}) => {
  const { page, demo } = visit;
  const session = await createLink(visit, orders[0] as Order);
  const release = await holdList(page, "**/otter-checkout/*/rows-*.js");
  plain.html = `<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">
    <script type="module" src="${demo.proxyUrl}/otter-checkout.js"></script>
    <otter-checkout layout="tiles" session="${session.id}"></otter-checkout>`;
  await page.goto(plain.url);
  await expect(page.locator("otter-checkout:state(ready)")).toBeAttached();
  await expect(page.locator("otter-checkout [part=list]")).toBeHidden();
  release();
  await expect(page.locator("otter-checkout [part=list]")).toBeVisible();
  const tops = await page
    .locator("otter-checkout [part~=row]")
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
  expect(new Set(tops).size).toBeLessThan(tops.length);
});

test("what was chosen before the list came stays chosen, and the keyboard where it was", async ({
  visit,
}) => {
  const { page } = visit;
  const release = await holdList(page);
  await page.goto((await createLink(visit, orders[0] as Order)).url);
  await page
    .locator("form.plain")
    .getByRole("radio", { name: /^Deema/ })
    .check();
  await page
    .locator("form.plain")
    .getByRole("radio", { name: /^Deema/ })
    .focus();
  release();
  await expect(picker(page)).toBeVisible();
  await expect(visit.method("Deema")).toBeChecked();
  await expect(visit.method("Deema")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(visit.method("Taly")).toBeChecked();
  await visit.pay.click();
  await expect(visit.onGateway("Pay")).toBeVisible();
});

test("pressed before the list came, the form pays", async ({ visit }) => {
  const { page } = visit;
  await holdList(page);
  await page.goto((await createLink(visit, orders[1] as Order)).url);
  await page
    .locator("form.plain")
    .getByRole("radio", { name: /^Alipay/ })
    .check();
  await page.locator("form.plain button").click();
  await visit.onGateway("Pay").click();
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
});

test("where the list does not come, the form stays and pays", async ({ visit }) => {
  const { page } = visit;
  visit.complaints.expect(/ERR_FAILED|proxy_unreachable/);
  await page.route("**/v1/checkout/*", (route) => route.abort());
  await page.goto((await createLink(visit, orders[0] as Order)).url);
  await expect.poll(() => visit.complaints.expected.length).toBeGreaterThan(0);
  await page.getByRole("radio", { name: /^KNET/ }).check();
  await page.locator("form.plain button").click();
  await visit.onGateway("Pay").click();
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
});
