/** A whole site: gateways, two instances over one PostgreSQL, and a web server in front of them. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { findFreePort } from "../../scripts/free-port.ts";
import { createCheckoutClient, type CheckoutClient } from "../../server/client/index.ts";
import { createFolder } from "../support/folder.ts";
import { anOrder, apiKey } from "../support/running-proxy.ts";
import type { WebServer, WebServerOptions } from "./web-server.ts";
import { startTwo, type TwoInstances } from "./two-instances.ts";

export interface Site extends TwoInstances {
  readonly publicUrl: string;
  readonly client: CheckoutClient;
}

export interface SiteOptions {
  readonly databaseUrl: string;
  readonly startWebServer: (options: WebServerOptions) => Promise<WebServer>;
  /** Where the proxy is at its host. Default: its root. */
  readonly path?: string;
  readonly change?: WebServerOptions["change"];
  readonly env?: Readonly<Record<string, string>>;
}

/** Lives as long as the test. */
export async function buildSite(test: TestContext, options: SiteOptions): Promise<Site> {
  const { databaseUrl, startWebServer, path = "", change = (conf) => conf, env = {} } = options;
  const folder = await createFolder(test);
  const [port, first, second] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const publicUrl = `http://127.0.0.1:${port}${path}`;
  const proxies = await startTwo({ ports: [first, second], publicUrl, databaseUrl, env });
  test.after(() => proxies.stop());
  const web = await startWebServer({ folder, port, upstreams: [first, second], change });
  test.after(() => web.stop());
  const client = createCheckoutClient({ proxyUrl: publicUrl, apiKey });
  return { ...proxies, client, publicUrl };
}

/** From the order to the event, all through the web server, and the page that tells of it. */
export async function payOne({ client, sandbox, shop, publicUrl }: Site): Promise<string> {
  const session = await client.createSession(anOrder());
  const started = await fetch(`${publicUrl}/v1/checkout/${session.id}/payments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ method: "ottu:knet-main" }),
  });
  assert.equal(started.status, 201, await started.clone().text());
  const [payment] = (await client.getSession(session.id)).payments;
  await sandbox.ottu.pay(payment?.providerRef ?? "");
  await shop.event(({ type, data }) => type === "checkout.paid" && data.session.id === session.id);
  const page = await fetch(`${publicUrl}/pay/${session.id}`);
  assert.equal(page.status, 200);
  return session.id;
}
