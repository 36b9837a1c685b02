/** Carts by the id in the visitor's cookie, kept in memory: a restart of the demo empties them. */
import { randomUUID } from "node:crypto";
import { findProduct, type Product } from "./catalogue.ts";
import { toDecimal, toMinor, type Currency } from "./money.ts";

export interface CartLine {
  readonly product: Product;
  readonly quantity: number;
}

export interface Cart {
  readonly id: string;
  lines: readonly CartLine[];
  /** Given at the first checkout and kept while the cart is edited, so that it is one order. */
  orderRef: string | undefined;
}

/** More of one piece than the studio has. */
export const mostOfOne = 9;
const mostCarts = 1_000;

export class Carts {
  readonly #carts = new Map<string, Cart>();

  find(id: string | undefined): Cart | undefined {
    return id === undefined ? undefined : this.#carts.get(id);
  }

  make(): Cart {
    const cart: Cart = { id: randomUUID(), lines: [], orderRef: undefined };
    this.#carts.set(cart.id, cart);
    const [oldest] = this.#carts.keys();
    if (this.#carts.size > mostCarts && oldest !== undefined) this.#carts.delete(oldest);
    return cart;
  }

  /** What was bought leaves the cart; what was added since stays, for an order of its own. */
  takeOut(orderRef: string, bought: readonly CartLine[]): void {
    for (const cart of this.#carts.values()) {
      if (cart.orderRef !== orderRef) continue;
      cart.orderRef = undefined;
      for (const { product, quantity } of bought) {
        setQuantity(cart, product.id, quantityOf(cart, product.id) - quantity);
      }
    }
  }
}

export function quantityOf(cart: Cart, productId: string): number {
  return cart.lines.find(({ product }) => product.id === productId)?.quantity ?? 0;
}

/** Sets how many of a product are wanted; none takes it out, an unknown product changes nothing. */
export function setQuantity(cart: Cart, productId: string, quantity: number): void {
  const product = findProduct(productId);
  if (product === undefined) return;
  const wanted = Math.min(Math.max(0, quantity), mostOfOne);
  const others = cart.lines.map((line) =>
    line.product === product ? { product, quantity: wanted } : line,
  );
  const lines =
    quantityOf(cart, productId) > 0 ? others : [...others, { product, quantity: wanted }];
  cart.lines = lines.filter((line) => line.quantity > 0);
}

export function countOf(cart: Cart | undefined): number {
  return (cart?.lines ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
}

export function totalOf(lines: readonly CartLine[], currency: Currency): string {
  const minor = lines.reduce(
    (sum, { product, quantity }) => sum + toMinor(product.price[currency]) * BigInt(quantity),
    0n,
  );
  return toDecimal(minor, currency);
}
