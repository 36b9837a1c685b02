/** Ottu's Checkout keeps the contract of a provider, and so do both flows of its older API. */
import { describeProviderContract } from "../../../support/provider-contract.ts";
import { handOnOttu, type Flow } from "./at-sandbox.ts";

const flows: ReadonlyArray<readonly [Flow, Readonly<Record<string, string>>]> = [
  ["checkout", {}],
  ["pos", { OTTU_FLOW: "pos" }],
  ["pos-d", { OTTU_FLOW: "pos-d", OTTU_INITIATOR: "7" }],
];

for (const [flow, env] of flows) {
  describeProviderContract({
    title: `Ottu, OTTU_FLOW=${flow}`,
    providerId: "ottu",
    env,
    wrongCredentials: { OTTU_API_KEY: "12345678.not-a-key-of-this-installation" },
    money: { amount: "12.750", currency: "KWD" },
    otherCurrency: "BHD",
    handOn: handOnOttu(flow),
  });
}
