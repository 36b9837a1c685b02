/** Brings a page to a state, and waits until all of it is drawn. */
import type { Page } from "@playwright/test";
import type { State } from "../../demo/states/state.ts";
import { expect } from "./gallery-fixture.ts";

export async function visitState(page: Page, url: string, state: State): Promise<void> {
  await page.goto(url);
  const element = page.locator("otter-checkout");
  const inPhase = () =>
    element.evaluate((host, phase) => host.matches(`:state(${phase})`), state.phase);
  await expect.poll(inPhase, { message: `${state.name} is ${state.phase}` }).toBe(true);
  if (state.shows !== undefined) {
    await expect(element.locator(state.shows).first()).toBeAttached();
    // It may have been there in passing, as `ready` is before Pay is pressed.
    await expect.poll(inPhase).toBe(true);
  }
  if (state.showsInFrame !== undefined) {
    const frame = element.locator("iframe").contentFrame();
    await expect(frame.locator(state.showsInFrame).first()).toBeVisible();
  }
  await allDrawn(page);
}

/** Pictures and fonts, and what was to be drawn of them. */
async function allDrawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const shadow = document.querySelector("otter-checkout")?.shadowRoot;
    const images = [...(shadow?.querySelectorAll("img") ?? [])];
    await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
    await document.fonts.ready;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let count = 0; count < 3; count += 1) await frame();
    const drawings = shadow?.getAnimations?.() ?? document.getAnimations();
    for (const animation of drawings) {
      if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
    }
    await frame();
  });
}
