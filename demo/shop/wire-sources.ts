/**
 * Where the messages come from: the shop's own calls to the proxy, the sandbox's journal of what
 * the proxy and the gateways said to each other, and what the widget tells the page.
 */
import type { Journal, JournalEntry } from "otter-checkout-sandbox";
import type { Party, Story, WireLog, WireMessage } from "./wire-log.ts";

type Fetch = typeof globalThis.fetch;

/** A `fetch` for the client that tells what it sent and got. The key in its headers is not kept. */
export function recordingFetch(wire: WireLog, fetch: Fetch = globalThis.fetch): Fetch {
  return async (input, init) => {
    const at = Date.now();
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? "GET";
    const message = {
      at,
      from: "shop",
      to: "proxy",
      story: method === "POST" ? "session-created" : "session-read",
      name: `${method} ${url.pathname}`,
      ...(typeof init?.body === "string" ? { request: readJson(init.body) } : {}),
    } as const;
    try {
      const response = await fetch(input, init);
      const answer = readJson(await response.clone().text());
      const { status, ok } = response;
      wire.record({ ...message, outcome: String(status), isRefused: !ok, answer });
      return response;
    } catch (error) {
      wire.record({ ...message, outcome: "—", isRefused: true });
      throw error;
    }
  };
}

const gatewayStories: Readonly<Record<string, Story>> = {
  "payment-methods": "methods",
  PREPAY_INIT: "order-created",
  "pymt-txn:create": "order-created",
  PREPAY_QUERY: "order-asked",
  "pymt-txn:read": "order-asked",
  operation: "order-closed",
  callback: "notification",
  webhook: "notification",
  page: "gateway-page",
};

const senders = { merchant: "proxy", shopper: "browser" } as const;

/** Puts each exchange into the log when its answer is known. @returns how to stop */
export function followJournal(journal: Journal, wire: WireLog): () => void {
  const unanswered = new Map<number, JournalEntry>();
  return journal.onEntry((entry) => {
    const request = unanswered.get(entry.exchange);
    unanswered.delete(entry.exchange);
    if (entry.kind === "request") unanswered.set(entry.exchange, entry);
    else if (request !== undefined) wire.record(toMessage(request, entry));
  });
}

function toMessage(request: JournalEntry, answer: JournalEntry): Omit<WireMessage, "sequence"> {
  const { gateway, call } = request;
  const sender: Party = request.from === "gateway" ? gateway : senders[request.from];
  return {
    at: Date.parse(request.at),
    from: sender,
    to: sender === gateway ? "proxy" : gateway,
    story: gatewayStories[call] ?? "other",
    name: call,
    outcome: answer.status === null ? (answer.note ?? "—") : String(answer.status),
    isRefused: answer.status === null || answer.status >= 400,
    request: request.opened,
    ...(request.sealed === null ? {} : { sealed: request.sealed }),
    answer: answer.opened,
  };
}

const widgetEvents = ["otter-ready", "otter-submit", "otter-redirect", "otter-settled"] as const;
const shownFields = ["method", "methods", "status", "amount", "currency", "fee", "url"] as const;

/** Notes an event of the widget, as the page reports it. What does not look like one is dropped. */
export function recordWidgetEvent(wire: WireLog, body: unknown): void {
  const { type, detail } = (body ?? {}) as { type?: unknown; detail?: Record<string, unknown> };
  const event = widgetEvents.find((name) => name === type);
  if (event === undefined || typeof detail !== "object" || detail === null) return;
  const shown = shownFields.filter((name) => detail[name] !== undefined);
  wire.record({
    at: Date.now(),
    from: "browser",
    to: "proxy",
    story: `widget-${event.slice("otter-".length)}` as Story,
    name: event,
    outcome: "",
    isRefused: false,
    request: Object.fromEntries(shown.map((name) => [name, detail[name]])),
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === "" ? undefined : text.slice(0, 500);
  }
}
