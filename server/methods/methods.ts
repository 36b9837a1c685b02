/**
 * Lists of methods as shoppers see them: each gateway's cached list, merged in the account's order,
 * with labels, icons and test marks. A gateway that fails costs its own rows only.
 */
import { createHash } from "node:crypto";
import type { Method, MethodFilter, PurgeFilter } from "../../contract/contract.ts";
import { providerIds, type ProviderId } from "../../contract/vocabulary.ts";
import type { Account } from "../providers/accounts.ts";
import type { CachedList, MethodsCache } from "./cache/methods-cache.ts";
import { missingOf } from "./customer-needs.ts";
import { CheckoutError, GatewayError } from "../platform/errors.ts";
import type { FlowContext } from "../flow-context.ts";
import { callGateway } from "../providers/call-gateway.ts";
import type { Icons } from "./icons.ts";
import type { Session } from "../ledger/ledger.ts";
import { assertType } from "./method-type.ts";
import type { PaymentProvider, ProviderMethod } from "../providers/provider.ts";
import type { RecentMethods } from "./recent-methods.ts";

export interface ListedMethod {
  /** `provider:code`. */
  readonly id: string;
  readonly provider: ProviderId;
  readonly code: string;
  readonly test: boolean;
  /** The product name of the browser that belongs to it, if any: see `ProviderMethod`. */
  readonly ownBrowser: string | undefined;
  /** The row of the API. */
  readonly row: Method;
}

export interface ListedMethods {
  readonly methods: readonly ListedMethod[];
  /** Gateways asked for this list. */
  readonly providers: readonly PaymentProvider[];
  /** Those of them that gave no list. */
  readonly failed: readonly ProviderId[];
  readonly partial: boolean;
}

/** A list ready to send, the same text until something in it changes. */
export interface SerializedList {
  /** JSON in UTF-8, one character a byte (`latin1`): node sends such a text in one piece with the headers. */
  readonly bytes: string;
  readonly etag: string;
  /** In bytes, as a header carries it. */
  readonly length: string;
  readonly cacheControl: string;
  /** RFC 9211. */
  readonly cacheStatus: string;
}

export interface Methods {
  /** @throws CheckoutError `rate_limited` when the budget of cold misses is used up, `type_not_allowed` */
  listPublic(filter: MethodFilter): Promise<SerializedList>;
  /**
   * What `listPublic` would answer for this very object, where that is known without waiting; else
   * undefined. Only whole, fresh lists are.
   */
  listAtHand(filter: MethodFilter): SerializedList | undefined;
  /** @param only the one gateway that matters: no other is waited for */
  forSession(session: Session, only?: string): Promise<ListedMethods>;
  /** Drops what is cached for this session's list of one gateway and loads it again. */
  refetch(session: Session, provider: ProviderId): Promise<void>;
  purge(filter: PurgeFilter): Promise<void>;
  /** Asks in the background what this session's customer used before. */
  prefetchRecent(session: Session): void;
}

export interface MethodsSettings {
  /** Cold misses of the public route, for the whole cluster. */
  readonly missesPerMinute: number;
}

/** For lists that come from the configuration: there is nothing to abort. */
const never = new AbortController().signal;

/** An answer that may be given again to who asks with the same object. */
interface Answered {
  readonly list: SerializedList;
  readonly cached: readonly CachedList[];
  readonly freshUntil: number;
  /** The cache's, from before the lists were looked up. */
  readonly revision: number | undefined;
}

interface ProviderRows {
  readonly provider: PaymentProvider;
  /** As the provider or the cache gave it: the same array as long as nothing in it changed. */
  readonly source: readonly ProviderMethod[];
  /** Undefined for a list that comes from the configuration. */
  readonly list: CachedList | undefined;
  readonly rows: readonly ListedMethod[];
}

