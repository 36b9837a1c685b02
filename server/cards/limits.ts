/**
 * Against card testing: thieves try stolen numbers at any form that answers. Few tries for each
 * client address, beside the few that each session has, and a pause for the whole account when
 * nearly everything is declined. Addresses are counted in a bounded number of slots that nobody
 * outside can choose.
 */
import { createHmac } from "node:crypto";
import { CheckoutError } from "../platform/errors.ts";
import { restLeftMs } from "../platform/wrong-clock.ts";
import type { FlowContext } from "../flow-context.ts";

const perHour = 20;
const hourMs = 3_600_000;
/** Addresses that share a slot share its tries: rare enough among real shoppers. */
const slotDigits = 4;

const watchedMs = 10 * 60_000;
const pauseMs = 10 * 60_000;
const leastWatched = 20;
const mostDeclined = 0.8;

export interface CardLimits {
  /** Counts one try of this address. @throws CheckoutError `too_many_attempts` */
  admit(account: string, address: string): Promise<void>;
  /** Tells how a charge ended. */
  record(account: string, declined: boolean): void;
}

interface Watch {
  /** Of each charge lately: when, and whether it was declined. */
  ended: readonly { readonly at: number; readonly declined: boolean }[];
  pausedUntil: number;
}

/** @param slotKey a secret that all instances share */
export function createCardLimits(
  context: Pick<FlowContext, "clock" | "ledger" | "logger" | "metrics">,
  slotKey: string,
): CardLimits {
  const watches = new Map<string, Watch>();
  const watchOf = (account: string): Watch => {
    const watch = watches.get(account) ?? { ended: [], pausedUntil: 0 };
    watches.set(account, watch);
    return watch;
  };
  return {
    async admit(account, address) {
      const now = context.clock.now();
      const pausedMs = restLeftMs(watchOf(account).pausedUntil, now, pauseMs);
      if (pausedMs > 0) throw tooMany("cards are not taken for some minutes", pausedMs);
      const slot = createHmac("sha256", slotKey).update(address).digest("hex").slice(0, slotDigits);
      const budget = { name: `cards ${slot}`, now, windowMs: hourMs, limit: perHour };
      if (!(await context.ledger.takeFromBudget(budget))) {
        throw tooMany("too many cards were tried from here", hourMs - (now % hourMs));
      }
    },
    record(account, declined) {
      const now = context.clock.now();
      const watch = watchOf(account);
      const lately = watch.ended.filter(({ at }) => at > now - watchedMs && at <= now).slice(-499);
      watch.ended = [...lately, { at: now, declined }];
      const declines = watch.ended.filter((one) => one.declined).length;
      if (watch.ended.length < leastWatched || declines < mostDeclined * watch.ended.length) return;
      watch.ended = [];
      watch.pausedUntil = now + pauseMs;
      context.metrics.cardsPaused(account);
      context.logger.warn(
        { account, declines, minutes: pauseMs / 60_000 },
        "nearly all cards are declined: somebody may be testing stolen ones; cards are paused",
      );
    },
  };
}

function tooMany(message: string, waitMs: number): CheckoutError {
  return new CheckoutError("too_many_attempts", `${message}; choose another method`, {
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  });
}
