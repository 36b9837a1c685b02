/** The ledger over either engine: each method is a step of its own file, run with its failures. */
import type { ShopEvent } from "../../contract/contract.ts";
import { countOpenPayments, readBacklog } from "./backlog.ts";
import { takeFromBudget } from "./budgets.ts";
import { claimDuePayments, findNextDue, listDueSessions } from "./due-work.ts";
import { readConsistently, type Engine } from "./engine.ts";
import { erasePersonal } from "./erasure.ts";
import { dropIdempotency } from "./idempotency-keys.ts";
import * as outbox from "./event-outbox.ts";
import { withFailures } from "./failures.ts";
import { readIconSource, writeIconSource } from "./icon-sources.ts";
import type {
  Decision,
  DecisionListener,
  IdempotencyRow,
  Ledger,
  Payment,
  Purchase,
  PurchaseKey,
  Session,
  SessionQuery,
} from "./ledger.ts";
import type { Backlog } from "./ledger-backlog.ts";
import type { EventClaim, FailedDelivery, Period, StoredEvent } from "./ledger-events.ts";
import type { StoredList } from "./ledger-lists.ts";
import type { AccountGateway, Budget, OpenPayments, PaymentClaim } from "./ledger-work.ts";
import { decidePurchase } from "./purchase-decisions.ts";
import { findOrderRef, loadPurchase } from "./purchase-reads.ts";
import { toPayment, toSession } from "./rows.ts";
import { findSessions } from "./session-list.ts";
import * as lists from "./stored-lists.ts";
import { writeTrial } from "./trial-write.ts";

export class SqlLedger implements Ledger {
  readonly #engine: Engine;
  readonly #onDecided: DecisionListener | undefined;

  constructor(engine: Engine, onDecided?: DecisionListener) {
    this.#engine = engine;
    this.#onDecided = onDecided;
  }

