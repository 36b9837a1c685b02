/** The snippets for nginx, run: what they say of restarts and of prefixes is so. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { findFreePort } from "../../scripts/free-port.ts";
import { createCheckoutClient } from "../../server/client/index.ts";
import { createFolder } from "../support/folder.ts";
import { anOrder, apiKey } from "../support/running-proxy.ts";
import { startNginx, type NginxOptions } from "./nginx.ts";
import { SteadyLoad, type Wanted } from "./steady-load.ts";
import { startTwo } from "./two-instances.ts";

interface Place {
  readonly path?: string;
  readonly change?: NginxOptions["change"];
  readonly env?: Readonly<Record<string, string>>;
}

async function build(test: TestContext, { path = "", change, env }: Place = {}) {
  const folder = await createFolder(test);
  const [port, first, second] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const publicUrl = `http://127.0.0.1:${port}${path}`;
  const proxies = await startTwo({
    ports: [first, second],
    publicUrl,
    databaseUrl: `file:${join(folder, "ledger.db")}`,
    ...(env === undefined ? {} : { env }),
  });
  test.after(() => proxies.stop());
  const nginx = await startNginx({
    ...{ folder, port, upstreams: [first, second] },
    ...(change === undefined ? {} : { change }),
  });
  test.after(() => nginx.stop());
  const client = createCheckoutClient({ proxyUrl: publicUrl, apiKey });
  return { ...proxies, client, publicUrl };
}

/** Of ten requests eight read a list, one makes a session and one is turned away. */
function shoppers(prefix: string): (n: number) => Wanted {
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  return (n) => {
    if (n % 10 === 0) {
      const body = JSON.stringify(anOrder({ orderRef: `LOAD-${n}` }));
      return { method: "POST", path: `${prefix}/v1/sessions`, headers, body };
    }
    return { method: "GET", path: `${prefix}/v1/methods?currency=KWD` };
  };
}

async function payOne({ client, sandbox, shop, publicUrl }: Awaited<ReturnType<typeof build>>) {
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
}

describe("nginx in front of two instances", () => {
  it("loses no request of 200 a second while both are restarted in turn", async (test) => {
    const house = await build(test);
    await payOne(house);
    const load = new SteadyLoad(house.publicUrl, 200, shoppers(""));
    await house.restartInTurn();
    await house.restartInTurn();
    const { sent, answers } = await load.stop();
    test.diagnostic(`${sent} requests, ${JSON.stringify(answers)}`);
    const { 200: read = 0, 201: made = 0, ...lost } = answers;
    assert.deepEqual(lost, {});
    assert.equal(read + made, sent);
    await payOne(house);
  });

  it("keeps what is the operator's to itself", async (test) => {
    const { publicUrl } = await build(test);
    assert.equal((await fetch(`${publicUrl}/metrics`)).status, 404);
  });

  const location = async (pass: string) =>
    (await readFile(new URL("../../deploy/nginx-path.conf", import.meta.url), "utf8")).replace(
      "proxy_pass http://otter_proxy;",
      `proxy_pass ${pass};`,
    );
  for (const [prefix, pass] of [
    ["kept", "http://otter_proxy"],
    ["stripped", "http://otter_proxy/"],
  ] as const) {
    it(`pays below a path of the shop's, its prefix ${prefix}`, async (test) => {
      const below = await location(pass);
      const house = await build(test, {
        path: "/pay-proxy",
        change: (conf) => conf.replace("location / {", `${below}\n\tlocation / {`),
      });
      await payOne(house);
      for (const path of ["/otter-checkout.js", "/v1/methods?currency=KWD", "/readyz"]) {
        assert.equal((await fetch(house.publicUrl + path)).status, 200, path);
      }
    });
  }
});
