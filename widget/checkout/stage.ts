/**
 * What the store sees of whoever shows it. It knows no element: a test, or another element, may
 * stand here as well.
 */
import type { CreateSession, Total } from "../public-types.ts";

/** What the page has set. Looked at anew whenever it matters. */
export interface CheckoutSettings {
  readonly session: string;
  readonly currency: string;
  readonly amount: string;
  readonly result: boolean;
  readonly createSession: CreateSession | undefined;
  /** Nothing can be chosen or paid. */
  readonly isDisabled: boolean;
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
  readonly settings: CheckoutSettings;
  /** Ends in a slash; undefined when nobody said where the proxy is. */
  proxyUrl(): string | undefined;
  /** BCP 47 tag of what the shopper reads. */
  locale(): string;
  /** How a total is written: two that read the same are the same to the shopper. */
  moneyText(total: Total): string;
  /** Resolves when the texts for this session are there or given up. */
  speak(sessionLocale: string | null | undefined): Promise<void> | undefined;
  /** Something is to be shown anew. */
  changed(): void;
  /** Resolves when what changed can be read. */
  shown(): Promise<unknown>;
  /** Pay was pressed with nothing chosen: shows where. */
  askToChoose(): void;
  /** Tells the page. False when it prevented what was about to happen. */
  tell(event: Event): boolean;
  /** @throws CheckoutError `proxy_unreachable` */
  loadCard(): Promise<CardForm>;
}
