/** A client that a generator made of `/openapi.json` alone, compiled strictly, takes a payment. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import { anOrder, apiKey, runProxy, type RunningProxy } from "../support/running-proxy.ts";
import { ShopProject } from "./shop-project.ts";

const program = `
import { createSession, readSession, startPayment, type Session } from "./client/index.ts";
import { client } from "./client/client.gen.ts";

client.setConfig({ baseUrl: process.env["PROXY_URL"]!, auth: () => process.env["API_KEY"]! });

export async function begin(body: { amount: string; currency: string; orderRef: string }) {
  const { data, error } = await createSession({ body: { ...body, filter: { operation: "purchase" } } });
  if (data === undefined) throw new Error(error.error.code);
  const { data: started } = await startPayment({ path: { id: data.id }, body: { method: "ottu:knet-main" } });
  if (started === undefined || !("redirectUrl" in started)) throw new Error("no link");
  return { id: data.id, redirectUrl: started.redirectUrl };
}

export async function statusOf(id: string): Promise<Session["status"] | undefined> {
  return (await readSession({ path: { id } })).data?.status;
}

export async function refusal(): Promise<string | undefined> {
  const { error } = await readSession({ path: { id: "cs_0000000000000000000000" } });
  return error?.error.code;
}
`;

interface Program {
  begin(body: object): Promise<{ readonly id: string; readonly redirectUrl: string }>;
  statusOf(id: string): Promise<string | undefined>;
  refusal(): Promise<string | undefined>;
}

let running: RunningProxy;
let shop: ShopProject;
before(async () => {
  running = await runProxy();
  shop = new ShopProject();
});
after(async () => {
  shop.remove();
  await running.stop();
});

describe("a generated client", () => {
  it("compiles, makes a session, starts its payment and reads that it is paid", async () => {
    const input = (await running.get("/openapi.json")).json as Record<string, unknown>;
    await createClient({
      input,
      output: { path: join(shop.folder, "client"), module: { extension: ".ts" } },
      logs: { level: "silent" },
    });
    await shop.install("@types/node@24");
    shop.write("package.json", `{ "name": "a-shop", "private": true, "type": "module" }`);
    shop.write("program.ts", program);
    shop.write(
      "tsconfig.json",
      JSON.stringify({
        compilerOptions: {
          ...{ strict: true, noEmit: true, allowImportingTsExtensions: true },
          ...{ module: "NodeNext", target: "ES2023", lib: ["ES2023", "DOM"], types: ["node"] },
        },
        files: ["program.ts"],
      }),
    );
    await shop.compile();

    Object.assign(process.env, { PROXY_URL: running.url, API_KEY: apiKey });
    const address = pathToFileURL(join(shop.folder, "program.ts")).href;
    const made = (await import(address)) as Program;
    const { id, redirectUrl } = await made.begin(anOrder());
    assert.match(redirectUrl, /^http/);
    assert.equal(await made.statusOf(id), "pending");
    const [order] = running.sandbox.ottu.orders().slice(-1);
    await running.sandbox.ottu.pay(order!.sessionId);
    await running.event(({ type, data }) => type === "checkout.paid" && data.session.id === id);
    assert.equal(await made.statusOf(id), "paid");
    assert.equal(await made.refusal(), "session_not_found");
  });
});
