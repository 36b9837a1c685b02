/**
 * How much of a bare `node:http` server's speed is left when the proxy sends the same bytes: a
 * cached method list, with every header, log line and metric on. Only the ratio means anything, so
 * both are measured side by side, in turns, and the median of the turns is compared.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { findFreePort } from "../free-port.ts";
import { startBenchProxy, unaskedGateway } from "./bench-proxy.ts";

const leastRatio = 0.7;
const turns = 5;
/** Short enough that no minute has more requests than the highest limit of a client. */
const secondsEach = 3;
const connections = 50;

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

async function startBare(port: number, body: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["-e", bareServer], { stdio: ["ignore", 1, 2, "ipc"] });
  child.send({ body, port });
  await once(child, "message");
  return child;
}

function requestsPerSecond(url: string): number {
  const cannon = createRequire(import.meta.url).resolve("autocannon");
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

/** Prints what it measured. Resolves to whether the goal was reached. */
export async function benchMethodList(folder: string): Promise<boolean> {
  const proxy = await startBenchProxy(folder, unaskedGateway);
  const proxyUrl = `${proxy.url}/v1/methods?currency=CAD`;
  const barePort = await findFreePort();
  let bare: ChildProcess | undefined;
  try {
    const body = await (await fetch(proxyUrl)).text();
    bare = await startBare(barePort, body);

    const [proxyTurns, bareTurns]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < turns; turn += 1) {
      bareTurns.push(requestsPerSecond(`http://127.0.0.1:${barePort}/`));
      proxyTurns.push(requestsPerSecond(proxyUrl));
    }

    const ratio = median(proxyTurns) / median(bareTurns);
    console.log(`method list: ${body.length} bytes, ${connections} connections, ${turns} turns`);
    console.log(`  bare node:http      ${Math.round(median(bareTurns))} requests/s`);
    console.log(`  GET /v1/methods     ${Math.round(median(proxyTurns))} requests/s`);
    console.log(`  ratio               ${ratio.toFixed(2)} (at least ${leastRatio})`);
    return ratio >= leastRatio;
  } finally {
    bare?.kill();
    await proxy.terminate();
  }
}
