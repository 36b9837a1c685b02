/**
 * The element: its attributes, and what happens when it is touched. What the checkout is doing the
 * store knows, what is seen of it the views. The host's children are never written, of its attributes
 * only `disabled` and `name`, which forms read.
 */
import type { CSSResult, PropertyDeclarations } from "lit";
// First what stands on lit: our own packs better with nothing of another hand in its middle.
import { FormField } from "./element/form-field.ts";
import { proxyAddress } from "./checkout/proxy-address.ts";
import type { CheckoutStore } from "./checkout/store.ts";
import { assemble } from "./element/assembly.ts";
import { showState } from "./element/custom-state.ts";
import { addProperties, createSessionAliases, properties } from "./element/properties.ts";
import type { OtterCheckoutEventMap } from "./events.ts";
import type { Strings } from "./language/strings.ts";
import type { CreateSession, SubmitOutcome, Total } from "./public-types.ts";
import { checkoutTemplate } from "./view/checkout.ts";
import { styles } from "./view/styles.ts";

/**
 * Shows a shop's payment methods and sends the shopper to the payment page of the one they choose.
 *
 * @element otter-checkout
 *
 * @slot - A link to pay with, shown before the script has loaded and where the widget cannot work.
 * @slot plain - A form or text that works without the script, until the methods or an outcome are there.
 * @slot heading - Replaces the heading above the methods.
 * @slot before - Between the heading and the methods.
 * @slot icon-ID - Replaces the mark of the method with that id, as in `icon-ottu:knet`.
 * @slot after - Below the methods.
 * @slot terms - What the shopper agrees to, between the methods and the Pay button.
 * @slot footer - Below everything.
 * @slot empty - Replaces what is said where there is no method.
 *
 * @fires {OtterReadyEvent} otter-ready - The picker can be used.
 * @fires {OtterChangeEvent} otter-change - The shopper chose a method.
 * @fires {OtterSubmitEvent} otter-submit - A payment is about to be started. Cancelable.
 * @fires {OtterRedirectEvent} otter-redirect - The page is about to leave for the gateway. Cancelable.
 * @fires {OtterErrorEvent} otter-error - Something went wrong; the shopper has been told.
 * @fires {OtterSettledEvent} otter-settled - The session has come to an outcome, once for each.
 * @fires {OtterOutdatedEvent} otter-outdated - The shopper wants to go on where the session is over. Cancelable.
 * @fires {Event} input - The shopper chose a method, as native fields say it.
 * @fires {Event} change - The shopper chose a method, as native fields say it.
 *
 * @csspart base - Everything.
 * @csspart heading - The heading above the methods.
 * @csspart clock - The time left.
 * @csspart list - The methods.
 * @csspart row - A method; also `row-selected` for the chosen one.
 * @csspart radio - Its radio button.
 * @csspart label - Its name.
 * @csspart hint - The line below its name.
 * @csspart badge - A mark: test, or last used.
 * @csspart icon - Its mark.
 * @csspart scheme - The mark of a card scheme below its name.
 * @csspart details - What the chosen one opens to; with `layout="tiles"` below them all.
 * @csspart card - The card form in its row.
 * @csspart more - The button that shows the rest of a long list.
 * @csspart group - The name of a group in that.
 * @csspart scan - Paying with a phone, below the chosen row.
 * @csspart scan-button - The button that opens the code.
 * @csspart scan-panel - What it opens.
 * @csspart scan-code - The QR code, which stays black on white.
 * @csspart scan-copy - The button that copies the code's address.
 * @csspart scan-again - The button that shows an old code once more.
 * @csspart note - What is said between the methods and the Pay button.
 * @csspart callout - A note in it; also `callout-info`, `callout-warn` or `callout-bad`.
 * @csspart sum - How a total came about.
 * @csspart pay - The Pay button.
 * @csspart panel - An outcome, or what went wrong.
 * @csspart sign - Its sign, or a note's.
 * @csspart receipt - The panel of what is paid or authorized.
 * @csspart receipt-head - Its sign, title and amount.
 * @csspart receipt-amount - The amount.
 * @csspart receipt-rows - Order, method, reference and time.
 * @csspart copy - The button that copies the reference.
 * @csspart print - The button that prints the receipt.
 * @csspart way - A button that leads on: to the picker, another card or the new session.
 * @csspart retry - The button to try again.
 * @csspart link - The link to go on by hand.
 * @csspart skeleton - What is shown while loading.
 *
 * @cssstate loading - The methods are on their way.
 * @cssstate ready - A method can be chosen.
 * @cssstate empty - There is no method.
 * @cssstate failed - There is no picker to use.
 * @cssstate starting - A payment is being started.
 * @cssstate confirming - The total has changed, and waits for a second press.
 * @cssstate redirecting - The page is about to leave.
 * @cssstate waiting - The outcome is waited for.
 * @cssstate unpaid - A result page has nothing to wait for.
 * @cssstate settled - The session has come to an outcome; also the outcome itself, such as `paid`.
 */
