/** What the code to scan is handed: it imports nothing of the entry that has loaded it. */
import type { CheckoutError } from "../checkout/checkout-error.ts";
import type { Picture, SettledStatus } from "../checkout/picture.ts";
import type { Spoken } from "../language/language.ts";
import type { PaymentMethod } from "../public-types.ts";
import type { CheckoutView } from "../../contract/contract.ts";

/** Follows an element, as lit's controllers do. */
export interface ScanController {
  hostUpdated(): void;
  hostDisconnected(): void;
}

/** The element that shows the picker. */
export interface ScanElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly scan: string;
  /** Nothing can be pressed. */
  readonly isDisabled: boolean;
  addController(controller: ScanController): void;
  removeController(controller: ScanController): void;
  requestUpdate(): void;
  dress(css: string): void;
}

export interface ScanCheckout {
  readonly phase: string;
  readonly chosen: PaymentMethod | undefined;
  /** What the page asks for, before any fee. */
  readonly base: { readonly amount: string; readonly currency: string };
  readonly session: string | undefined;
  /** The session that `createSession` made; undefined lets it make another. */
  created: string | undefined;
  /** @throws CheckoutError */
  ensureSession(method: string, signal: AbortSignal): string | Promise<string>;
  readonly picture: Picture | undefined;
  enter(phase: "ready"): void;
  /** Shows how it ended, and says so to the page once. */
  settle(view: CheckoutView, status: SettledStatus): void;
  report(problem: CheckoutError, phase: "ready"): void;
}

export interface ScanStage {
  readonly element: ScanElement;
  readonly checkout: ScanCheckout;
  readonly language: Spoken;
  /** Never rejects: resolves when what is rarely said is there, or given up. */
  readonly loadRare: () => Promise<unknown>;
  /** Ends in a slash; undefined when nobody said where the proxy is. */
  readonly proxyUrl: () => string | undefined;
}
