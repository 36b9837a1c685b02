/** What a scenario saw: how much of everything, and every promise that was not kept. */
export interface Outcome {
  readonly scenario: string;
  readonly counts: Readonly<Record<string, string | number>>;
  /** One sentence each; empty = every promise was kept, but perhaps late. */
  readonly violations: readonly string[];
  /** What took too long: worth something only on a machine with nothing else to do. */
  readonly delays: readonly string[];
}

/** Enough to see a pattern; a broken promise seldom breaks once. */
const mostTold = 20;

export class Findings {
  readonly #scenario: string;
  readonly #counts = new Map<string, string | number>();
  readonly #violations = new Map<string, number>();
  readonly #delays = new Map<string, number>();

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
    if (!isKept) count(this.#violations, broken);
  }

  checkTime(isInTime: boolean, late: string): void {
    if (!isInTime) count(this.#delays, late);
  }

  outcome(): Outcome {
    return {
      scenario: this.#scenario,
      counts: Object.fromEntries(this.#counts),
      violations: toLines(this.#violations),
      delays: toLines(this.#delays),
    };
  }
}

function count(sentences: Map<string, number>, sentence: string): void {
  sentences.set(sentence, (sentences.get(sentence) ?? 0) + 1);
}

function toLines(sentences: ReadonlyMap<string, number>): readonly string[] {
  const told = [...sentences].map(([text, times]) =>
    times === 1 ? text : `${text} (${times} times)`,
  );
  const left = told.length - mostTold;
  return left > 0 ? [...told.slice(0, mostTold), `and ${left} more`] : told;
}
