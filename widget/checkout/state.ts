/**
 * What is known of a checkout, what follows from it, and what the page is told when it changes.
 * Nothing here waits for anything.
 */
import type { StartedPayment } from "../../contract/contract.ts";
import { OtterChangeEvent, OtterErrorEvent } from "../events.ts";
import type { PaymentMethod, Total } from "../public-types.ts";
import { sayOnce } from "../say-once.ts";
import type { CheckoutError } from "./checkout-error.ts";
import { sessionInAddress } from "./navigation.ts";
import { payable, priced, type Phase } from "./phase.ts";
import type { Picture } from "./picture.ts";
import type { CheckoutStage } from "./stage.ts";

/** Scripts behind ours, and what libraries begin once the page has been read, some two turns later. */
let isHeard = false;

export class CheckoutState {
  phase: Phase = "idle";
  /** What the proxy has said. */
  picture: Picture | undefined;
  problem: CheckoutError | undefined;
  /** Id of the chosen method, or empty. */
  value = "";
  /** Pay was pressed with nothing chosen. */
  isChoiceMissing = false;
  /** Where to go on by hand, when the page could not be left. */
  link: string | undefined;
  /** The shopper would not wait for a result. */
  isChoosing: boolean | undefined;
  /** A card is on its way: nothing else can be chosen, and it stays as it was sealed. */
  isCharging = false;

  protected readonly stage: CheckoutStage;
  /** The session that `createSession` made, while it lives. */
  created: string | undefined;
  /** While `createSession` is asked. */
  protected making: Promise<string> | undefined;
  /** What the gateway has said it will charge, and where. */
  protected offer: StartedPayment | undefined;
  /** Ends a start whose reason is gone. */
  protected starting = new AbortController();

  constructor(stage: CheckoutStage) {
    this.stage = stage;
  }

  /** Given, found in the address of a result page, or made by `createSession`. */
  get session(): string | undefined {
    const { session, result } = this.stage.page;
    return session || (result && sessionInAddress()) || this.created;
  }

  get chosen(): PaymentMethod | undefined {
    return this.picture?.methods.find(({ id }) => id === this.value);
  }

  /** What the page says the session will ask for. */
  get preview(): Total {
    const { amount, currency } = this.stage.page;
    return { amount, currency: currency.toUpperCase() };
  }

  /** What the session asks for, before any fee. */
  get base(): Total {
    const { preview } = this;
    const { amount = preview.amount, currency = preview.currency } = this.picture ?? {};
    return { amount, currency };
  }

  /** What the Pay button says. */
  get total(): Total {
    const { base, offer } = this;
    if (offer && priced.includes(this.phase)) return offer;
    const { total, currency = base.currency, fee } = this.chosen ?? {};
    return total ? { amount: total, currency, fee } : base;
  }

  /** Where an icon is: at a path of the proxy, which itself may live below one. */
  iconUrl(icon: string): string {
    return new URL(icon.replace(/^\//, ""), this.stage.page.proxyUrl).href;
  }

  choose(value: string): void {
    if (value === this.value) return;
    this.value = value;
    // As a native list has it: what it does not offer is no choice.
    if (this.picture && !this.chosen) this.value = "";
    this.forget();
    this.stage.changed();
  }

  /** The shopper's choice stands: said as native fields say it, and as ours. */
  commit(): void {
    // Unlike `input`, the radio's own ends at the shadow root.
    this.tell(new Event("change", { bubbles: true }));
    this.tell(new OtterChangeEvent({ method: this.value }));
  }

  /** Another method, or another cart: what was asked, offered or told about the last one is void. */
  protected forget(): void {
    this.isChoiceMissing = false;
    this.link = undefined;
    this.starting.abort();
    if (payable.includes(this.phase)) this.enter("ready");
  }

  enter(phase: Phase, problem?: CheckoutError): void {
    this.phase = phase;
    this.problem = problem;
    this.isCharging = false;
    this.stage.changed();
  }

  /** Says what went wrong: to the shopper, to the page, and once to the developer. */
  report(problem: CheckoutError, phase: "ready" | "empty" | "failed"): void {
    const { code, requestId, retryable } = problem;
    const message = this.stage.rare?.adviceOn(problem) ?? problem.message;
    this.enter(phase, problem);
    sayOnce(`${code} ${message}`, requestId ?? "");
    const fatal = phase !== "ready";
    this.announce(new OtterErrorEvent({ code, message, requestId, retryable, fatal }));
  }

  /** Told when somebody listens: not before the page has been read, and libraries have begun. */
  protected announce(event: Event): void {
    if (isHeard) this.tell(event);
    else if (performance.timing?.domContentLoadedEventStart !== 0)
      setTimeout(setTimeout, 0, () => {
        isHeard = true;
        this.tell(event);
      });
    else addEventListener("DOMContentLoaded", () => this.announce(event));
  }

  /** False when the page prevented what was about to happen. */
  protected tell(event: Event): boolean {
    return this.stage.page.dispatchEvent(event);
  }
}