export class OtterCheckoutElement extends FormField {
  /** The proxy of elements that have no `proxy`; the served script sets its own directory. */
  static defaultProxy: string | undefined;

  // Not fields: those are built into static blocks, which Chrome 92 and Safari 16.3 cannot read.
  static override get styles(): CSSResult {
    return styles;
  }
  static override get properties(): PropertyDeclarations {
    return properties;
  }

  /** The session to pay, as the shop's server made it. */
  declare session: string;
  /** The proxy's address; the directory of the script when that is served by the proxy. */
  declare proxy: string;
  /** BCP 47 tag; else the nearest `lang`, the session's, the browser's. */
  declare locale: string;
  /** ISO 4217 code of a preview, before there is a session. */
  declare currency: string;
  /** Decimal string of a preview, such as `12.750`. */
  declare amount: string;
  /** Whether a form that contains the element needs a choice. */
  declare required: boolean;
  /** Nothing can be chosen or paid. */
  declare disabled: boolean;
  /** `none` leaves the Pay button to the page, which calls `submit()`. */
  declare button: "auto" | "none";
  /** `auto` follows the page. */
  declare theme: "auto" | "light" | "dark";
  /** `tiles` side by side, `compact` with lower rows. */
  declare layout: "list" | "tiles" | "compact";
  /** A code to pay with a phone: `auto` below what a phone serves better, `all` below every link. */
  declare scan: "auto" | "all" | "off";
  /** How many rows the skeleton has. With the right number nothing below the element moves. */
  declare rows: number;
  /** Shows the outcome of `session`, or of the one in the page's address; a picker when the shopper asks for it. */
  declare result: boolean;
  /** Asks the shop's server for a session when the shopper presses Pay. */
  declare createSession: CreateSession | undefined;
  /** Texts that replace the widget's own. */
  declare strings: Partial<Strings> | undefined;

  readonly #parts = assemble(this, () => this.redraw());
  /** What the checkout is doing. @internal */
  readonly checkout: CheckoutStore = this.#parts.checkout;
  #isMade = false;

  constructor() {
    super();
    // What was set before the element was registered holds at once; nothing is shown yet.
    this.performUpdate();
    this.#isMade = true;
  }

  /** Ends in a slash; undefined when nobody said where the proxy is. @internal */
  get proxyUrl(): string | undefined {
    const { defaultProxy } = this.constructor as typeof OtterCheckoutElement;
    return proxyAddress(this.proxy || defaultProxy);
  }

  /** Id of the chosen method, or empty. Setting it fires nothing. */
  get value(): string {
    return this.checkout.value;
  }
  set value(value: string | null | undefined) {
    this.checkout.choose(value ?? "");
  }

  /** What the Pay button says. */
  get total(): Total {
    return this.checkout.total;
  }

  /**
   * What pressing Pay does. Never rejects; called again while under way, it answers the same.
   * `confirm`: the total changed and is shown, call again when the shopper has agreed.
   */
  submit(): Promise<SubmitOutcome> {
    return this.checkout.submit();
  }

  /** Reads anew what can be paid. */
  reload(): Promise<void> {
    return this.checkout.load();
  }

  override focus(options?: FocusOptions): void {
    const root = this.renderRoot;
    const target = root.querySelector(":checked") ?? root.querySelector("input, button, a");
    (target as HTMLElement | null)?.focus(options);
  }

  /** Off the page there is no language to follow, and nothing to ask for. */
  protected override shouldUpdate(): boolean {
    return this.#isMade && this.isConnected;
  }

  protected override render(): unknown {
    return checkoutTemplate(this.#parts);
  }

  protected override updated(): void {
    this.validate();
    showState(this.internals, this.checkout);
  }

  protected override get styleText(): string {
    return styles.cssText;
  }

  protected override whatIsMissing(): string {
    const isMissing = this.required && !this.value && this.checkout.phase !== "settled";
    return isMissing ? this.#parts.language.strings.choose : "";
  }
}

addProperties(OtterCheckoutElement.prototype);
for (const alias of createSessionAliases) {
  Object.defineProperty(OtterCheckoutElement.prototype, alias, {
    get(this: OtterCheckoutElement) {
      return this.createSession;
    },
    set(this: OtterCheckoutElement, createSession: CreateSession | undefined) {
      this.createSession = createSession;
    },
  });
}

declare global {
  interface HTMLElementTagNameMap {
    "otter-checkout": OtterCheckoutElement;
  }
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- how the DOM's types are extended
  interface GlobalEventHandlersEventMap extends OtterCheckoutEventMap {}
}
