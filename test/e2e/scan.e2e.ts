/** Begun on a desktop, paid on a phone: what the phone reads, and how the desktop follows. */
import { createServer } from "node:http";
import { devices, type Browser, type Locator, type Page } from "@playwright/test";
import { createCheckoutClient, type SessionRecord } from "../../server/client/index.ts";
import { listen } from "../support/listen.ts";
import { expect, test as base } from "./demo-fixture.ts";
import { readCode } from "./read-code.ts";
import { ShopVisit } from "./shop-visit.ts";

const apiKey = "scan-test-key-0123456789abcd";

/** A shop's own page, and its server, which makes a session when it is asked to. */
interface OwnPage {
  readonly url: string;
  html: string;
  create: () => Promise<string>;
}

const test = base.extend<{ ownPage: OwnPage; phone: ShopVisit }>({
  ownPage: async ({}, use) => {
    const page: OwnPage = { url: "", html: "", create: () => Promise.resolve("") };
    const server = createServer((request, response) => {
      if (request.url !== "/session") {
        response.writeHead(200, { "content-type": "text/html" }).end(page.html);
        return;
      }
      page.create().then(
        (id) => response.end(id),
        () => response.writeHead(500).end(),
      );
    });
    await use(Object.assign(page, { url: await listen(server) }));
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },

  demoOptions: async ({ ownPage }, use) =>
    use({ env: { MERCHANT_API_KEYS: apiKey }, moreOrigins: [ownPage.url] }),

  phone: async ({ browser, demo, complaints }, use) => {
    const context = await browser.newContext(devices["iPhone 13"]);
    await use(new ShopVisit(demo, await context.newPage(), complaints, true));
    await context.close();
  },
});

const scanButton = (page: Page) => page.getByRole("button", { name: "Scan with your phone" });
const code = (page: Page) => page.getByRole("img", { name: "QR code of the payment page" });
const outcomes = (page: Page) => page.evaluate(() => (window as unknown as Settled).settled);

interface Settled {
  settled: string[];
}

/** Keeps what the page is told. */
async function noteOutcomes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const told: string[] = ((window as unknown as Settled).settled = []);
    addEventListener("otter-settled", (event) => {
      told.push((event as CustomEvent<{ status: string }>).detail.status);
    });
  });
}

function createLink(proxyUrl: string, returnUrl?: string): Promise<SessionRecord> {
  const client = createCheckoutClient({ proxyUrl, apiKey });
  const order = { amount: "38.00", currency: "CAD", orderRef: "W-20431" };
  return client.createSession(returnUrl === undefined ? order : { ...order, returnUrl });
}

/** On a phone, with what it has read. */
async function payOn(phone: ShopVisit, link: string, meanwhile = async () => {}): Promise<void> {
  await phone.page.goto(link);
  await phone.leaveWith("WeChat Pay");
  await meanwhile();
  await phone.onGateway("Pay").tap();
  await phone.page.waitForURL(/session=cs_/);
}

test("a phone reads the shop's page, pays, and the page follows by itself", async ({
  visit,
  phone,
}) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  const link = await page.locator("otter-checkout a").first().getAttribute("href");
  await expect(scanButton(page)).toHaveCount(0);
  await visit.method("WeChat Pay").check();
  await scanButton(page).click();
  const read = await readCode(page.locator("otter-checkout"));
  expect(read).toBe(link);
  await payOn(phone, read, async () => {
    await expect(page.getByText("Payment started. Waiting for it to finish…")).toBeVisible();
  });
  // Where this shop leads whoever has paid.
  await visit.expectPaid();
  expect(demo.sandbox.ottpay.calls("PREPAY_INIT")).toBe(1);
});

test("a phone, or a page as narrow, is offered no code", async ({ visit, phone }) => {
  const { url } = await createLink(visit.demo.proxyUrl);
  await visit.page.setViewportSize({ width: 390, height: 844 });
  for (const { page } of [phone, visit]) {
    await page.goto(url);
    await page.locator("otter-checkout [part~=radio]").first().check();
    await page.waitForLoadState("networkidle");
    await expect(scanButton(page)).toHaveCount(0);
  }
  // The page is wide enough again, and there is something to draw anew.
  await visit.page.setViewportSize({ width: 1280, height: 844 });
  await visit.method("Alipay").check();
  await expect(scanButton(visit.page)).toBeVisible();
});

