/** Which words of a filter mean the same in any case: all but `tags`, a merchant's own words. */

export const filterCases = {
  autoDebit: "lower",
  currency: "upper",
  operation: "lower",
  paymentServices: "lower",
  pgNames: "lower",
  plugin: "lower",
  tags: "as it is",
  tokenizable: "lower",
  type: "lower",
} as const;

export type FilterField = keyof typeof filterCases;

/** A field's value, or one of its values, in the case in which it is compared. */
export function inFilterCase(field: FilterField, value: string): string {
  const wanted = filterCases[field];
  if (wanted === "as it is") return value;
  return wanted === "upper" ? value.toUpperCase() : value.toLowerCase();
}

/** The parameters of a query in that case; what is no text or no field of a filter as it is. */
export function inOneCase(parameters: unknown): unknown {
  if (typeof parameters !== "object" || parameters === null) return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === "string" && Object.hasOwn(filterCases, name)
        ? inFilterCase(name as FilterField, value)
        : value,
    ]),
  );
}
