/** What happens some seconds from now: late call-backs, slow answers. Ends with the sandbox. */
export const whens = ["now", "later", "never", "twice"] as const;

/**
 * When the merchant is told, seen from a shopper who is sent back: `now` is before that, `later` some
 * seconds after it, `twice` is both.
 */
export type When = (typeof whens)[number];

/** How long "later" is: long enough to come back before it, short enough to watch it. */
const laterMs = 4000;

export class Schedule {
  readonly #late = new Map<NodeJS.Timeout, () => Promise<unknown>>();
  readonly #waiting = new Map<NodeJS.Timeout, () => void>();

  later(act: () => Promise<unknown>): void {
    const timer = setTimeout(() => {
      this.#late.delete(timer);
      void act();
    }, laterMs);
    this.#late.set(timer, act);
  }

  /** Resolves after `ms`, or when everything is dropped. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(timer);
        resolve();
      }, ms);
      this.#waiting.set(timer, resolve);
    });
  }

  /** Does now what was planned for later, and resolves when it is done. */
  async hurry(): Promise<void> {
    const acts = [...this.#late.values()];
    this.#dropLate();
    await Promise.all(acts.map((act) => act()));
  }

  /** Nothing that was planned happens any more; who waits goes on. */
  clear(): void {
    this.#dropLate();
    for (const [timer, resolve] of this.#waiting) {
      clearTimeout(timer);
      resolve();
    }
    this.#waiting.clear();
  }

  #dropLate(): void {
    for (const timer of this.#late.keys()) clearTimeout(timer);
    this.#late.clear();
  }
}
