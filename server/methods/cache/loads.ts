/**
 * Calls upstream, one at a time for each key: who comes while one runs is given its answer. A call
 * that began before a purge is not joined by who comes after it.
 */
import type { Clock } from "../../platform/clock.ts";
import type { ProviderMethod } from "../../providers/provider.ts";

type LoadMethods = (signal: AbortSignal) => Promise<readonly ProviderMethod[]>;

interface Running<Result> {
  readonly generation: number;
  readonly result: Promise<Result>;
}

const loadMs = 10_000;

export class Loads<Result> {
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  readonly #running = new Map<string, Running<Result>>();
  readonly #permits = new Map<string, Promise<void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isRunning(key: string, generation: number): boolean {
    return this.#running.get(key)?.generation === generation;
  }

  /**
   * Joins the running call or makes one. `keep` is given what was loaded, and whether it may still
   * be kept: not when a purge came in between.
   */
  run(
    key: string,
    generation: number,
    load: LoadMethods,
    keep: (methods: readonly ProviderMethod[], mayKeep: boolean) => Result,
  ): Promise<Result> {
    const before = this.#running.get(key);
    if (before?.generation === generation) return before.result;
    const running: Running<Result> = {
      generation,
      result: this.#call(load)
        .then((methods) => keep(methods, this.#running.get(key) === running))
        .finally(() => {
          if (this.#running.get(key) === running) this.#running.delete(key);
        }),
    };
    this.#running.set(key, running);
    return running.result;
  }

  /** Asks once for all who want the same call at the same time. */
  permit(key: string, mayLoad: () => Promise<void>): Promise<void> {
    let permit = this.#permits.get(key);
    if (permit === undefined) {
      permit = mayLoad().finally(() => this.#permits.delete(key));
      this.#permits.set(key, permit);
    }
    return permit;
  }

  /** What is running for these keys answers who waits for it, and nobody else. */
  forget(matches: (key: string) => boolean): void {
    for (const key of this.#running.keys()) if (matches(key)) this.#running.delete(key);
  }

  /** Ends what is running. */
  close(): void {
    this.#closing.abort();
  }

  async #call(load: LoadMethods): Promise<readonly ProviderMethod[]> {
    const deadline = new AbortController();
    const done = new AbortController();
    void this.#clock.wait(loadMs, done.signal).then(() => deadline.abort());
    try {
      return await load(AbortSignal.any([deadline.signal, this.#closing.signal]));
    } finally {
      done.abort();
    }
  }
}
