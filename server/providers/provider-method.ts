/** What there is to choose from at a gateway. */
import type { BrowserFeature, MethodKind } from "../../contract/vocabulary.ts";

/** A method as one gateway offers it. `code` is unique within the gateway. */
export interface ProviderMethod {
  readonly code: string;
  /** What to show when no better language is known. Unique within the list, unless it is a routing duplicate. */
  readonly label: string;
  /** Labels by language subtag (`ar`, `en`, …), for methods we know well. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly kind: MethodKind;
  /** Absolute URL of the gateway's logo, or null. Fetched by the proxy, never by a browser. */
  readonly logoUrl: string | null;
  /** True where choosing it moves no real money. */
  readonly test: boolean;
  /** What is charged, where that is known to be another currency than the shopper is asked for. */
  readonly currency?: string;
  /** What it can be paid in, where the gateway says so: ISO 4217. */
  readonly currencies?: readonly string[];
  /** Payment services on its page, where the gateway says so: `apple_pay`, `google_pay`, … */
  readonly wallets?: readonly string[];
  /** True where the gateway may add a fee that nobody knows before it is paid. */
  readonly mayAddFee?: boolean;
  /** What the shopper's browser must have for it. */
  readonly needs?: BrowserFeature;
  /** Further names `METHOD_ICONS` may know it by: the connector, say. */
  readonly aliases: readonly string[];
  /** True where the shopper fills in our own card form: there is no link to go to. */
  readonly ownForm?: boolean;
}
