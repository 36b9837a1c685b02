/** What a way to seal a card for OTT Pay is. */

/** @param card the card object by OTT Pay's names (wire-card.ts), every value filled */
export type CardSeal = (
  card: Readonly<Record<string, string>>,
  signKey: string,
) => { readonly cc_number: string; readonly cc_sha: string };
