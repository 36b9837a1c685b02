/** What the page and its developer are told, and that nothing is told twice. */
import type { ErrorCode } from "../../contract/vocabulary.ts";
import {
  OtterErrorEvent,
  OtterReadyEvent,
  OtterSettledEvent,
  type ReadyDetail,
  type SettledDetail,
} from "../events.ts";
import type { CheckoutError } from "./checkout-error.ts";
import type { CheckoutStage } from "./stage.ts";

export class Announcements {
  readonly #stage: CheckoutStage;
  readonly #logged = new Set<ErrorCode>();
  #outcome = "";

  constructor(stage: CheckoutStage) {
    this.#stage = stage;
  }

  ready(detail: ReadyDetail): void {
    this.#stage.tell(new OtterReadyEvent(detail));
  }

  /** The page hears of every problem, the developer's console once of each kind. */
  problem({ code, message, requestId, retryable }: CheckoutError, fatal: boolean): void {
    if (!this.#logged.has(code)) console.error("<otter-checkout>", code, message, requestId ?? "");
    this.#logged.add(code);
    this.#stage.tell(new OtterErrorEvent({ code, message, requestId, retryable, fatal }));
  }

  /** Once for each outcome of each session, however often it is read. */
  settled(detail: SettledDetail): void {
    const outcome = detail.session + detail.status;
    if (outcome === this.#outcome) return;
    this.#outcome = outcome;
    this.#stage.tell(new OtterSettledEvent(detail));
  }
}
