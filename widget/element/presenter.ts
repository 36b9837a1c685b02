/** What the views are given: the element's settings and the state of its checkout, as one value. */
import { addressBelow } from "../checkout/proxy-address.ts";
import type { CheckoutStore } from "../checkout/store.ts";
import { OtterChangeEvent } from "../events.ts";
import type { Language } from "../language/language.ts";
import type { PaymentMethod } from "../public-types.ts";
import type { PickerActions, PickerView } from "../view/picker-view.ts";

export interface PresentedElement {
  readonly button: "auto" | "none";
  readonly theme: "auto" | "light" | "dark";
  readonly rows: number;
  readonly result: boolean;
  readonly isDisabled: boolean;
  readonly updateComplete: Promise<unknown>;
  requestUpdate(): void;
  dispatchEvent(event: Event): boolean;
  focus(): void;
}

export class Presenter {
  readonly #element: PresentedElement;
  readonly #checkout: CheckoutStore;
  readonly #language: Language;
  readonly #proxyUrl: () => string | undefined;
  readonly #missingIcons = new Set<string>();
  readonly #actions: PickerActions = {
    choose: (id) => this.#checkout.choose(id),
    commit: () => this.#commit(),
    pay: () => void this.#checkout.start.submit(),
    retry: () => void this.#retry(),
    missIcon: (icon) => {
      this.#missingIcons.add(icon);
      this.#element.requestUpdate();
    },
  };

  constructor(
    element: PresentedElement,
    checkout: CheckoutStore,
    language: Language,
    proxyUrl: () => string | undefined,
  ) {
    this.#element = element;
    this.#checkout = checkout;
    this.#language = language;
    this.#proxyUrl = proxyUrl;
  }

  get view(): PickerView {
    const { button, theme, rows, result, isDisabled } = this.#element;
    const checkout = this.#checkout;
    const { phase, view, start, chosen, isChoiceMissing, base, total, problem } = checkout;
    return {
      phase,
      language: this.#language,
      theme,
      rows,
      hasPay: button !== "none",
      isResult: result,
      isDisabled,
      isCharging: start.isCharging,
      methods: view?.methods ?? [],
      chosen,
      isChoiceMissing,
      iconUrl: (method) => this.#iconUrl(method),
      base,
      total,
      status: view?.status ?? "pending",
      last: view?.last,
      isPartial: view?.partial ?? false,
      secondsLeft: checkout.countdown.secondsLeft,
      isStalled: checkout.resultWait.isOver,
      link: start.link,
      problem,
      actions: this.#actions,
    };
  }

  #commit(): void {
    // Unlike `input`, the radio's own ends at the shadow root.
    this.#element.dispatchEvent(new Event("change", { bubbles: true }));
    this.#element.dispatchEvent(new OtterChangeEvent({ method: this.#checkout.value }));
  }

  async #retry(): Promise<void> {
    await this.#checkout.load();
    await this.#element.updateComplete;
    this.#element.focus();
  }

  #iconUrl({ icon }: PaymentMethod): string | undefined {
    if (!icon || this.#missingIcons.has(icon)) return undefined;
    return addressBelow(this.#proxyUrl(), icon);
  }
}
