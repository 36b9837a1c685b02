/**
 * The ledger as one process has it: its calls take their turn among those of others, nothing it is
 * told is heard after its life ended, and every decision that was committed is audited.
 */
import type { Clock } from "../../server/platform/clock.ts";
import type {
  Decision,
  Ledger,
  NewEvent,
  Purchase,
  PurchaseKey,
  Payment,
} from "../../server/ledger/ledger.ts";
import { afterDecision, auditDecision } from "./audit.ts";
import type { Chance } from "./chance.ts";
import type { KnownTime } from "./known-time.ts";
import { newlyUnwanted } from "./order-audit.ts";
import type { Life } from "./virtual-time.ts";

/** What all processes' decisions led to. */
export class Books {
  readonly orders = new Map<string, Purchase>();
  readonly events: NewEvent[] = [];
  readonly wrong: string[] = [];
  #asked = 0;
  readonly #latest = new Map<string, number>();
  /** Fingerprints of the notifications that were stored. */
  readonly notifications = new Set<string>();
  /** Orders that nobody wanted paid any more, from when on. */
  readonly unwanted: { readonly payment: Payment; readonly since: number }[] = [];
  decisions = 0;

  /** Events that the shop has taken. */
  delivered = 0;
  readonly #time: Pick<Clock, "now">;
  readonly #knownTime: KnownTime;

  constructor(time: Pick<Clock, "now">, knownTime: KnownTime) {
    this.#time = time;
    this.#knownTime = knownTime;
  }

  nextTurn(): number {
    this.#asked += 1;
    return this.#asked;
  }

  commit(turn: number, before: Purchase, decision: Decision<unknown>, now: number): void {
    const after = afterDecision(before, decision);
    this.decisions += 1;
    const knowsTime = this.#knownTime.isKnownFor(after.orderRef);
    const decided = { before, after, decision, now, knowsTime };
    this.wrong.push(...auditDecision(decided));
    this.events.push(...(decision.events ?? []));
    if (decision.notification !== undefined) {
      this.notifications.add(decision.notification.fingerprint);
    }
    for (const payment of newlyUnwanted(decided)) {
      this.unwanted.push({ payment, since: this.#time.now() });
    }
    if (after.sessions.length === 0 || (this.#latest.get(after.orderRef) ?? 0) > turn) return;
    this.#latest.set(after.orderRef, turn);
    this.orders.set(after.orderRef, after);
  }
}

interface Observer {
  readonly life: Life;
  readonly chance: Chance;
  readonly clock: Pick<Clock, "now">;
  readonly books: Books;
}

export function observeLedger(ledger: Ledger, { life, chance, clock, books }: Observer): Ledger {
  async function inTurn<Result>(call: () => Promise<Result>): Promise<Result> {
    for (let turns = chance.below(6); turns > 0; turns -= 1) await Promise.resolve();
    await life.awake();
    return life.hear(call());
  }
  async function decide<Result>(
    of: PurchaseKey,
    judge: (purchase: Purchase) => Decision<Result>,
  ): Promise<Result | undefined> {
    let asked:
      { turn: number; before: Purchase; decision: Decision<Result>; now: number } | undefined;
    const result = await ledger.decide(of, (before) => {
      const decision = judge(before);
      asked = { turn: books.nextTurn(), before, decision, now: clock.now() };
      return decision;
    });
    if (asked !== undefined) books.commit(asked.turn, asked.before, asked.decision, asked.now);
    return result;
  }
  return new Proxy(ledger, {
    get(target, name) {
      if (name === "decide") {
        return (...args: Parameters<typeof decide>) => inTurn(() => decide(...args));
      }
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return (...args: unknown[]) => inTurn(() => method.apply(target, args));
    },
  });
}
