/**
 * The ways to pay on one prepay order. OTT Pay has no method list: which wallets a merchant is set
 * up for is configuration. The choice is the query parameter `selected` on the payment link, so
 * changing one's mind makes no new order.
 */
import type { MethodFilter } from "../../../contract/contract.ts";
import { ottpayWallets } from "../../../contract/vocabulary.ts";
import type { MethodKind, OttpayWallet } from "../../../contract/vocabulary.ts";
import { withParameter } from "../../platform/exact-address.ts";
import type { ProviderMethod } from "../provider.ts";

interface Look {
  readonly kind: MethodKind;
  readonly labels: Readonly<Record<"en" | "ar" | "fr" | "zh", string>>;
}

const looks: Readonly<Record<OttpayWallet, Look>> = {
  WECHATPAY: {
    kind: "wallet",
    labels: {
      en: "WeChat Pay",
      ar: "وي تشات باي",
      fr: "WeChat Pay",
      zh: "微信支付",
    },
  },
  ALIPAY: {
    kind: "wallet",
    labels: { en: "Alipay", ar: "علي باي", fr: "Alipay", zh: "支付宝" },
  },
  UNIONPAY: {
    kind: "wallet",
    labels: {
      en: "UnionPay",
      ar: "يونيون باي",
      fr: "UnionPay",
      zh: "银联支付",
    },
  },
  GP: {
    kind: "card",
    labels: {
      en: "Credit or debit card",
      ar: "بطاقة ائتمان أو خصم",
      fr: "Carte de crédit ou de débit",
      zh: "信用卡或借记卡",
    },
  },
  NONE: {
    kind: "other",
    labels: {
      en: "Other ways with OTT Pay",
      ar: "طرق أخرى عبر OTT Pay",
      fr: "Autres moyens avec OTT Pay",
      zh: "OTT Pay 的其他支付方式",
    },
  },
};

/** The apps that open web pages themselves, as they name themselves in `User-Agent`. */
export const ownBrowsers: Readonly<Partial<Record<OttpayWallet, string>>> = {
  WECHATPAY: "MicroMessenger",
  ALIPAY: "AlipayClient",
};

/** In the configured order, each once, `NONE` last. */
export function walletMethods(
  wallets: readonly OttpayWallet[],
  test: boolean,
): readonly ProviderMethod[] {
  const others = [...new Set(wallets)].filter((code) => code !== "NONE");
  const codes: readonly OttpayWallet[] = wallets.includes("NONE") ? [...others, "NONE"] : others;
  return codes.map((code) => ({
    code,
    label: looks[code].labels.en,
    ...looks[code],
    logoUrl: null,
    test,
    aliases: [],
  }));
}

/** OTT Pay knows no connectors, tags or tokens. */
export function isPlain(
  filter: MethodFilter,
  currencies: readonly string[],
  test: boolean,
): boolean {
  return (
    currencies.includes(filter.currency) &&
    filter.pgNames === undefined &&
    filter.tags === undefined &&
    filter.paymentServices === undefined &&
    filter.tokenizable !== true &&
    filter.autoDebit !== true &&
    (filter.type === undefined || (filter.type === "sandbox") === test)
  );
}

export function isWallet(code: string): code is OttpayWallet {
  return (ottpayWallets as readonly string[]).includes(code);
}

/** The link with `wallet` chosen; the rest of it stays as the gateway wrote it, and may have signed it. */
export function selectWallet(link: string, wallet: OttpayWallet): string {
  return withParameter(link, ["selected", wallet], () => true);
}
