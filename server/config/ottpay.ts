/** OTT Pay's variables. */
import { isCurrency } from "../../contract/money.ts";
import { ottpayWallets } from "../../contract/vocabulary.ts";
import type { OttpayConfig } from "../providers/ottpay/index.ts";
import type { Reader } from "./reader.ts";

export const liveOttpayUrl = "https://frontapi.ottpay.com:443/processV2";

/** Null when none of them is set. */
export function parseOttpay(read: Reader): OttpayConfig | null {
  const required = [
    "OTTPAY_MERCHANT_ID",
    "OTTPAY_SHOP_ID",
    "OTTPAY_OPERATOR_ID",
    "OTTPAY_SIGN_KEY",
  ];
  if (!read.isWanted("OTT Pay", required)) return null;
  const wallets = read.list("OTTPAY_WALLETS");
  const known = wallets.flatMap((name) =>
    ottpayWallets.filter((wallet) => wallet === name.toUpperCase()),
  );
  if (known.length !== wallets.length) {
    read.refuse("OTTPAY_WALLETS", `may name ${ottpayWallets.join(", ")} only`);
  }
  const currencies = read.list("OTTPAY_CURRENCIES");
  if (currencies.some((code) => !isCurrency(code))) {
    read.refuse("OTTPAY_CURRENCIES", "must be a comma list of ISO 4217 codes in capitals");
  }
  const card = read.choice("OTTPAY_CARD", ["off", "purchase", "preauth"], "off");
  if (card !== "off")
    read.refuse(
      "OTTPAY_CARD",
      "only off is supported in this version; GP is OTT Pay's hosted card page",
    );
  return {
    url: read.url("OTTPAY_URL") ?? liveOttpayUrl,
    merchantId: read.text("OTTPAY_MERCHANT_ID") ?? "",
    shopId: read.text("OTTPAY_SHOP_ID") ?? "",
    operatorId: read.text("OTTPAY_OPERATOR_ID") ?? "",
    signKeys: read.secretList("OTTPAY_SIGN_KEY"),
    currencies: currencies.length === 0 ? ["CAD"] : currencies,
    wallets: known.length === 0 ? ottpayWallets : [...new Set(known)],
    durationSeconds: read.integer("OTTPAY_DURATION_SECONDS", 900, 60, 86_400),
  };
}
