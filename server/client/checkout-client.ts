/** The proxy's routes for the shop's server, a method each. */
import { assertExpected } from "./assert-paid.ts";
import { createCaller, type CheckoutClientOptions } from "./call-proxy.ts";
import type {
  EventList,
  MethodList,
  NewSessionRecord,
  SessionList,
  SessionRecord,
  ShopEvent,
} from "./records.ts";
import type {
  CreateSessionRequest,
  EventListQuery,
  Expectation,
  MethodFilter,
  ResolveRequest,
  SessionListQuery,
} from "./requests.ts";

export interface CheckoutClient {
  /**
   * Asks to be paid. The same order asked again answers its unfinished session. `warnings` name what of
   * the customer's data was shortened or left out. With `recentOnly` the shopper sees only what
   * `customer.id` used before (rows that are `recent`), and everything where there is none, where each
   * needs what not every browser has, or where the gateway does not say so within 2 s of a view; what
   * is hidden can be paid with all the same. Asked again for the same order, the last word holds.
   * @throws CheckoutClientError
   */
  createSession(
    request: CreateSessionRequest,
    options?: { readonly idempotencyKey?: string | undefined },
  ): Promise<NewSessionRecord>;
  /** @throws CheckoutClientError `session_not_found` */
  getSession(id: string): Promise<SessionRecord>;
  /** One page, newest first. */
  listSessions(query?: SessionListQuery): Promise<SessionList>;
  /** All of them, newest first, page after page as they are asked for. */
  sessions(query?: SessionListQuery): AsyncGenerator<SessionRecord, void, undefined>;
  /**
   * Resolves to the session if it is paid and is the one you mean: deliver after this, not before.
   * @throws CheckoutClientError `not_paid`, `expectation_failed`
   */
  assertPaid(id: string, expected: Expectation): Promise<SessionRecord>;
  /** @throws CheckoutClientError `already_paid`, `order_in_review` */
  cancelSession(id: string): Promise<SessionRecord>;
  /** Decides about a payment in review. @throws CheckoutClientError `nothing_to_resolve` */
  resolveSession(id: string, decision: ResolveRequest): Promise<SessionRecord>;
  /** One page of events after a sequence, oldest first: how to catch up when webhooks were missed. */
  listEvents(query?: number | EventListQuery): Promise<EventList>;
  /** All that there are by now, oldest first, page after page as they are asked for. */
  events(query?: EventListQuery): AsyncGenerator<ShopEvent, void, undefined>;
  /** What can be paid with before there is a session. */
  listMethods(currency: string, filter?: MethodFilter): Promise<MethodList>;
  /** Drops cached lists, all or those that match, on every instance within 2 s. */
  purgeMethods(filter?: MethodFilter & { readonly currency?: string | undefined }): Promise<void>;
}

/**
 * @example
 * ```ts
 * const checkout = createCheckoutClient({ proxyUrl: "https://pay.shop.example", apiKey });
 * const session = await checkout.createSession({ amount: "12.750", currency: "KWD", orderRef: "W-20431" });
 * ```
 */
export function createCheckoutClient(options: CheckoutClientOptions): CheckoutClient {
  const call = createCaller(options);
  const pathOf = (id: string) => `/v1/sessions/${encodeURIComponent(id)}`;
  const getSession = (id: string) => call<SessionRecord>("GET", pathOf(id));
  const listSessions = (query?: SessionListQuery) =>
    call<SessionList>("GET", "/v1/sessions", { query });
  const listEvents = (query: number | EventListQuery = {}) =>
    call<EventList>("GET", "/v1/events", {
      query: typeof query === "number" ? { after: query } : query,
    });
  return {
    getSession,
    listSessions,
    listEvents,
    createSession: (request, { idempotencyKey } = {}) =>
      call("POST", "/v1/sessions", {
        body: request,
        headers: idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey },
      }),
    async *sessions(query = {}) {
      const pages = pagesAfter(query.after, (after) => listSessions({ ...query, after }));
      for await (const page of pages) yield* page.sessions;
    },
    async assertPaid(id, expected) {
      const session = await getSession(id);
      assertExpected(session, expected);
      return session;
    },
    cancelSession: (id) => call("POST", `${pathOf(id)}/cancel`),
    resolveSession: (id, decision) => call("POST", `${pathOf(id)}/resolve`, { body: decision }),
    async *events(query = {}) {
      const pages = pagesAfter(query.after, (after) => listEvents({ ...query, after }));
      for await (const page of pages) yield* page.events;
    },
    listMethods: (currency, filter) =>
      call("GET", "/v1/methods", { query: { ...filter, currency } }),
    purgeMethods: (filter) => call("DELETE", "/v1/methods", { query: filter }),
  };
}

/** Each page when it is asked for, from the one after `first` to the one that names no next. */
async function* pagesAfter<After, Page extends { readonly next: After | null }>(
  first: After | undefined,
  read: (after: After | undefined) => Promise<Page>,
): AsyncGenerator<Page, void, undefined> {
  let after: After | null | undefined = first;
  do {
    const page: Page = await read(after);
    yield page;
    after = page.next;
  } while (after !== null);
}
