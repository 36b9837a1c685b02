/** What a proxy forgets by itself: people, a month after their order ended; never their money. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { SessionRecord } from "../../../contract/contract.ts";
import { startSandbox } from "../../../demo/sandbox/index.ts";
import { MovedClock } from "../../support/moved-clock.ts";
import { anOrder, asShop, atGateway, runProxy, start } from "../../support/running-proxy.ts";

const day = 24 * 3_600_000;

describe("personal data", () => {
  it("is erased thirty days after the order's end, without anybody asking, and no sooner", async (t) => {
    const clock = new MovedClock(Date.now());
    const sandbox = await startSandbox({ now: () => clock.now() });
    const running = await runProxy({ sandbox, options: { world: { clock } } });
    t.after(async () => {
      await running.stop();
      await sandbox.close();
    });
    const read = ({ id }: Pick<SessionRecord, "id">) => running.client.getSession(id);
    const reaches = async (holds: () => Promise<boolean>) => {
      while (!(await holds())) await wait(10);
    };
    const payFor = async (id: string) => {
      const customer = { id, email: `${id}@shop.test`, firstName: "Noor" };
      const session = await running.client.createSession(anOrder({ customer }));
      await start(running, session, "ottu:knet-main");
      await sandbox.ottu.pay((await atGateway(running, session.id)).ref);
      await reaches(async () => (await read(session)).status === "paid");
      return session;
    };
    const early = await payFor("early");
    clock.move(3 * day);
    const late = await payFor("late");
    clock.move(28 * day);
    await reaches(async () => (await read(early)).customer === null);
    const erased = await read(early);
    assert.deepEqual([erased.status, erased.amount], ["paid", "12.750"]);
    assert.ok((erased.payments[0]?.transactionRef ?? "") !== "");
    assert.equal((await read(late)).customer?.id, "late");
    const events = (await running.get("/v1/events?limit=500", asShop)).text;
    assert.ok(!events.includes("early@shop.test") && events.includes("late@shop.test"));
  });
});
