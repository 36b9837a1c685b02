/**
 * What the store sees of whoever shows it. It knows no element: a test, or another element, may
 * stand here as well.
 */
import type { ErrorCode, PaymentStatus } from "../../contract/vocabulary.ts";
import type { CreateSession } from "../public-types.ts";
import type { Picture } from "./picture.ts";

/** What is set on the page, looked at anew whenever it matters, and where it hears of things. */
export interface CheckoutPage extends Pick<EventTarget, "dispatchEvent"> {
  readonly session: string;
  readonly currency: string;
  readonly amount: string;
  readonly result: boolean;
  readonly createSession: CreateSession | undefined;
  /** Of the proxy; ends in a slash, undefined when nobody said where it is. */
  readonly proxyUrl: string | undefined;
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
}

/** What a refused start comes to. */
export interface Verdict {
  /** The session, or its list, has changed from what the picker shows. */
  readonly isOutdated: boolean;
  /** The session can never be paid again. */
  readonly hasEnded?: boolean;
  /** No picker is left to use. */
  readonly isLost?: boolean;
}

/** What is known of failures. */
export interface RareKnowledge {
  /** @param created the session that was made for us, and can be made again */
  verdictOn(code: ErrorCode, created: string | undefined): Verdict;
  /** What the developer is told. */
  adviceOn(problem: { readonly code: ErrorCode; readonly message: string }): string;
}

/** The form of a method that has one of its own. */
export interface CardForm {
  /** Shows what is wrong or missing; false when something is. */
  check(): Promise<boolean>;
  /** A compact JWE that the proxy alone can open. */
  seal(session: string): Promise<string>;
  /** What has become of `picture` by a charge of `method` that was answered so. */
  charged(picture: Picture, method: string, status: PaymentStatus): Picture;
  /** The proxy refused a field of the card, or the form as a whole. */
  refuse(field?: string): void;
}

export interface CheckoutStage {
  readonly page: CheckoutPage;
  readonly language: CheckoutLanguage;
  /** Something is to be shown anew. */
  changed(): void;
  /** @throws CheckoutError `proxy_unreachable` */
  loadCard(): Promise<CardForm>;
  /** Undefined until its chunk is there. */
  readonly rare: RareKnowledge | undefined;
  /**
   * Never rejects: resolves when all but a list to choose from can be shown and said too, or with
   * nothing when that is given up. The next call tries again.
   */
  loadRare(): Promise<RareKnowledge | undefined>;
}
