/** One look at a page as it stands, in one scheme of colours, and the picture of it. */
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { findFaults } from "./geometry.ts";
import type { Heard } from "./page-listener.ts";

export const schemes = ["light", "dark", "forced"] as const;
export type Scheme = (typeof schemes)[number];

const pictures = fileURLToPath(new URL("../../.screens/faces", import.meta.url));

/** @returns everything that is wrong with it */
export async function inspect(page: Page, scheme: Scheme, picture: string): Promise<string[]> {
  await page.emulateMedia({
    colorScheme: scheme === "dark" ? "dark" : "light",
    forcedColors: scheme === "forced" ? "active" : "none",
  });
  await page.screenshot({
    path: `${pictures}/${scheme}/${picture}.png`,
    fullPage: true,
    animations: "disabled",
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const scanned = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} (${failureSummary})`).join(", ")}`,
  );
  const measured = await Promise.all(page.frames().map((frame) => frame.evaluate(findFaults)));
  return [...scanned, ...measured.flat()];
}

/** What moved without the shopper's doing, by name; nothing where nothing did. */
export async function movedBy(page: Page): Promise<string[]> {
  const { shifted, movers } = await page.evaluate(
    () => (window as unknown as { heard: Heard }).heard,
  );
  return shifted === 0 ? [] : [`by ${shifted}`, ...movers];
}
