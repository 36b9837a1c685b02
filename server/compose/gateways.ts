/**
 * Configuration → accounts and their providers: the only file that names gateways. Each is one row of
 * `gateways`.
 */
import { ConfigError, type AccountConfig, type Config } from "../config.ts";
import { createHttpClient, type HttpClient } from "../platform/http-client.ts";
import { defaultAccountId, type Account } from "../providers/accounts.ts";
import { findCardSeal } from "../providers/ottpay/card-seals.ts";
import { createOttpayProvider, type OttpayConfig } from "../providers/ottpay/index.ts";
import { createOttuProvider } from "../providers/ottu/index.ts";
import type { PaymentProvider } from "../providers/provider.ts";
import type { World } from "./world.ts";

/** Null where the account has no such gateway. @throws ConfigError */
type Gateway = (account: AccountConfig, world: World, http: HttpClient) => PaymentProvider | null;

/** In the order in which a shopper sees their methods. */
const gateways: readonly Gateway[] = [
  ({ id, ottpay }, world, http) =>
    ottpay &&
    createOttpayProvider(ottpay, { ...world, http, cardSeal: cardSealOf(id, ottpay, world) }),
  ({ id, ottu }, world, http) =>
    ottu &&
    createOttuProvider(ottu, {
      ...world,
      http,
      onDuplicates: (codes) =>
        world.logger.info(
          { account: id, codes: codes.join(" ") },
          "several Ottu codes look the same to a shopper; the first is shown",
        ),
    }),
];

/** Every account with gateways of its own: breakers, rests and what they learn are not shared. */
export function composeAccounts(config: Config, world: World): readonly Account[] {
  const rest = { clock: world.clock, atMostMs: longestRestMs };
  return config.accounts.map((account) => ({
    id: account.id,
    providers: gateways.flatMap(
      (create) => create(account, world, createHttpClient({ fetch: world.fetch, rest })) ?? [],
    ),
    currencies: account.currencies,
  }));
}

/** However long a gateway asks us to be silent: payments wait meanwhile. */
const longestRestMs = 60_000;

/** Null where no cards are taken. @throws ConfigError when it is named and not there */
function cardSealOf(account: string, { card }: OttpayConfig, { cardSeals = {} }: World) {
  if (card === null) return null;
  const cardSeal = findCardSeal(card.seal, cardSeals);
  if (cardSeal !== undefined) return cardSeal;
  const whose = account === defaultAccountId ? "" : `ACCOUNTS_FILE ${account}: `;
  throw new ConfigError([
    `${whose}OTTPAY_CARD_SEAL names no seal that this proxy has: ${card.seal}`,
  ]);
}

/** What card forms' keys are made of: any account's sign keys, where it takes cards. */
export function cardSecretsOf({ accounts }: Config): readonly string[] {
  return accounts.flatMap(({ ottpay }) => (ottpay?.card == null ? [] : ottpay.signKeys));
}
