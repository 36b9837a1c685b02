/**
 * What the proxy adds to a gateway's own time when a payment is started: from the shopper's request
 * to the answer, less the time during which the gateway had the call. A relay before the simulated
 * gateway takes that time.
 */
import { once } from "node:events";
import { createServer, request as send, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startSandbox } from "../../demo/sandbox/index.ts";
import { apiKey, startBenchProxy } from "./bench-proxy.ts";

const mostAddedMs = 5;
const starts = 300;
const warmUp = 30;

class Relay {
  readonly server: Server;
  /** For how long the gateway had the last call. */
  lastMs = 0;

  constructor(target: URL) {
    this.server = createServer((request, response) => {
      const startedAt = performance.now();
      const { method = "POST", headers, url = "/" } = request;
      const onward = send(new URL(url, target), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.once("end", () => (this.lastMs = performance.now() - startedAt));
      });
      request.pipe(onward);
    });
  }

  async listen(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

async function post(url: string, body: object): Promise<{ id: string }> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as { id: string };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Prints what it measured. Resolves to whether the goal was reached. */
export async function benchStart(folder: string): Promise<boolean> {
  const sandbox = await startSandbox();
  const gatewayUrl = new URL(sandbox.ottpay.url);
  const relay = new Relay(gatewayUrl);
  const relayUrl = new URL(gatewayUrl.pathname, await relay.listen()).href;
  const ottpay = Object.entries(sandbox.env).filter(([name]) => name.startsWith("OTTPAY_"));
  const gateway = { ...Object.fromEntries(ottpay), OTTPAY_URL: relayUrl };
  const proxy = await startBenchProxy(folder, gateway);
  try {
    const added: number[] = [];
    for (let turn = 0; turn < warmUp + starts; turn += 1) {
      const order = { amount: "12.75", currency: "CAD", orderRef: `W-${turn}` };
      const { id } = await post(`${proxy.url}/v1/sessions`, order);
      const startedAt = performance.now();
      await post(`${proxy.url}/v1/checkout/${id}/payments`, { method: "ottpay:WECHATPAY" });
      const ms = performance.now() - startedAt;
      if (turn >= warmUp) added.push(ms - relay.lastMs);
    }
    const p95 = percentile(added, 0.95);
    console.log(`start of a payment: ${starts} starts, one after the other, SQLite`);
    console.log(`  added, median       ${percentile(added, 0.5).toFixed(1)} ms`);
    console.log(`  added, p95          ${p95.toFixed(1)} ms (at most ${mostAddedMs})`);
    return p95 <= mostAddedMs;
  } finally {
    await proxy.terminate();
    relay.server.close();
    relay.server.closeAllConnections();
    await sandbox.close();
  }
}