  decide<Result>(
    of: { readonly orderRef: string },
    decide: (purchase: Purchase) => Decision<Result>,
  ): Promise<Result>;
  decide<Result>(
    of: PurchaseKey,
    decide: (purchase: Purchase) => Decision<Result>,
  ): Promise<Result | undefined>;
  async decide<Result>(
    of: PurchaseKey,
    decide: (purchase: Purchase) => Decision<Result>,
  ): Promise<Result | undefined> {
    let decided: { before: Purchase; decision: Decision<Result> } | undefined;
    const result = await this.#step(() =>
      decidePurchase(this.#engine, of, (before) => {
        const decision = decide(before);
        decided = { before, decision };
        return decision;
      }),
    );
    if (decided !== undefined) this.#onDecided?.(decided.before, decided.decision);
    return result;
  }

  readPurchase(of: PurchaseKey): Promise<Purchase | undefined> {
    return this.#step(() =>
      readConsistently(this.#engine, async (trx) => {
        const orderRef = await findOrderRef(trx, of);
        if (orderRef === undefined) return undefined;
        const { purchase } = await loadPurchase(trx, orderRef);
        return purchase.sessions.length === 0 ? undefined : purchase;
      }),
    );
  }

  findSession(id: string): Promise<Session | undefined> {
    return this.#step(async () => {
      const row = await this.#db
        .selectFrom("sessions")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row && toSession(row);
    });
  }

  listSessions(query: SessionQuery): Promise<readonly Session[]> {
    return this.#step(() => findSessions(this.#db, query));
  }

  findPaymentByNotifyToken(token: string): Promise<Payment | undefined> {
    return this.#findPayment("notifyToken", token);
  }

  findPaymentByReturnToken(token: string): Promise<Payment | undefined> {
    return this.#findPayment("returnToken", token);
  }

  #findPayment(column: "notifyToken" | "returnToken", token: string): Promise<Payment | undefined> {
    return this.#step(async () => {
      const row = await this.#db
        .selectFrom("payments")
        .selectAll()
        .where(column, "=", token)
        .executeTakeFirst();
      return row && toPayment(row);
    });
  }

  findIdempotency(key: string): Promise<IdempotencyRow | undefined> {
    return this.#step(() =>
      this.#db.selectFrom("idempotency").selectAll().where("key", "=", key).executeTakeFirst(),
    );
  }

  dropIdempotencyBefore(before: number, now: number): Promise<void> {
    return this.#step(() => dropIdempotency(this.#db, before, now));
  }

  claimDuePayments(of: AccountGateway, claim: PaymentClaim): Promise<readonly Payment[]> {
    return this.#step(() => claimDuePayments(this.#engine, of, claim));
  }

  listDueSessions(now: number, limit: number): Promise<readonly string[]> {
    return this.#step(() => listDueSessions(this.#db, now, limit));
  }

  nextDueAt(now: number): Promise<number | null> {
    return this.#step(() => findNextDue(this.#db, now));
  }

  countOpenPayments(): Promise<readonly OpenPayments[]> {
    return this.#step(() => countOpenPayments(this.#db));
  }

  readBacklog(now: number): Promise<Backlog> {
    return this.#step(() => readBacklog(this.#db, now));
  }

  eventsAfter(sequence: number, limit: number, period?: Period): Promise<readonly ShopEvent[]> {
    return this.#step(() => outbox.listEventsAfter(this.#db, sequence, limit, period));
  }

  claimDueEvents(claim: EventClaim): Promise<readonly StoredEvent[]> {
    return this.#step(() => outbox.claimDueEvents(this.#engine, claim));
  }

  moveEventLease(sequence: number, held: number, until: number | null): Promise<boolean> {
    return this.#step(() => outbox.moveEventLease(this.#db, sequence, held, until));
  }

  markEventDelivered(sequence: number, at: number): Promise<void> {
    return this.#step(() => outbox.markEventDelivered(this.#db, sequence, at));
  }

  markEventFailed(sequence: number, failed: FailedDelivery): Promise<void> {
    return this.#step(() => outbox.markEventFailed(this.#db, sequence, failed));
  }

  listFailedEvents(limit: number): Promise<readonly StoredEvent[]> {
    return this.#step(() => outbox.listFailedEvents(this.#db, limit));
  }

  replayEvents(at: number, sequence?: number): Promise<number> {
    return this.#step(() => outbox.replayEvents(this.#db, at, sequence));
  }

  readList(key: string): Promise<StoredList | undefined> {
    return this.#step(() => lists.readList(this.#db, key));
  }

  writeList(list: StoredList): Promise<void> {
    return this.#step(() => lists.writeList(this.#engine, list));
  }

  purgeLists(matches: (key: string) => boolean): Promise<void> {
    return this.#step(() => lists.purgeLists(this.#engine, matches));
  }

  listGeneration(): Promise<number> {
    return this.#step(() => lists.readGeneration(this.#db));
  }

  readIconSource(hash: string): Promise<string | undefined> {
    return this.#step(() => readIconSource(this.#db, hash));
  }

  writeIconSource(hash: string, source: string): Promise<void> {
    return this.#step(() => writeIconSource(this.#db, hash, source));
  }

  takeFromBudget(budget: Budget): Promise<boolean> {
    return this.#step(() => takeFromBudget(this.#db, budget));
  }

  erasePersonal(...[of, at, tell]: Parameters<Ledger["erasePersonal"]>): Promise<number> {
    return this.#step(() => erasePersonal(this.#engine, of, at, tell));
  }

  backup(file: string): Promise<void> {
    return this.#step(() => this.#engine.backup(file));
  }

  ping(): Promise<void> {
    return this.#step(() => writeTrial(this.#engine));
  }

  async close(): Promise<void> {
    await this.#engine.db.destroy();
  }

  get #db(): Engine["db"] {
    return this.#engine.db;
  }

  #step<Result>(work: () => Promise<Result>): Promise<Result> {
    return withFailures(this.#engine, work);
  }
}
