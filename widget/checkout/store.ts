/**
 * The store: what the checkout is doing, one phase at a time,
 *
 *   idle → loading → ready | empty | failed → starting → confirming → redirecting → settled
 *
 * and `waiting` or `unpaid` on a page that shows a result. To what is known and read it adds the way
 * from Pay to the gateway. However often the page asks, one request is under way; and the shopper
 * never leaves at a total that was not on the Pay button when it was pressed: where the gateway's
 * fee or currency makes it another, it is shown first, and only a press that can have read it goes
 * on.
 */
import { OtterRedirectEvent, OtterSubmitEvent } from "../events.ts";
import type { SubmitOutcome, Total } from "../public-types.ts";
import { isSameTotal } from "../same-total.ts";
import { CheckoutError } from "./checkout-error.ts";
import { leaveFor, paymentUrl } from "./navigation.ts";
import { payable } from "./phase.ts";
import { outcomeOf, type Picture } from "./picture.ts";
import { limited, startPayment, type Started } from "./proxy-client.ts";
import { CheckoutReading } from "./reading.ts";
import type { Verdict } from "./stage.ts";

/** A press sooner than this after the total changed cannot have read it. */
const readingMs = 500;
/** A total confirmed later than this is asked for again: its link may have run out. */
const linkMs = 60_000;
/** When a shop's server that answers nothing gives the shopper their picker back. */
const createMs = 30_000;
/** A page that has not left by then was kept from it. */
const leavingMs = 10_000;

export class CheckoutStore extends CheckoutReading {
  #readableAt = 0;
  #running: Promise<SubmitOutcome> | undefined;

  /** What pressing Pay does. Never rejects. Asked again while under way, it answers the same. */
  submit(): Promise<SubmitOutcome> {
    return (this.#running ??= this.#submit().finally(() => (this.#running = undefined)));
  }

  /** Reads anew because the shopper asks, and brings them to what there is then. */
  async retry(): Promise<void> {
    const { page } = this.stage;
    await this.load();
    await page.updateComplete;
    page.focus();
  }

  async #submit(): Promise<SubmitOutcome> {
    await Promise.resolve(); // so that a handler that submits again finds this one running
    const { phase, session, value: method } = this;
    const { page } = this.stage;
    if (!payable.includes(phase)) return phase === "failed" ? phase : "canceled";
    if (page.isDisabled) return "canceled";
    if (phase === "confirming") {
      const shownMs = performance.now() - this.#readableAt;
      if (shownMs < readingMs) return "confirm";
      if (shownMs < linkMs) return this.#leave();
    }
    if (!method) {
      this.isChoiceMissing = true;
      this.stage.changed();
      void this.stage.loadRare();
      page.focus();
      return "canceled";
    }
    return this.tell(new OtterSubmitEvent({ method, session })) ? this.#start(method) : "canceled";
  }

  async #start(method: string): Promise<SubmitOutcome> {
    const { stage } = this;
    const { tag: locale } = stage.language;
    const shown = this.total;
    const { signal } = (this.starting = new AbortController());
    this.link = undefined;
    this.enter("starting");
    void stage.loadRare();
    try {
      const card = this.chosen?.frame ? await stage.loadCard() : undefined;
      if (card && !(await card.check())) this.starting.abort();
      if (signal.aborted) throw new Error();
      const session = await this.ensureSession(method, signal);
      const body = { method, locale, card: await card?.seal(session) };
      this.isCharging = !!card;
      stage.changed();
      const started = await startPayment(stage.page.proxyUrl!, session, body, signal);
      if (this.#canLeave(started, shown)) return this.#leave();
      // What is said from here on is rarely said.
      await stage.loadRare();
      if (signal.aborted) throw new Error();
      if ("status" in started) {
        const picture = { ...this.picture!, ...this.base, id: session };
        return this.#conclude(card!.charged(picture, method, started.status));
      }
      this.enter("confirming");
      await stage.page.updateComplete;
      this.#readableAt = performance.now();
      return "confirm";
    } catch (error) {
      if (!signal.aborted) return this.#refused(error as CheckoutError);
      // What was sent may be charged all the same.
      if (this.isCharging) void this.load(true);
      if (this.phase === "starting") this.enter("ready");
      return "canceled";
    }
  }

  /**
   * The session, made by `createSession` where there is none: once, whoever asks meanwhile.
   * @throws CheckoutError `session_failed`, `session_missing`
   */
  ensureSession(method: string, signal: AbortSignal): string | Promise<string> {
    return (
      this.session ??
      (this.making ??= this.#create(method, signal).finally(() => (this.making = undefined)))
    );
  }

  async #create(method: string, outer: AbortSignal): Promise<string> {
    const { tag: locale } = this.stage.language;
    const { createSession } = this.stage.page;
    if (!createSession) throw new CheckoutError("session_missing");
    const signal = limited(outer, createMs);
    try {
      const made = await Promise.race([
        createSession({ method, locale, signal }),
        new Promise<never>((_, reject) => (signal.onabort = reject)),
      ]);
      return (this.created = typeof made === "string" ? made : made.id);
    } catch (error) {
      throw new CheckoutError("session_failed", `createSession: ${String(error)}`, true);
    }
  }

  /** @returns whether there is a link that may be followed at once. @param shown what Pay said */
  #canLeave(started: Started, shown: Total): boolean {
    if ("status" in started) return false;
    if (!paymentUrl.test(started.redirectUrl)) throw new CheckoutError("redirect_blocked");
    this.offer = started;
    return isSameTotal(started, shown);
  }

  /** What became of a card, as the charge itself was answered. */
  #conclude(picture: Picture): SubmitOutcome {
    const outcome = outcomeOf(picture);
    this.picture = picture;
    if (outcome) this.settle(picture, outcome);
    else if (picture.last!.status === "pending") this.waitForResult();
    else this.enter("ready");
    return this.phase === "ready" ? "failed" : (this.phase as SubmitOutcome);
  }

  async #refused(error: CheckoutError): Promise<SubmitOutcome> {
    const { code, field } = error;
    // Where nobody can say what it means, it is asked what holds.
    const rare = await this.stage.loadRare();
    const verdict: Verdict = rare?.verdictOn(code, this.created) ?? { isOutdated: true };
    const { hasEnded, isOutdated, isLost } = verdict;
    if (hasEnded) this.created = undefined;
    if (isOutdated) await this.load(true);
    if (this.phase === "starting") this.report(error, isLost ? "failed" : "ready");
    if (code === "card_invalid") (await this.stage.loadCard()).refuse(field);
    return "failed";
  }

  #leave(): SubmitOutcome {
    const { redirectUrl: url, ...offer } = this.offer!;
    const detail = { ...offer, url, session: this.session!, method: this.value };
    const isAllowed = this.tell(new OtterRedirectEvent(detail));
    this.enter(isAllowed ? "redirecting" : "ready");
    if (!isAllowed) return "canceled";
    const offerLink = () => {
      if (this.phase !== "redirecting") return;
      this.link = url;
      this.enter("ready");
    };
    setTimeout(offerLink, leaveFor(url) ? leavingMs : 0);
    return "redirecting";
  }
}
