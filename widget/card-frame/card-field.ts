/**
 * The page's side of the card form: puts the frame below the chosen row, dresses it like the picker,
 * and asks it to seal the card when the shopper presses Pay. Loaded when such a row is first chosen.
 * It hears one window of one origin; what comes from there is a sealed card and never a card.
 */
import type { PaymentMethod } from "../public-types.ts";
import { fieldStyles } from "./card-field.styles.ts";
import { charged } from "./charged.ts";
import {
  frameFontPx,
  frameHeightPx,
  readFromFrame,
  written,
  type FromFrame,
  type ThemeTokens,
  type ToFrame,
} from "./protocol.ts";

/** A frame that says nothing for so long was kept from loading. */
const patienceMs = 10_000;

/** What the form stands in, and what it is about. */
export interface CardParts {
  readonly page: {
    /** Where the rows are, each with a place for its form. */
    readonly renderRoot: HTMLElement | DocumentFragment;
    /** Nothing can be typed. */
    readonly isDisabled: boolean;
    /** Ends in a slash; undefined when nobody said where the proxy is. */
    readonly proxyUrl: string | undefined;
    /** Puts on more styles. */
    dress(css: string): void;
  };
  readonly checkout: {
    readonly chosen: PaymentMethod | undefined;
    readonly session: string | undefined;
    /** Nothing can be typed: the card is on its way. */
    readonly isCharging: boolean;
  };
  readonly language: {
    readonly tag: string;
    nameOf(method: PaymentMethod): string;
  };
}

export class CardField {
  readonly #parts: CardParts;
  readonly #root: ShadowRoot;
  readonly #probe = document.createElement("span");
  #frame: HTMLIFrameElement | undefined;
  #isReady = false;
  /** What the frame was told, by kind of message. */
  readonly #told = new Map<string, string>();
  readonly #asked = new Map<number, (answer: FromFrame) => void>();
  #count = 0;
  #arrived: (() => void) | undefined;

