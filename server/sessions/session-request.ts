/** A shop's request for a session in the one spelling that is compared, kept and passed on. */
import {
  isLasting,
  type CreateSessionRequest,
  type Customer,
  type SessionWarning,
} from "../../contract/contract.ts";
import { canonicalAmount } from "../../contract/money.ts";
import { CheckoutError } from "../platform/errors.ts";
import { readCustomer } from "./customer/read-customer.ts";

export interface SessionRequest extends Omit<CreateSessionRequest, "customer"> {
  /** With all decimals of its currency. */
  readonly amount: string;
  readonly customer?: Customer;
}

export interface ReadRequest {
  readonly asked: SessionRequest;
  readonly warnings: readonly SessionWarning[];
}

/** @throws CheckoutError `invalid_request` where a card would be kept for nobody */
export function readRequest({ customer: given, ...body }: CreateSessionRequest): ReadRequest {
  const { customer, warnings } = readCustomer(given);
  if (isLasting(body.paymentType) && customer?.id === undefined) {
    throw new CheckoutError(
      "invalid_request",
      "customer.id is required where a card is kept, and must be 1 to 64 letters, digits or _.@:-",
      { field: "customer.id" },
    );
  }
  return {
    asked: {
      ...body,
      amount: canonicalAmount(body.amount, body.currency),
      ...(customer === null ? {} : { customer }),
    },
    warnings: [...warnings, ...silentChannels(body, customer)],
  };
}

const addresses = { email: "email", sms: "phone" } as const;

/** Ways of telling the customer that lead nowhere. */
function silentChannels(
  { notifyCustomer = [] }: Pick<CreateSessionRequest, "notifyCustomer">,
  customer: Customer | null,
): readonly SessionWarning[] {
  return [...new Set(notifyCustomer)]
    .filter((channel) => customer?.[addresses[channel]] === undefined)
    .map((channel) => ({
      field: "notifyCustomer",
      code: "left_out",
      message: `notifyCustomer: without customer.${addresses[channel]} nobody is told by ${channel}`,
    }));
}
