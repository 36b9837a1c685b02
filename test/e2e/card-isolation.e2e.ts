/**
 * Pages that are not what they should be, around the card form: an allowed one that turned hostile
 * learns no more than a sealed card, and one that is not allowed gets no form.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CardVisit, filledCard, overhear } from "./card-visit.ts";
import { expect, test as base } from "./demo-fixture.ts";

/** A page of another origin on this machine, whose scripts are the test's. */
interface StrangePage {
  readonly origin: string;
}

const strange = base.extend<{ strangePage: StrangePage }>({
  strangePage: async ({}, use) => {
    const server = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end(`<!doctype html><html lang="en"><title>Strange</title><body></body></html>`);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    await use({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },
});

const env = { OTTPAY_CARD: "purchase" };

const allowed = strange.extend({
  demoOptions: async ({ strangePage }, use) => use({ env, moreOrigins: [strangePage.origin] }),
});
const refused = strange.extend({ demoOptions: { env } });

/** Puts the form into the page as it is, and answers with what came by message within a moment. */
async function frameForm(visit: CardVisit, proxyUrl: string, named: string): Promise<void> {
  await visit.page.evaluate(
    ([address, origin]) =>
      new Promise<void>((loaded) => {
        const frame = document.createElement("iframe");
        frame.src = `${address}/card/new?origin=${encodeURIComponent(origin!)}&locale=en`;
        frame.width = "500";
        frame.height = "400";
        frame.onload = () => loaded();
        document.body.append(frame);
      }),
    [proxyUrl, named],
  );
}

allowed("a page that turned hostile cannot read the form", async ({ visit, strangePage }) => {
  const { page, demo } = visit;
  const card = new CardVisit(visit, "iframe");
  await page.goto(strangePage.origin);
  await frameForm(card, demo.proxyUrl, strangePage.origin);
  await card.autofill();
  const tries = await page.evaluate(() => {
    const frame = document.querySelector("iframe")!;
    const attempts: Record<string, () => unknown> = {
      document: () => frame.contentDocument?.body,
      window: () => frame.contentWindow!.document.body,
      field: () => (frame.contentWindow as unknown as Record<string, unknown>)["number"],
      location: () => frame.contentWindow!.location.href,
      frames: () => (window.frames[0] as unknown as Record<string, unknown>)["settings"],
      code: () => (frame.contentWindow as unknown as typeof globalThis).eval("1"),
    };
    return Object.entries(attempts).map(([name, attempt]) => {
      try {
        return `${name}: ${attempt() === undefined ? "nothing" : "something"}`;
      } catch (error) {
        return `${name}: ${(error as Error).name}`;
      }
    });
  });
  expect(tries).toEqual([
    "document: nothing",
    "window: SecurityError",
    "field: SecurityError",
    "location: SecurityError",
    "frames: SecurityError",
    "code: SecurityError",
  ]);
});

allowed("no message makes the form say what is in it", async ({ visit, strangePage }) => {
  const { page, demo } = visit;
  const card = new CardVisit(visit, "iframe");
  const overheard = await overhear(page);
  await page.goto(strangePage.origin);
  await frameForm(card, demo.proxyUrl, strangePage.origin);
  await card.autofill();
  await page.evaluate(() => {
    const frame = document.querySelector("iframe")!.contentWindow!;
    const protocol = "otter-card/1";
    for (const message of [
      { protocol, type: "check", request: 1 },
      { protocol, type: "seal", request: 2, session: "cs_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
      { protocol, type: "refused", field: "card.number" },
      { protocol, type: "theme", tokens: { accent: "url(//elsewhere.example)", line: "red}" } },
      { protocol, type: "read", field: "number" },
      { protocol, type: "constructor" },
      { protocol: "otter-card/9", type: "check", request: 3 },
      { type: "check", request: 4 },
      "check",
      null,
    ]) {
      frame.postMessage(message, "*");
    }
    frame.postMessage({ protocol, type: "check", request: 99 }, "*");
  });
  await expect
    .poll(async () => (await overheard.messages()).some((text) => text.includes('"request":99')))
    .toBe(true);
  await expect.poll(async () => (await overheard.messages()).join().includes("jwe")).toBe(true);
  const messages = await overheard.messages();
  for (const text of messages) {
    expect(text).toMatch(
      /^\{"protocol":"otter-card\/1","type":"(ready|height|validity|valid|invalid|sealed)"/,
    );
    for (const secret of ["4242", "737", filledCard.name, "Wellington", "K1A"]) {
      expect(text.replace(/"jwe":"[^"]+"/, "")).not.toContain(secret);
    }
  }
  const answered = messages.flatMap(
    (text) => (JSON.parse(text) as { request?: number }).request ?? [],
  );
  expect(answered.sort((a, b) => a - b)).toEqual([1, 2, 99]);
  expect(overheard.requests.filter((text) => text.includes("elsewhere.example"))).toEqual([]);
});

allowed("a frame beside the form is not heard by it", async ({ visit, strangePage }) => {
  const { page, demo } = visit;
  const card = new CardVisit(visit, "iframe >> nth=0");
  const overheard = await overhear(page);
  await page.goto(strangePage.origin);
  await frameForm(card, demo.proxyUrl, strangePage.origin);
  await card.autofill();
  await page.evaluate(() => {
    const sibling = document.createElement("iframe");
    document.body.append(sibling);
    const forged = { protocol: "otter-card/1", type: "check", request: 5 };
    const script = sibling.contentDocument!.createElement("script");
    script.textContent = `parent.frames[0].postMessage(${JSON.stringify(forged)}, "*")`;
    sibling.contentDocument!.body.append(script);
    const own = { ...forged, request: 6 };
    document.querySelector("iframe")!.contentWindow!.postMessage(own, "*");
  });
  await expect
    .poll(async () => (await overheard.messages()).some((text) => text.includes('"request":6')))
    .toBe(true);
  expect((await overheard.messages()).join()).not.toContain('"request":5');
});

refused(
  "a page that is not allowed gets no form, whoever it says it is",
  async ({ visit, strangePage }) => {
    const { page, demo, complaints } = visit;
    const card = new CardVisit(visit, "iframe");
    complaints.expect(/frame-ancestors|X-Frame-Options|403|Refused to frame|chrome-error/);
    const overheard = await overhear(page);
    for (const named of [strangePage.origin, demo.url, demo.proxyUrl]) {
      await page.goto(strangePage.origin);
      const answer = page.waitForResponse(/\/card\/new/);
      await frameForm(card, demo.proxyUrl, named);
      const response = await answer;
      expect(response.status()).toBe(named === strangePage.origin ? 403 : 200);
      await expect(card.form.locator("#number")).toHaveCount(0);
      expect(await overheard.messages()).toEqual([]);
    }
  },
);

allowed("a page that frames the shop's page frames no form", async ({ visit, strangePage }) => {
  const { page, demo, complaints } = visit;
  complaints.expect(/frame-ancestors|Refused to frame|chrome-error/);
  await page.goto(strangePage.origin);
  const form = `${demo.proxyUrl}/card/new?origin=${encodeURIComponent(demo.url)}`;
  expect((await page.request.get(form)).status()).toBe(200);
  await page.evaluate((address) => {
    const outer = document.createElement("iframe");
    outer.srcdoc = `<iframe src="${address}" width="500" height="400"></iframe>`;
    outer.setAttribute("sandbox", "allow-scripts");
    document.body.append(outer);
  }, form);
  const addresses = () => page.frames().map((frame) => frame.url());
  await expect.poll(addresses).toContainEqual(expect.stringMatching(/^chrome-error:/));
  const inner = page.frameLocator("iframe").frameLocator("iframe");
  await expect(inner.locator("#number")).toHaveCount(0);
});