test("a session is made when the code is opened, and not before or again", async ({
  visit,
  phone,
  ownPage,
}) => {
  const { page, demo } = visit;
  const made: string[] = [];
  ownPage.create = async () => {
    const { id } = await createLink(demo.proxyUrl);
    made.push(id);
    return id;
  };
  ownPage.html = `<!doctype html><html lang="en-CA"><title>Shop</title>
    <script type="module" src="${demo.proxyUrl}/otter-checkout.js"></script>
    <otter-checkout currency="CAD" amount="38.00"></otter-checkout>
    <script>
      document.querySelector("otter-checkout").createSession = async ({ signal }) =>
        (await fetch("/session", { method: "POST", signal })).text();
    </script></html>`;
  await page.goto(ownPage.url);
  await noteOutcomes(page);
  await visit.method("WeChat Pay").check();
  await expect(scanButton(page)).toBeVisible();
  expect(made).toEqual([]);
  await scanButton(page).click();
  await expect(code(page)).toBeVisible();
  await scanButton(page).click();
  await expect(code(page)).toHaveCount(0);
  await scanButton(page).click();
  const read = await readCode(page.locator("otter-checkout"));
  expect(made).toHaveLength(1);
  expect(read).toBe(`${demo.proxyUrl}/pay/${made[0]}`);
  await payOn(phone, read);
  await expect(page.getByText("Payment complete")).toBeVisible();
  expect(await outcomes(page)).toEqual(["paid"]);
  expect(demo.sandbox.ottpay.calls("PREPAY_INIT")).toBe(1);
});

test("pressed on the phone and here at one moment, it is one order", async ({ visit, phone }) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  await visit.method("WeChat Pay").check();
  await scanButton(page).click();
  await phone.page.goto(await readCode(page.locator("otter-checkout")));
  await phone.method("WeChat Pay").check();
  await Promise.all(
    [visit, phone].map(async (one) => {
      await one.pay.click();
      await expect(one.onGateway("Pay")).toBeVisible();
    }),
  );
  expect(demo.sandbox.ottpay.calls("PREPAY_INIT")).toBe(1);
  await phone.onGateway("Pay").tap();
  await phone.page.waitForURL(/session=cs_/);
  await page.goto(`${demo.url}/checkout`);
  await expect(page.getByRole("heading", { name: "Your cart is empty" })).toBeVisible();
});

test("the pay page offers it too, and leads on to its receipt", async ({ visit, phone }) => {
  const { page, demo } = visit;
  const { url } = await createLink(demo.proxyUrl, `${demo.url}/thanks`);
  await page.goto(url);
  await expect(page.getByRole("link", { name: "See the receipt" })).toBeHidden();
  await visit.method("Alipay").check();
  await scanButton(page).click();
  const read = await readCode(page.locator("otter-checkout"));
  expect(read).toBe(url);
  await payOn(phone, read);
  await expect(page.getByText("Payment complete")).toBeVisible();
  await page.getByRole("link", { name: "See the receipt" }).click();
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Back to the shop" })).toBeVisible();
});

const looks: readonly [string, Parameters<Browser["newContext"]>[0], string?][] = [
  ["on a dark page", { colorScheme: "dark" }],
  ["in forced colours", { forcedColors: "active", colorScheme: "dark" }],
  ["from right to left", { locale: "ar-KW" }],
  ["beside text of double size", {}, "200%"],
];

for (const [name, options, size] of looks) {
  test.describe(name, () => {
    test.use({ ...options });

    test("the code can be read", async ({ visit }) => {
      const { page, demo } = visit;
      const { url } = await createLink(demo.proxyUrl);
      await page.goto(url);
      if (size !== undefined) {
        await page.evaluate((size) => (document.documentElement.style.fontSize = size), size);
      }
      await page.locator("otter-checkout [part~=radio]").first().check();
      await page.locator("otter-checkout [part=scan-button]").click();
      const panel: Locator = page.locator("otter-checkout [part=scan-panel]");
      await expect(panel.getByRole("img")).toBeVisible();
      expect(await readCode(panel)).toBe(url);
    });
  });
}
