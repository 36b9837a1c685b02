/**
 * The ways an optimiser, or a shop, brings the classic script onto a page: the picker comes, the shop's
 * own code runs once, and its names are what it made them.
 */
import { expect } from "./demo-fixture.ts";
import { known, sessionOf, type OtherShop } from "./other-shop.ts";
import type { ShopVisit } from "./shop-visit.ts";

interface Way {
  readonly head: string;
  /** The shop's own file, at `/bundle.js`. */
  readonly file?: string;
  readonly policy?: string;
}

/** Names as a minifier gives them, too. */
const own = `var e = "shop"; let n = "shop"; function t() { return e + n; }`;
const count = "globalThis.shopRuns = (globalThis.shopRuns ?? 0) + 1";
const marker = `${own} ${count};`;

async function classic({ page, demo }: ShopVisit): Promise<string> {
  return (await page.request.get(`${demo.proxyUrl}/otter-checkout.classic.js`)).text();
}

const ways: Record<string, (script: string, address: string) => Way> = {
  "in one file with the shop's own code": (script) => ({
    head: `<script src="/bundle.js" defer></script>`,
    file: `${marker}${script}`,
  }),
  "between lines of the shop's that end with nothing": (script) => ({
    head: `<script src="/bundle.js"></script>`,
    file: `${own}\nvar f = function () { throw new Error("called") }\n${script}${count}`,
  }),
  "in one strict file, at its end": (script) => ({
    head: `<script src="/bundle.js" async></script>`,
    file: `"use strict";${marker}${script.trimEnd()}`,
  }),
  "written into the page": (script) => ({ head: `<script>${marker}${script}</script>` }),
  "written into the page by a script": (_script, address) => ({
    head: `<script>${marker} document.write('<script src="${address}"></scr' + 'ipt>')</script>`,
  }),
  "as a module": (_script, address) => ({
    head: `<script>${marker}</script><script type="module" src="${address}"></script>`,
  }),
  "deferred, on a page whose base is elsewhere": (_script, address) => ({
    head: `<base href="https://cdn.example/shop/"><script>${marker}</script><script defer src="${address}"></script>`,
  }),
  "run later from a text": (script, address) => ({
    head: `<script type="text/later" data-src="${address}"></script><script src="/bundle.js"></script>`,
    file: `${marker}addEventListener("load", () => new Function(${JSON.stringify(script)})());`,
  }),
  "made a script again after the page": (_script, address) => ({
    head: `<script type="b0a1-text/javascript" src="${address}"></script><script src="/bundle.js"></script>`,
    file: `${marker}addEventListener("load", () => {
      const script = document.createElement("script");
      script.src = document.querySelector("[type^=b0a1]").getAttribute("src");
      document.head.append(script);
    });`,
  }),
  "with a version behind its name": (_script, address) => ({
    head: `<script>${marker}</script><script src="${address}?ver=6.4.1" async></script>`,
  }),
  "twice, and beside the module": (_script, address) => ({
    head: `<script>${marker}</script><script src="${address}"></script><script src="${address}"></script>
      <script type="module" src="${address.replace(".classic", "")}"></script>`,
  }),
  "by a nonce alone": (_script, address) => ({
    head: `<script nonce="abc">${marker}</script><script nonce="abc" src="${address}"></script>`,
    policy: "script-src 'nonce-abc'; require-trusted-types-for 'script'; trusted-types lit-html",
  }),
};

for (const [name, way] of Object.entries(ways)) {
  known(`${name}`, async ({ visit, otherShop }) => {
    const session = await sessionOf(visit);
    const { proxyUrl } = visit.demo;
    const script = await classic(visit);
    const { head, file, policy = "" } = way(script, `${proxyUrl}/otter-checkout.classic.js`);
    if (file !== undefined)
      otherShop.files.set("/bundle.js", { type: "text/javascript", text: file });
    otherShop.policy = policy;
    show(
      otherShop,
      head,
      `<otter-checkout session="${session}" proxy="${proxyUrl}"></otter-checkout>`,
    );
    await visit.page.goto(otherShop.origin);
    await expect(visit.method("WeChat Pay")).toBeVisible();
    const left = await visit.page.evaluate<unknown>("[shopRuns, e, n, t()]");
    expect(left).toEqual([1, "shop", "shop", "shopshop"]);
    await visit.leaveWith("WeChat Pay");
  });
}

known("that finds neither itself nor a proxy says what to do", async ({ visit, otherShop }) => {
  const script = await classic(visit);
  visit.complaints.expect(/Load otter-checkout\.js from the proxy/);
  show(otherShop, `<script>${marker}${script}</script>`, `<otter-checkout></otter-checkout>`);
  await visit.page.goto(otherShop.origin);
  await expect.poll(() => visit.complaints.expected.length).toBe(1);
  expect(await visit.page.evaluate<unknown>("shopRuns")).toBe(1);
});

function show({ files }: OtherShop, head: string, body: string): void {
  files.set("/", {
    type: "text/html",
    text: `<!doctype html><html lang="en-CA"><head><title>Shop</title>${head}</head><body>${body}</body></html>`,
  });
}
