/**
 * What a flood of filters costs: a proxy in a process of its own is asked for 10,000 lists that
 * nobody asked for before, each of 40 methods with long names, and then for all of them again.
 * Memory holds some of them, the database the rest. What counts is the most the process ever had.
 */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startBenchProxy } from "./bench-proxy.ts";

const mostMegabytes = 250;
const filters = 10_000;
const methods = 40;
const atOnce = 20;
const askedBetweenLooks = 500;

/** Names of 300 characters in all, of which 120 take two bytes each. */
function methodRow(number: number): object {
  return {
    code: `code-${number}-`.padEnd(60, "c"),
    name: `Method ${number} `.padEnd(120, "n"),
    name_ar: `طريقة ${number} `.padEnd(120, "م"),
    connector: { identifier: `connector${number}`, processor: "mpgs" },
    is_sandbox: false,
    logo: `/logo-${number}.png`,
    payment_services: [],
    wallets: [],
    default_currency: "KWD",
  };
}

async function startGateway(): Promise<Server> {
  const body = JSON.stringify({
    payment_methods: Array.from({ length: methods }, (_, index) => methodRow(index)),
    customer_payment_methods: [],
  });
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function residentMegabytes(base: string): Promise<number> {
  const text = await (await fetch(`${base}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1];
  if (bytes === undefined) throw new Error("/metrics does not say how much memory is resident");
  return Number(bytes) / 1_000_000;
}

/** Looks at the text alone: whoever reads all of them would be measured instead. */
async function askFor(url: string): Promise<void> {
  const answer = await fetch(url);
  const list = await answer.text();
  if (!list.includes(`code-${methods - 1}-`) || !list.endsWith('"partial":false}')) {
    throw new Error(`${url} answered ${answer.status} and not a whole list`);
  }
}

/** Asks for every filter once. Resolves to the most memory seen meanwhile. */
async function flood(base: string): Promise<number> {
  let most = 0;
  for (let next = 0; next < filters; next += atOnce) {
    const some = Array.from({ length: atOnce }, (_, index) => next + index);
    await Promise.all(some.map((tag) => askFor(`${base}/v1/methods?currency=KWD&tags=t${tag}`)));
    if (next % askedBetweenLooks === 0) most = Math.max(most, await residentMegabytes(base));
  }
  return Math.max(most, await residentMegabytes(base));
}

/** Prints what it measured. Resolves to whether the goal was reached. */
export async function benchMemory(folder: string): Promise<boolean> {
  const gateway = await startGateway();
  const proxy = await startBenchProxy(folder, {
    OTTU_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
    OTTU_API_KEY: "KEYFORTHEBENCHMARKONLY0000000001",
    OTTU_WEBHOOK_KEY: "KEYFORTHEBENCHMARKONLY0000000002",
    METHODS_MISSES_PER_MINUTE: "100000",
  });
  try {
    const base = proxy.url;
    const idle = await residentMegabytes(base);
    const fetched = await flood(base);
    const again = await flood(base);
    const most = Math.max(fetched, again);
    console.log(`memory: ${filters} filters of ${methods} methods, names of 300 characters`);
    console.log(`  before any          ${Math.round(idle)} MB`);
    console.log(`  while all are cold  ${Math.round(fetched)} MB`);
    console.log(`  while asked again   ${Math.round(again)} MB (at most ${mostMegabytes})`);
    return most <= mostMegabytes;
  } finally {
    await proxy.terminate();
    gateway.close();
    gateway.closeAllConnections();
  }
}
