/** What an operator wants of the lists: which methods come first, and which are not offered at all. */

/** By currency in capitals, or `*` for those that have no list of their own: ids, codes or connectors. */
export type NamedMethods = Readonly<Record<string, readonly string[]>>;

export interface ListWishes {
  /**
   * @param names what the method is known by: id, code, connector
   * @returns its rank from 0; undefined where it comes after those that have one
   */
  placeOf(names: readonly string[], currency: string): number | "hidden" | undefined;
}

export function createListWishes(order: NamedMethods, hidden: NamedMethods): ListWishes {
  return {
    placeOf(names, currency) {
      if (placeIn(hidden, names, currency) >= 0) return "hidden";
      const place = placeIn(order, names, currency);
      return place < 0 ? undefined : place;
    },
  };
}

function placeIn(lists: NamedMethods, names: readonly string[], currency: string): number {
  const known = names.map((name) => name.toLowerCase());
  const list = (Object.hasOwn(lists, currency) ? lists[currency] : lists["*"]) ?? [];
  return list.findIndex((wanted) => known.includes(wanted.toLowerCase()));
}
