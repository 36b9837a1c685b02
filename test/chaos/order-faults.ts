/** A gateway that fails while a shopper lists, starts or pays, or the shop cancels. */
import { linkOf } from "./proxy-calls.ts";
import { failurePage, healingMs, type Trouble } from "./trouble.ts";

const acknowledgeMs = 2_000;

export async function listInTrouble(trouble: Trouble): Promise<void> {
  const sessionId = await trouble.createSession();
  trouble.fail();
  trouble.inTime(await trouble.lane.calls.view(sessionId), "list");
  await startAndPay(trouble, sessionId);
}

export async function startInTrouble(trouble: Trouble): Promise<void> {
  const sessionId = await trouble.createSession();
  await trouble.lane.calls.view(sessionId);
  trouble.fail();
  await startAndPay(trouble, sessionId);
}

async function startAndPay(trouble: Trouble, sessionId: string): Promise<void> {
  const { calls, gateways } = trouble.lane;
  const { method } = trouble;
  const first = trouble.inTime(await calls.start(sessionId, method), "start");
  trouble.heal();
  const order = gateways.orderAt(await trouble.startAgain(sessionId, method));
  if (first.status === 201) {
    const same = gateways.orderAt(linkOf(first)).id === order.id;
    trouble.check(same, "a second order was handed out beside a live one");
  }
  await gateways.pay(order, "now");
  await trouble.becomes("paid", sessionId, gateways.referenceOf(order));
}

export async function payInTrouble(trouble: Trouble): Promise<void> {
  const { calls, gateways } = trouble.lane;
  const { method } = trouble;
  const sessionId = await trouble.createSession();
  const order = gateways.orderAt(await trouble.startAgain(sessionId, method));
  trouble.fail();
  await gateways.pay(order, "now");
  trouble.check(gateways.notificationsAccepted === 1, "the notification was not answered 200");
  trouble.checkTime(
    gateways.slowestAcceptanceMs < acknowledgeMs,
    "the notification waited for the gateway's own answer",
  );
  const back = trouble.inTime(await calls.visit(gateways.returnAddress(order)), "return");
  trouble.check(back.status === 303, `the way back answered ${back.status}`);
  trouble.check(
    back.location?.startsWith(failurePage) === false,
    "a shopper who paid was sent to the failure page",
  );
  trouble.inTime(await calls.start(sessionId, method), "start again");
  trouble.heal();
  await trouble.becomes("paid", sessionId, gateways.referenceOf(order));
}

export async function cancelInTrouble(trouble: Trouble): Promise<void> {
  const { calls, gateways, shop } = trouble.lane;
  const { method } = trouble;
  const sessionId = await trouble.createSession();
  const order = gateways.orderAt(await trouble.startAgain(sessionId, method));
  const asked = trouble.asked();
  trouble.fail();
  const canceled = trouble.inTime(await calls.cancel(sessionId), "cancel");
  trouble.check(canceled.status === 200, `canceling answered ${canceled.status}`);
  const refused = trouble.inTime(await calls.start(sessionId, method), "start");
  trouble.check(refused.code === "session_canceled", "a canceled session could be started");
  await asked;
  trouble.heal();
  const told = await trouble.healing(() => shop.hears("checkout.canceled", sessionId, healingMs));
  trouble.check(told !== undefined, "the order was never closed at the gateway");
  await gateways.pay(order, "now");
  const late = await shop.hears("payment.late", sessionId, healingMs);
  trouble.check(late !== undefined, "the shop never heard of money that came after its cancel");
}