export function createMethods(
  context: FlowContext,
  cache: MethodsCache,
  icons: Icons,
  recent: RecentMethods,
  settings: MethodsSettings,
): Methods {
  /** Rows are made once for each list the cache hands out. */
  const rowsOf = new WeakMap<readonly ProviderMethod[], readonly ListedMethod[]>();
  const answered = new WeakMap<MethodFilter, Answered>();
  const serialized = new WeakMap<readonly ProviderMethod[], Map<string, Serialized>>();

  function toRows(
    provider: PaymentProvider,
    methods: readonly ProviderMethod[],
  ): readonly ListedMethod[] {
    const known = rowsOf.get(methods);
    if (known !== undefined) return known;
    const rows = methods.map((method) => toListed(provider, method, icons));
    rowsOf.set(methods, rows);
    return rows;
  }

  async function load(
    account: Account,
    provider: PaymentProvider,
    filter: MethodFilter,
    mayLoad?: () => Promise<void>,
  ): Promise<ProviderRows> {
    const { fetchedList } = provider.capabilities;
    if (fetchedList === null) {
      const methods = await provider.listMethods(filter, never);
      return { provider, source: methods, list: undefined, rows: toRows(provider, methods) };
    }
    const list = await cache.get(
      { account: account.id, provider: provider.id, list: fetchedList },
      filter,
      (asked, signal) =>
        callGateway(context, provider, "methods", () => provider.listMethods(asked, signal)),
      mayLoad,
    );
    context.metrics.methodsCache(list.from);
    return { provider, source: list.methods, list, rows: toRows(provider, list.methods) };
  }

  async function loadAll(
    account: Account,
    filter: MethodFilter,
    among: readonly ProviderId[] | null,
    mayLoad?: () => Promise<void>,
  ): Promise<{
    loaded: readonly ProviderRows[];
    providers: readonly PaymentProvider[];
    failed: readonly ProviderId[];
  }> {
    const providers = account.providers.filter(
      (provider) => among?.includes(provider.id) !== false && provider.serves(filter),
    );
    const results = await Promise.allSettled(
      providers.map((provider) => load(account, provider, filter, mayLoad)),
    );
    const failed: ProviderId[] = [];
    const loaded: ProviderRows[] = [];
    results.forEach((result, index) => {
      const provider = providers[index];
      if (provider === undefined) return;
      if (result.status === "fulfilled") loaded.push(result.value);
      else if (result.reason instanceof GatewayError) failed.push(provider.id);
      else throw result.reason;
    });
    return { loaded, providers, failed };
  }

  return {
    async listPublic(filter) {
      const account = context.accounts.choose(undefined, filter.currency);
      if (account === undefined)
        throw new CheckoutError("currency_unsupported", "no gateway takes it");
      assertType(filter, account);
      const revision = cache.revision();
      const { loaded, failed } = await loadAll(account, filter, null, () =>
        takeFromBudget(context, settings),
      );
      const list = serialize(context, serialized, loaded, failed);
      const cached = cachedOf(loaded);
      if (failed.length === 0 && cached.every(({ from }) => from === "hit")) {
        const freshUntil = Math.min(...cached.map((one) => one.freshUntil));
        answered.set(filter, { list, cached, freshUntil, revision });
      }
      return list;
    },

    listAtHand(filter) {
      const known = answered.get(filter);
      if (known === undefined || context.clock.now() >= known.freshUntil) return undefined;
      const mayBePurged = known.cached.length > 0;
      if (mayBePurged && (known.revision ?? NaN) !== cache.revision()) return undefined;
      for (const { from } of known.cached) context.metrics.methodsCache(from);
      return { ...known.list, cacheStatus: cacheStatus(context, known.cached) };
    },

    async forSession(session, only) {
      const account = context.accounts.choose(session.account, session.currency);
      if (account === undefined) return unavailable(session);
      const offered = account.providers
        .filter((provider) => missingOf(provider, session.customer) === undefined)
        .map(({ id }) => id);
      const among = offered.filter(
        (id) => (only === undefined || id === only) && session.providers?.includes(id) !== false,
      );
      const { loaded, providers, failed } = await loadAll(account, session.filter, among);
      const used = recent.known(session);
      const rows = loaded.flatMap((entry) => entry.rows);
      return {
        methods: used.length === 0 ? rows : markRecent(rows, used),
        providers,
        failed,
        partial: failed.length > 0,
      };
    },

    async refetch(session, providerId) {
      const account = context.accounts.choose(session.account, session.currency);
      const provider = account?.providers.find((candidate) => candidate.id === providerId);
      if (account === undefined || provider === undefined) return;
      await cache.purge(session.filter);
      await load(account, provider, session.filter).catch((error: unknown) => {
        if (!(error instanceof GatewayError)) throw error;
      });
    },

    purge: (filter) => cache.purge(filter),
    prefetchRecent: (session) => recent.prefetch(session),
  };
}

