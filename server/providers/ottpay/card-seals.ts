/** The ways to seal a card for OTT Pay, by the names `OTTPAY_CARD_SEAL` knows them by. */
import { inferredAesEcbSeal } from "./inferred-card-seal.ts";

/** @param card the card object by OTT Pay's names (wire-card.ts), every value filled */
export type CardSeal = (
  card: Readonly<Record<string, string>>,
  signKey: string,
) => { readonly cc_number: string; readonly cc_sha: string };

export type CardSeals = Readonly<Record<string, CardSeal>>;

export const cardSeals: CardSeals = {
  "inferred-aes-ecb": inferredAesEcbSeal,
};

export function findCardSeal(name: string, further: CardSeals = {}): CardSeal | undefined {
  const all = new Map(Object.entries({ ...cardSeals, ...further }));
  return all.get(name);
}
