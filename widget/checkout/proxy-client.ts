/**
 * The requests the widget makes, all to the proxy. Each is bounded in time, carries no cookie, and
 * ends in an answer or in a `CheckoutError` with a stable code. An answer is known by the one field
 * it cannot do without, because behind a wrong address web pages answer.
 */
import type {
  ChargedPayment,
  CheckoutView,
  ErrorAnswer,
  MethodList,
  StartPaymentRequest,
  StartedPayment,
} from "../../contract/contract.ts";
import type { ErrorCode } from "../../contract/vocabulary.ts";
import { CheckoutError } from "./checkout-error.ts";

/** A link to go to, or what became of a card. */
export type Started = StartedPayment | ChargedPayment;

/** Reading is quick or not worth waiting for; starting may take the gateway its ten seconds. */
const readMs = 12_000;
const startMs = 16_000;

/** Aborts with `outer`, or when time is up. Joined by hand: `AbortSignal.any` is younger than the baseline. */
export function limited(outer: AbortSignal, ms: number, onLate?: () => void): AbortSignal {
  const joined = new AbortController();
  const end = () => joined.abort();
  outer.addEventListener("abort", end);
  if (outer.aborted) end();
  setTimeout(() => {
    onLate?.();
    end();
  }, ms);
  return joined.signal;
}

/** @throws CheckoutError */
async function ask<T>(
  url: string,
  field: keyof T,
  signal: AbortSignal,
  body?: StartPaymentRequest,
): Promise<T> {
  let status = 0;
  let code: ErrorCode = "proxy_unreachable";
  let answer: (T & Partial<ErrorAnswer>) | undefined;
  const onLate = () => (code = "proxy_timeout");
  try {
    const response = await fetch(url, {
      signal: limited(signal, body ? startMs : readMs, onLate),
      credentials: "omit",
      ...(body && {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    status = response.status;
    code = "proxy_answer_invalid";
    answer = (await response.json()) as T & Partial<ErrorAnswer>;
  } catch {
    // `code` says which of the three it was.
  }
  if (answer?.[field]) return answer;
  const { error } = answer ?? {};
  if (error) throw new CheckoutError(error.code, error.message, error.retryable, error);
  throw new CheckoutError(code, `${url} (${status})`, true);
}

const checkoutUrl = (proxy: string, session: string) =>
  `${proxy}v1/checkout/${encodeURIComponent(session)}`;

/**
 * What can be paid: of `session`, or of a `currency` before there is one.
 * @throws CheckoutError also `proxy_missing`
 */
export async function readMethods(
  proxy: string | undefined,
  session: string | undefined,
  currency: string,
  signal: AbortSignal,
): Promise<CheckoutView | MethodList> {
  if (!proxy) throw new CheckoutError("proxy_missing", "Set proxy.");
  const url = session ? checkoutUrl(proxy, session) : `${proxy}v1/methods?currency=${currency}`;
  return ask<CheckoutView | MethodList>(url, "methods", signal);
}

/** Safe to repeat: the proxy answers again with the order it has. @throws CheckoutError */
export function startPayment(
  proxy: string,
  session: string,
  body: StartPaymentRequest,
  signal: AbortSignal,
): Promise<Started> {
  return ask<Started>(`${checkoutUrl(proxy, session)}/payments`, "paymentId", signal, body);
}
