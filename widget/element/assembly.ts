/** Puts the parts of an element together, each knowing no more of it than it must. */
import type { ReactiveControllerHost } from "lit";
import type { CardField, CardParts } from "../card-frame/card-field.ts";
import { CheckoutError } from "../checkout/checkout-error.ts";
import { listenForReturn } from "../checkout/navigation.ts";
import type { CheckoutPage, CheckoutStage } from "../checkout/stage.ts";
import { CheckoutStore } from "../checkout/store.ts";
import { inTime } from "../in-time.ts";
import { Language, type LanguageSource } from "../language/language.ts";
import type { Rare } from "../rare/rare.ts";
import type { Rows } from "../rows/rows.ts";
import type { PickerView } from "../view/picker-view.ts";
import { tools } from "../view/tools.ts";

type AssembledElement = HTMLElement &
  ReactiveControllerHost &
  LanguageSource &
  CheckoutPage &
  CardParts["page"] &
  PickerView["page"] & { readonly internals: ElementInternals; readonly scan: string };

/** Of an element's `scan` and a method's name: whether a chunk is to look into it. */
const mayBeScanned = /^(?!auto|off)|^auto.*(chat|alip)/i;

export interface Parts extends CheckoutStage, CardParts, PickerView {
  readonly page: AssembledElement;
  readonly language: Language;
  checkout: CheckoutStore;
  rare: Rare | undefined;
  rows: Rows | null | undefined;
  loadCard(): Promise<CardField>;
  loadRare(): Promise<Rare | undefined>;
}

/** @param redraw draws all of it anew */
export function assemble(element: AssembledElement, redraw: () => void): Parts {
  const language = new Language(element);
  const parts = { page: element, language, changed, loadCard, loadRare, redraw } as Parts;
  const checkout = (parts.checkout = new CheckoutStore(parts));
  let card: Promise<CardField> | undefined;
  let scan: Promise<unknown> | undefined;
  let rows: Promise<unknown> | undefined;
  let isTakenOver = false;

  function changed(): void {
    element.internals.setFormValue(checkout.value || null);
    element.requestUpdate();
  }

  /** When a method that has a form is first chosen; where that fails, the next call tries again. */
  function loadCard(): Promise<CardField> {
    return (card ??= import("../card-frame/card-field.ts").then(
      ({ CardField }) => new CardField(parts),
      () => {
        card = undefined;
        throw new CheckoutError("proxy_unreachable", "", true);
      },
    ));
  }

  /** What is lost, or late, is tried again by the next call. */
  async function loadRare(): Promise<Rare | undefined> {
    return (
      parts.rare ??
      inTime(import("../rare/rare.ts").then(({ unpack }) => (parts.rare ??= unpack(parts, tools))))
    );
  }

  /** The list can be used without; where it is folded until then, it is not when this is lost. */
  async function loadRows(): Promise<void> {
    const chunk = import("../rows/rows.ts").then(({ unpack }) => unpack(parts, tools));
    parts.rows = (await inTime(chunk)) ?? null;
    changed();
  }

  /** What the shopper chose in the page's own form, and where they were in it, before it is hidden. */
  function takeOver(): void {
    isTakenOver = true;
    const form = element.querySelector("[slot=plain]");
    const { activeElement } = document;
    if (form)
      void import("./plain-form.ts").then(({ carryOver }) => carryOver(form, activeElement, parts));
  }

  // A label of the page's was pressed.
  element.addEventListener("click", (event) => {
    if (event.composedPath()[0] === element) element.focus();
  });

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
      if (!isTakenOver && checkout.phase === "ready") takeOver();
    },
    hostUpdated() {
      const { chosen } = checkout;
      if (checkout.phase === "ready" || element.layout !== "list") rows ??= loadRows();
      if (mayBeScanned.test(element.scan + chosen?.id + chosen?.label)) {
        scan ??= import("../scan/offer.ts").then(
          ({ ScanOffer }) => new ScanOffer({ ...parts, element, proxyUrl: () => element.proxyUrl }),
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
  return parts;
}
