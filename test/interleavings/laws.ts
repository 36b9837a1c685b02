/** Laws about more than one decision, held against what the gateways know to be true. */
import type { ShopEvent } from "../../contract/contract.ts";
import type { PaymentStatus } from "../../contract/vocabulary.ts";
import type { Purchase, Payment } from "../../server/ledger/ledger.ts";
import type { GatewayState } from "../../server/providers/provider.ts";
import { finalStatuses, liveOrders, statusOf } from "./audit.ts";
import type { ModelGateway } from "./model-gateway.ts";
import { endedStates, isPayable, type ModelOrder } from "./model-order.ts";
import { orderOf } from "./requests.ts";
import { shopDecision } from "./shop-decisions.ts";
import type { World } from "./world.ts";

const watchMs = 72 * 3_600_000;
const closingMs = 60_000;
/** The first attempt, given up after 6 s, and the repeat of the very same, done when it arrives 15 s later. */
const onTheWayMs = 21_000;

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

/** What has to be true when nothing is due any more. */
export async function finallyWrong(world: World): Promise<readonly string[]> {
  const wrong: string[] = [];
  const events = await readEvents(world);
  events.forEach((event, index) => {
    if (event.sequence !== index + 1) wrong.push(`event ${index + 1} has number ${event.sequence}`);
  });
  if (events.length !== world.books.events.length) {
    wrong.push("the events listed are not those decided");
  }
  for (const known of world.books.orders.values()) {
    const stored = await world.ledger.readPurchase({ orderRef: known.orderRef });
    if (stored === undefined) wrong.push("an order is gone");
    else wrong.push(...finalOrder(world, stored, events));
  }
  wrong.push(...secondPayments(world, events), ...neverClosed(world), ...outlivingOrders(world));
  wrong.push(...world.unanswered().map((what) => `${what} was never answered`));
  for (const gateway of world.gateways) {
    for (const order of gateway.orders) wrong.push(...finalMoney(world, gateway, order, events));
  }
  return wrong;
}

async function readEvents(world: World): Promise<readonly ShopEvent[]> {
  return world.ledger.eventsAfter(0, 10_000);
}

function finalOrder(world: World, purchase: Purchase, events: readonly ShopEvent[]): string[] {
  const wrong: string[] = [];
  for (const session of purchase.sessions) {
    if (!finalStatuses.has(session.status)) {
      wrong.push(`a session stays ${session.status} for ever`);
    }
    const paid = events.filter(
      ({ type, data }) => type === "checkout.paid" && data.session.id === session.id,
    );
    if (paid.length > 1) wrong.push("checkout.paid twice for one session");
  }
  const single = purchase.sessions.filter(({ allowRepeat }) => !allowRepeat).map(({ id }) => id);
  const paid = events.filter(
    ({ type, data }) => type === "checkout.paid" && single.includes(data.session.id),
  );
  if (paid.length > 1) wrong.push("checkout.paid twice for one order");
  wrong.push(...toldTooEarly(world, purchase, events));
  return wrong;
}

/** An end is announced once every link's order was asked about after its own end. */
function toldTooEarly(world: World, purchase: Purchase, events: readonly ShopEvent[]): string[] {
  const ends = events.filter(({ type, data }) => {
    const isOfOrder = purchase.sessions.some(({ id }) => id === data.session.id);
    return isOfOrder && (type === "checkout.expired" || type === "checkout.canceled");
  });
  return ends.flatMap((event) => {
    const toldAt = Date.parse(event.timestamp);
    return purchase.payments
      .filter(
        ({ id, sessionId, handedOutAt }) =>
          sessionId === event.data.session.id &&
          handedOutAt !== null &&
          handedOutAt < toldAt &&
          shopDecision(purchase, id) === undefined,
      )
      .filter((payment) => !askedAfterEnd(world, payment, toldAt))
      .map(() => `${event.type} before an order was asked after its end`);
  });
}

function askedAfterEnd(world: World, payment: Payment, before: number): boolean {
  return world
    .gatewayOf(payment)
    .said.some(
      ({ order, at, state }) =>
        order.number === payment.orderNumber &&
        at <= before &&
        (endedStates.has(state) || at >= (payment.expiresAt ?? Infinity)),
    );
}

/** Money is never dropped, and never told of without being there. */
function finalMoney(
  world: World,
  gateway: ModelGateway,
  order: ModelOrder,
  events: readonly ShopEvent[],
): string[] {
  const found = world.known(order);
  if (found === undefined) return ["the gateway has an order that the ledger never knew"];
  const { payment, decided } = found;
  const wrong: string[] = [];
  const [first] = order.money;
  const watchedUntil = (payment.endedAt ?? Infinity) + watchMs;
  const kept = ["paid", "authorized", "review"].includes(payment.status);
  const last = order.words.at(-1)?.report.state;
  const wasVoided = last === "canceled" || last === "failed";
  if (first !== undefined && !kept && decided === undefined && !wasVoided) {
    const isWatched = first.at <= watchedUntil;
    if (isWatched || world.heardOf.has(first.transactionRef)) {
      wrong.push(`money is dropped: ${payment.status}`);
    }
  }
  const told = events.filter(({ data }) => data.payment === payment.id);
  const failures = told.filter(
    ({ type, data }) => type === "payment.failed" && data.details?.["reason"] !== "resolved",
  );
  if (
    failures.length > 0 &&
    !gateway.said.some(
      (said) => said.order === order && (said.state === "failed" || said.state === "canceled"),
    )
  ) {
    wrong.push("payment.failed without the gateway's word");
  }
  return wrong;
}

/** An order at Ottu is closed once its money is wanted no more; that takes a moment at most. */
function neverClosed(world: World): string[] {
  return world.books.unwanted.flatMap(({ payment, since }) => {
    const order = world.ottu.orders.find(({ number }) => number === payment.orderNumber);
    if (order === undefined || order.endsAt < since + closingMs) return [];
    const open: readonly GatewayState[] = ["open", "attempted"];
    const endedItself = order.words.some(
      ({ at, report }) => at < since + closingMs && !open.includes(report.state),
    );
    const wasTried = world.ottu.calls.some(
      ({ name, number, at }) => name === "close" && number === order.number && at >= since,
    );
    return endedItself || wasTried ? [] : ["an order was never closed that nobody wants paid"];
  });
}

/** What cannot be closed must end with its session; an answer may take its time on the way. */
function outlivingOrders(world: World): string[] {
  return world.gateways.flatMap(({ orders }) =>
    orders.flatMap((order) => {
      const session = world.session(world.known(order)?.payment.sessionId ?? "");
      const [made] = order.words;
      if (session === undefined || made === undefined) return [];
      return made.at + order.toldSeconds * 1_000 > session.expiresAt + onTheWayMs
        ? ["an order outlives its session"]
        : [];
    }),
  );
}

/** Each further transaction on what was paid already is told of once. */
function secondPayments(world: World, events: readonly ShopEvent[]): string[] {
  return world.owed.flatMap(({ content: { transactionRef } }) => {
    const count = events.filter(
      ({ type, data }) =>
        type === "payment.duplicate" && data.details?.["transactionRef"] === transactionRef,
    ).length;
    return count === 1 ? [] : [`a second transaction was told ${count} times`];
  });
}
