/**
 * The street that goes with a card, where the shop knows its customer's address. What the shopper types,
 * the postal code and the country, is the card's own: a street of another place is not, and has to be
 * typed as well.
 */
import type { Customer } from "../../../contract/contract.ts";
import type { Card, Street, StreetLengths } from "../../providers/provider.ts";
import { shorten, tidyCode } from "./typed-text.ts";

type Place = Pick<Card, "postalCode" | "country">;
type Address = NonNullable<Customer["address"]>;

/** Where an address is not whole without a province or state. Elsewhere a city stands for its region. */
const withProvinces = ["CA", "US"];
/** What the form says where a country has no postal codes. */
const noPostalCode = "00000";

/**
 * @param place what the card's form was told; absent where nothing is typed yet
 * @returns undefined where the shop's address is not whole, or of another place
 */
export function streetOf(
  customer: Customer | null,
  lengths: StreetLengths,
  place?: Place,
): Street | undefined {
  const { address: known = {} } = customer ?? {};
  const { line1, line2, city } = known;
  const province = provinceOf(known, place?.country ?? known.country);
  if (line1 === undefined || city === undefined || province === undefined) return undefined;
  if (place !== undefined && !isIn(place, known)) return undefined;
  const line = line2 === undefined ? line1 : `${line1} ${line2}`;
  return {
    address: shorten(line, lengths.address),
    city: shorten(city, lengths.city),
    province: shorten(province, lengths.province),
  };
}

function provinceOf({ city, state }: Address, country: string | undefined): string | undefined {
  const needsOne = country === undefined || withProvinces.includes(country);
  return state ?? (needsOne ? undefined : city);
}

/** What one of the two does not say contradicts nothing. */
function isIn(place: Place, { postalCode, country }: Address): boolean {
  if (country !== undefined && country !== place.country) return false;
  if (postalCode === undefined || place.postalCode === noPostalCode) return true;
  return plain(postalCode, place.country) === plain(place.postalCode, place.country);
}

/** Without the four digits that few know of their ZIP code. */
function plain(postalCode: string, country: string): string {
  const code = tidyCode(postalCode)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  return country === "US" ? code.slice(0, 5) : code;
}
