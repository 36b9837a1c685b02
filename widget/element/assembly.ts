/** Puts the parts of an element together, each knowing no more of it than it must. */
import { ReturnWatch } from "../checkout/navigation.ts";
import type { CheckoutSettings } from "../checkout/stage.ts";
import { CheckoutStore } from "../checkout/store.ts";
import { Language, type LanguageSource } from "../language/language.ts";
import { amountText } from "../view/amount.ts";
import { CardLoader, type CardElement } from "./card-loader.ts";
import { FormField } from "./form-field.ts";
import { Presenter, type PresentedElement } from "./presenter.ts";

type AssembledElement = HTMLElement &
  LanguageSource &
  CheckoutSettings &
  PresentedElement &
  CardElement;

export interface Parts {
  readonly checkout: CheckoutStore;
  readonly language: Language;
  readonly field: FormField;
  readonly returns: ReturnWatch;
  readonly presenter: Presenter;
  readonly card: CardLoader;
}

/** @param proxyUrl ends in a slash; undefined when nobody said where the proxy is */
export function assemble(element: AssembledElement, proxyUrl: () => string | undefined): Parts {
  const field = new FormField(element);
  const language = new Language(element, () => element.requestUpdate());
  const checkout: CheckoutStore = new CheckoutStore({
    settings: element,
    proxyUrl,
    locale: () => language.tag,
    moneyText: (total) => amountText(total, language.tag),
    speak: (sessionLocale) => language.speak(sessionLocale),
    changed: () => {
      field.setValue(checkout.value);
      element.requestUpdate();
    },
    shown: () => element.updateComplete,
    askToChoose: () => element.focus(),
    tell: (event) => element.dispatchEvent(event),
    loadCard: () => card.load(),
  });
  const card = new CardLoader(element, checkout, language, proxyUrl);
  return {
    checkout,
    language,
    field,
    card,
    presenter: new Presenter(element, checkout, language, proxyUrl),
    returns: new ReturnWatch((isRestored) => checkout.comeBack(isRestored)),
  };
}
