/**
 * What every provider must do, whatever its gateway speaks. Each gateway's test file runs all of it,
 * over real connections, against the gateway's simulator. Wherein gateways may differ, the provider
 * itself says by its `capabilities`: nothing here asks which one it is.
 */
import { describe } from "node:test";
import { describeCards } from "./provider-contract/cards.ts";
import { describeClosing } from "./provider-contract/closing.ts";
import { describeForgeries } from "./provider-contract/forgeries.ts";
import { describeMaking } from "./provider-contract/making.ts";
import { describeMethodLists } from "./provider-contract/method-lists.ts";
import { describeNotifications } from "./provider-contract/notifications.ts";
import { describeQueries } from "./provider-contract/queries.ts";
import type { ProviderSubject } from "./provider-contract/subject.ts";

export type { GatewayHand, ProviderSubject } from "./provider-contract/subject.ts";

export function describeProviderContract(subject: ProviderSubject): void {
  describe(`a provider › ${subject.title}`, () => {
    describeMethodLists(subject);
    describeMaking(subject);
    describeQueries(subject);
    describeNotifications(subject);
    describeForgeries(subject);
    describeClosing(subject);
    describeCards(subject);
  });
}
