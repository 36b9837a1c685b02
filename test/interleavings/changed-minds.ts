/**
 * Laws about orders that ended a moment ago, by the gateway's word or of age: gateways take money on
 * them all the same, so whoever presses or comes back then causes a question first.
 */
import type { Payment } from "../../server/ledger/ledger.ts";
import type { World } from "./world.ts";

/** For so long after an end a gateway may change its mind at any moment. */
const changeOfMindMs = 10 * 60_000;
/** What was read may be judged so much later. */
const heldUpMs = 60_000;
/** A query that somebody else began, and the rest after its answer. */
const askedMs = 12_000;
/** A start asks no more of them: it must not wait for a crowd. */
const mostAsked = 6;

export function mayBePaidAfterAll(payment: Payment, now: number): boolean {
  const { status, reason, handedOutAt, endedAt } = payment;
  const hasEnded = status === "failed" || status === "canceled" || status === "expired";
  if (!hasEnded || handedOutAt === null || reason === "resolved") return false;
  return now < (endedAt ?? 0) + changeOfMindMs - heldUpMs;
}

/** @param payments of which one session's shopper had links, when something was asked at `askedAt` */
export function unaskedEnds(
  world: World,
  payments: readonly Payment[],
  askedAt: number,
): readonly string[] {
  const ended = payments.filter((payment) => mayBePaidAfterAll(payment, askedAt));
  if (payments.length > mostAsked) return [];
  return ended.some((payment) => !wasAsked(world, payment, askedAt - askedMs))
    ? ["an order that ended a moment ago was not asked about"]
    : [];
}

export function wasAsked(world: World, payment: Payment, since: number): boolean {
  return world
    .gatewayOf(payment)
    .line.calls.some(
      ({ name, number, at }) => name === "query" && number === payment.orderNumber && at >= since,
    );
}