/** Of an account that is not configured now, and may be again. */
function unavailable({ providers }: Session): ListedMethods {
  return { methods: [], providers: [], failed: providers ?? providerIds, partial: true };
}

function toListed(provider: PaymentProvider, method: ProviderMethod, icons: Icons): ListedMethod {
  const id = `${provider.id}:${method.code}`;
  return {
    id,
    provider: provider.id,
    code: method.code,
    test: method.test,
    ownBrowser: method.ownBrowser,
    row: {
      id,
      provider: provider.id,
      label: method.label,
      ...(method.labels === undefined ? {} : { labels: { ...method.labels } }),
      kind: method.kind,
      icon: icons.addressOf([id, method.code, ...method.aliases], method.logoUrl),
      recent: false,
      test: method.test,
      ...(method.currency === undefined ? {} : { currency: method.currency }),
      ...(method.needs === undefined ? {} : { needs: method.needs }),
      ...(method.ownForm === true ? { frame: "/card/" } : {}),
    },
  };
}

/** What the customer used before comes first, in that order; a code that is gone is passed over. */
function markRecent(
  rows: readonly ListedMethod[],
  used: readonly string[],
): readonly ListedMethod[] {
  const first = used.flatMap((id) => rows.filter((row) => row.id === id));
  const marked = first.map((method) => ({ ...method, row: { ...method.row, recent: true } }));
  return [...marked, ...rows.filter((row) => !first.includes(row))];
}

async function takeFromBudget(context: FlowContext, settings: MethodsSettings): Promise<void> {
  const windowMs = 60_000;
  const now = context.clock.now();
  const granted = await context.ledger
    .takeFromBudget({ name: "methods-misses", now, windowMs, limit: settings.missesPerMinute })
    .catch(() => true);
  if (!granted) {
    throw new CheckoutError(
      "rate_limited",
      "too many lists were asked for that nobody had asked for before",
      {
        retryAfterSeconds: Math.ceil((windowMs - (now % windowMs)) / 1000),
      },
    );
  }
}

interface Serialized {
  readonly bytes: string;
  readonly etag: string;
  readonly length: string;
  readonly lists: readonly (readonly ListedMethod[])[];
}

/** Serialises once for each combination of lists; a hit sends the text it sent before. */
function serialize(
  context: FlowContext,
  known: WeakMap<readonly ProviderMethod[], Map<string, Serialized>>,
  loaded: readonly ProviderRows[],
  failed: readonly ProviderId[],
): SerializedList {
  const partial = failed.length > 0;
  const lists = loaded.map((entry) => entry.rows);
  const anchor = loaded[0]?.source;
  const slot = `${failed.join()}/${loaded.map((entry) => entry.provider.id).join()}`;
  const before = anchor === undefined ? undefined : known.get(anchor)?.get(slot);
  const current =
    before !== undefined && lists.every((list, index) => list === before.lists[index])
      ? before
      : toText(lists, partial);
  if (anchor !== undefined && current !== before) {
    const slots = known.get(anchor) ?? new Map<string, Serialized>();
    slots.set(slot, current);
    known.set(anchor, slots);
  }
  return {
    bytes: current.bytes,
    etag: current.etag,
    length: current.length,
    cacheControl: `public, max-age=${partial ? 2 : 30}`,
    cacheStatus: cacheStatus(context, cachedOf(loaded)),
  };
}

function toText(lists: readonly (readonly ListedMethod[])[], partial: boolean): Serialized {
  const methods = lists.flat().map((method) => method.row);
  const text = JSON.stringify({ methods, partial });
  const bytes = Buffer.from(text, "utf8").toString("latin1");
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
  return { bytes, etag, length: String(bytes.length), lists };
}

function cachedOf(loaded: readonly ProviderRows[]): readonly CachedList[] {
  return loaded.flatMap(({ list }) => (list === undefined ? [] : [list]));
}

/** RFC 9211: a hit with the time left, negative when stale; a miss when any list was fetched just now. */
function cacheStatus(context: FlowContext, cached: readonly CachedList[]): string {
  if (cached.some((list) => list.from === "miss")) return "otter; fwd=miss";
  if (cached.length === 0) return "otter; hit";
  const freshUntil = Math.min(...cached.map((list) => list.freshUntil));
  return `otter; hit; ttl=${Math.round((freshUntil - context.clock.now()) / 1000)}`;
}
