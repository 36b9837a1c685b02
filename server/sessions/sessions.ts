/**
 * Sessions: what a shop asks to be paid. One order, one session: asking again for the same order
 * answers the unfinished session or takes its place, so that reloads and edited carts never make
 * two payable carts.
 */
import type {
  CreateSessionRequest,
  ResolveRequest,
  SessionRecord,
} from "../../contract/contract.ts";
import type { SessionStatus } from "../../contract/vocabulary.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import type { Decision, Purchase, Session } from "../ledger/ledger.ts";
import { createCustomerNeeds } from "../methods/customer-needs.ts";
import type { Methods } from "../methods/methods.ts";
import type { PurchaseDraft } from "../rules/purchase-draft.ts";
import { toSessionRecord } from "../rules/records.ts";
import {
  cancelSession,
  resolveReview,
  stillPayableUntil,
  takePlace,
} from "../rules/session-decisions.ts";
import { readSession, sessionNotFound } from "./find-session.ts";
import { claimOf, findClaimed, type Claim } from "./idempotency.ts";
import { newSession, type SessionRules } from "./new-session.ts";

export type { SessionRules };

export interface CreatedSession {
  readonly record: SessionRecord;
  /** False when an unfinished session of the same purchase was answered. */
  readonly created: boolean;
}

export interface Sessions {
  create(
    body: CreateSessionRequest,
    caller: { apiKey: string; idempotencyKey: string | undefined },
  ): Promise<CreatedSession>;
  read(id: string): Promise<SessionRecord>;
  list(query: {
    orderRef?: string;
    status?: SessionStatus;
    from?: number;
  }): Promise<readonly SessionRecord[]>;
  cancel(id: string): Promise<SessionRecord>;
  resolve(id: string, decision: ResolveRequest): Promise<SessionRecord>;
}

export function createSessions(
  context: FlowContext,
  methods: Methods,
  rules: SessionRules,
): Sessions {
  const needs = createCustomerNeeds(context.logger);
  const toRecord = (session: Session, purchase: Purchase) =>
    toSessionRecord(session, purchase, (id) => context.urls.pay(id));

  async function make(body: CreateSessionRequest, claim?: Claim): Promise<CreatedSession> {
    const asked = newSession(context, rules, needs, body);
    const made = await context.ledger.decide({ orderRef: body.orderRef }, (purchase) => {
      const draft = draftOf(context, purchase);
      const session = takePlace(draft, asked);
      if (claim !== undefined) {
        const { createdAt } = asked;
        draft.keepIdempotency({ ...claim, sessionId: session.id, createdAt });
      }
      return draft.decision((after) => ({
        session,
        record: toRecord(draft.session(session.id), after),
        created: session.id === asked.id,
      }));
    });
    methods.prefetchRecent(made.session);
    context.wake();
    return { record: made.record, created: made.created };
  }

  /** What a request that was answered before is answered again; a key is as old as the session it made. */
  async function replay(claim: Claim): Promise<CreatedSession | undefined> {
    const known = await findClaimed(context.ledger, claim);
    if (known === undefined) return undefined;
    const { session, purchase } = await readSession(context.ledger, known.sessionId);
    return { record: toRecord(session, purchase), created: session.createdAt === known.createdAt };
  }

  async function makeOnce(body: CreateSessionRequest, claim: Claim): Promise<CreatedSession> {
    const known = await replay(claim);
    if (known !== undefined) return known;
    // Meanwhile the same request may have come first, elsewhere: its answer is the answer.
    try {
      const made = await make(body, claim);
      return made.created ? made : ((await replay(claim)) ?? made);
    } catch (error) {
      const raced = await replay(claim);
      if (raced !== undefined) return raced;
      throw error;
    }
  }

  async function change(
    id: string,
    decide: (draft: PurchaseDraft) => Decision<SessionRecord>,
  ): Promise<SessionRecord> {
    const record = await context.ledger.decide({ sessionId: id }, (purchase) =>
      decide(draftOf(context, purchase)),
    );
    if (record === undefined) throw sessionNotFound();
    context.wake();
    return record;
  }

  return {
    async create(body, { apiKey, idempotencyKey }) {
      return idempotencyKey === undefined
        ? make(body)
        : makeOnce(body, claimOf(apiKey, idempotencyKey, body));
    },

    async read(id) {
      const { session, purchase } = await readSession(context.ledger, id);
      return toRecord(session, purchase);
    },

    async list(query) {
      const sessions = await context.ledger.listSessions({ ...query, limit: 100 });
      const purchases = new Map<string, Purchase | undefined>();
      for (const { orderRef } of sessions) {
        if (purchases.has(orderRef)) continue;
        purchases.set(orderRef, await context.ledger.readPurchase({ orderRef }));
      }
      return sessions.flatMap((session) => {
        const purchase = purchases.get(session.orderRef);
        return purchase === undefined ? [] : [toRecord(session, purchase)];
      });
    },

    cancel(id) {
      return change(id, (draft) => {
        cancelSession(draft, id);
        return draft.decision((after) => ({
          ...toRecord(draft.session(id), after),
          stillPayableUntil: stillPayableUntil(draft.paymentsOf(id), draft.now),
        }));
      });
    },

    resolve(id, decision) {
      return change(id, (draft) => {
        resolveReview(draft, id, decision);
        return draft.decision((after) => toRecord(draft.session(id), after));
      });
    },
  };
}
