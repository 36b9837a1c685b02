/**
 * What this process asked just now. The ledger keeps the pace for all instances; where their clocks
 * differ they cannot read each other's times, and each keeps to its own.
 */
import type { Payment } from "../ledger/ledger.ts";
import { questionGapMs } from "../rules/ask-schedule.ts";

export class OwnQuestions {
  /** When each payment was asked about, the longest ago first. */
  readonly #askedAt = new Map<string, number>();

  /** Takes the turn to ask, where this process has one. */
  take(payment: Payment, now: number): boolean {
    const gapMs = questionGapMs(payment);
    for (const [id, at] of this.#askedAt) {
      if (at <= now && now - at < 2 * gapMs) break;
      this.#askedAt.delete(id);
    }
    const at = this.#askedAt.get(payment.id);
    if (at !== undefined && at <= now && now - at < gapMs) return false;
    return this.note(payment, now);
  }

  /** What is asked whoever's turn it is. */
  note(payment: Payment, now: number): true {
    this.#askedAt.delete(payment.id);
    this.#askedAt.set(payment.id, now);
    return true;
  }
}
