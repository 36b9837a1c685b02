/**
 * What waits in the ledger, as gauges: the same numbers whichever instance is asked. The ledger is
 * read when somebody asks, at most every few seconds, and not waited for longer than a moment; while
 * it cannot be read there are no numbers, and `otter_ledger_up` is 0.
 */
import { Gauge, type Registry } from "prom-client";
import type { AccountGateway, Backlog, Ledger } from "../ledger/ledger.ts";
import { elapsed, type Clock } from "../platform/clock.ts";
import { withTimeLimit } from "../platform/time-limit.ts";

const keepMs = 5_000;
const patienceMs = 2_000;

export interface BacklogSource {
  readonly ledger: Pick<Ledger, "readBacklog">;
  readonly clock: Clock;
  /** Those of which there is a number also while nothing waits. */
  readonly gateways: readonly AccountGateway[];
}

export function addBacklogGauges(registry: Registry, source: BacklogSource): void {
  const numbers = new Numbers(registry, source);
  numbers.setNone();
}

class Numbers {
  readonly #registry: Registry;
  readonly #source: BacklogSource;
  /** Who asks while somebody looks, or just after, shares what was found. */
  #looked: { readonly at: number; readonly done: Promise<void> } | undefined;

  readonly #up: Gauge;
  readonly #open: Gauge;
  readonly #review: Gauge;
  readonly #lag: Gauge;
  readonly #undelivered: Gauge;
  readonly #oldest: Gauge;
  readonly #givenUp: Gauge;

  constructor(registry: Registry, source: BacklogSource) {
    this.#registry = registry;
    this.#source = source;
    const ofGateway = ["provider", "account"];
    this.#up = this.#gauge("otter_ledger_up", "Whether the ledger could be read for these gauges");
    this.#open = this.#gauge("otter_open_payments", "Payments that have not ended, by status", [
      ...ofGateway,
      "status",
    ]);
    this.#review = this.#gauge(
      "otter_payments_in_review",
      "Payments that wait for the shop's decision",
      ofGateway,
    );
    this.#lag = this.#gauge(
      "otter_reconciler_lag_seconds",
      "How long the payment that has waited longest is overdue to be asked about",
      ofGateway,
    );
    this.#undelivered = this.#gauge(
      "otter_undelivered_events",
      "Events that the shop has yet to take",
    );
    this.#oldest = this.#gauge(
      "otter_oldest_undelivered_event_seconds",
      "Age of the oldest event that the shop has yet to take",
    );
    this.#givenUp = this.#gauge(
      "otter_given_up_events",
      "Events that are tried no more until they are replayed",
    );
  }

  /** A gauge without labels is 0 from the start: what is not known is left out. */
  setNone(): void {
    for (const gauge of [this.#open, this.#review, this.#lag]) gauge.reset();
    for (const gauge of [this.#undelivered, this.#oldest, this.#givenUp]) gauge.remove();
  }

  /** All are collected side by side: each waits for the one look that sets them all. */
  #gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
    return new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.#registry],
      collect: () => this.#look(),
    });
  }

  #look(): Promise<void> {
    const at = elapsed(this.#source.clock);
    const age = this.#looked === undefined ? keepMs : at - this.#looked.at;
    if (this.#looked === undefined || age < 0 || age >= keepMs) {
      this.#looked = { at, done: this.#setAll() };
    }
    return this.#looked.done;
  }

  async #setAll(): Promise<void> {
    const { ledger, clock } = this.#source;
    const now = clock.now();
    try {
      const backlog = await withTimeLimit(patienceMs, () => ledger.readBacklog(now));
      this.setNone();
      this.#set(backlog, now);
      this.#up.set(1);
    } catch {
      this.setNone();
      this.#up.set(0);
    }
  }

  #set({ payments, due, events }: Backlog, now: number): void {
    const age = (since: number | null) => (since === null ? 0 : Math.max(0, now - since) / 1000);
    const { gateways } = this.#source;
    for (const { provider, account } of gateways) {
      for (const status of ["created", "pending"]) this.#open.set({ provider, account, status }, 0);
      this.#review.set({ provider, account }, 0);
      this.#lag.set({ provider, account }, 0);
    }
    for (const { provider, account, status, count } of payments) {
      if (status === "review") this.#review.set({ provider, account }, count);
      else this.#open.set({ provider, account, status }, count);
    }
    for (const { provider, account, since } of due) {
      // Nobody asks about payments of a gateway that is not configured: those are stranded.
      const isAsked = gateways.some((one) => one.provider === provider && one.account === account);
      if (isAsked) this.#lag.set({ provider, account }, age(since));
    }
    this.#undelivered.set(events.waiting);
    this.#oldest.set(age(events.oldestAt));
    this.#givenUp.set(events.givenUp);
  }
}
