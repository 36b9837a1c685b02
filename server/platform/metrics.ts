/** Counters an operator alerts on. No label ever holds a session, a person or an address. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

export interface Metrics {
  readonly registry: Registry;
  requestDone(route: string, status: number, seconds: number): void;
  gatewayCall(call: GatewayCall, seconds: number): void;
  notification(
    provider: string,
    outcome: "accepted" | "unverified" | "unmatched" | "unknown",
  ): void;
  settled(provider: string, status: string): void;
  methodsCache(from: string): void;
  eventDelivery(outcome: "delivered" | "failed" | "given_up"): void;
  cardsPaused(account: string): void;
  /** All of them: what is not named any more is none. */
  strandedPayments(
    counts: readonly {
      readonly provider: string;
      readonly account: string;
      readonly count: number;
    }[],
  ): void;
}

export interface GatewayCall {
  readonly provider: string;
  readonly account: string;
  readonly call: string;
  /** `ok`, `defect`, or how the gateway failed. */
  readonly outcome: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const requests = new Histogram({
    name: "otter_request_seconds",
    help: "Requests by route and status",
    labelNames: ["route", "status"],
    buckets: [0.005, 0.025, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const calls = new Histogram({
    name: "otter_gateway_seconds",
    help: "Calls to the gateways by outcome",
    labelNames: ["provider", "account", "call", "outcome"],
    buckets: [0.05, 0.2, 0.5, 1, 2, 5, 10],
    registers: [registry],
  });
  const notifications = counter("otter_notifications_total", "Notifications by outcome", [
    "provider",
    "outcome",
  ]);
  const settlements = counter(
    "otter_payments_settled_total",
    "Payments by the status they reached",
    ["provider", "status"],
  );
  const cache = counter("otter_methods_cache_total", "Method lists by where they came from", [
    "from",
  ]);
  const events = counter("otter_event_deliveries_total", "Deliveries of events to the shop", [
    "outcome",
  ]);
  const pauses = counter("otter_cards_paused_total", "Pauses because nearly all cards failed", [
    "account",
  ]);
  const stranded = new Gauge({
    name: "otter_stranded_payments",
    help: "Open payments of an account or gateway that is not configured here any more",
    labelNames: ["provider", "account"],
    registers: [registry],
  });
  return {
    registry,
    requestDone: (route, status, seconds) =>
      requests.observe({ route, status: String(status) }, seconds),
    gatewayCall: ({ provider, account, call, outcome }, seconds) =>
      calls.observe({ provider, account, call, outcome }, seconds),
    notification: (provider, outcome) => notifications.inc({ provider, outcome }),
    settled: (provider, status) => settlements.inc({ provider, status }),
    methodsCache: (from) => cache.inc({ from }),
    eventDelivery: (outcome) => events.inc({ outcome }),
    cardsPaused: (account) => pauses.inc({ account }),
    strandedPayments(counts) {
      stranded.reset();
      for (const { provider, account, count } of counts) stranded.set({ provider, account }, count);
    },
  };
}
