/**
 * `npm run bench:widget`: how long a shopper on a slow phone waits for the methods, beside the least
 * that lit could do. Only the ratio means anything, so both are visited in one run, in turns, and
 * the medians are compared. Exits with 1 when the goal was missed. Needs the widget's build.
 */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { chromium } from "@playwright/test";
import { findBrowser } from "../browser.ts";
import { createPickerServer, pages, radioCount } from "./served.ts";
import { conditions, msToRadios } from "./slow-visit.ts";

const mostRatio = 1.2;
const rounds = 15;

type Picker = keyof typeof pages;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const server = await createPickerServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch(await findBrowser());
const times: Record<Picker, number[]> = { bare: [], widget: [] };
const visit = (picker: Picker) => msToRadios(browser, origin + pages[picker].path, radioCount);
try {
  // The first visits pay for the browser's own start.
  await visit("bare");
  await visit("widget");
  for (let round = 0; round < rounds; round += 1) {
    const order: Picker[] = round % 2 === 0 ? ["bare", "widget"] : ["widget", "bare"];
    for (const picker of order) times[picker].push(await visit(picker));
  }
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
}

const { latencyMs, kilobitsPerSecond, cpuSlowdown } = conditions;
const ratio = median(times.widget) / median(times.bare);
console.log(
  `${radioCount} radios, first visit: ${latencyMs} ms latency, ${kilobitsPerSecond} kbit/s, ` +
    `${cpuSlowdown} x slower CPU, ${rounds} rounds`,
);
console.log(`  bare lit picker     ${Math.round(median(times.bare))} ms`);
console.log(`  <otter-checkout>    ${Math.round(median(times.widget))} ms`);
console.log(`  ratio               ${ratio.toFixed(2)} (at most ${mostRatio})`);
if (!(ratio <= mostRatio)) process.exitCode = 1;
