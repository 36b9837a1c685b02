/**
 * The element: its attributes, what it shows, and what happens when it is touched. What the
 * checkout is doing is the controller's to know. The host's own attributes and children are never
 * written, so that no framework finds its page changed.
 */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { CardField } from "./card-field.ts";
import { CheckoutController } from "./checkout-controller.ts";
import { OtterChangeEvent, type OtterCheckoutEventMap } from "./events.ts";
import { LanguageController } from "./language.ts";
import { CheckoutError } from "./proxy-client.ts";
import type { Strings } from "./locales/en.ts";
import { noteTemplate } from "./note-template.ts";
import { styles } from "./otter-checkout.styles.ts";
import { panelTemplate } from "./panel-template.ts";
import type { CreateSession, PaymentMethod, SubmitOutcome, Total } from "./public-types.ts";
import { payTemplate, pickerTemplate, skeletonTemplate } from "./picker-template.ts";
import { ReactiveHost, type Controller, type Properties } from "./reactive-host.ts";

/** Where the widget cannot take the shopper further, the page's own link may. */
const fallback = /^(failed|empty|unpaid)$/;

/**
 * Shows a shop's payment methods and sends the shopper to the payment page of the one they choose.
 *
 * @element otter-checkout
 *
 * @slot - A link to pay with, shown before the script has loaded and where the widget cannot work.
 * @slot heading - Replaces the heading above the methods.
 * @slot terms - What the shopper agrees to, between the methods and the Pay button.
 *
 * @fires {OtterReadyEvent} otter-ready - The picker can be used.
 * @fires {OtterChangeEvent} otter-change - The shopper chose a method.
 * @fires {OtterSubmitEvent} otter-submit - A payment is about to be started. Cancelable.
 * @fires {OtterRedirectEvent} otter-redirect - The page is about to leave for the gateway. Cancelable.
 * @fires {OtterErrorEvent} otter-error - Something went wrong; the shopper has been told.
 * @fires {OtterSettledEvent} otter-settled - The session has come to an outcome, once for each.
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
 * @csspart icon - Its logo or tile.
 * @csspart card - The card form below its row.
 * @csspart note - What is said between the methods and the Pay button.
 * @csspart pay - The Pay button.
 * @csspart panel - An outcome, or what went wrong.
 * @csspart sign - Its sign.
 * @csspart retry - The button to try again.
 * @csspart link - The link to go on by hand.
 * @csspart skeleton - What is shown while loading.
 *
 * @cssprop --otter-accent - The Pay button, the chosen row, the focus ring.
 * @cssprop --otter-on-accent - Text on the accent.
 * @cssprop --otter-text - Text; the page's by default.
 * @cssprop --otter-muted - Less important text, and the rim of a radio button.
 * @cssprop --otter-border - Hairlines.
 * @cssprop --otter-surface - Behind the methods.
 * @cssprop --otter-hover - Behind a method that is pointed at.
 * @cssprop --otter-selected - Behind the chosen method.
 * @cssprop --otter-focus - The focus ring.
 * @cssprop --otter-danger - The mark beside an error.
 * @cssprop --otter-success - The sign of success.
 * @cssprop --otter-skeleton - The shapes shown while loading.
 * @cssprop --otter-icon-surface - Behind logos, which are drawn for white.
 * @cssprop --otter-radius - Corners of the list and the button.
 * @cssprop --otter-row-height - Least height of a method.
 * @cssprop --otter-pay-height - Least height of the Pay button.
 * @cssprop --otter-gap - Space between the parts.
 * @cssprop --otter-font-size - Size of the text.
 *
 * @cssstate loading - The methods are on their way.
 * @cssstate ready - A method can be chosen.
 * @cssstate empty - There is no method.
 * @cssstate failed - There is no picker to use.
 * @cssstate starting - A payment is being started.
 * @cssstate confirming - The total has changed, and waits for a second press.
 * @cssstate redirecting - The page is about to leave.
 * @cssstate waiting - A result page waits for the outcome.
 * @cssstate unpaid - A result page has nothing to wait for.
 * @cssstate settled - The session has come to an outcome; also the outcome itself, such as `paid`.
 */
export class OtterCheckoutElement extends ReactiveHost {
  static readonly formAssociated = true;
  /** @internal */
  static override readonly styles = styles;
  /** The proxy of elements that have no `proxy`; the served script sets its own directory. */
  static defaultProxy: string | undefined;

  /** @internal */
  static override readonly properties: Properties = {
    session: "",
    proxy: "",
    locale: "",
    currency: "",
    amount: "",
    value: "",
    required: false,
    disabled: false,
    button: "auto",
    theme: "auto",
    rows: 4,
    result: false,
    createSession: undefined,
    strings: undefined,
  };

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
  /** How many rows the skeleton has. With the right number nothing below the element moves. */
  declare rows: number;
  /** Shows the outcome of `session`, or of the one in the page's address, and never a picker. */
  declare result: boolean;
  /** Asks the shop's server for a session when the shopper presses Pay. */
  declare createSession: CreateSession | undefined;
  /** Texts that replace the widget's own. */
  declare strings: Partial<Strings> | undefined;

