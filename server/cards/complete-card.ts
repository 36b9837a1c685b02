/**
 * What a gateway needs of a card's address and its form did not ask for comes from the session's
 * customer: from here to the gateway, and to no browser.
 */
import type { Customer } from "../../contract/contract.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { Card, CardCharging } from "../providers/provider.ts";
import { streetOf } from "../sessions/customer/street.ts";

/** @throws CheckoutError `card_invalid`, field `card.address`: the form has to ask for it */
export function completeCard(
  card: Card,
  customer: Customer | null,
  { streetLengths }: Pick<CardCharging, "streetLengths">,
): Card {
  if (streetLengths === null || card.address !== undefined) return card;
  const street = streetOf(customer, streetLengths, card);
  if (street !== undefined) return { ...card, ...street };
  throw new CheckoutError(
    "card_invalid",
    "this card's street, city and region are needed as well",
    {
      field: "card.address",
    },
  );
}
