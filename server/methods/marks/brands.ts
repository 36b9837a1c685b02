/**
 * Which brand a method is, and which card schemes its name speaks of. What a gateway's connector is
 * called says nothing of cards: `mastercard` is also the name of an acquirer's platform.
 */
import type { Brand } from "./brand-marks.ts";

/** What a brand is called, in lower case without anything but letters and digits. */
const wallets: Readonly<Record<string, Brand>> = {
  wechat: "wechat",
  wechatpay: "wechat",
  alipay: "alipay",
  alipayplus: "alipay",
  applepay: "applepay",
  googlepay: "googlepay",
  gpay: "googlepay",
  samsungpay: "samsungpay",
  klarna: "klarna",
  paypal: "paypal",
};

export const cardSchemes = [
  { brand: "visa", name: "Visa", spelling: /\bvisa\b/i },
  { brand: "mastercard", name: "Mastercard", spelling: /\bmaster ?card\b/i },
  { brand: "amex", name: "American Express", spelling: /\bamex\b|\bamerican express\b/i },
] as const;

export type CardScheme = (typeof cardSchemes)[number];

/** @param names what the method is called: its code, connector, label */
export function walletBrand(names: readonly string[]): Brand | undefined {
  const keys = names.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
  const known = keys.find((key) => Object.hasOwn(wallets, key));
  return known === undefined ? undefined : wallets[known];
}

/** @param label as shoppers read it */
export function schemesNamed(label: string): readonly CardScheme[] {
  return cardSchemes.filter(({ spelling }) => spelling.test(label));
}
