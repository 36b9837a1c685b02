/** A gateway's method as shoppers see it: the row of the API, with our id and a mark of ours. */
import type { Method } from "../../contract/contract.ts";
import { findMethod } from "../../contract/method-id.ts";
import type { ProviderId } from "../../contract/vocabulary.ts";
import type { ProviderMethod } from "../providers/provider.ts";
import type { Marks } from "./marks/marks.ts";

export interface ListedMethod {
  /** `provider:code`. */
  readonly id: string;
  readonly provider: ProviderId;
  readonly code: string;
  readonly test: boolean;
  /** The row of the API. */
  readonly row: Method;
}

export function toRow(provider: ProviderId, method: ProviderMethod, marks: Marks): Method {
  const id = `${provider}:${method.code}`;
  return {
    id,
    provider,
    label: method.label,
    ...(method.labels === undefined ? {} : { labels: { ...method.labels } }),
    kind: method.kind,
    ...marks.of({ ...method, id }),
    recent: false,
    test: method.test,
    ...(method.currency === undefined ? {} : { currency: method.currency }),
    ...(method.currencies === undefined ? {} : { currencies: [...method.currencies] }),
    ...(method.wallets === undefined ? {} : { wallets: [...method.wallets] }),
    ...(method.needs === undefined ? {} : { needs: method.needs }),
    ...(method.mayAddFee === true ? { mayAddFee: true } : {}),
    ...(method.ownForm === true ? { frame: "/card/" } : {}),
  };
}

export function toListed(row: Method): ListedMethod {
  const { id, provider, test } = row;
  return { id, provider, code: id.slice(provider.length + 1), test, row };
}

/**
 * What the customer used before, and nothing else: everything where he used none of it, or none that
 * every browser has. Whether this one has Apple Pay is known there alone, and nobody may be left with
 * an empty list.
 * @param chosen id of the one that is shown all the same
 */
export function onlyRecent(
  methods: readonly ListedMethod[],
  chosen?: string,
): readonly ListedMethod[] {
  const shown = findMethod(methods, chosen ?? "");
  return methods.some(({ row }) => row.recent && row.needs === undefined)
    ? methods.filter((method) => method.row.recent || method === shown)
    : methods;
}

/** What the customer used before comes first, in that order; a code that is gone is passed over. */
export function markRecent(
  methods: readonly ListedMethod[],
  used: readonly string[],
): readonly ListedMethod[] {
  const first = used.flatMap((id) => methods.filter((method) => method.id === id));
  const marked = first.map((method) => ({ ...method, row: { ...method.row, recent: true } }));
  return [...marked, ...methods.filter((method) => !first.includes(method))];
}
