/** The time left to start in, by the proxy's clock: the shopper's may be wrong by hours. */
const secondMs = 1000;

export class Countdown {
  /** By this device's clock. */
  #endsAt = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onTick: () => void;

  constructor(onTick: () => void) {
    this.#onTick = onTick;
  }

  /** Infinite where nothing ends. */
  get secondsLeft(): number {
    return Math.ceil((this.#endsAt - Date.now()) / secondMs);
  }

  /** @param expiresAt @param now both by the proxy's clock, ISO 8601 */
  set(expiresAt: string | undefined, now: string | undefined): void {
    this.#endsAt = expiresAt ? Date.now() + Date.parse(expiresAt) - Date.parse(now!) : Infinity;
  }

  /** Tells at once, and then each second until it has ended. */
  run(): void {
    this.stop();
    const left = this.secondsLeft;
    if (left > 0 && left < Infinity) this.#timer = setTimeout(() => this.run(), secondMs);
    this.#onTick();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
