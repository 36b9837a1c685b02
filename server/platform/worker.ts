/** A loop that does what is due, sleeps until something may be, and can be woken. */
import type { Clock } from "./clock.ts";
import type { Logger } from "./logger.ts";

export interface Worker {
  wake(): void;
  /** Resolves when the round in hand is done. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Longest sleep, in ms: other instances may have made work. */
  readonly idleMs: number;
  /** Does what is due; true = there may be more at once. */
  readonly round: () => Promise<boolean>;
}

export function startWorker(options: WorkerOptions): Worker {
  let stopped = false;
  let woken = false;
  let sleeping: AbortController | undefined;

  async function sleep(ms: number): Promise<void> {
    if (woken || stopped) return;
    sleeping = new AbortController();
    await options.clock.wait(ms, sleeping.signal);
    sleeping = undefined;
  }

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      let more = false;
      try {
        more = await options.round();
      } catch (error) {
        options.logger.error(
          { worker: options.name, reason: error instanceof Error ? error.message : "unknown" },
          "a round failed; it will be tried again",
        );
      }
      if (!more) await sleep(options.idleMs);
    }
  }

  const running = run();
  return {
    wake() {
      woken = true;
      sleeping?.abort();
    },
    async stop() {
      stopped = true;
      sleeping?.abort();
      await running;
    },
  };
}
