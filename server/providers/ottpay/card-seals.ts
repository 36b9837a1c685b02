/** The ways to seal a card for OTT Pay, by the names `OTTPAY_CARD_SEAL` knows them by. */
import type { CardSeal } from "./card-seal.ts";
import { inferredAesEcbSeal } from "./inferred-card-seal.ts";

export type CardSeals = Readonly<Record<string, CardSeal>>;

export const cardSeals: CardSeals = {
  "inferred-aes-ecb": inferredAesEcbSeal,
};

export function findCardSeal(name: string, further: CardSeals = {}): CardSeal | undefined {
  const all = new Map(Object.entries({ ...cardSeals, ...further }));
  return all.get(name);
}
