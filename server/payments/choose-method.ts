/** The method that a shopper chose, as the session's list knows it: for a link, and for a card. */
import { findMethod } from "../../contract/method-id.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { ListedMethod } from "../methods/method-row.ts";
import type { ListedMethods } from "../methods/methods.ts";
import type { PaymentProvider } from "../providers/provider.ts";
import type { Charging } from "../rules/direct-charge.ts";
import type { Wanted } from "../rules/start-plan.ts";

/** The gateway that a method's id names, whether or not there is one. */
export function gatewayOf(methodId: string): string | undefined {
  return methodId.split(":", 1)[0]?.toLowerCase();
}

/**
 * With it go all codes of its gateway that an order for it may carry.
 * @throws CheckoutError `method_unavailable`, `gateway_unavailable`, `invalid_request` for a card's
 */
export function chooseForLink(listed: ListedMethods, methodId: string): Wanted {
  const chosen = find(listed, methodId);
  if (chosen === undefined) {
    throw listed.failed.some((id) => id === gatewayOf(methodId))
      ? new CheckoutError(
          "gateway_unavailable",
          "this method's gateway does not answer; try again or choose another",
        )
      : methodUnavailable();
  }
  const { method, provider } = chosen;
  const { cards, carriesOneCode } = provider.capabilities;
  if (cards?.code === method.code) {
    throw new CheckoutError("invalid_request", "card is missing", { field: "card" });
  }
  const others = listed.methods.filter(
    (one) => one.provider === provider.id && one !== method && one.code !== cards?.code,
  );
  return {
    provider,
    code: method.code,
    test: method.test,
    codes: [method.code, ...(carriesOneCode ? [] : others.map((one) => one.code))],
  };
}

/** @throws CheckoutError `method_unavailable`, `invalid_request` where it takes no card */
export function chooseForCard(listed: ListedMethods, methodId: string): Charging {
  const chosen = find(listed, methodId);
  if (chosen === undefined) throw methodUnavailable();
  const { method, provider } = chosen;
  const { cards } = provider.capabilities;
  if (cards?.code !== method.code) {
    throw new CheckoutError("invalid_request", "card is not for this method, which takes none", {
      field: "card",
    });
  }
  return { provider, cards, test: method.test };
}

function find(
  listed: ListedMethods,
  methodId: string,
): { method: ListedMethod; provider: PaymentProvider } | undefined {
  const method = findMethod(listed.methods, methodId);
  const provider = listed.providers.find(({ id }) => id === method?.provider);
  return method === undefined || provider === undefined ? undefined : { method, provider };
}

export function methodUnavailable(): CheckoutError {
  return new CheckoutError("method_unavailable", "this method is not available for this payment", {
    field: "method",
  });
}
