/** Laws that hold at every moment, held against what the gateways know to be true. */
import type { PaymentStatus } from "../../contract/vocabulary.ts";
import type { Purchase, Payment } from "../../server/ledger/ledger.ts";
import type { GatewayState } from "../../server/providers/provider.ts";
import { liveOrders, statusOf } from "./audit.ts";
import type { ModelLine } from "./model-line.ts";
import { isPayable, wordOf, type ModelOrder } from "./model-order.ts";
import { orderOf } from "./requests.ts";
import { shopDecision } from "./shop-decisions.ts";
import type { World } from "./world.ts";

/** What has to be true whenever everybody rests. */
export function alwaysWrong(world: World): readonly string[] {
  const wrong = [...world.wrong.splice(0), ...world.books.wrong.splice(0)];
  const now = world.time.now();
  for (const purchase of world.books.orders.values()) {
    for (const session of purchase.sessions) {
      for (const { id } of world.knownTime.isKnownFor(purchase.orderRef) ? world.gateways : []) {
        if (liveOrders(purchase, session, id, now).length > 1) {
          wrong.push(`the ledger has two live orders of ${id} in one session`);
        }
      }
      const computed = statusOf(session, purchase.payments, now);
      const isEarly = session.status === "expired" && (session.endedAt ?? 0) > now;
      if (session.status !== computed && computed !== "expired" && !isEarly) {
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
  return [...wrong, ...payableLinks(world), ...askedTooOften(world)];
}

/** Money that a genuine message told us of, and the gateway's books show: we know of it by now. */
export function unheard(world: World): readonly string[] {
  return world.gateways.flatMap(({ orders }) =>
    orders.flatMap((order) => {
      const isTold = order.money.some(({ transactionRef }) => world.heardOf.has(transactionRef));
      const isShown = wordOf(order, world.time.now()).state === "paid";
      const status = world.known(order)?.payment.status;
      return isTold && isShown && (status === "created" || status === "pending")
        ? ["money that we were told of is not known when it was asked about again"]
        : [];
    }),
  );
}

const betweenAsksMs = 2_000;
const betweenConfirmingMs = 1_000;

/**
 * A payment is asked about at most every two seconds, and every second to confirm a message. After
 * it was closed it is asked about at once: that is another question, one for each time. Where a clock
 * was wrong each process keeps to that by itself, but for once when its clock is put to another time.
 */
function askedTooOften(world: World): string[] {
  return world.gateways.flatMap(({ orders, line, messages }) =>
    orders.flatMap((order) => {
      const gapMs = messages.some((message) => message.order === order)
        ? betweenConfirmingMs
        : betweenAsksMs;
      const calls = line.calls.filter(({ number }) => number === order.number);
      const isOften = world.knowsTimeOf(order)
        ? isTooOften(calls, gapMs, 0)
        : byLife(calls).some((own) => isTooOften(own, gapMs, world.knownTime.jumps));
      return isOften ? ["a payment was asked about too often"] : [];
    }),
  );
}

function byLife(calls: ModelLine["calls"]): readonly ModelLine["calls"][] {
  const lives = new Set(calls.map(({ life }) => life));
  return [...lives].map((life) => calls.filter((call) => call.life === life));
}

/** @param free how many may come sooner; each close allows one more */
function isTooOften(calls: ModelLine["calls"], gapMs: number, free: number): boolean {
  let lastAt = -Infinity;
  let left = free;
  for (const { name, at } of calls) {
    if (name === "close") left += 1;
    if (name !== "query") continue;
    if (at - lastAt < gapMs) left -= 1;
    if (left < 0) return true;
    lastAt = at;
  }
  return false;
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
    if (!isPayable(order, world.time.now()) || !world.knowsTimeOf(order)) continue;
    const holder = `${link.gateway.id} ${link.sessionId}`;
    payable.set(holder, (payable.get(holder) ?? new Set()).add(order.ref));
  }
  return [...payable].flatMap(([holder, refs]) =>
    refs.size > 1 ? [`${refs.size} payable links are out at ${holder.split(" ")[0] ?? ""}`] : [],
  );
}
