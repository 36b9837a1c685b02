/**
 * How much of a bare `node:http` server's speed is left when the proxy sends the same bytes: a
 * cached method list, with every header, log line and metric on. Only the ratio means anything, so
 * both are measured side by side, in turns, and the median of the turns is compared.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const leastRatio = 0.7;
const turns = 5;
const secondsEach = 4;
const connections = 50;

const root = new URL("../", import.meta.url);
const path = (relative: string) => fileURLToPath(new URL(relative, root));

/** Serves the bytes it is sent, until it is killed. */
const bareServer = `
  process.once("message", ({ body, port }) => {
    const bytes = Buffer.from(body);
    require("node:http")
      .createServer((request, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
        response.end(bytes);
      })
      .listen(port, "127.0.0.1", () => process.send("listening"));
  });
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function startProxy(port: number, folder: string): ChildProcess {
  const log = openSync(join(folder, "proxy.log"), "w");
  return spawn(process.execPath, [path("server/bin/otter-checkout-proxy.js")], {
    stdio: ["ignore", log, "inherit"],
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: `file:${join(folder, "bench.db")}`,
      RATE_LIMIT_PER_MINUTE: "1000000",
      MERCHANT_API_KEYS: "key-for-the-benchmark-only-0001",
      MERCHANT_ORIGINS: "http://127.0.0.1",
      OTTPAY_URL: "http://127.0.0.1:9/",
      OTTPAY_MERCHANT_ID: "ON00000000",
      OTTPAY_SHOP_ID: "1",
      OTTPAY_OPERATOR_ID: "0000000001",
      OTTPAY_SIGN_KEY: "KEYFORTHEBENCHMARKONLY0000000001",
    },
  });
}

async function startBare(port: number, body: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["-e", bareServer], { stdio: ["ignore", 1, 2, "ipc"] });
  child.send({ body, port });
  await once(child, "message");
  return child;
}

/** The first good answer of a server that is still starting. */
async function firstAnswer(url: string, server: ChildProcess): Promise<string> {
  for (;;) {
    if (server.exitCode !== null) throw new Error("the proxy did not start");
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return answer.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function requestsPerSecond(url: string): number {
  const cannon = path("node_modules/autocannon/autocannon.js");
  const options = ["--json", "-c", String(connections), "-d", String(secondsEach), url];
  const output = execFileSync(process.execPath, [cannon, ...options], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const result = JSON.parse(output) as { requests: { average: number }; non2xx: number };
  if (result.non2xx > 0) throw new Error(`${result.non2xx} answers were not 2xx`);
  return result.requests.average;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const folder = await mkdtemp(join(tmpdir(), "otter-bench-"));
const [proxyPort, barePort] = [await freePort(), await freePort()];
const proxyUrl = `http://127.0.0.1:${proxyPort}/v1/methods?currency=CAD`;
const servers = [startProxy(proxyPort, folder)];
try {
  const body = await firstAnswer(proxyUrl, servers[0]!);
  servers.push(await startBare(barePort, body));

  const [proxyTurns, bareTurns]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    bareTurns.push(requestsPerSecond(`http://127.0.0.1:${barePort}/`));
    proxyTurns.push(requestsPerSecond(proxyUrl));
  }

  const ratio = median(proxyTurns) / median(bareTurns);
  console.log(`${body.length} bytes, ${connections} connections, median of ${turns} turns`);
  console.log(`bare node:http      ${Math.round(median(bareTurns))} requests/s`);
  console.log(`GET /v1/methods     ${Math.round(median(proxyTurns))} requests/s`);
  console.log(`ratio               ${ratio.toFixed(2)} (at least ${leastRatio})`);
  if (ratio < leastRatio) process.exitCode = 1;
} finally {
  for (const server of servers) {
    if (server.exitCode === null && server.kill()) await once(server, "exit");
  }
  await rm(folder, { recursive: true });
}
