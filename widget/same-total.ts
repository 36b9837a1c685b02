import type { Total } from "./public-types.ts";

/** Decimals that say nothing, such as those of `12.750`, left out. */
const plain = (amount: string) => amount.replace(/(\.\d*?)0*$/, "$1").replace(/\.$/, "");

/** Whether two totals are one sum, however a page has written its preview's. */
export function isSameTotal(one: Total, other: Total): boolean {
  return one.currency === other.currency && plain(one.amount) === plain(other.amount);
}
