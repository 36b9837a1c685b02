/**
 * Counters an operator alerts on. No label ever holds a session, a person or an address. Those whose
 * labels are known begin at 0: what is first seen at 1 has not risen for who watches it rise.
 */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import { paymentStatuses } from "../../contract/vocabulary.ts";

const notificationOutcomes = ["accepted", "unverified", "unmatched", "unknown"] as const;
const deliveryOutcomes = ["delivered", "failed", "given_up"] as const;

/** What a payment can come to. */
const endings = paymentStatuses.filter((status) => status !== "created" && status !== "pending");

export interface Metrics {
  readonly registry: Registry;
  requestDone(route: string, status: number, seconds: number): void;
  gatewayCall(call: GatewayCall, seconds: number): void;
  notification(provider: string, outcome: (typeof notificationOutcomes)[number]): void;
  started(of: MethodOf): void;
  /** A payment has reached this status. */
  settled(of: MethodOf & { readonly status: string }): void;
  listServed(list: ServedList): void;
  eventDelivery(outcome: (typeof deliveryOutcomes)[number]): void;
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

/** A gateway, and a method of it as a label: one of a bounded number. */
export interface MethodOf {
  readonly provider: string;
  readonly method: string;
}

export interface Gateway {
  readonly provider: string;
  readonly account: string;
}

export interface ServedList extends Gateway {
  readonly from: "hit" | "stale" | "miss";
  /** In ms since 1970. */
  readonly fetchedAt: number;
}

export interface MetricsOptions {
  /** Those that are configured. */
  readonly gateways: readonly Gateway[];
  readonly now: () => number;
}

export interface GatewayCall {
  readonly provider: string;
  readonly account: string;
  readonly call: string;
  /** `ok`, `defect`, or how the gateway failed. */
  readonly outcome: string;
}

export function createMetrics({ gateways, now }: MetricsOptions): Metrics {
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
  const starts = counter("otter_payment_starts_total", "Payments begun, by method", [
    "provider",
    "method",
  ]);
  const outcomes = counter(
    "otter_payment_outcomes_total",
    "Payments by method and the status they reached",
    ["provider", "method", "status"],
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
  const newestLists = new Map<string, ServedList>();
  new Gauge({
    name: "otter_methods_list_age_seconds",
    help: "Age of the newest list of methods that this instance has served",
    labelNames: ["provider", "account"],
    registers: [registry],
    collect() {
      for (const { provider, account, fetchedAt } of newestLists.values()) {
        this.set({ provider, account }, Math.max(0, now() - fetchedAt) / 1000);
      }
    },
  });
  for (const { provider, account } of gateways) {
    for (const outcome of notificationOutcomes) notifications.inc({ provider, outcome }, 0);
    for (const status of endings) settlements.inc({ provider, status }, 0);
    pauses.inc({ account }, 0);
  }
  for (const outcome of deliveryOutcomes) events.inc({ outcome }, 0);
  return {
    registry,
    requestDone: (route, status, seconds) =>
      requests.observe({ route, status: String(status) }, seconds),
    gatewayCall: ({ provider, account, call, outcome }, seconds) =>
      calls.observe({ provider, account, call, outcome }, seconds),
    notification: (provider, outcome) => notifications.inc({ provider, outcome }),
    started(of) {
      starts.inc({ provider: of.provider, method: of.method });
      for (const status of endings) outcomes.inc({ ...of, status }, 0);
    },
    settled({ provider, method, status }) {
      settlements.inc({ provider, status });
      outcomes.inc({ provider, method, status });
    },
    listServed(list) {
      cache.inc({ from: list.from });
      const name = `${list.account}/${list.provider}`;
      if (list.fetchedAt > (newestLists.get(name)?.fetchedAt ?? 0)) newestLists.set(name, list);
    },
    eventDelivery: (outcome) => events.inc({ outcome }),
    cardsPaused: (account) => pauses.inc({ account }),
    strandedPayments(counts) {
      stranded.reset();
      for (const { provider, account, count } of counts) stranded.set({ provider, account }, count);
    },
  };
}
