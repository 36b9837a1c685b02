/** The gallery shows every state, and what the playground shows as code is what it runs. */
import { states } from "../../demo/states/states.ts";
import { expect, test } from "./demo-fixture.ts";
import { expectAccessible } from "./expect-accessible.ts";

/** What is shown of trouble is said to the developer too. */
const troubled = /^<otter-checkout>|Failed to load resource/;

test("the gallery has a frame for every state, and its address says how it looks", async ({
  visit: { page, demo },
  complaints,
}) => {
  complaints.expect(troubled);
  await page.goto(`${demo.url}/gallery`);
  await expect(page.locator(".state")).toHaveCount(states.length);
  await page.getByLabel("Language").selectOption("ar");
  await page.getByLabel("Theme").selectOption("dark");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/language=ar&.*theme=dark/);
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  const list = page.locator("#state-one iframe").contentFrame();
  await expect(list.locator("otter-checkout .base")).toHaveAttribute("dir", "rtl");
  await expect(list.getByRole("button")).toHaveText(/ادفع/);
});

test("a frame of the gallery is as high as its page", async ({
  visit: { page, demo },
  complaints,
}) => {
  complaints.expect(troubled);
  await page.goto(`${demo.url}/gallery`);
  const frame = page.locator("#state-one iframe");
  await expect(frame.contentFrame().getByRole("button", { name: /Pay/ })).toBeVisible();
  const overflow = () =>
    frame.evaluate((element: HTMLIFrameElement) => {
      const { scrollHeight = 0 } = element.contentDocument?.documentElement ?? {};
      return scrollHeight - element.clientHeight;
    });
  await expect.poll(overflow).toBe(0);
});

test("the playground runs the code that it shows", async ({ visit: { page, demo } }) => {
  await page.goto(`${demo.url}/playground`);
  const frame = page.locator(".screen iframe");
  const code = page.locator("pre code");
  await page.getByLabel("State").selectOption("paid");
  await expect(frame.contentFrame().getByText("Payment complete")).toBeVisible();
  await page.getByLabel("Theme").selectOption("dark");
  await page.getByLabel("Layout").selectOption("tiles");
  await page.getByLabel("Language").selectOption("fr");
  await expect(code).toContainText('lang="fr"');
  await expect(code).toContainText('layout="tiles"');
  await expect(frame.contentFrame().locator("otter-checkout .base")).toHaveAttribute("lang", "fr");
  const source = (await frame.getAttribute("src")) ?? "";
  const served = await page.request.get(new URL(source, demo.url).href);
  expect(await code.textContent()).toBe(await served.text());
  const element = frame.contentFrame().locator("otter-checkout");
  await expect(element).toHaveAttribute("theme", "dark");
  // The address leads there again.
  await page.reload();
  await expect(page.getByLabel("Layout")).toHaveValue("tiles");
  await expect(code).toContainText('layout="tiles"');
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });
  test("the playground is a form", async ({ visit: { page, demo } }) => {
    await page.goto(`${demo.url}/playground`);
    await page.getByLabel("State").selectOption("waiting");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.locator("pre code")).toContainText("/gallery/state/waiting");
  });
});

for (const [path, colorScheme] of [
  ["/gallery?language=en", "light"],
  ["/gallery?language=ar", "dark"],
  ["/playground?state=card", "light"],
  ["/playground?state=total-changed&language=ar&theme=dark", "dark"],
] as const) {
  test.describe(`${path}, ${colorScheme}`, () => {
    test.use({ colorScheme });
    test("has nothing for a scanner to find, and fits a phone", async ({
      visit: { page, demo },
      complaints,
    }) => {
      complaints.expect(troubled);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(`${demo.url}${path}`);
      await expect(
        page.locator("iframe").first().contentFrame().locator("otter-checkout"),
      ).toBeVisible();
      const hidden = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(hidden).toBe(0);
      // What is in them has a test for each of its states.
      await expectAccessible(page, "iframe");
    });
  });
}
