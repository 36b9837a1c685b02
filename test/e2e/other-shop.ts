/** A shop of somebody else, with pages of its own. */
import { createServer } from "node:http";
import { listen } from "../support/listen.ts";
import { test as base } from "./demo-fixture.ts";
import type { ShopVisit } from "./shop-visit.ts";

/** A shop of somebody else, on this machine too: browsers keep pages from elsewhere off loopback. */
export interface OtherShop {
  readonly origin: string;
  readonly files: Map<string, { readonly type: string; readonly text: string }>;
  policy: string;
}

export const test = base.extend<{ otherShop: OtherShop }>({
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

/** One whose origin the proxy knows. */
export const known = test.extend({
  demoOptions: async ({ otherShop }, use) => use({ moreOrigins: [otherShop.origin] }),
});

/** The session of a cart, as the shop's server made it. */
export async function sessionOf(visit: ShopVisit): Promise<string> {
  await visit.checkOut("CAD");
  return (await visit.page.locator("otter-checkout").getAttribute("session")) ?? "";
}
