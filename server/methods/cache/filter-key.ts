/**
 * One name for filters that mean the same. Order of fields and values, repeated values, defaults
 * said or left out, and the case of everything but `tags` (a merchant's own words) make no
 * difference. The key can be read back, so that a purge finds what it concerns by the keys alone.
 */
import type { MethodFilter, PurgeFilter } from "../../../contract/contract.ts";
import type { ListScope } from "./methods-cache.ts";
import type { FetchedList } from "../../providers/provider.ts";
import { filterCases, inFilterCase } from "../../../contract/filter-case.ts";

/** Keys of another version are not read: raise it when what is stored under a key changes shape. */
const keyPrefix = "methods/2:";

/** All of them, in the order of a key: a field that the table does not know would be no part of it. */
const fields = Object.keys(
  filterCases satisfies Record<keyof MethodFilter, string>,
) as (keyof MethodFilter)[];

/** The filter as it is sent to the gateway and named in the cache. */
export function canonicalFilter(
  filter: MethodFilter,
  defaults: FetchedList["defaults"] = {},
): MethodFilter {
  return canonical(filter, defaults) as MethodFilter;
}

/** @param filter a canonical one */
export function filterKey({ account, provider, list }: ListScope, filter: MethodFilter): string {
  let key = `${keyPrefix}${account}/${provider}/${list.version}?`;
  for (const [field, value] of Object.entries(filter)) {
    key += `${field}=${encodeURIComponent(String(value))}&`;
  }
  return key;
}

/**
 * True when the entry has every value the purge names: a purge without fields matches all, one with
 * `currency` all of that currency, one with two `tags` the entries that have both.
 */
export function matchesPurge(key: string, purge: PurgeFilter): boolean {
  if (!key.startsWith(keyPrefix)) return false;
  const entry = new URLSearchParams(key.slice(key.lastIndexOf("?") + 1));
  return Object.entries(canonical(purge, {})).every(([field, wanted]) => {
    const values = new Set((entry.get(field) ?? "").split(","));
    return String(wanted)
      .split(",")
      .every((value) => values.has(value));
  });
}

function canonical(filter: PurgeFilter, defaults: FetchedList["defaults"]): PurgeFilter {
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    const value = said(filter[field]) ?? said((defaults as PurgeFilter)[field]);
    if (value === undefined) continue;
    if (Array.isArray(value)) result[field] = sortedSet(field, value);
    else result[field] = typeof value === "boolean" ? value : inFilterCase(field, value);
  }
  return result;
}

/** An empty list says nothing. */
function said<Value>(value: Value): Value | undefined {
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

function sortedSet(field: keyof MethodFilter, values: readonly string[]): string[] {
  return [...new Set(values.map((value) => inFilterCase(field, value)))].sort();
}
