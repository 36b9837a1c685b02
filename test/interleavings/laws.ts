/** Laws that hold at every moment, held against what the gateways know to be true. */
import type { PaymentStatus } from "../../contract/vocabulary.ts";
import type { Purchase, Payment } from "../../server/ledger/ledger.ts";
import type { GatewayState } from "../../server/providers/provider.ts";
import { liveOrders, statusOf } from "./audit.ts";
import { isPayable, type ModelOrder } from "./model-order.ts";
import { orderOf } from "./requests.ts";
import { shopDecision } from "./shop-decisions.ts";
import type { World } from "./world.ts";

/** What has to be true whenever everybody rests. */
export function alwaysWrong(world: World): readonly string[] {
  const wrong = [...world.wrong.splice(0), ...world.books.wrong.splice(0)];
  const now = world.time.now();
  for (const purchase of world.books.orders.values()) {
    for (const session of purchase.sessions) {
      for (const { id } of world.gateways) {
        if (liveOrders(purchase, session, id, now).length > 1) {
          wrong.push(`the ledger has two live orders of ${id} in one session`);
        }
      }
      const computed = statusOf(session, purchase.payments, now);
      if (session.status !== computed && computed !== "expired") {
        wrong.push(`a session rests as ${session.status} and should be ${computed}`);
      }
    }
    for (const payment of purchase.payments) {
      wrong.push(
        ...paidWithoutMoney(world, purchase, payment),
        ...withoutWord(world, purchase, payment),
      );
    }
  }
  wrong.push(...payableLinks(world));
  return wrong;
}

function atGateway(world: World, payment: Payment): readonly ModelOrder[] {
  return world.gatewayOf(payment).orders.filter(({ number }) => number === payment.orderNumber);
}

/** Paid, authorized and in review is only what the gateway has, with the money the status says. */
function paidWithoutMoney(world: World, known: Purchase, payment: Payment): string[] {
  if (payment.status === "paid" && shopDecision(known, payment.id) === "paid") return [];
  const money = atGateway(world, payment).flatMap((order) => order.money);
  switch (payment.status) {
    case "paid":
      return money.some(({ stage, fits }) => stage === "paid" && fits)
        ? []
        : ["paid in the ledger, without fitting money at the gateway"];
    case "authorized":
      return money.some(({ fits }) => fits)
        ? []
        : ["authorized in the ledger, without fitting money at the gateway"];
    case "review":
      return money.some(({ fits }) => !fits) ? [] : ["in review although all the money fits"];
    default:
      return [];
  }
}

/** What answers to our questions may make of a payment. A message alone makes nothing of it. */
const words: Readonly<Partial<Record<PaymentStatus, readonly GatewayState[]>>> = {
  paid: ["paid", "refunded"],
  authorized: ["authorized", "cash_on_delivery"],
  review: ["paid", "authorized", "cash_on_delivery", "refunded"],
  failed: ["failed"],
};

/** The gateway confirmed it, asked by us; what nobody was given a link of may have failed to begin. */
function withoutWord(world: World, known: Purchase, payment: Payment): string[] {
  const needed = words[payment.status];
  if (needed === undefined || shopDecision(known, payment.id) === payment.status) return [];
  if (payment.status === "failed" && payment.handedOutAt === null) return [];
  const isSaid = world
    .gatewayOf(payment)
    .said.some(
      ({ order, state }) => order.number === payment.orderNumber && needed.includes(state),
    );
  return isSaid ? [] : [`${payment.status} in the ledger, and the gateway never answered so`];
}

/** Links that shoppers hold and that still take money: one for each gateway and session. */
function payableLinks(world: World): string[] {
  const payable = new Map<string, Set<string>>();
  for (const link of world.links) {
    const order = orderOf(link);
    if (!isPayable(order, world.time.now())) continue;
    const holder = `${link.gateway.id} ${link.sessionId}`;
    payable.set(holder, (payable.get(holder) ?? new Set()).add(order.ref));
  }
  return [...payable].flatMap(([holder, refs]) =>
    refs.size > 1 ? [`${refs.size} payable links are out at ${holder.split(" ")[0] ?? ""}`] : [],
  );
}
