/**
 * Lists of methods as shoppers see them: each gateway's cached list, merged in the account's order,
 * with labels, icons and test marks. A gateway that fails costs its own rows only.
 */
import type { MethodFilter, PurgeFilter } from "../../contract/contract.ts";
import { providerIds, type ProviderId } from "../../contract/vocabulary.ts";
import type { FlowContext } from "../flow-context.ts";
import type { Session } from "../ledger/ledger.ts";
import { CheckoutError, GatewayError } from "../platform/errors.ts";
import type { PaymentProvider } from "../providers/provider.ts";
import type { CachedList, MethodsCache } from "./cache/methods-cache.ts";
import { takeColdMiss } from "./cold-misses.ts";
import { missingOf } from "./customer-needs.ts";
import type { ListWishes } from "./list-wishes.ts";
import type { Marks } from "./marks/marks.ts";
import { createListQuestions, type ListQuestion } from "./list-question.ts";
import { markRecent, onlyRecent, toListed, type ListedMethod } from "./method-row.ts";
import { assertType } from "./method-type.ts";
import type { RecentMethods } from "./recent-methods.ts";
import { readRows } from "./rendered-rows.ts";
import { serialize, type LoadedRows, type SerializedList } from "./serialized-list.ts";

export interface ListedMethods {
  readonly methods: readonly ListedMethod[];
  /** Gateways asked for this list. */
  readonly providers: readonly PaymentProvider[];
  /** Those of them that gave no list. */
  readonly failed: readonly ProviderId[];
  readonly partial: boolean;
}

export interface Methods {
  /**
   * What anybody may ask with this filter. It can be kept, and answered again and again.
   * @throws CheckoutError `currency_unsupported`, `type_not_allowed`
   */
  question(filter: MethodFilter): Promise<ListQuestion>;
  /** @throws CheckoutError `rate_limited` when the budget of cold misses is used up */
  list(question: ListQuestion): Promise<SerializedList>;
  /** What `list` would answer without waiting: whole, fresh lists alone; else undefined. */
  listAtHand(question: ListQuestion): SerializedList | undefined;
  /**
   * What can be paid with.
   * @param only the one gateway that matters: no other is waited for
   */
  forSession(session: Session, only?: string): Promise<ListedMethods>;
  /**
   * What is shown of it: with `recentOnly` what the customer used before.
   * @param chosen id of a method that was shown, and is shown on
   */
  forPicker(session: Session, chosen?: string): Promise<ListedMethods>;
  /** Drops what is cached for this session's list of one gateway and loads it again. */
  refetch(session: Session, provider: ProviderId): Promise<void>;
  purge(filter: PurgeFilter): Promise<void>;
  /** Asks in the background what this session's customer used before. */
  prefetchRecent(session: Session): void;
}

export interface MethodsParts {
  readonly cache: MethodsCache;
  readonly marks: Marks;
  readonly wishes: ListWishes;
  readonly recent: RecentMethods;
  /** Cold misses of the public route, for the whole cluster. */
  readonly missesPerMinute: number;
}

type Part = ListQuestion["parts"][number];
type MayLoad = () => Promise<void>;

export function createMethods(context: FlowContext, parts: MethodsParts): Methods {
  const { cache, recent } = parts;
  const { accounts, clock, metrics } = context;
  const questions = createListQuestions(context, parts);
  const mayLoad = () => takeColdMiss(context, parts.missesPerMinute);

  function tellServed({ provider }: Part, { from, fetchedAt }: CachedList): void {
    metrics.listServed({
      provider: provider.id,
      account: accounts.ownerOf(provider),
      from,
      fetchedAt,
    });
  }

  async function load(part: Part, mayLoad?: MayLoad): Promise<LoadedRows> {
    if ("rows" in part) return { rows: part.rows, cached: undefined };
    const cached = await cache.get(part.name, part.source, mayLoad);
    tellServed(part, cached);
    return { rows: cached.rows, cached };
  }

  async function loadAll(question: ListQuestion, mayLoad?: MayLoad) {
    const results = await Promise.allSettled(question.parts.map((part) => load(part, mayLoad)));
    const loaded: LoadedRows[] = [];
    const failed: ProviderId[] = [];
    question.parts.forEach(({ provider }, index) => {
      const result = results[index];
      if (result?.status === "fulfilled") loaded.push(result.value);
      else if (result?.reason instanceof GatewayError) failed.push(provider.id);
      else throw result?.reason;
    });
    return { loaded, failed };
  }

  async function loadFor(session: Session, only?: string): Promise<ListedMethods> {
    const account = accounts.choose(session.account, session.currency);
    if (account === undefined) return unavailable(session);
    const offered = account.providers
      .filter((provider) => missingOf(provider, session.customer) === undefined)
      .map(({ id }) => id);
    const among = offered.filter(
      (id) => (only === undefined || id === only) && session.providers?.includes(id) !== false,
    );
    const question = await questions.of(account, session.filter, among);
    const { loaded, failed } = await loadAll(question);
    return {
      methods: readRows(loaded.map(({ rows }) => rows)).map(toListed),
      providers: question.parts.map(({ provider }) => provider),
      failed,
      partial: failed.length > 0,
    };
  }

  async function forSession(session: Session, only?: string): Promise<ListedMethods> {
    const listed = await loadFor(session, only);
    return { ...listed, methods: markRecent(listed.methods, recent.known(session)) };
  }

  return {
    async question(filter) {
      const account = accounts.choose(undefined, filter.currency);
      if (account === undefined)
        throw new CheckoutError("currency_unsupported", "no gateway takes it");
      assertType(filter, account);
      return await questions.of(account, filter, null);
    },

    async list(question) {
      const { loaded, failed } = await loadAll(question, mayLoad);
      return serialize(loaded, failed.length > 0, clock.now());
    },

    listAtHand({ parts }) {
      const loaded: LoadedRows[] = [];
      for (const part of parts) {
        const cached = "rows" in part ? undefined : cache.atHand(part.name);
        const rows = "rows" in part ? part.rows : cached?.rows;
        if (rows === undefined) return undefined;
        loaded.push({ rows, cached });
      }
      parts.forEach((part, at) => {
        const cached = loaded[at]?.cached;
        if (cached !== undefined) tellServed(part, cached);
      });
      return serialize(loaded, false, clock.now());
    },

    forSession,

    async forPicker(session, chosen) {
      if (!session.recentOnly) return forSession(session);
      const [listed] = await Promise.all([loadFor(session), recent.heard(session)]);
      const marked = markRecent(listed.methods, recent.known(session));
      return { ...listed, methods: onlyRecent(marked, chosen) };
    },

    async refetch(session, provider) {
      const account = accounts.choose(session.account, session.currency);
      if (account?.providers.some(({ id }) => id === provider) !== true) return;
      await cache.purge(session.filter);
      const question = await questions.of(account, session.filter, [provider]);
      await loadAll(question);
    },

    purge: (filter) => cache.purge(filter),
    prefetchRecent: (session) => recent.prefetch(session),
  };
}

/** Of an account that is not configured now, and may be again. */
function unavailable({ providers }: Session): ListedMethods {
  return { methods: [], providers: [], failed: providers ?? providerIds, partial: true };
}
