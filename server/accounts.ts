/** Which gateways serve which account. Payments remember the account they were made with. */
import type { ProviderId } from "../contract/vocabulary.ts";
import type { PaymentProvider } from "./providers/provider.ts";

export interface Account {
  readonly id: string;
  readonly providers: readonly PaymentProvider[];
  /** Changes with whatever makes a kept list another one: the installation's address, its labels. */
  readonly listVersion?: string;
}

export interface Accounts {
  all(): readonly Account[];
  /** The account a session is made with; undefined when `asked` does not exist. */
  choose(asked: string | undefined, currency: string): Account | undefined;
  provider(account: string, id: ProviderId): PaymentProvider | undefined;
}

export const defaultAccountId = "default";

export function createAccounts(accounts: readonly Account[]): Accounts {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return {
    all: () => accounts,
    choose(asked, currency) {
      if (asked !== undefined) return byId.get(asked);
      const serving = accounts.find((account) =>
        account.providers.some((provider) => provider.serves({ currency })),
      );
      return serving ?? byId.get(defaultAccountId);
    },
    provider: (account, id) =>
      byId.get(account)?.providers.find((candidate) => candidate.id === id),
  };
}
