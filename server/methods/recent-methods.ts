/**
 * What a customer used before, for a short while and for that customer only: kept by customer, not
 * by session, because a shop may give an unfinished session another customer. Asked in the
 * background when a session is asked for: never a reason to fail or to wait.
 */
import { LRUCache } from "lru-cache";
import { GatewayError } from "../platform/errors.ts";
import type { FlowContext } from "../flow-context.ts";
import { callGateway } from "../providers/call-gateway.ts";
import type { Session } from "../ledger/ledger.ts";
import type { PaymentProvider } from "../providers/provider.ts";

export interface RecentMethods {
  prefetch(session: Session): void;
  /** Method ids, most recent first; empty while nothing is known. */
  known(session: Session): readonly string[];
}

const keepMs = 5 * 60_000;
/** Of keys and ids in all. */
const mostCharacters = 2 * 1024 * 1024;

export function createRecentMethods(context: FlowContext): RecentMethods {
  const lists = new LRUCache<string, readonly string[]>({
    ttl: keepMs,
    maxSize: mostCharacters,
    sizeCalculation: (ids, key) => ids.reduce((sum, id) => sum + id.length, key.length + 200),
  });

  function providersOf(session: Session): readonly PaymentProvider[] {
    const account = context.accounts.choose(session.account, session.currency);
    return (account?.providers ?? []).filter(
      (provider) =>
        provider.capabilities.fetchedList !== null &&
        session.providers?.includes(provider.id) !== false &&
        provider.serves(session.filter),
    );
  }

  return {
    known(session) {
      const customerId = session.customer?.id;
      if (customerId === undefined) return [];
      return providersOf(session).flatMap(
        (provider) => lists.get(keyOf(session, provider, customerId)) ?? [],
      );
    },

    prefetch(session) {
      const customerId = session.customer?.id;
      if (customerId === undefined) return;
      for (const provider of providersOf(session)) {
        void callGateway(context, provider, "recent", () =>
          provider.listRecentCodes(customerId, session.filter, AbortSignal.timeout(5_000)),
        ).then(
          (codes) =>
            lists.set(
              keyOf(session, provider, customerId),
              codes.map((code) => `${provider.id}:${code}`),
            ),
          (error: unknown) => {
            if (!(error instanceof GatewayError)) throw error;
          },
        );
      }
    },
  };
}

function keyOf(session: Session, provider: PaymentProvider, customerId: string): string {
  return JSON.stringify([session.account, provider.id, customerId, session.filter]);
}
