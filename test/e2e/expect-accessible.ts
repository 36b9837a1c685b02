/** Nothing for a scanner to find, on the page as it stands. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./patient-expect.ts";

/** @param beside what is looked at elsewhere, as a selector */
export async function expectAccessible(page: Page, beside?: string): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (beside === undefined ? axe : axe.exclude(beside)).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
  expect(found, `on ${page.url()}`).toEqual([]);
}
