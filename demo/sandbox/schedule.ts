/** What happens some seconds from now: late call-backs, slow answers. Ends with the sandbox. */
export type When =
  /** Before the shopper is sent back. */
  | "now"
  /** Some seconds after. */
  | "later"
  | "never"
  /** Before the shopper is sent back, and once more some seconds after. */
  | "twice";

export const whens = ["now", "later", "never", "twice"] as const satisfies readonly When[];

/** How long "later" is: long enough to come back before it, short enough to watch it. */
export const laterMs = 4000;

export class Schedule {
  readonly #pending = new Map<NodeJS.Timeout, () => void>();

  after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#pending.delete(timer);
      act();
    }, ms);
    this.#pending.set(timer, () => {});
  }

  /** Resolves after `ms`, or when everything is dropped. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#pending.delete(timer);
        resolve();
      }, ms);
      this.#pending.set(timer, resolve);
    });
  }

  /** Nothing that was planned happens any more; who waits goes on. */
  clear(): void {
    for (const [timer, drop] of this.#pending) {
      clearTimeout(timer);
      drop();
    }
    this.#pending.clear();
  }
}
