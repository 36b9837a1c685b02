/**
 * A current Chromium without what older engines lack, taken away before the page's own scripts run:
 * the picker works, or the slotted link is seen. Which policies let it work is part of it.
 */
import { createServer } from "node:http";
import { createCheckoutClient } from "../../server/client/index.ts";
import { listen } from "../support/listen.ts";
import { expect, test as base } from "./demo-fixture.ts";

const apiKey = "older-engines-test-key-0123456789";

interface ShopPage {
  readonly origin: string;
  html: string;
  policy: string;
}

const test = base.extend<{ shopPage: ShopPage }>({
  shopPage: async ({}, use) => {
    const page = { origin: "", html: "", policy: "" };
    const server = createServer(({ url }, response) => {
      if (url !== "/") return void response.writeHead(204).end();
      const head = { "content-type": "text/html", "content-security-policy": page.policy };
      response.writeHead(200, head).end(page.html);
    });
    page.origin = await listen(server);
    await use(page);
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },
  demoOptions: async ({ shopPage }, use) =>
    use({ moreOrigins: [shopPage.origin], env: { MERCHANT_API_KEYS: apiKey } }),
});

const noInternals = "delete HTMLElement.prototype.attachInternals;";
const noSheets = `delete Document.prototype.adoptedStyleSheets;
  delete ShadowRoot.prototype.adoptedStyleSheets;
  window.CSSStyleSheet = class { constructor() { throw new TypeError("Illegal constructor"); } };`;
const refusing =
  "window.CSSStyleSheet = function () { throw new TypeError('Illegal constructor'); };";

const anyStyle = "style-src 'self' 'unsafe-inline'";
const noStyle = "style-src 'self'";
const ourStyle = "style-src 'self' PROXY/otter-checkout.css";

const cases: readonly [name: string, script: string, style: string, works: boolean][] = [
  ["attachInternals", noInternals, anyStyle, true],
  ["attachInternals, under a policy without <style>", noInternals, noStyle, true],
  ["constructable sheets", noSheets, anyStyle, true],
  ["a constructor that constructs", refusing, anyStyle, true],
  [
    "all that Safari 15.4 lacks, where the proxy's sheet is allowed",
    noInternals + noSheets,
    ourStyle,
    true,
  ],
  ["constructable sheets, where no sheet of ours is allowed", noSheets, noStyle, false],
  [
    "customElements",
    "Object.defineProperty(window, 'customElements', { value: undefined })",
    anyStyle,
    false,
  ],
  ["shadow roots", "delete Element.prototype.attachShadow", anyStyle, false],
  ["fetch", "delete window.fetch", anyStyle, false],
  ["AbortController", "delete window.AbortController", anyStyle, false],
];

const createSession = (proxyUrl: string) =>
  createCheckoutClient({ proxyUrl, apiKey }).createSession({
    amount: "12.50",
    currency: "CAD",
    orderRef: "W-1",
  });

const policyOf = (proxyUrl: string, style: string) =>
  [
    `default-src 'none'; script-src ${proxyUrl}; connect-src ${proxyUrl}; img-src ${proxyUrl}`,
    style.replace("PROXY", proxyUrl),
    "require-trusted-types-for 'script'; trusted-types lit-html",
  ].join("; ");

const htmlOf = (proxyUrl: string, body: string) =>
  `<!doctype html><html lang="en-CA"><title>Shop</title>
    <script type="module" src="${proxyUrl}/otter-checkout.js"></script>${body}</html>`;

for (const [name, script, style, works] of cases) {
  if (!works) continue;
  test(`what a chunk brings is styled in an engine without ${name}`, async ({
    visit,
    shopPage,
  }) => {
    const { page, demo } = visit;
    visit.complaints.expect(/style|otter-checkout/i);
    const session = await createSession(demo.proxyUrl);
    shopPage.policy = policyOf(demo.proxyUrl, style);
    shopPage.html = htmlOf(
      demo.proxyUrl,
      `<otter-checkout result session="${session.id}"></otter-checkout>`,
    );
    await page.addInitScript(script);
    await page.goto(shopPage.origin);
    await expect(page.locator("[part=panel]")).toContainText("Not paid");
    await expect(page.locator("[part=sign]")).toHaveCSS("width", "40px");
    await expect(page.locator("[part=panel]")).toHaveCSS("display", "flex");
  });
}

for (const [name, script, style, works] of cases) {
  const title = works ? "is paid in" : "shows the link in";
  test(`${title} an engine without ${name}`, async ({ visit, shopPage }) => {
    const { page, demo } = visit;
    visit.complaints.expect(/style|otter-checkout/i);
    const session = await createSession(demo.proxyUrl);
    shopPage.policy = policyOf(demo.proxyUrl, style);
    shopPage.html = htmlOf(
      demo.proxyUrl,
      `<form><otter-checkout name="method" required session="${session.id}">
        <a href="${session.url}">Pay by the link</a>
      </otter-checkout></form>`,
    );
    await page.addInitScript(script);
    await page.goto(shopPage.origin);
    const link = page.getByRole("link", { name: "Pay by the link" });
    if (!works) {
      await page.waitForLoadState("networkidle");
      // By the page itself: Playwright looks with what this engine lacks.
      const height = () => page.evaluate(() => document.querySelector("a")?.offsetHeight ?? 0);
      return expect.poll(height).toBeGreaterThan(0);
    }
    await expect(visit.method("WeChat Pay")).toBeVisible();
    await expect(link).toBeHidden();
    const entries = () => page.evaluate(() => [...new FormData(document.forms[0])]);
    expect(await entries()).toEqual([]);
    await visit.method("WeChat Pay").check();
    await expect.poll(entries).toEqual([["method", "ottpay:WECHATPAY"]]);
    // What a chunk brings of styles comes the same way.
    const scan = page.getByRole("button", { name: "Scan with your phone" });
    await expect(scan).toHaveCSS("display", "flex");
    await visit.pay.click();
    await expect(visit.onGateway("Pay")).toBeVisible();
  });
}
