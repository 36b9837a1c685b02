/** Loads the card form when a method that has one is first chosen, and tells it what it stands in. */
import type { CardField, CardSetting } from "../card-frame/card-field.ts";
import { CheckoutError } from "../checkout/checkout-error.ts";
import { addressBelow } from "../checkout/proxy-address.ts";
import type { CheckoutStore } from "../checkout/store.ts";
import { methodName, type Language } from "../language/language.ts";

export interface CardElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly isDisabled: boolean;
}

export class CardLoader {
  readonly #element: CardElement;
  readonly #checkout: CheckoutStore;
  readonly #language: Language;
  readonly #proxyUrl: () => string | undefined;
  #card: Promise<CardField> | undefined;

  constructor(
    element: CardElement,
    checkout: CheckoutStore,
    language: Language,
    proxyUrl: () => string | undefined,
  ) {
    this.#element = element;
    this.#checkout = checkout;
    this.#language = language;
    this.#proxyUrl = proxyUrl;
  }

  /** @throws CheckoutError `proxy_unreachable`; the next call tries again */
  load(): Promise<CardField> {
    return (this.#card ??= import("../card-frame/card-field.ts").then(
      ({ CardField }) =>
        new CardField(this.#element.renderRoot as ShadowRoot, () => this.#setting()),
      () => {
        this.#card = undefined;
        throw new CheckoutError("proxy_unreachable", "No card form.", { retryable: true });
      },
    ));
  }

  /** After every rendering. */
  update(): void {
    if (!this.#checkout.chosen?.frame) return;
    // Not there: said when Pay is pressed, which tries again.
    this.load().then(
      (card) => card.update(),
      () => {},
    );
  }

  #setting(): CardSetting {
    const { chosen, session, start } = this.#checkout;
    const { tag } = this.#language;
    return {
      address: addressBelow(this.#proxyUrl(), chosen!.frame! + (session ?? "new")),
      title: methodName(chosen!, tag),
      locale: tag,
      isLocked: this.#element.isDisabled || start.isCharging,
    };
  }
}
