/**
 * Sessions: what a shop asks to be paid. One order, one session: asking again for the same order
 * answers the unfinished session or takes its place, so that reloads and edited carts never make
 * two payable carts.
 */
import type {
  CreateSessionRequest,
  NewSessionRecord,
  ResolveRequest,
  SessionList,
  SessionRecord,
} from "../../contract/contract.ts";
import { CheckoutError } from "../platform/errors.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import type { Decision, Purchase, Session, SessionQuery } from "../ledger/ledger.ts";
import { createCustomerNeeds, type CustomerNeeds } from "../methods/customer-needs.ts";
import type { Methods } from "../methods/methods.ts";
import type { PurchaseDraft } from "../rules/purchase-draft.ts";
import { toSessionRecord } from "../rules/records.ts";
import {
  cancelSession,
  resolveReview,
  stillPayableUntil,
  takePlace,
} from "../rules/session-decisions.ts";
import { assertPayable } from "./assert-payable.ts";
import { readSession, sessionNotFound } from "./find-session.ts";
import { claimOf, findClaimed, type Claim } from "./idempotency.ts";
import { newSession, type SessionRules } from "./new-session.ts";
import { readRequest, type SessionRequest } from "./session-request.ts";

export type { SessionRules };

export interface CreatedSession {
  readonly record: NewSessionRecord;
  /** False when an unfinished session of the same purchase was answered. */
  readonly created: boolean;
}

export interface Sessions {
  create(
    body: CreateSessionRequest,
    caller: { apiKey: string; idempotencyKey: string | undefined },
  ): Promise<CreatedSession>;
  read(id: string): Promise<SessionRecord>;
  list(query: SessionQuery): Promise<SessionList>;
  cancel(id: string): Promise<SessionRecord>;
  resolve(id: string, decision: ResolveRequest): Promise<SessionRecord>;
}

/** What sessions are made with. */
interface Means {
  readonly context: FlowContext;
  readonly methods: Methods;
  readonly rules: SessionRules;
  readonly needs: CustomerNeeds;
}

export function createSessions(
  context: FlowContext,
  methods: Methods,
  rules: SessionRules,
): Sessions {
  const means: Means = { context, methods, rules, needs: createCustomerNeeds(context.logger) };
  return {
    async create(body, { apiKey, idempotencyKey }) {
      const { asked, warnings } = readRequest(body);
      const made = await (idempotencyKey === undefined
        ? make(means, asked)
        : makeOnce(means, asked, claimOf(apiKey, idempotencyKey, asked)));
      if (warnings.length === 0) return made;
      return { ...made, record: { ...made.record, warnings: [...warnings] } };
    },

    async read(id) {
      const { session, purchase } = await readSession(context, id);
      return toRecord(context, session, purchase);
    },

    async list(query) {
      if (query.after !== undefined) await assertKnown(context, query.after);
      const found = await context.ledger.listSessions({ ...query, limit: query.limit + 1 });
      const page = found.slice(0, query.limit);
      const purchases = new Map<string, Purchase | undefined>();
      for (const { orderRef } of page) {
        if (purchases.has(orderRef)) continue;
        purchases.set(orderRef, await context.ledger.readPurchase({ orderRef }));
      }
      const sessions = page.flatMap((session) => {
        const purchase = purchases.get(session.orderRef);
        return purchase === undefined ? [] : [toRecord(context, session, purchase)];
      });
      return { sessions, next: found.length > page.length ? page.at(-1)!.id : null };
    },

    cancel(id) {
      return change(context, id, (draft) => {
        cancelSession(draft, id);
        return draft.decision((after) => ({
          ...toRecord(context, draft.session(id), after),
          stillPayableUntil: stillPayableUntil(draft.paymentsOf(id), draft.now),
        }));
      });
    },

    resolve(id, decision) {
      return change(context, id, (draft) => {
        resolveReview(draft, id, decision);
        return draft.decision((after) => toRecord(context, draft.session(id), after));
      });
    },
  };
}

async function make(
  { context, methods, rules, needs }: Means,
  body: SessionRequest,
  claim?: Claim,
): Promise<CreatedSession> {
  const asked = newSession(context, rules, needs, body);
  await assertPayable(context, methods, asked);
  const made = await context.ledger.decide({ orderRef: body.orderRef }, (purchase) => {
    const draft = draftOf(context, purchase);
    const session = takePlace(draft, asked);
    if (claim !== undefined) {
      const { createdAt } = asked;
      draft.keepIdempotency({ ...claim, sessionId: session.id, createdAt });
    }
    return draft.decision((after) => ({
      session,
      record: toRecord(context, draft.session(session.id), after),
      created: session.id === asked.id,
    }));
  });
  methods.prefetchRecent(made.session);
  context.wake();
  return { record: made.record, created: made.created };
}

async function makeOnce(means: Means, body: SessionRequest, claim: Claim): Promise<CreatedSession> {
  const known = await replay(means.context, claim);
  if (known !== undefined) return known;
  // Meanwhile the same request may have come first, elsewhere: its answer is the answer.
  try {
    const made = await make(means, body, claim);
    return made.created ? made : ((await replay(means.context, claim)) ?? made);
  } catch (error) {
    const raced = await replay(means.context, claim);
    if (raced !== undefined) return raced;
    throw error;
  }
}

/** What a request that was answered before is answered again; a key is as old as the session it made. */
async function replay(context: FlowContext, claim: Claim): Promise<CreatedSession | undefined> {
  const known = await findClaimed(context.ledger, claim);
  if (known === undefined) return undefined;
  const { session, purchase } = await readSession(context, known.sessionId);
  return {
    record: toRecord(context, session, purchase),
    created: session.createdAt === known.createdAt,
  };
}

async function change(
  context: FlowContext,
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

function toRecord({ urls }: FlowContext, session: Session, purchase: Purchase): SessionRecord {
  return toSessionRecord(session, purchase, (id) => urls.pay(id));
}

/** A page after a session that is not there would end in silence. */
async function assertKnown(context: FlowContext, id: string): Promise<void> {
  if ((await context.ledger.findSession(id)) !== undefined) return;
  throw new CheckoutError("invalid_request", "after is no session of this proxy", {
    field: "after",
  });
}
