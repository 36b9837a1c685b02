/**
 * What a filter asks of which gateways: rows that come from the configuration, and names of lists in
 * the cache. The same filter asks the same as long as the configuration is the same.
 */
import type { MethodFilter } from "../../contract/contract.ts";
import type { ProviderId } from "../../contract/vocabulary.ts";
import type { FlowContext } from "../flow-context.ts";
import type { Account } from "../providers/accounts.ts";
import { callGateway } from "../providers/call-gateway.ts";
import type { PaymentProvider, ProviderMethod } from "../providers/provider.ts";
import type { ListName, ListSource, MethodsCache, RenderedRows } from "./cache/methods-cache.ts";
import type { ListWishes } from "./list-wishes.ts";
import type { Marks } from "./marks/marks.ts";
import { toRow } from "./method-row.ts";
import { renderRows } from "./rendered-rows.ts";

export interface KeptPart {
  readonly provider: PaymentProvider;
  readonly name: ListName;
  readonly source: ListSource;
}

interface ConfiguredPart {
  readonly provider: PaymentProvider;
  readonly rows: RenderedRows;
}

export interface ListQuestion {
  /** One for each gateway that serves the filter, in the account's order. */
  readonly parts: readonly (KeptPart | ConfiguredPart)[];
  /** Characters it takes to remember it. */
  readonly size: number;
}

export interface ListQuestions {
  /** @param among the only gateways that matter; null = all */
  of(
    account: Account,
    filter: MethodFilter,
    among: readonly ProviderId[] | null,
  ): Promise<ListQuestion>;
}

export interface ListQuestionParts {
  readonly cache: Pick<MethodsCache, "nameOf">;
  readonly marks: Marks;
  readonly wishes: ListWishes;
}

/** For lists that come from the configuration: there is nothing to abort. */
const never = new AbortController().signal;

export function createListQuestions(
  context: FlowContext,
  { cache, marks, wishes }: ListQuestionParts,
): ListQuestions {
  async function partOf(account: Account, provider: PaymentProvider, filter: MethodFilter) {
    const render = (methods: readonly ProviderMethod[]) =>
      renderRows(
        methods.flatMap((method) => {
          const row = toRow(provider.id, method, marks);
          const names = [row.id, method.code, ...method.aliases];
          const place = wishes.placeOf(names, filter.currency);
          return place === "hidden" ? [] : [{ row, place }];
        }),
      );
    const { fetchedList: list } = provider.capabilities;
    if (list === null) {
      return { provider, rows: render(await provider.listMethods(filter, never)) };
    }
    const name = cache.nameOf({ account: account.id, provider: provider.id, list }, filter);
    const load: ListSource["load"] = (asked, signal) =>
      callGateway(context, provider, { call: "methods" }, () =>
        provider.listMethods(asked, signal),
      );
    return { provider, name, source: { load, render } };
  }

  return {
    async of(account, filter, among) {
      const serving = account.providers.filter(
        (provider) => among?.includes(provider.id) !== false && provider.serves(filter),
      );
      const parts = await Promise.all(serving.map((provider) => partOf(account, provider, filter)));
      return { parts, size: parts.reduce((sum, part) => sum + sizeOf(part), 0) };
    },
  };
}

function sizeOf(part: KeptPart | ConfiguredPart): number {
  // The filter's words are in the key, and once more in the filter.
  return "name" in part ? 2 * part.name.key.length : part.rows.size;
}