  /** @internal */
  readonly language: LanguageController = new LanguageController(this);
  /** @internal */
  readonly checkout = new CheckoutController(this);
  /** @internal */
  protected override readonly controllers: Controller[] = [this.language, this.checkout];
  /** Pay was pressed with nothing chosen. @internal */
  asked = false;
  /** @internal */
  readonly brokenIcons = new Set<string>();
  readonly #internals = this.attachInternals();
  #card: Promise<CardField> | undefined;
  #value = "";
  #disabledByForm = false;

  /** Id of the chosen method, or empty. Setting it fires nothing. */
  get value(): string {
    return this.#value;
  }
  set value(value: string | null | undefined) {
    this.#choose(value ?? "");
  }

  /** What the Pay button says. */
  get total(): Total {
    return this.checkout.total;
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

  /**
   * What pressing Pay does. Never rejects; called again while under way, it answers the same.
   * `confirm`: the total changed and is shown, call again when the shopper has agreed.
   */
  submit(): Promise<SubmitOutcome> {
    return this.checkout.start.submit();
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

  /** @internal */
  get proxyUrl(): string | undefined {
    const proxy = this.proxy || OtterCheckoutElement.defaultProxy;
    try {
      return proxy && new URL(proxy, document.baseURI).href.replace(/\/*$/, "/");
    } catch {
      return undefined;
    }
  }

  /** @internal */
  get isDisabled(): boolean {
    return this.disabled || this.#disabledByForm;
  }

  /** @internal */
  get chosen(): PaymentMethod | undefined {
    return this.checkout.view?.methods.find(({ id }) => id === this.#value);
  }

  /** @internal */
  askToChoose(): void {
    this.asked = true;
    this.requestUpdate();
    this.focus();
  }

  /** @internal */
  loadCard(): Promise<CardField> {
    return (this.#card ??= import("./card-field.ts").then(
      ({ CardField }) => new CardField(this),
      () => {
        this.#card = undefined;
        throw new CheckoutError("proxy_unreachable", "No card form.", true);
      },
    ));
  }

  /** @internal */
  keepChoice(methods: readonly PaymentMethod[]): void {
    if (methods.length === 1) this.#choose(methods[0]!.id);
    else if (!methods.some(({ id }) => id === this.#value)) this.#choose("");
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    this.#disabledByForm = disabled;
    this.requestUpdate();
  }

  /** @internal */
  formResetCallback(): void {
    this.value = this.getAttribute("value");
  }

  /** @internal */
  formStateRestoreCallback(state: string): void {
    this.value = state;
  }

  /** @internal */
  onInput({ target }: Event): void {
    // The native event goes on to the page, which must find the new value.
    this.#choose((target as HTMLInputElement).value);
  }

  /** @internal */
  onChange(): void {
    // Unlike `input`, the radio's own ends at the shadow root.
    this.dispatchEvent(new Event("change", { bubbles: true }));
    this.dispatchEvent(new OtterChangeEvent({ method: this.#value }));
  }

  /** @internal */
  onPay({ detail }: MouseEvent): void {
    // The later clicks of a double click are no second thought.
    if (detail < 2 || this.checkout.phase !== "confirming") void this.submit();
  }

  /** @internal */
  onPayKey(event: KeyboardEvent): void {
    // A key held down is one press.
    if (event.repeat && event.key === "Enter") event.preventDefault();
  }

  /** @internal */
  async onRetry(): Promise<void> {
    await this.reload();
    await this.updateComplete;
    this.focus();
  }

  /** @internal */
  onBrokenIcon(icon: string): void {
    this.brokenIcons.add(icon);
    this.requestUpdate();
  }

  /** @internal */
  protected override render(): TemplateResult {
    const { phase } = this.checkout;
    const { language } = this;
    const [top, note, bottom] = /^(ready|starting|confirming|redirecting)$/.test(phase)
      ? [pickerTemplate(this), noteTemplate(this), payTemplate(this)]
      : /^(idle|loading)$/.test(phase) && !this.result
        ? skeletonTemplate(this)
        : [nothing, panelTemplate(this), fallback.test(phase) ? html`<slot></slot>` : nothing];
    return html`<div
      part="base"
      class="base ${this.theme}"
      lang=${language.textTag}
      dir=${language.direction}
    >
      ${top}
      <div part="note" class="note" role="status">${note}</div>
      ${bottom}
    </div>`;
  }

  /** @internal */
  protected override updated(): void {
    const { phase, view } = this.checkout;
    const isMissing = this.required && !this.#value && phase !== "settled";
    this.#internals.setValidity(
      { valueMissing: isMissing },
      isMissing ? this.language.strings.choose : "",
      this.renderRoot.querySelector("input") ?? undefined,
    );
    // Not there: said when Pay is pressed, which tries again.
    if (this.chosen?.frame)
      this.loadCard().then(
        (card) => card.update(),
        () => {},
      );
    // Custom states: the host's attributes are the page's.
    const { states } = this.#internals;
    try {
      states.clear();
      states.add(phase);
      if (phase === "settled") states.add(view!.status!);
    } catch {
      // A browser older than `:state()`.
    }
  }

  #choose(value: string): void {
    if (value === this.#value) return;
    this.#value = value;
    this.asked = false;
    this.#internals.setFormValue(value || null);
    this.checkout.start.rechoose();
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "otter-checkout": OtterCheckoutElement;
  }
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- how the DOM's types are extended
  interface HTMLElementEventMap extends OtterCheckoutEventMap {}
}
