/** How often each call arrived. Names come from requests, so only so many are kept apart. */
const mostNames = 100;

export class Counts {
  #counts = new Map<string, number>();

  add(name: string): void {
    const known = this.#counts.has(name) || this.#counts.size < mostNames;
    const key = known ? name : "other";
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  of(name?: string): number {
    if (name !== undefined) return this.#counts.get(name) ?? 0;
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  all(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  clear(): void {
    this.#counts.clear();
  }
}
