/**
 * What a page's own code may name. The published types reach no further than this: they stand
 * alone, so that a shop needs neither our contract nor the library it is written in.
 */
import type { BrowserFeature, MethodKind, ProviderId } from "../contract/vocabulary.ts";

/** A method that can be paid with: the proxy's `Method`, restated. */
export interface PaymentMethod {
  /** `provider:code`, such as `ottu:knet-main`. */
  id: string;
  provider: ProviderId;
  label: string;
  /** The label in other languages, by language subtag. */
  labels?: Record<string, string> | undefined;
  kind: MethodKind;
  /** Address of its mark, or null. */
  icon: string | null;
  /** Another mark for dark pages. */
  iconDark?: string | undefined;
  /** The card schemes it takes, with their marks. */
  schemes?: readonly { name: string; icon: string }[] | undefined;
  /** Used before by this customer. */
  recent: boolean;
  /** Moves no money. */
  test: boolean;
  /** What will be charged, in `currency`, where the gateway has said so. */
  total?: string | undefined;
  fee?: string | undefined;
  /** Without `total`: charged in this currency, and how much is not known yet. */
  currency?: string | undefined;
  /** Whether the gateway may add a fee that is not known before. */
  mayAddFee?: boolean | undefined;
  /** What the browser must have for it. */
  needs?: BrowserFeature | undefined;
  /** Path below the proxy's address where its own form is, which takes the place of a payment page. */
  frame?: string | undefined;
  /** Whether that form need not ask for the street of a card's address. */
  shortForm?: boolean | undefined;
}

/** What will be charged, and the part of it that is a fee where that is known. */
export interface Total {
  readonly amount: string;
  readonly currency: string;
  readonly fee?: string | undefined;
}

/** What `submit()` came to. The last two are a card's, which is paid without leaving the page. */
export type SubmitOutcome =
  "redirecting" | "confirm" | "canceled" | "failed" | "settled" | "waiting";

/** Asks the shop's server for a session, when the shopper presses Pay. */
export type CreateSession = (request: {
  method: string;
  locale: string;
  /** Aborted when nobody waits for the session any more. */
  signal: AbortSignal;
}) => Promise<string | { id: string }> | string | { id: string };
