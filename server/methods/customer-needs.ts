/**
 * What a gateway must know of the customer before it takes an order. Where no gateway would take it,
 * the shop is told at once; where another does, the one is not offered, and the log says so once.
 */
import type { Customer } from "../../contract/contract.ts";
import type { ProviderId } from "../../contract/vocabulary.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { Logger } from "../platform/logger.ts";
import type { PaymentProvider } from "../providers/provider.ts";

/** The first required field that is not there, or undefined. */
export function missingOf(
  { capabilities }: Pick<PaymentProvider, "capabilities">,
  customer: Customer | null | undefined,
): keyof Customer | undefined {
  return capabilities.requiredCustomer.find((field) => customer?.[field] === undefined);
}

export interface CustomerNeeds {
  /** @throws CheckoutError `invalid_request` when none of the gateways takes such a customer */
  assertMet(serving: readonly PaymentProvider[], customer: Customer | undefined): void;
}

export function createCustomerNeeds(logger: Logger): CustomerNeeds {
  const told = new Set<ProviderId>();
  return {
    assertMet(serving, customer) {
      const unmet = serving.flatMap((provider) => {
        const field = missingOf(provider, customer);
        return field === undefined ? [] : [{ id: provider.id, field: `customer.${field}` }];
      });
      const [first] = unmet;
      if (first !== undefined && unmet.length === serving.length) {
        throw new CheckoutError("invalid_request", `${first.field}: is required by the gateway`, {
          field: first.field,
        });
      }
      for (const { id, field } of unmet) {
        if (told.has(id)) continue;
        told.add(id);
        logger.warn(
          { provider: id, field },
          "a session without this field is not offered this gateway's methods; said once",
        );
      }
    },
  };
}
