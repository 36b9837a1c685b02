/**
 * `otter-checkout-server` as a shop has it: packed, installed into an empty folder, imported and required
 * on every Node it is for, and compiled by a strict CommonJS project. It asks a real proxy.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { signEvent } from "../../server/events/sign-event.ts";
import { apiKey, runProxy, type RunningProxy } from "../support/running-proxy.ts";
import { ShopProject } from "./shop-project.ts";

const versions = ["20.20.2", "22.23.3", "24.21.0"];
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** The same in both ways to load it. */
const program = `
const main = async () => {
  const { env } = process;
  const checkout = createCheckoutClient({ proxyUrl: env.PROXY_URL, apiKey: env.API_KEY });
  const order = { amount: "12.750", currency: "KWD", orderRef: env.ORDER };
  const { id } = await checkout.createSession(order, { idempotencyKey: env.ORDER });
  const found = [];
  for await (const session of checkout.sessions({ orderRef: env.ORDER })) found.push(session.id);
  const refused = await checkout.assertPaid(id, order).catch((error) => error);
  const event = await verifyEvent(env.BODY, JSON.parse(env.HEADERS), env.SECRET);
  const methods = await checkout.listMethods("CAD");
  console.log(JSON.stringify({
    isFound: found.length === 1 && found[0] === id,
    refused: isCheckoutError(refused, "not_paid") && refused instanceof CheckoutClientError,
    event: event.type,
    hasMethods: methods.methods.length > 0,
    node: process.versions.node,
  }));
};
main();
`;
const names = "createCheckoutClient, CheckoutClientError, isCheckoutError, verifyEvent";

const strict = `
import { createCheckoutClient, isCheckoutError, type SessionRecord, type ShopEvent } from "otter-checkout-server";
import otter = require("otter-checkout-server");

const checkout = createCheckoutClient({ proxyUrl: process.env["PROXY_URL"]!, apiKey: process.env["API_KEY"]! });
const told: readonly ShopEvent["type"][] = ["checkout.paid"];
async function main(): Promise<void> {
  const session: SessionRecord = await checkout.createSession({
    amount: "5.00",
    currency: "CAD",
    orderRef: process.env["ORDER"]!,
    filter: { paymentServices: ["apple_pay"] },
  });
  const page = await checkout.listEvents({ limit: 1 });
  const next: number | null = page.next;
  try {
    await checkout.resolveSession(session.id, { payment: "pay_0123456789abcdefghijkl", as: "paid", note: "seen" });
  } catch (error) {
    if (!isCheckoutError(error, "payment_not_found", "nothing_to_resolve")) throw error;
    const code: "payment_not_found" | "nothing_to_resolve" = error.code;
    console.log(session.status, code, next, told.length, otter.verifyEvent === undefined);
  }
}
void main();
`;

/** As strict as a project can be, which also reads the declarations that it is given. */
function projectOf(file: string): string {
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false },
    ...{ module: "Node16", moduleResolution: "Node16", target: "ES2022", lib: ["ES2022"] },
    ...{ types: ["node"], outDir: "built" },
  };
  return JSON.stringify({ compilerOptions, files: [file] });
}

let running: RunningProxy;
let shop: ShopProject;
before(async () => {
  running = await runProxy();
  shop = new ShopProject();
  await shop.installOurs("otter-checkout-server");
});
after(async () => {
  shop.remove();
  await running.stop();
});

function environment(order: string): Record<string, string> {
  const body = JSON.stringify({ type: "test.ping", data: {} });
  const headers = signEvent(body, "evt_1", [secret], Date.now());
  return {
    ...{ PROXY_URL: running.url, API_KEY: apiKey, ORDER: order },
    ...{ BODY: body, HEADERS: JSON.stringify(headers), SECRET: secret },
  };
}

describe("otter-checkout-server", () => {
  it("brings nothing but itself", async () => {
    assert.deepEqual(await shop.installed(), ["otter-checkout-server"]);
  });

  for (const version of versions) {
    for (const [file, load] of [
      ["shop.mjs", `import { ${names} } from "otter-checkout-server";`],
      ["shop.cjs", `const { ${names} } = require("otter-checkout-server");`],
    ] as const) {
      it(`runs on Node ${version} in ${file}`, async () => {
        shop.write(file, load + program);
        const printed = await shop.node(version, file, environment(`W-${version}-${file}`));
        assert.deepEqual(JSON.parse(printed), {
          ...{ isFound: true, refused: true, event: "test.ping", hasMethods: true },
          node: version,
        });
      });
    }
  }

  it("is used in its README as it can be", async () => {
    const readme = new URL("../../server/client/README.md", import.meta.url);
    const [, code = ""] = /```ts\n(.*?)```/s.exec(await readFile(readme, "utf8")) ?? [];
    await shop.install("@types/node@24");
    shop.write("readme.mts", code);
    shop.write("tsconfig.json", projectOf("readme.mts"));
    await shop.compile();
  });

  it("compiles in a strict CommonJS project without the types of its sources, and runs", async () => {
    await shop.install("@types/node@24");
    shop.write("shop.ts", strict);
    shop.write("tsconfig.json", projectOf("shop.ts"));
    await shop.compile();
    const printed = await shop.node(versions[0]!, "built/shop.js", environment("W-strict"));
    assert.equal(printed.trim(), "open payment_not_found null 1 false");
  });
});
