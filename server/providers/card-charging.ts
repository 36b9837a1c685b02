/** Charging cards whose numbers pass through us. */
import type { GatewayReport } from "./gateway-report.ts";

/** What a billing address has beside its postal code and country. */
export interface Street {
  readonly address: string;
  readonly city: string;
  /** A province, state or region. */
  readonly province: string;
}

/**
 * A card as the shopper typed it; the street may be the session's customer's. It lives in memory for
 * one charge, and is kept nowhere.
 */
export interface Card extends Partial<Street> {
  readonly number: string;
  readonly brand: "VISA" | "MC";
  readonly name: string;
  /** `MMYY`. */
  readonly expiry: string;
  readonly cvv: string;
  readonly postalCode: string;
  readonly country: string;
}

/** The most characters that are taken of each part. */
export type StreetLengths = Readonly<Record<keyof Street, number>>;

export interface CardCharge {
  /** From `CardCharging.createOrderNumber`; never used before. */
  readonly orderNumber: string;
  readonly amount: string;
  readonly currency: string;
  readonly card: Card;
}

/** For a gateway that takes card numbers from us. */
export interface CardCharging {
  /** The method's code: a payment of this code is asked about by the provider's `query`. */
  readonly code: string;

  /** Of the street, without which it takes no card; null = it needs none. */
  readonly streetLengths: StreetLengths | null;

  createOrderNumber(): string;

  /**
   * Charges, or authorizes, once: it must never be repeated for one order number. State `open` =
   * not decided yet. Nothing thrown carries a part of the card.
   * @throws GatewayError outcome `unknown` unless certainly nothing was charged
   */
  charge(request: CardCharge, signal: AbortSignal): Promise<GatewayReport>;
}
