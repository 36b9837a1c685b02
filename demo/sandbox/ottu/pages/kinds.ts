/** What kind of paying a gateway family is: it decides how its page and its tile are drawn. */
import type { Kind } from "../../pages/pictures.ts";
import type { Method } from "../model/methods.ts";

const kinds: Readonly<Record<string, Kind>> = {
  kpay: "bank",
  benefit: "bank",
  omannet: "bank",
  qpay: "bank",
  mpgs: "card",
  cybersource: "card",
  checkoutcom: "card",
  hyperpay: "card",
  apple_pay: "wallet",
  google_pay: "wallet",
  samsung_pay: "wallet",
  stc_pay: "wallet",
  urpay: "wallet",
  wallet: "wallet",
  tabby: "instalments",
  tamara: "instalments",
  deema: "instalments",
  taly: "instalments",
  cod: "cash",
};

export function kindOf(method: Method | undefined): Kind {
  const family = method?.connector.identifier ?? "";
  return (Object.hasOwn(kinds, family) ? kinds[family] : undefined) ?? "other";
}
