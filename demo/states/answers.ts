/** What a proxy says in these states: the shapes of `/openapi.json`, which a test holds them to. */
import { gulf, type Row } from "./methods.ts";
import type { Answer } from "./state.ts";

export const session = "cs_kilnandpalm0123456789ab";
const payment = "pay_kilnandpalm0123456789ab";
const price = { amount: "12.750", currency: "KWD" };
/** Time is what the two differ by: the widget counts from the proxy's clock. */
const now = "2026-03-01T09:00:00.000Z";

const ok = (body: Readonly<Record<string, unknown>>): Answer => ({ status: 200, body });

export interface ViewMore {
  readonly [field: string]: unknown;
  readonly secondsLeft?: number;
}

/** A session that can be paid, in the words of `GET /v1/checkout/:id`. */
export function open(methods: readonly Row[] = gulf, more: ViewMore = {}): Answer {
  const { secondsLeft = 3600, ...rest } = more;
  const expiresAt = new Date(Date.parse(now) + secondsLeft * 1000).toISOString();
  const about = { orderRef: "K-1042", description: null, locale: null };
  return ok({
    ...{ id: session, status: "open", ...price, ...about, expiresAt, now, partial: false },
    ...{ methods, ...rest },
  });
}

/** The same, paid in Canadian dollars with OTT Pay. */
export function openInCanada(methods: readonly Row[], more: ViewMore = {}): Answer {
  return open(methods, { amount: "38.00", currency: "CAD", ...more });
}

/** A session that has come to its end. */
export function ended(status: string, more: Readonly<Record<string, unknown>> = {}): Answer {
  return ok({ id: session, status, ...price, methods: [], ...more });
}

/** What a paid view says beside the amount. */
export const receipt = {
  receipt: { order: "K-1042", method: "KNET", reference: "100200300400", at: now },
};

export function listed(methods: readonly Row[]): Answer {
  return ok({ methods, partial: false });
}

/** A link to the gateway; `/…` is an address of the gallery. */
export function started(more: Readonly<Record<string, unknown>> = {}): Answer {
  const terms = { ...price, fee: "0.000", feeDescription: null, expiresAt: null };
  return ok({ paymentId: payment, redirectUrl: "/gallery/gateway", ...terms, ...more });
}

const requestId = "9f2c71d0-5b8e-4a53-9d51-0d2f6c1b7a44";

export function refused(status: number, code: string, retryable = true): Answer {
  return { status, body: { error: { code, message: code, retryable, requestId } } };
}
