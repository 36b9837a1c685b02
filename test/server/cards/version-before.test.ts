/**
 * A charge that the version before wrote, whose rows do not say that they are one: taken for a link
 * it would not be waited for, and a second card would be charged for the same order.
 */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import { anOrder, inCanada, start, type RunningProxy } from "../../support/running-proxy.ts";
import { chargesOf, payByCard, runCardProxy } from "../../support/sealed-cards.ts";

let running: RunningProxy;
beforeEach(async () => {
  running = await runCardProxy({ workers: false });
});
afterEach(() => running.stop());

/** Charged, and not heard of. */
async function anUnknownCharge(): Promise<SessionRecord> {
  const session = await running.client.createSession(anOrder(inCanada));
  running.sandbox.behave("ottpay", "CC_QUERYPAY", { do: "lag", ms: 60_000 });
  running.sandbox.behave("ottpay", "CC_PURCHASE", { do: "commit-then-reset" }, 1);
  assert.equal((await payByCard(running, session)).json.status, "pending");
  return session;
}

function inDatabase(statements: string): void {
  const file = (running.env["DATABASE_URL"] ?? "").replace(/^file:/, "");
  const database = new DatabaseSync(file);
  database.exec(statements);
  database.close();
}

async function assertAwaited(session: SessionRecord): Promise<void> {
  const other = await payByCard(running, session);
  assert.deepEqual([other.status, other.json.error?.code], [409, "payment_processing"]);
  assert.equal((await chargesOf(running, session)).length, 1);
  running.sandbox.behave("ottpay", "CC_QUERYPAY", { do: "normal" });
  let wallet = await start(running, session, "ottpay:ALIPAY");
  // Asked about only a moment ago: until it may be asked again, nothing else is opened.
  while (wallet.json.error?.code === "payment_processing") {
    await systemClock.wait(100);
    wallet = await start(running, session, "ottpay:ALIPAY");
  }
  assert.equal(wallet.json.error?.code, "already_paid");
}

describe("a charge written by the version before", () => {
  it("is waited for when its ledger was brought up to date", async () => {
    const session = await anUnknownCharge();
    inDatabase(
      `alter table payments drop column kind;
       alter table payments drop column planned_at;
       alter table payments drop column bank_references;
       alter table sessions drop column recent_only;
       alter table sessions drop column traceparent;
       delete from kysely_migration where name >= '005-payment-kind'`,
    );
    await running.restart();
    await assertAwaited(session);
  });

  it("is waited for when an instance of that version still runs", async () => {
    const session = await anUnknownCharge();
    inDatabase("update payments set kind = null");
    await assertAwaited(session);
  });
});
