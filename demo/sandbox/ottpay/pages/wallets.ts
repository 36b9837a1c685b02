/** What `selected` may name, and how its page looks. */
import type { Kind } from "../../pages/pictures.ts";

export interface Wallet {
  readonly code: string;
  readonly name: string;
  readonly kind: Kind;
}

export const wallets: readonly Wallet[] = [
  { code: "WECHATPAY", name: "WeChat Pay", kind: "wallet" },
  { code: "ALIPAY", name: "Alipay", kind: "wallet" },
  { code: "UNIONPAY", name: "UnionPay", kind: "wallet" },
  { code: "GP", name: "Credit or debit card", kind: "card" },
];

export function findWallet(code: string): Wallet | undefined {
  return wallets.find((wallet) => wallet.code === code);
}
