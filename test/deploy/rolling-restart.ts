/** What a rolling restart has to be to whoever pays meanwhile: nothing. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { ProxyProcess } from "../../scripts/proxy-process.ts";
import { mostlyReading } from "./reading-load.ts";
import { payOne, type Site } from "./site.ts";
import { SteadyLoad } from "./steady-load.ts";

/** @param isSeen resolves when the web server has noticed that an instance is there again */
export async function assertNothingIsLost(
  test: TestContext,
  site: Site,
  isSeen?: (one: ProxyProcess) => Promise<void>,
): Promise<void> {
  await payOne(site);
  const load = new SteadyLoad(site.publicUrl, 200, mostlyReading);
  await site.restartInTurn(isSeen);
  await site.restartInTurn(isSeen);
  const { sent, answers } = await load.stop();
  test.diagnostic(`${sent} requests, ${JSON.stringify(answers)}`);
  const { 200: read = 0, 201: made = 0, ...lost } = answers;
  assert.deepEqual(lost, {});
  assert.equal(read + made, sent);
  await payOne(site);
}
