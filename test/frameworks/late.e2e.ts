/** What comes late: the shop's script after the list, the framework after the element, or before it. */
import type { Page } from "@playwright/test";
import { expect, test } from "./shop-test.ts";

/** Keeps scripts back until what is answered is called. */
async function hold(page: Page, scripts: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(scripts, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** What a shop waits for before it listens. */
const begins: Readonly<Record<string, string>> = {
  "plain-html": "**/assets/*.js",
  jquery: "**/assets/*.js",
  turbo: "**/assets/*.js",
  "react-server": "**/visitor",
};

for (const [framework, begin] of Object.entries(begins)) {
  test.describe(framework, () => {
    test.use({ framework });

    test("a shop that listens after the picker has come hears of it, and is paid", async ({
      shopper,
    }) => {
      const { page, heard } = shopper;
      const release = await hold(page, begin);
      await page.goto(shopper.shop.url, { waitUntil: "commit" });
      await expect(shopper.method("KNET")).toBeVisible();
      release();
      await expect(heard).toHaveText(["ready"]);
      await shopper.payWith("KNET");
      await shopper.expectPaidOnce();
    });

    test("a shop that listens after the outcome has come hears of it", async ({ shopper }) => {
      const { page } = shopper;
      await shopper.open();
      const release = await hold(page, begin);
      await shopper.payWith("KNET");
      await expect(page.locator("otter-checkout [part~=panel]")).toBeVisible();
      release();
      await shopper.expectPaidOnce();
    });
  });
}

for (const framework of ["vue-in-page", "react-server"]) {
  test.describe(framework, () => {
    test.use({ framework });

    test("an element that comes after the framework has drawn is paid", async ({ shopper }) => {
      const { page, heard } = shopper;
      const release = await hold(page, "**/otter-checkout.js");
      await page.goto(shopper.shop.url, { waitUntil: "commit" });
      await shopper.press("Two bowls");
      release();
      await expect(heard).toHaveText(["ready"]);
      await shopper.payWith("KNET");
      await shopper.expectPaidOnce();
    });
  });
}

test.describe("react-server", () => {
  test.use({ framework: "react-server" });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("the page has the shop's link", async ({ shopper }) => {
      await shopper.page.goto(shopper.shop.url);
      await expect(shopper.page.getByRole("link", { name: "Order by phone" })).toBeVisible();
    });
  });
});

test.describe("react-19", () => {
  test.use({ framework: "react-19" });

  test("an element that comes after React is paid through the component; of the tag it says why not", async ({
    shopper,
  }) => {
    const { page, said, shop } = shopper;
    const release = await hold(page, "**/otter-checkout.js");
    await page.goto(`${shop.url}/late`, { waitUntil: "commit" });
    await expect(page.locator("otter-checkout")).toHaveCount(2);
    release();

    const tag = page.getByRole("region", { name: "Tag" });
    await tag.getByRole("radio", { name: /^KNET/ }).check();
    await tag.locator("[part~=pay]").click();
    await expect.poll(() => said).toHaveLength(1);
    expect(said.splice(0)).toEqual([expect.stringContaining("createSession as a property")]);

    const component = page.getByRole("region", { name: "Component" });
    await component.getByRole("radio", { name: /^KNET/ }).check();
    await component.locator("[part~=pay]").click();
    await shopper.payAtGateway();
    await shopper.expectPaidOnce();
  });
});
