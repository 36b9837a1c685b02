/** Naming methods: their codes are the gateways' own words, but who names one may write it in any case. */

/** The method that an id names: in the very same letters, else in whatever case. */
export function findMethod<Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string,
): Row | undefined {
  const wanted = id.toLowerCase();
  return rows.find((row) => row.id === id) ?? rows.find((row) => row.id.toLowerCase() === wanted);
}
