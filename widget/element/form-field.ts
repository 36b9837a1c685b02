/** What the form around the element, and the page's style sheets, are told of it. */
interface Missing {
  readonly isMissing: boolean;
  readonly sentence: string;
  /** Where the browser shows it. */
  readonly anchor: HTMLElement | undefined;
}

export class FormField {
  readonly #internals: ElementInternals;

  constructor(element: HTMLElement) {
    this.#internals = element.attachInternals();
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  setValue(value: string): void {
    this.#internals.setFormValue(value || null);
  }

  setMissing({ isMissing, sentence, anchor }: Missing): void {
    this.#internals.setValidity({ valueMissing: isMissing }, isMissing ? sentence : "", anchor);
  }

  /** Custom states: the host's attributes are the page's. */
  setStates(...names: string[]): void {
    const { states } = this.#internals;
    try {
      states.clear();
      for (const name of names) states.add(name);
    } catch {
      // A browser older than `:state()`.
    }
  }
}
