/** Laws of the end, when nothing is due any more: what was announced, closed, taken and told. */
import type { ShopEvent } from "../../contract/contract.ts";
import type { Payment, Purchase } from "../../server/ledger/ledger.ts";
import type { GatewayState } from "../../server/providers/provider.ts";
import { finalStatuses } from "./audit.ts";
import { mostWrongMs } from "./known-time.ts";
import type { ModelGateway } from "./model-gateway.ts";
import { endedStates, type ModelOrder } from "./model-order.ts";
import { shopDecision } from "./shop-decisions.ts";
import type { World } from "./world.ts";

const watchMs = 72 * 3_600_000;
const closingMs = 60_000;
/** The first attempt, given up after 6 s, and the repeat of the very same, done when it arrives 15 s later. */
const onTheWayMs = 21_000;

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
  wrong.push(...secondPayments(world, events));
  wrong.push(...neverClosed(world), ...outlivingOrders(world));
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
  if (world.knownTime.isKnownFor(purchase.orderRef)) {
    wrong.push(...toldTooEarly(world, purchase, events));
  }
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
  const shortMs = world.knowsTimeOf(order) ? 0 : mostWrongMs;
  const watchedUntil = (payment.endedAt ?? Infinity) + watchMs - shortMs;
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
    if (!world.knownTime.isKnownFor(payment.orderRef)) return [];
    const order = world.ottu.orders.find(({ number }) => number === payment.orderNumber);
    if (order === undefined || order.endsAt < since + closingMs) return [];
    const open: readonly GatewayState[] = ["open", "attempted"];
    const endedItself = order.words.some(
      ({ at, report }) => at < since + closingMs && !open.includes(report.state),
    );
    const wasTried = world.ottu.line.calls.some(
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
      if (session === undefined || made === undefined || !world.knowsTimeOf(order)) return [];
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
