/** Reads a code as a phone's camera does: from how it looks on the screen. */
import type { Locator } from "@playwright/test";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { expect } from "./patient-expect.ts";

/** @param within what is looked at, with whatever is around the code in it */
export async function readCode(within: Locator): Promise<string> {
  await expect(within).toBeVisible();
  const { data, width, height } = PNG.sync.read(await within.screenshot());
  return jsqr.default(new Uint8ClampedArray(data), width, height)?.data ?? "nothing";
}
