/** The ways the widget gets onto a page, each under the shop's own strict policy. */
import { createServer } from "node:http";
import { build, type Rolldown } from "vite";
import type { LogFields, Logger } from "../../server/platform/logger.ts";
import { listen } from "../support/listen.ts";
import { expect, test as base } from "./demo-fixture.ts";
import type { ShopVisit } from "./shop-visit.ts";

/** A shop of somebody else, on this machine too: browsers keep pages from elsewhere off loopback. */
interface OtherShop {
  readonly origin: string;
  readonly files: Map<string, { readonly type: string; readonly text: string }>;
  policy: string;
}

const test = base.extend<{ otherShop: OtherShop }>({
  otherShop: async ({}, use) => {
    const shop: { -readonly [Key in keyof OtherShop]: OtherShop[Key] } = {
      origin: "",
      // Browsers with a window ask for it, headless shells do not.
      files: new Map([["/favicon.ico", { type: "image/x-icon", text: "" }]]),
      policy: "",
    };
    const server = createServer((request, response) => {
      const file = shop.files.get(request.url ?? "");
      const head = {
        "content-type": file?.type ?? "text/plain",
        "content-security-policy": shop.policy,
      };
      response.writeHead(file === undefined ? 404 : 200, head).end(file?.text);
    });
    shop.origin = await listen(server);
    await use(shop);
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },
});

const known = test.extend({
  demoOptions: async ({ otherShop }, use) => use({ moreOrigins: [otherShop.origin] }),
});

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

known.describe("the classic script", () => {
  const marker = "globalThis.shopRuns = (globalThis.shopRuns ?? 0) + 1;";
  const runs = ({ page }: ShopVisit) =>
    page.evaluate(() => (globalThis as { shopRuns?: number }).shopRuns);

  async function classic({ page, demo }: ShopVisit): Promise<string> {
    return (await page.request.get(`${demo.proxyUrl}/otter-checkout.classic.js`)).text();
  }

  /** The ways an optimiser, or a shop, brings that script onto a page. */
  const ways: Record<string, (script: string, address: string) => { head: string; file?: string }> =
    {
      "in one file with the shop's own code": (script) => ({
        head: `<script src="/bundle.js" defer></script>`,
        file: `${marker}${script}`,
      }),
      "written into the page": (script) => ({ head: `<script>${marker}${script}</script>` }),
      "as a module": (_script, address) => ({
        head: `<script>${marker}</script><script type="module" src="${address}"></script>`,
      }),
      "run later from a text": (script, address) => ({
        head: `<script type="text/later" data-src="${address}"></script><script src="/bundle.js"></script>`,
        file: `${marker}addEventListener("load", () => new Function(${JSON.stringify(script)})());`,
      }),
      "with a version behind its name": (_script, address) => ({
        head: `<script>${marker}</script><script src="${address}?ver=6.4.1" async></script>`,
      }),
    };

  for (const [name, way] of Object.entries(ways)) {
    known(
      `${name} brings the picker, and the shop's code runs once`,
      async ({ visit, otherShop }) => {
        const session = await sessionOf(visit);
        const { proxyUrl } = visit.demo;
        const script = await classic(visit);
        const { head, file } = way(script, `${proxyUrl}/otter-checkout.classic.js`);
        if (file !== undefined)
          otherShop.files.set("/bundle.js", { type: "text/javascript", text: file });
        otherShop.files.set("/", {
          type: "text/html",
          text: `<!doctype html><html lang="en-CA"><head><title>Shop</title>${head}</head><body><otter-checkout session="${session}" proxy="${proxyUrl}"></otter-checkout></body></html>`,
        });
        await visit.page.goto(otherShop.origin);
        expect(await runs(visit)).toBe(1);
        await visit.leaveWith("WeChat Pay");
      },
    );
  }

  known("that finds neither itself nor a proxy says what to do", async ({ visit, otherShop }) => {
    const script = await classic(visit);
    visit.complaints.expect(/Load otter-checkout\.js from the proxy/);
    otherShop.files.set("/", {
      type: "text/html",
      text: `<!doctype html><html lang="en"><head><title>Shop</title><script>${marker}${script}</script></head><body><otter-checkout></otter-checkout></body></html>`,
    });
    await visit.page.goto(otherShop.origin);
    await expect.poll(() => visit.complaints.expected.length).toBe(1);
    expect(await runs(visit)).toBe(1);
  });
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

/** The session of a cart, as the shop's server made it. */
async function sessionOf(visit: ShopVisit): Promise<string> {
  await visit.checkOut("CAD");
  return (await visit.page.locator("otter-checkout").getAttribute("session")) ?? "";
}

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
