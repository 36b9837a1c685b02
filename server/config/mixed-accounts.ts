/** Test and live side by side: legal, and worth a warning, because a shopper cannot tell them apart. */
import type { AccountConfig } from "./accounts.ts";
import { areTests } from "./gateways.ts";
import { isOttpayTest } from "./ottpay.ts";

export function mixWarnings(accounts: readonly AccountConfig[]): readonly string[] {
  const kinds = accounts.map((account) => ({ account, kinds: kindsOf(account) }));
  const mixed = kinds.filter((one) => one.kinds.size > 1);
  const idsOf = (kind: Kind) =>
    kinds
      .filter((one) => one.kinds.size === 1 && one.kinds.has(kind))
      .map(({ account }) => account.id);
  const [test, live] = [idsOf("test"), idsOf("live")];
  return [
    ...mixed.map(({ account }) => mixInside(account)),
    ...(test.length > 0 && live.length > 0
      ? [
          `accounts of test (${test.join(", ")}) and live ones (${live.join(", ")}) are chosen from by currency: see that no live order gets a test account`,
        ]
      : []),
  ];
}

type Kind = "test" | "live";

function kindsOf(account: AccountConfig): ReadonlySet<Kind> {
  return new Set(areTests(account).map((isTest): Kind => (isTest ? "test" : "live")));
}

function mixInside({ id, ottpay, ottu }: AccountConfig): string {
  const whose = id === "default" ? "" : `ACCOUNTS_FILE ${id}: `;
  const not = ottpay !== null && isOttpayTest(ottpay) ? "" : "not ";
  return `${whose}OTTU_TYPE=${ottu?.type ?? ""} and an OTTPAY_URL that is ${not}loopback mix test and live methods in one picker`;
}
