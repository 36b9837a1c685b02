/**
 * Which gateways serve which account: a merchant's credentials, as one shop may have several of.
 * Payments remember the account they were made with and are asked about by no other.
 */
import type { ProviderId } from "../../contract/vocabulary.ts";
import type { PaymentProvider } from "./provider.ts";

export interface Account {
  readonly id: string;
  readonly providers: readonly PaymentProvider[];
  /** What it is chosen for before all others. */
  readonly currencies?: readonly string[] | null;
}

export interface Accounts {
  all(): readonly Account[];
  /**
   * The account a session is made with: the one that was asked for, or the one of that currency,
   * or the default where it takes the currency, or the first that does. Undefined when `asked` does
   * not exist; where no account takes the currency it is one that does not.
   */
  choose(asked: string | undefined, currency: string): Account | undefined;
  provider(account: string, id: ProviderId): PaymentProvider | undefined;
  /** Whose gateway this is. */
  ownerOf(provider: object): string;
}

export const defaultAccountId = "default";

export function createAccounts(accounts: readonly Account[]): Accounts {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const owners = new WeakMap<object, string>(
    accounts.flatMap(({ id, providers }) => providers.map((provider) => [provider, id] as const)),
  );
  const usual = byId.get(defaultAccountId) ?? accounts[0];
  const inOrder = usual === undefined ? [] : [usual, ...accounts.filter((one) => one !== usual)];
  return {
    all: () => accounts,
    choose(asked, currency) {
      if (asked !== undefined) return byId.get(asked);
      return (
        accounts.find(({ currencies }) => currencies?.includes(currency)) ??
        inOrder.find(({ providers }) => providers.some((one) => one.serves({ currency }))) ??
        usual
      );
    },
    provider: (account, id) =>
      byId.get(account)?.providers.find((candidate) => candidate.id === id),
    ownerOf: (provider) => owners.get(provider) ?? "",
  };
}
