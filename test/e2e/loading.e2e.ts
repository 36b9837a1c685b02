/** The ways the widget gets onto a page, each under the shop's own strict policy. */
import { build, type Rolldown } from "vite";
import type { LogFields, Logger } from "../../server/platform/logger.ts";
import { expect } from "./demo-fixture.ts";
import { known, sessionOf, test, type OtherShop } from "./other-shop.ts";
import type { ShopVisit } from "./shop-visit.ts";

known(
  "from the classic script, on pages that cannot write type=module",
  async ({ visit, otherShop }) => {
    const session = await sessionOf(visit);
    await openPage(visit, otherShop, {
      head: `<script src="${visit.demo.proxyUrl}/otter-checkout.classic.js"></script>`,
      body: `<otter-checkout session="${session}"></otter-checkout>`,
    });
    await visit.leaveWith("WeChat Pay");
  },
);

known.describe("from a copy", () => {
  for (const [name, path] of [
    [
      "in the package's folder at a content delivery network",
      "/otter-checkout@0.1.0/dist/script/otter-checkout.js",
    ],
    ["at an address without a name", "/npm/otter-checkout"],
    ["under a name of the shop's", "/assets/otter-checkout-3f2a.js"],
  ] as const) {
    known(
      `${name}, that is not told of a proxy, blames nobody's internet`,
      async ({ visit, otherShop }) => {
        visit.complaints.expect(/Set proxy|404|Failed to (load|fetch)/);
        await openCopy(visit, otherShop, path, "");
        const { page } = visit;
        await expect(page.getByText(/not set up|Something went wrong/)).toBeVisible();
        await expect(page.getByText("internet")).toHaveCount(0);
        await expect(page.getByRole("link", { name: "Pay" })).toBeVisible();
        const advice = expect.stringContaining("proxy_missing Set proxy.");
        expect(visit.complaints.expected).toContainEqual(advice);
      },
    );

    known(`${name}, that is told of one, pays`, async ({ visit, otherShop }) => {
      visit.complaints.expect(/404|Failed to (load|fetch)/);
      await openCopy(visit, otherShop, path, `proxy="${visit.demo.proxyUrl}"`);
      await visit.leaveWith("WeChat Pay");
    });
  }

  async function openCopy(
    visit: ShopVisit,
    otherShop: OtherShop,
    path: string,
    attributes: string,
  ): Promise<void> {
    const { demo, page } = visit;
    const session = await sessionOf(visit);
    const script = await page.request.get(`${demo.proxyUrl}/otter-checkout.js`);
    otherShop.files.set(path, { type: "text/javascript", text: await script.text() });
    otherShop.files.set("/", {
      type: "text/html",
      text: `<!doctype html><html lang="en-CA"><head><title>Shop</title><script type="module" src="${path}"></script></head>
        <body><otter-checkout session="${session}" ${attributes}><a href="/pay">Pay</a></otter-checkout></body></html>`,
    });
    await page.goto(otherShop.origin);
  }
});

known("as an npm import, with the proxy named in the tag", async ({ visit, otherShop }) => {
  const session = await sessionOf(visit);
  otherShop.files.set("/shop.js", { type: "text/javascript", text: await bundle() });
  await openPage(visit, otherShop, {
    head: `<script type="module" src="/shop.js"></script>`,
    body: `<otter-checkout session="${session}" proxy="${visit.demo.proxyUrl}"></otter-checkout>`,
  });
  await visit.leaveWith("WeChat Pay");
});

test("with no script at all, the link inside the tag leads to the pay page", async ({ visit }) => {
  const { page, demo } = visit;
  await page.route("**/otter-checkout.js", (route) => route.abort());
  visit.complaints.expect(/ERR_FAILED/);
  await visit.putMugIntoCart("CAD");
  await page.goto(`${demo.url}/checkout`);
  await page.getByRole("link", { name: "Pay $38.00" }).click();
  await page.waitForURL(`${demo.proxyUrl}/pay/*`);
});

test.describe("on a page whose origin is not in MERCHANT_ORIGINS", () => {
  const log: (LogFields & { message: string })[] = [];
  const write = (fields: LogFields, message: string) => void log.push({ ...fields, message });
  const logger: Logger = { debug: write, info: write, warn: write, error: write };
  test.use({ demoOptions: { proxy: { world: { logger } } } });

  test("console and log say which value to add, and the shopper has a link", async ({
    visit,
    otherShop,
  }) => {
    const { page, demo } = visit;
    const session = await sessionOf(visit);
    visit.complaints.expect(/MERCHANT_ORIGINS/);
    visit.complaints.expect(/403/);
    await openPage(visit, otherShop, {
      head: `<script type="module" src="${demo.proxyUrl}/otter-checkout.js"></script>`,
      body: `<otter-checkout session="${session}"><a href="${demo.proxyUrl}/pay/${session}">Pay</a></otter-checkout>`,
    });
    await expect(page.getByRole("link", { name: "Pay" })).toBeVisible();
    const value = expect.stringContaining(
      `add ${otherShop.origin} to the proxy's MERCHANT_ORIGINS`,
    );
    await expect.poll(() => visit.complaints.expected).toContainEqual(value);
    const added = `MERCHANT_ORIGINS=${otherShop.origin}`;
    expect(log).toContainEqual(expect.objectContaining({ add: added }));
  });
});

/** Opens a page of the other shop under the policy that the demo shop has. */
async function openPage(
  { page, demo }: ShopVisit,
  otherShop: OtherShop,
  { head, body }: { readonly head: string; readonly body: string },
): Promise<void> {
  const shop = await page.request.get(demo.url);
  otherShop.policy = shop.headers()["content-security-policy"] ?? "";
  expect(otherShop.policy).toContain("require-trusted-types-for 'script'");
  otherShop.files.set("/", {
    type: "text/html",
    text: `<!doctype html><html lang="en-CA"><head><title>Shop</title>${head}</head><body>${body}</body></html>`,
  });
  await page.goto(otherShop.origin);
}

/** What a shop's bundler makes of `import "otter-checkout"`. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      target: "es2022",
      lib: { entry: new URL("npm-page.ts", import.meta.url).pathname, formats: ["es"] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = result as Rolldown.RolldownOutput[];
  return output?.output[0].code ?? "";
}
