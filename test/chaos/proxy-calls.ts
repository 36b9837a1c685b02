/** Calls of the proxy as its clients make them, timed; an answer that never came is one too. */
import type {
  EventList,
  SessionRecord,
  ShopEvent,
  StartedPayment,
} from "../../contract/contract.ts";

export const apiKey = "chaos-api-key-0123456789abcdef";

export interface Answer {
  /** 0 = the connection broke, or nothing came in time. */
  readonly status: number;
  /** The error's code, where the answer is an error. */
  readonly code: string | null;
  readonly retryable: boolean;
  readonly body: unknown;
  readonly location: string | null;
  readonly retryAfterSeconds: number | null;
  readonly ms: number;
}

export interface Order {
  readonly orderRef: string;
  readonly amount: string;
  readonly currency: string;
  readonly returnUrl?: string;
  readonly failureUrl?: string;
  readonly customer?: { readonly email: string };
  readonly expiresInSeconds?: number;
}

const patienceMs = 40_000;

export class ProxyCalls {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  createSession(order: Order): Promise<Answer> {
    return this.#asShop(
      "POST",
      "/v1/sessions",
      { ...order },
      { "Idempotency-Key": order.orderRef },
    );
  }

  cancel(sessionId: string): Promise<Answer> {
    return this.#asShop("POST", `/v1/sessions/${sessionId}/cancel`);
  }

  async session(sessionId: string): Promise<SessionRecord> {
    const answer = await this.#asShop("GET", `/v1/sessions/${sessionId}`);
    if (answer.status !== 200) throw new Error(`a session cannot be read: ${answer.status}`);
    return answer.body as SessionRecord;
  }

  view(sessionId: string): Promise<Answer> {
    return this.get(`/v1/checkout/${sessionId}`);
  }

  start(sessionId: string, method: string): Promise<Answer> {
    return this.#call("POST", `/v1/checkout/${sessionId}/payments`, { method });
  }

  payByCard(sessionId: string, card: string): Promise<Answer> {
    const path = `/v1/checkout/${sessionId}/payments`;
    return this.#call("POST", path, { method: "ottpay:CARD", card });
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#call("GET", path, undefined, headers);
  }

  /** Opens an address of the proxy as a browser does that a gateway sent there. */
  visit(address: string): Promise<Answer> {
    return ask(address);
  }

  /** Every event after a sequence. */
  async eventsAfter(sequence: number): Promise<readonly ShopEvent[]> {
    const events: ShopEvent[] = [];
    for (let after: number | null = sequence; after !== null;) {
      const answer = await this.#asShop("GET", `/v1/events?after=${after}&limit=200`);
      if (answer.status !== 200) throw new Error(`events cannot be read: ${answer.status}`);
      const { events: page, next } = answer.body as EventList;
      events.push(...page);
      after = next;
    }
    return events;
  }

  #asShop(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.#call(method, path, body, { ...headers, authorization: `Bearer ${apiKey}` });
  }

  #call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return ask(this.#url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const startedAt = performance.now();
  const since = () => performance.now() - startedAt;
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
      ...init,
    });
    const text = await response.text();
    const body = parse(text);
    const error = (body as { error?: { code: string; retryable: boolean } } | null)?.error;
    const retryAfter = response.headers.get("retry-after");
    return {
      status: response.status,
      code: error?.code ?? null,
      retryable: error?.retryable ?? false,
      body,
      location: response.headers.get("location"),
      retryAfterSeconds: retryAfter === null ? null : Number(retryAfter),
      ms: since(),
    };
  } catch {
    const nothing = { code: null, body: null, location: null, retryAfterSeconds: null };
    return { ...nothing, status: 0, retryable: true, ms: since() };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function linkOf(answer: Answer): string {
  return (answer.body as StartedPayment).redirectUrl;
}
