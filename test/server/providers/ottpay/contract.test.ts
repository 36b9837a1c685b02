/** OTT Pay keeps the contract of a provider, with cards turned on. */
import { describeProviderContract } from "../../../support/provider-contract.ts";
import { handOnOttpay } from "./at-sandbox.ts";

describeProviderContract({
  title: "OTT Pay",
  providerId: "ottpay",
  env: { OTTPAY_CARD: "purchase" },
  wrongCredentials: { OTTPAY_SIGN_KEY: "0123456789ABCDEF" },
  money: { amount: "19.99", currency: "CAD" },
  otherCurrency: "USD",
  handOn: handOnOttpay,
});
