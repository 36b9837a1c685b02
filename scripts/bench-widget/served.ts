/** The pickers, each on a page of its own, and the one list they fetch: gzipped, as a proxy sends them. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import type { CheckoutView, Method } from "../../contract/contract.ts";

const session = "cs_0123456789abcdefghijkl";

/** By the address of their page. */
export const pages = {
  bare: { path: "/bare", tag: "bare-picker", script: "/bare-picker.js" },
  widget: { path: "/widget", tag: "otter-checkout", script: "/otter-checkout.js" },
} as const;

/** Of the bare picker once more, with its methods written into its page. */
export const inlinedPath = "/inlined";

const labels = ["KNET", "Visa", "Mastercard", "WeChat Pay", "Alipay+", "UnionPay"];

/** How many radios each picker comes to show. */
export const radioCount = labels.length;

function listed(count: number): Method[] {
  return labels.slice(0, count).map((label, index): Method => ({
    id: `ottu:method-${index}`,
    provider: "ottu",
    label,
    labels: {},
    kind: "card",
    icon: null,
    recent: false,
    test: false,
  }));
}

function checkoutView(): CheckoutView {
  return {
    id: session,
    status: "open",
    amount: "12.750",
    currency: "KWD",
    orderRef: "W-1",
    description: null,
    locale: null,
    expiresAt: "2030-01-01T01:00:00.000Z",
    now: "2030-01-01T00:00:00.000Z",
    partial: false,
    methods: listed(radioCount),
  };
}

/** By the same bundler, with the same options, as the script that the proxy serves. */
async function buildBarePicker(): Promise<string> {
  const entry = fileURLToPath(new URL("bare-picker.ts", import.meta.url));
  const [output] = (await build({
    configFile: false,
    logLevel: "warn",
    build: {
      target: "es2022",
      write: false,
      lib: { entry, formats: ["es"], fileName: "bare-picker" },
      rolldownOptions: { output: { minify: true, topLevelVar: false, comments: false } },
    },
  })) as Rolldown.RolldownOutput[];
  return output!.output[0].code;
}

type Served = (typeof pages)[keyof typeof pages];

function page({ tag, script }: Served, attribute = `session="${session}"`): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pay</title>
<script type="module" src="${script}"></script></head>
<body><${tag} ${attribute}></${tag}></body></html>`;
}

function inlinedPage(count: number): string {
  return page(pages.bare, `list='${JSON.stringify({ methods: listed(count) })}'`);
}

/** Not listening yet. @param inlined how many methods are written into the page that fetches none */
export async function createPickerServer(inlined: number): Promise<Server> {
  const built = new URL("../../widget/dist/script/otter-checkout.js", import.meta.url);
  const files = new Map<string | undefined, { type: string; text: string | Buffer }>([
    [pages.bare.path, { type: "text/html", text: page(pages.bare) }],
    [pages.widget.path, { type: "text/html", text: page(pages.widget) }],
    [inlinedPath, { type: "text/html", text: inlinedPage(inlined) }],
    [pages.bare.script, { type: "text/javascript", text: await buildBarePicker() }],
    [pages.widget.script, { type: "text/javascript", text: readFileSync(built) }],
    [`/v1/checkout/${session}`, { type: "application/json", text: JSON.stringify(checkoutView()) }],
  ]);
  const sent = new Map(
    [...files].map(([path, { type, text }]) => [
      path,
      { body: gzipSync(text, { level: 9 }), type: `${type}; charset=utf-8` },
    ]),
  );
  return createServer((request, response) => {
    const file = sent.get(request.url);
    if (file === undefined) return response.writeHead(404).end();
    const { type, body } = file;
    response.writeHead(200, {
      "content-type": type,
      "content-encoding": "gzip",
      "content-length": body.byteLength,
    });
    return response.end(body);
  });
}
