/**
 * Whether a browser keeps pages that were left in its back-forward cache, and whether it kept one.
 * Found out, not looked up: headless shells keep none, and whatever else decides may change.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "@playwright/test";

/** Tried with two pages that give no reason not to. */
export async function keepsPages(browser: Browser): Promise<boolean> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>A page");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/left`);
    await mark(page);
    await page.goto(`${origin}/next`);
    await goBack(page);
    return await isMarked(page);
  } finally {
    await page.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

/** Back, by one page. One that was kept is there without a `load`, which Playwright would wait for. */
export async function goBack(page: Page): Promise<void> {
  await page.goBack({ waitUntil: "commit" });
}

/** What a page keeps for as long as it is the same page, and no other has. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => void Object.assign(window, { leftByTheTest: true }));
}

export async function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => "leftByTheTest" in window);
}
