/**
 * Offers to pay with a phone, below the row of the method that is chosen: a button that opens a code.
 * A chunk for pages on which a method that a phone serves better is chosen, and for those that ask.
 */
import { make } from "../elements.ts";
import { drawPhone } from "./drawing.ts";
import type { CheckoutError } from "../checkout/checkout-error.ts";
import type { OpenCode } from "./open-code.ts";
import { scanStyles } from "./scan.styles.ts";
import type { ScanController, ScanStage } from "./stage.ts";
import { isOfferedFor } from "./way.ts";
import { write } from "./written.ts";

/** Phases in which the picker is there. */
const picking = ["ready", "starting", "confirming", "redirecting"];

const mostTries = 5;

export class ScanOffer implements ScanController {
  readonly #stage: ScanStage;
  readonly #text = make("span");
  readonly #button = make(
    "button",
    { part: "scan-button", class: "scan-button", type: "button", "aria-controls": "scan-panel" },
    drawPhone(),
    this.#text,
  );
  readonly #place = make("div", { part: "scan" }, this.#button);
  /** Id of the method it is open for. */
  #openFor: string | undefined;
  #code: OpenCode | undefined;
  /** How often the texts were asked for. */
  #tries = 0;

  constructor(stage: ScanStage) {
    this.#stage = stage;
    const { element } = stage;
    this.#button.addEventListener("click", () => this.#toggle());
    this.#place.addEventListener("keydown", (event) => this.#hearKey(event));
    element.dress(scanStyles);
    element.addController(this);
    element.requestUpdate();
  }

  hostDisconnected(): void {
    this.#close();
  }

  hostUpdated(): void {
    const { element, checkout, language } = this.#stage;
    const { chosen, phase } = checkout;
    const { scan: text } = language.strings;
    const isPicking = picking.includes(phase);
    const isOver = !isPicking && this.#code?.isBegun !== true;
    if (isOver || chosen?.id !== this.#openFor || this.#code?.isVoid === true) this.#close();
    const isOpen = this.#openFor !== undefined;
    const isOffered = chosen !== undefined && isOfferedFor(element.scan, chosen, isOpen);
    if (!isOffered) this.#close();
    if (isOffered && text === undefined) this.#learn();
    if (!isOffered || !isPicking || text === undefined) return this.#place.remove();
    const { renderRoot: root } = element;
    // The row of a single method is not marked.
    const row = root.querySelector("[part~=row-selected]") ?? root.querySelector("[part~=row]");
    if (this.#place.previousElementSibling !== row) row?.after(this.#place);
    write(this.#text, text);
    this.#button.disabled = element.isDisabled;
    this.#button.setAttribute("aria-expanded", String(isOpen));
    this.#code?.update();
  }

  /** What is said here is rarely said. A chunk that is lost is not asked for for ever. */
  #learn(): void {
    const { element, loadRare } = this.#stage;
    this.#tries += 1;
    if (this.#tries <= mostTries) void loadRare().then(() => element.requestUpdate());
  }

  #toggle(): void {
    if (this.#openFor === undefined) void this.#open();
    else this.#close();
    this.#stage.element.requestUpdate();
  }

  async #open(): Promise<void> {
    const { element, checkout } = this.#stage;
    const method = (this.#openFor = checkout.chosen?.id);
    try {
      const [{ OpenCode }, { drawCode }] = await Promise.all([
        import("./open-code.ts"),
        import("./qr-code.ts"),
      ]);
      if (method === undefined || this.#openFor !== method || this.#code !== undefined) return;
      this.#code = new OpenCode(this.#stage, method, drawCode);
      this.#place.append(this.#code.panel.element);
      element.requestUpdate();
    } catch {
      this.#close();
      if (checkout.phase === "ready") checkout.report(lost(), "ready");
    }
  }

  #close(): void {
    this.#openFor = undefined;
    this.#code?.close();
    this.#code = undefined;
  }

  #hearKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || this.#openFor === undefined) return;
    // A dialog around the element stays open.
    event.preventDefault();
    event.stopPropagation();
    this.#button.focus();
    this.#toggle();
  }
}

/** As the entry's own look: the class of those is not for a chunk to name. */
function lost(): CheckoutError {
  const message = "The code to scan did not load.";
  return Object.assign(new Error(message), {
    code: "proxy_unreachable",
    retryable: true,
  }) as CheckoutError;
}