  constructor(parts: CardParts) {
    this.#parts = parts;
    this.#root = parts.page.renderRoot as ShadowRoot;
    this.#probe.className = "probe";
    parts.page.dress(fieldStyles);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.update());
  }

  /** After every rendering: the frame is where the chosen row wants it, and looks like the rest. */
  update(): void {
    const slot = this.#root.querySelector(".card:not([hidden])");
    if (slot === null) return;
    addEventListener("message", this);
    if (this.#frame?.parentNode !== slot) this.#place(slot);
    if (!this.#isReady) return;
    const { page, checkout, language } = this.#parts;
    const isLocked = page.isDisabled || checkout.isCharging;
    this.#tellOnce({ type: "theme", tokens: this.#theme() });
    this.#tellOnce({ type: "locale", tag: language.tag });
    this.#tellOnce({ type: "disabled", on: isLocked });
  }

  /** Shows what is wrong or missing; false when something is. */
  async check(): Promise<boolean> {
    const { type } = await this.#ask({ type: "check", request: (this.#count += 1) });
    // Where a frame may not take the keyboard by itself, the page that has it passes it on.
    const hasFocus = this.#root.activeElement === this.#frame;
    if (type === "invalid" && !hasFocus) this.#frame?.focus();
    return type === "valid";
  }

  /** A compact JWE that the proxy alone can open. */
  async seal(session: string): Promise<string> {
    const answer = await this.#ask({ type: "seal", request: (this.#count += 1), session });
    if (answer.type !== "sealed") throw problem("card_invalid", "The card is not complete.");
    return answer.jwe;
  }

  /** What a session comes to by the charge. */
  readonly charged = charged;

  /** The proxy refused a field of the card, or the form as a whole. */
  refuse(field = "card"): void {
    if (field === "card") this.#frame?.remove();
    this.update();
    if (field !== "card") this.#post({ type: "refused", field });
  }

  /** To the card's number, for another one. */
  another(): void {
    this.#post({ type: "another" });
    this.#frame!.focus();
  }

  handleEvent({ source, origin, data }: MessageEvent): void {
    const frame = this.#frame;
    if (frame?.isConnected !== true) return removeEventListener("message", this);
    const isOurs = source === frame.contentWindow && origin === new URL(frame.src).origin;
    const message = isOurs ? readFromFrame(data) : undefined;
    if (message !== undefined) this.#hear(message, frame);
  }

  #hear(message: FromFrame, frame: HTMLIFrameElement): void {
    switch (message.type) {
      case "ready":
        this.#isReady = true;
        this.#told.clear();
        frame.parentElement!.className = "card";
        this.update();
        return this.#arrived?.();
      case "height":
        frame.height = String(message.px);
        return;
      case "submit":
        this.#root.querySelector<HTMLElement>("button.pay")?.click();
        return;
      case "validity":
        return;
      default:
        this.#asked.get(message.request)?.(message);
    }
  }

  #place(slot: Element): void {
    const { page, checkout, language } = this.#parts;
    const { chosen, session } = checkout;
    const { tag: locale } = language;
    const { frame: path, shortForm: isShort = false } = chosen!;
    const url = new URL(path!.replace(/^\//, "") + (session ?? "new"), page.proxyUrl);
    const form = isShort ? "short" : "long";
    url.search = String(new URLSearchParams({ origin: location.origin, locale, form }));
    const frame = (this.#frame = document.createElement("iframe"));
    this.#isReady = false;
    slot.replaceChildren(this.#probe, frame);
    slot.className = "card bone";
    frame.title = language.nameOf(chosen!);
    frame.referrerPolicy = "no-referrer";
    const { fontSize } = getComputedStyle(this.#probe);
    const fontPx = frameFontPx(parseFloat(fontSize));
    frame.height = String(frameHeightPx(fontPx, isShort, frame.clientWidth || undefined));
    frame.src = url.href;
  }

  #theme(): ThemeTokens {
    const style = getComputedStyle(this.#probe);
    return {
      accent: style.borderTopColor,
      line: style.borderRightColor,
      muted: style.borderBottomColor,
      danger: style.borderLeftColor,
      text: style.color,
      surface: style.backgroundColor,
      page: colourBehind(this.#probe),
      radius: style.borderTopLeftRadius,
      "font-size": style.fontSize,
      "font-family": style.fontFamily,
      // White text, or nearly, is what a dark page has.
      scheme: /\(2/.test(style.outlineColor) ? "dark" : "light",
    };
  }

  #tellOnce(message: ToFrame): void {
    const text = JSON.stringify(message);
    if (this.#told.get(message.type) === text) return;
    this.#told.set(message.type, text);
    this.#post(message);
  }

  #post(message: ToFrame): void {
    const frame = this.#frame!;
    frame.contentWindow?.postMessage(written(message), new URL(frame.src).origin);
  }

  async #ask(message: Extract<ToFrame, { request: number }>): Promise<FromFrame> {
    const { promise, resolve, reject } = settleable<FromFrame>();
    const late = () =>
      reject(problem("proxy_unreachable", "The card form did not load. Check frame-src."));
    const timer = setTimeout(late, patienceMs);
    this.#asked.set(message.request, resolve);
    try {
      if (!this.#isReady) await Promise.race([promise, this.#arrival()]);
      this.#post(message);
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#asked.delete(message.request);
    }
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => (this.#arrived = resolve));
  }
}

/** What is painted behind an element, as far as it is one opaque colour; else empty. */
function colourBehind(element: Element): string {
  let node: Element | undefined = element;
  while (node) {
    const { backgroundColor, backgroundImage } = getComputedStyle(node);
    if (backgroundImage !== "none") break;
    if (!/^rgba|\//.test(backgroundColor)) return backgroundColor;
    node = node.assignedSlot ?? node.parentElement ?? (node.getRootNode() as ShadowRoot).host;
  }
  return "";
}

/** As the proxy's refusals look: the class of those is the entry's own. */
function problem(code: string, message: string): Error {
  return Object.assign(new Error(message), { code, retryable: true });
}

function settleable<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: Error) => void;
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
}
