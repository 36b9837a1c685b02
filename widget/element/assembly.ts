/** Puts the parts of an element together, each knowing no more of it than it must. */
import type { ReactiveControllerHost } from "lit";
import type { CardElement, CardField } from "../card-frame/card-field.ts";
import { CheckoutError } from "../checkout/checkout-error.ts";
import { listenForReturn } from "../checkout/navigation.ts";
import type { CheckoutPage } from "../checkout/stage.ts";
import { CheckoutStore } from "../checkout/store.ts";
import { Language, type LanguageSource } from "../language/language.ts";

type AssembledElement = HTMLElement &
  ReactiveControllerHost &
  LanguageSource &
  CheckoutPage &
  CardElement & { readonly internals: ElementInternals; readonly scan: string };

/** Of an element's `scan` and a method's name: whether a chunk is to look into it. */
const mayBeScanned = /^(?!auto|off)|^auto.*(chat|alip)/i;

export interface Parts {
  readonly checkout: CheckoutStore;
  readonly language: Language;
}

/** @param proxyUrl ends in a slash; undefined when nobody said where the proxy is */
export function assemble(element: AssembledElement, proxyUrl: () => string | undefined): Parts {
  const language = new Language(element);
  const checkout: CheckoutStore = new CheckoutStore({
    page: element,
    language,
    proxyUrl,
    changed() {
      element.internals.setFormValue(checkout.value || null);
      element.requestUpdate();
    },
    loadCard,
  });
  let card: Promise<CardField> | undefined;
  let scan: Promise<unknown> | undefined;

  /** When a method that has a form is first chosen; where that fails, the next call tries again. */
  function loadCard(): Promise<CardField> {
    return (card ??= import("../card-frame/card-field.ts").then(
      ({ CardField }) => new CardField(element, checkout, language, proxyUrl),
      () => {
        card = undefined;
        throw new CheckoutError("proxy_unreachable", "No card form.", true);
      },
    ));
  }

  // What the shopper chose in the page's own form, and where they were in it.
  element.addEventListener(
    "otter-ready",
    () => {
      const form = element.querySelector("[slot=plain]");
      const { activeElement } = document;
      if (form)
        void import("./plain-form.ts").then(({ carryOver }) =>
          carryOver({ form, activeElement, element, checkout }),
        );
    },
    { once: true },
  );

  element.addController({
    hostConnected() {
      listenForReturn("addEventListener", checkout);
      checkout.connect();
      element.requestUpdate();
    },
    hostDisconnected() {
      listenForReturn("removeEventListener", checkout);
      checkout.disconnect();
    },
    hostUpdate() {
      // First what has to be waited for.
      checkout.refresh();
      void language.speak();
    },
    hostUpdated() {
      const { chosen } = checkout;
      if (mayBeScanned.test(element.scan + chosen?.id + chosen?.label)) {
        scan ??= import("../scan/offer.ts").then(
          ({ ScanOffer }) => new ScanOffer(element, checkout, language, proxyUrl),
          // Lost after a deployment: paid without.
          () => {},
        );
      }
      if (!chosen?.frame) return;
      // Not there: said when Pay is pressed, which tries again.
      loadCard().then(
        (form) => form.update(),
        () => {},
      );
    },
  });
  return { checkout, language };
}
