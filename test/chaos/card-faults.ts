/**
 * A gateway that fails while a card is charged, or while it is asked about a charge: a card is
 * charged once or not at all, and who was not charged can pay in another way.
 */
import type { ChargedPayment } from "../../contract/contract.ts";
import { sealCard } from "../support/sealed-cards.ts";
import type { Answer } from "./proxy-calls.ts";
import type { Trouble } from "./trouble.ts";

const statusOf = ({ body }: Answer) => (body as Partial<ChargedPayment>).status;

export async function chargeInTrouble(trouble: Trouble): Promise<void> {
  const { lane } = trouble;
  const { ottpay } = lane.gateways.sandbox;
  const sessionId = await trouble.createSession();
  const sealed = await sealCard(lane, sessionId);
  trouble.fail();
  const first = trouble.inTime(await lane.calls.payByCard(sessionId, sealed), "charge");
  const again = trouble.inTime(await lane.calls.payByCard(sessionId, sealed), "the same card");
  trouble.heal();
  const calls = ottpay.calls("CC_PURCHASE") + ottpay.calls("CC_PREAUTH");
  trouble.check(calls === 1, `one sealed card was sent to the gateway ${calls} times`);
  const [charge] = ottpay.charges();
  if (charge !== undefined) {
    const status = charge.action === "CC_PREAUTH" ? "authorized" : "paid";
    trouble.check(
      [first, again].every((answer) => [status, "pending"].includes(statusOf(answer) ?? "")),
      `a card that was charged was called ${statusOf(first)}, then ${statusOf(again)}`,
    );
    return trouble.becomes(status, sessionId, charge.orderId);
  }
  const other = trouble.inTime(await lane.calls.view(sessionId), "list");
  trouble.check(statusOf(other) !== "paid", "a card that was not charged paid");
  const order = lane.gateways.orderAt(await trouble.startAgain(sessionId, trouble.method));
  await lane.gateways.pay(order, "now");
  await trouble.becomes("paid", sessionId, order.id);
}

export async function askChargeInTrouble(trouble: Trouble): Promise<void> {
  const { lane } = trouble;
  const { ottpay } = lane.gateways.sandbox;
  const sessionId = await trouble.createSession();
  ottpay.setCards({ outcome: "process" });
  const sealed = await sealCard(lane, sessionId);
  const asked = trouble.asked();
  trouble.fail();
  const first = trouble.inTime(await lane.calls.payByCard(sessionId, sealed), "charge");
  trouble.check(statusOf(first) === "pending", `an undecided card was called ${statusOf(first)}`);
  const [charge] = ottpay.charges();
  ottpay.decideCharge(charge?.orderId ?? "", "approve");
  await asked;
  trouble.inTime(await lane.calls.view(sessionId), "list");
  const second = await sealCard(lane, sessionId);
  const refused = trouble.inTime(await lane.calls.payByCard(sessionId, second), "another card");
  trouble.check(refused.status === 409, `another card beside it was answered ${refused.status}`);
  trouble.heal();
  await trouble.becomes("paid", sessionId, charge?.orderId ?? "");
  trouble.check(ottpay.charges().length === 1, "the shopper was charged twice");
}
