/**
 * What the store sees of whoever shows it. It knows no element: a test, or another element, may
 * stand here as well.
 */
import type { CreateSession } from "../public-types.ts";

/** What is set on the page, looked at anew whenever it matters, and where it hears of things. */
export interface CheckoutPage extends Pick<EventTarget, "dispatchEvent"> {
  readonly session: string;
  readonly currency: string;
  readonly amount: string;
  readonly result: boolean;
  readonly createSession: CreateSession | undefined;
  /** Nothing can be chosen or paid. */
  readonly isDisabled: boolean;
  /** Resolves when what changed can be read. */
  readonly updateComplete: Promise<unknown>;
  /** Brings the shopper to where something is to be done. */
  focus(): void;
}

export interface CheckoutLanguage {
  /** BCP 47 tag of what the shopper reads. */
  readonly tag: string;
  /** Resolves when the texts for this session are there or given up. */
  speak(sessionLocale: string | null): Promise<void> | undefined;
  /** Resolves when what is rarely said, which is all but a list to choose from, can be said too. */
  sayAll(): Promise<void>;
}

/** The form of a method that has one of its own. */
export interface CardForm {
  /** Shows what is wrong or missing; false when something is. */
  check(): Promise<boolean>;
  /** A compact JWE that the proxy alone can open. */
  seal(session: string): Promise<string>;
  /** The proxy refused a field of the card, or the form as a whole. */
  refuse(field?: string): void;
}

export interface CheckoutStage {
  readonly page: CheckoutPage;
  readonly language: CheckoutLanguage;
  /** Ends in a slash; undefined when nobody said where the proxy is. */
  proxyUrl(): string | undefined;
  /** Something is to be shown anew. */
  changed(): void;
  /** @throws CheckoutError `proxy_unreachable` */
  loadCard(): Promise<CardForm>;
}
