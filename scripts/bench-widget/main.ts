/**
 * `npm run bench:widget`: how long a shopper on a slow phone waits for the methods, beside the least
 * that lit could do: with a list that is fetched, and on the proxy's own pay page, which brings it
 * along. Only the ratios mean anything, so both of a pair are visited in one run, in turns, and the
 * medians are compared. Exits with 1 when a goal was missed. Needs the build.
 */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "@playwright/test";
import { findBrowser } from "../browser.ts";
import { startPayPage } from "./pay-page.ts";
import { createPickerServer, inlinedPath, pages, radioCount } from "./served.ts";
import { conditions, msToRadios } from "./slow-visit.ts";

const rounds = 15;

interface Contender {
  readonly name: string;
  readonly url: string;
}

interface Match {
  readonly radios: number;
  readonly bare: Contender;
  readonly ours: Contender;
  readonly mostRatio: number;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Prints what it measured. Resolves to whether the goal was reached. */
async function isWon(browser: Browser, match: Match): Promise<boolean> {
  const { radios, bare, ours, mostRatio } = match;
  const visit = ({ url }: Contender) => msToRadios(browser, url, radios);
  // The first visits pay for the browser's own start.
  await visit(bare);
  await visit(ours);
  const times = new Map<Contender, number[]>([
    [bare, []],
    [ours, []],
  ]);
  for (let round = 0; round < rounds; round += 1) {
    for (const each of round % 2 === 0 ? [bare, ours] : [ours, bare]) {
      times.get(each)!.push(await visit(each));
    }
  }
  const { latencyMs, kilobitsPerSecond, cpuSlowdown } = conditions;
  console.log(
    `${radios} radios, first visit: ${latencyMs} ms latency, ${kilobitsPerSecond} kbit/s, ` +
      `${cpuSlowdown} x slower CPU, ${rounds} rounds`,
  );
  for (const each of [bare, ours]) {
    console.log(`  ${each.name.padEnd(30)}${Math.round(median(times.get(each)!))} ms`);
  }
  const ratio = median(times.get(ours)!) / median(times.get(bare)!);
  console.log(`  ${"ratio".padEnd(30)}${ratio.toFixed(2)} (at most ${mostRatio})`);
  return ratio <= mostRatio;
}

const folder = await mkdtemp(join(tmpdir(), "otter-bench-"));
const payPage = await startPayPage(folder);
const server = await createPickerServer(payPage.radios);
server.listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch(await findBrowser());
try {
  const isQuick = await isWon(browser, {
    radios: radioCount,
    bare: { name: "bare lit picker", url: origin + pages.bare.path },
    ours: { name: "<otter-checkout>", url: origin + pages.widget.path },
    mostRatio: 1.2,
  });
  const isQuickOnItsOwn = await isWon(browser, {
    radios: payPage.radios,
    bare: { name: "bare lit picker, list inlined", url: origin + inlinedPath },
    ours: { name: "pay page", url: payPage.url },
    mostRatio: 1,
  });
  if (!isQuick || !isQuickOnItsOwn) process.exitCode = 1;
} finally {
  await browser.close();
  await payPage.stop();
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
}
