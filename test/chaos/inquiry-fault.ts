/**
 * Ottu's inquiry fails, which may be asked after ten minutes and every half hour only: the shopper
 * is sent on in time all the same, and the next one finds out.
 */
import type { SessionRecord } from "../../contract/contract.ts";
import { wait } from "./chance.ts";
import { failurePage, healingMs, type Trouble } from "./trouble.ts";

const minute = 60_000;

export async function inquireInTrouble(trouble: Trouble): Promise<void> {
  const { calls, clock, gateways } = trouble.lane;
  const sessionId = await trouble.createSession({ expiresInSeconds: 6 * 3_600 });
  const order = gateways.orderAt(await trouble.startAgain(sessionId, trouble.method));
  await gateways.pay(order, "never");
  trouble.fail();
  const asked = trouble.asked();
  clock.forward(11 * minute);
  await comeBack(trouble, gateways.returnAddress(order));
  await asked;
  trouble.inTime(await calls.start(sessionId, trouble.method), "start again");
  trouble.heal();
  clock.forward(31 * minute);
  await comeBack(trouble, gateways.returnAddress(order));
  const session = await trouble.healing(() => paidSession(trouble, sessionId));
  trouble.checkOne("paid", session, gateways.referenceOf(order));
}

async function comeBack(trouble: Trouble, address: string): Promise<void> {
  const back = trouble.inTime(await trouble.lane.calls.visit(address), "return");
  trouble.check(
    back.status === 303 && back.location?.startsWith(failurePage) === false,
    `a shopper who paid was sent to ${back.location ?? back.status}`,
  );
}

/** By reading: the shop lives in real time and takes no event from later. */
async function paidSession({ lane }: Trouble, sessionId: string): Promise<SessionRecord> {
  const until = performance.now() + healingMs;
  for (;;) {
    const session = await lane.calls.session(sessionId);
    if (session.status === "paid" || performance.now() > until) return session;
    await wait(100);
  }
}
