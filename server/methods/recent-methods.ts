/**
 * What a customer used before, for a short while and for that customer only: kept by customer, not
 * by session, because a shop may give an unfinished session another customer. Asked in the
 * background when a session is asked for: never a reason to fail, and waited for only, and not for
 * long, where nothing else is to be shown.
 */
import { LRUCache } from "lru-cache";
import { GatewayError } from "../platform/errors.ts";
import type { FlowContext } from "../flow-context.ts";
import { within } from "../platform/deadline.ts";
import { callGateway } from "../providers/call-gateway.ts";
import type { Session } from "../ledger/ledger.ts";
import type { PaymentProvider } from "../providers/provider.ts";

export interface RecentMethods {
  prefetch(session: Session): void;
  /** Method ids, most recent first; empty while nothing is known. */
  known(session: Session): readonly string[];
  /** Resolves when what can be known is known, asking where nobody did; after 2 s at the latest. */
  heard(session: Session): Promise<void>;
}

const keepMs = 5 * 60_000;
/** After a failure: whoever looks again and again is not made to wait each time. */
const keepFailureMs = 30_000;
const longestWaitMs = 2_000;
/** Of keys and ids in all. */
const mostCharacters = 2 * 1024 * 1024;

/** What is asked of one gateway. */
interface Question {
  readonly key: string;
  readonly ask: () => Promise<void>;
}

export function createRecentMethods(context: FlowContext): RecentMethods {
  const lists = new LRUCache<string, readonly string[]>({
    ttl: keepMs,
    maxSize: mostCharacters,
    sizeCalculation: (ids, key) => ids.reduce((sum, id) => sum + id.length, key.length + 200),
  });
  const asking = new Map<string, Promise<void>>();

  function providersOf(session: Session): readonly PaymentProvider[] {
    const account = context.accounts.choose(session.account, session.currency);
    return (account?.providers ?? []).filter(
      (provider) =>
        provider.capabilities.fetchedList !== null &&
        session.providers?.includes(provider.id) !== false &&
        provider.serves(session.filter),
    );
  }

  async function find(
    key: string,
    provider: PaymentProvider,
    work: () => Promise<readonly string[]>,
  ) {
    try {
      const codes = await callGateway(context, provider, { call: "recent" }, work);
      lists.set(
        key,
        codes.map((code) => `${provider.id}:${code}`),
      );
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (!lists.has(key)) lists.set(key, [], { ttl: keepFailureMs });
    } finally {
      asking.delete(key);
    }
  }

  /** One for each gateway that can tell; none where it is not known who the customer is. */
  function questionsOf(session: Session): readonly Question[] {
    const customerId = session.customer?.id;
    if (customerId === undefined) return [];
    return providersOf(session).map((provider) => {
      const key = JSON.stringify([session.account, provider.id, customerId, session.filter]);
      const work = () =>
        provider.listRecentCodes(customerId, session.filter, AbortSignal.timeout(5_000));
      const ask = () => {
        const asked = asking.get(key) ?? find(key, provider, work);
        asking.set(key, asked);
        return asked;
      };
      return { key, ask };
    });
  }

  return {
    known: (session) => questionsOf(session).flatMap(({ key }) => lists.get(key) ?? []),

    prefetch(session) {
      for (const { ask } of questionsOf(session)) void ask();
    },

    async heard(session) {
      const open = questionsOf(session).filter(({ key }) => asking.has(key) || !lists.has(key));
      if (open.length === 0) return;
      await within(context.clock, longestWaitMs, Promise.all(open.map(({ ask }) => ask())));
    },
  };
}
