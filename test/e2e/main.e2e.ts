/** `npm run demo`, as it is: one command, one line, a shop that can be paid in. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { test } from "@playwright/test";
import { expect } from "./patient-expect.ts";

const main = fileURLToPath(new URL("../../demo/main.ts", import.meta.url));

test("says where it is, takes a payment with each gateway, and ends when told", async ({
  page,
}) => {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines: string[] = [];
  const output = createInterface(child.stdout).on("line", (line) => lines.push(line));
  try {
    await once(output, "line");
    const [url = ""] = /http:\/\/\S+/.exec(lines[0] ?? "") ?? [];
    for (const { currency, method } of [
      { currency: "CAD", method: "WeChat Pay" },
      { currency: "KWD", method: "KNET" },
    ]) {
      await page.goto(url);
      await page.getByRole("button", { name: currency }).click();
      await page.getByRole("button", { name: "Add to cart: Morning mug" }).click();
      await page.getByRole("link", { name: "Go to checkout" }).click();
      await page.getByRole("radio", { name: new RegExp(`^${method}`) }).check();
      await page.getByRole("button", { name: /^Pay/ }).click();
      await page.locator("button[name=act][value=pay]").click();
      await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
    }
    // The shop, and the pages that show the picker.
    expect(lines).toHaveLength(2);
  } finally {
    child.kill("SIGTERM");
  }
  expect(await ended).toEqual([0, null]);
});
