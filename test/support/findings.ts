/** What a scenario saw: how much of everything, and every promise that was not kept. */
export interface Outcome {
  readonly scenario: string;
  readonly counts: Readonly<Record<string, string | number>>;
  /** One sentence each; empty = the scenario passed. */
  readonly violations: readonly string[];
}

/** Enough to see a pattern; a broken promise seldom breaks once. */
const mostViolations = 20;

export class Findings {
  readonly #scenario: string;
  readonly #counts = new Map<string, string | number>();
  readonly #violations = new Map<string, number>();

  constructor(scenario: string) {
    this.#scenario = scenario;
  }

  add(name: string, by = 1): void {
    this.#counts.set(name, Number(this.#counts.get(name) ?? 0) + by);
  }

  set(name: string, value: string | number): void {
    this.#counts.set(name, value);
  }

  /** Keeps the largest, in milliseconds. */
  longest(name: string, ms: number): void {
    this.#counts.set(name, Math.max(Number(this.#counts.get(name) ?? 0), Math.round(ms)));
  }

  check(isKept: boolean, broken: string): void {
    if (!isKept) this.#violations.set(broken, (this.#violations.get(broken) ?? 0) + 1);
  }

  outcome(): Outcome {
    const told = [...this.#violations].map(([text, times]) =>
      times === 1 ? text : `${text} (${times} times)`,
    );
    const left = told.length - mostViolations;
    return {
      scenario: this.#scenario,
      counts: Object.fromEntries(this.#counts),
      violations: left > 0 ? [...told.slice(0, mostViolations), `and ${left} more`] : told,
    };
  }
}
