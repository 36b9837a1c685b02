/**
 * Where the messages come from: the shop's own calls to the proxy, the sandbox's journal of what
 * the proxy and the gateways said to each other, and what the widget tells the page.
 */
import type { Journal, JournalEntry } from "otter-checkout-sandbox";
import type { Party, Story, WireLog } from "./wire-log.ts";

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
    // What a shopper does on a gateway's page is noted without the page that answers it.
    if (entry.from === "shopper") wire.record({ ...toQuestion(entry), ...noOutcome });
    else if (entry.kind === "request") unanswered.set(entry.exchange, entry);
    else if (request !== undefined) wire.record({ ...toQuestion(request), ...toOutcome(entry) });
  });
}

const noOutcome = { outcome: "", isRefused: false } as const;

function toQuestion(request: JournalEntry) {
  const { gateway, call } = request;
  const from: Party = request.from === "gateway" ? gateway : senders[request.from];
  const to: Party = from === gateway ? "proxy" : gateway;
  const story = gatewayStories[call] ?? "other";
  const sealed = request.sealed === null ? {} : { sealed: request.sealed };
  return {
    at: Date.parse(request.at),
    from,
    to,
    story,
    name: call,
    request: request.opened,
    ...sealed,
  };
}

function toOutcome({ status, note, opened }: JournalEntry) {
  const outcome = status === null ? (note ?? "—") : String(status);
  return { outcome, isRefused: status === null || status >= 400, answer: opened };
}

/** What the widget asked or did when it fires an event; the request itself the shop cannot see. */
const widgetEvents = {
  "otter-ready": { story: "widget-ready", name: "GET /v1/checkout/:id", part: "answer" },
  "otter-submit": {
    story: "widget-submit",
    name: "POST /v1/checkout/:id/payments",
    part: "request",
  },
  "otter-redirect": { story: "widget-redirect", name: "GET", part: "request" },
  "otter-settled": { story: "widget-settled", name: "GET /v1/checkout/:id", part: "answer" },
} as const;

const shownFields = ["status", "method", "methods", "amount", "currency", "fee", "url"] as const;

/** Notes an event of the widget, as the page reports it. What does not look like one is dropped. */
export function recordWidgetEvent(wire: WireLog, body: unknown): void {
  const { type, detail } = (body ?? {}) as { type?: string; detail?: Record<string, unknown> };
  if (!Object.hasOwn(widgetEvents, type ?? "") || typeof detail !== "object") return;
  const { story, name, part } = widgetEvents[type as keyof typeof widgetEvents];
  const shown = shownFields.filter((field) => detail[field] !== undefined);
  wire.record({
    at: Date.now(),
    from: "browser",
    to: story === "widget-redirect" ? gatewayOf(detail["method"]) : "proxy",
    story,
    name: story === "widget-redirect" ? `${name} ${originOf(detail["url"])}` : name,
    outcome: "",
    isRefused: false,
    [part]: Object.fromEntries(shown.map((field) => [field, detail[field]])),
  });
}

function gatewayOf(method: unknown): Party {
  return String(method).startsWith("ottu:") ? "ottu" : "ottpay";
}

function originOf(url: unknown): string {
  return URL.canParse(String(url)) ? new URL(String(url)).origin : "";
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === "" ? undefined : text.slice(0, 500);
  }
}
