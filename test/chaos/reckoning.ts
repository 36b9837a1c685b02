/**
 * The promises of the design, counted at the end: no acknowledged notification is forgotten, what
 * was paid is paid once, the shop has heard everything, and nobody ever held two links.
 */
import type { PaymentRecord, SessionRecord, ShopEvent } from "../../contract/contract.ts";
import { wait } from "./chance.ts";
import type { Findings } from "../support/findings.ts";
import type { Visit } from "./shoppers.ts";
import type { World } from "./world.ts";

/** An open order that nobody tells of is asked about every five minutes at the least; an event holds the next back for 60 s. */
const settlingMs = 390_000;

const expected: ReadonlySet<string> = new Set([
  ...["checkout.paid", "payment.failed", "checkout.canceled"],
]);

/** Waits until every paid session was announced and every event delivered, then counts. */
export async function reckon(
  world: World,
  visits: readonly Visit[],
  findings: Findings,
): Promise<void> {
  const startedAt = performance.now();
  const paid = visits.filter((visit) => visit.paidAt !== null);
  await hearOfAll(world, paid);
  findings.set("settled after, s", Math.round((performance.now() - startedAt) / 1000));

  const events = await world.calls.eventsAfter(0);
  checkEvents(world, events, findings);
  const announced = countPaid(events);
  for (const visit of visits) {
    const session = await world.calls.session(visit.sessionId);
    checkSession(visit, session, announced.get(visit.sessionId) ?? 0, findings);
    for (const payment of session.payments) checkNotifications(world, payment, findings);
  }
  findings.set("sessions paid at a gateway", paid.length);
  findings.set("notifications sent", world.gateways.notificationsSent);
  findings.set("notifications answered 200", world.gateways.notificationsAccepted);
  findings.set("events", events.length);
  findings.set("event deliveries", world.shop.deliveries);
  world.checkDefects(findings);
}

async function hearOfAll(world: World, paid: readonly Visit[]): Promise<void> {
  const until = performance.now() + settlingMs;
  const left = () => Math.max(0, until - performance.now());
  await world.shop.until(() => {
    const heard = countPaid([...world.shop.events.values()]);
    return paid.every((visit) => heard.has(visit.sessionId));
  }, left());
  // Events that no shopper waits for: declines, ends. The last may be minutes behind the first.
  while (left() > 0) {
    const events = await world.calls.eventsAfter(0);
    if (events.every((event) => world.shop.events.has(event.id))) return;
    await wait(500);
  }
}

function countPaid(events: readonly ShopEvent[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { type, data } of events) {
    if (type !== "checkout.paid") continue;
    counts.set(data.session.id, (counts.get(data.session.id) ?? 0) + 1);
  }
  return counts;
}

function checkEvents(world: World, events: readonly ShopEvent[], findings: Findings): void {
  events.forEach((event, index) => {
    findings.check(event.sequence === index + 1, "the events' sequence has a gap");
    findings.check(world.shop.events.has(event.id), `an event never reached the shop`);
    findings.check(expected.has(event.type), `an event that nothing here causes: ${event.type}`);
  });
}

function checkSession(
  { paidAt }: Visit,
  session: SessionRecord,
  announced: number,
  findings: Findings,
): void {
  if (paidAt === null) {
    findings.check(session.status !== "paid", "a session is paid that nobody paid");
    findings.check(announced === 0, "a session was announced as paid that nobody paid");
  } else {
    const payment = session.payments.find((one) => one.providerRef === paidAt.id);
    findings.check(
      payment?.status === "paid",
      `an order paid at the gateway is ${payment?.status ?? "unknown"} in the ledger`,
    );
    findings.check(session.status === "paid", `a session that was paid reads ${session.status}`);
    findings.check(announced === 1, `a paid session was announced ${announced} times`);
  }
  for (const provider of ["ottpay", "ottu"]) {
    const live = session.payments.filter(
      (payment) => payment.provider === provider && isHandedOut(payment),
    );
    findings.check(
      live.length <= 1,
      "the ledger has two live handed-out orders of one provider and session",
    );
  }
}

function isHandedOut(payment: PaymentRecord): boolean {
  return (
    payment.status === "pending" &&
    payment.history.some((entry) => entry.fact === "link_handed_out")
  );
}

/** The same said twice is noted once. */
function checkNotifications(world: World, payment: PaymentRecord, findings: Findings): void {
  const stored = payment.history.filter((entry) => entry.fact === "notified").length;
  findings.check(
    stored >= world.gateways.claimsAccepted(payment.orderNumber),
    "a notification that was answered 200 is not in the ledger",
  );
}
