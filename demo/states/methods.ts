/** Rows as a proxy lists them. Their marks are the real ones: the gallery's proxy adds them by id. */

export interface Row {
  readonly id: string;
  readonly provider: "ottpay" | "ottu";
  readonly label: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly kind: "wallet" | "card" | "bank" | "bnpl" | "cash" | "other";
  readonly icon: string | null;
  readonly recent: boolean;
  readonly test: boolean;
  readonly [more: string]: unknown;
}

/** @param id with its gateway: `ottu:knet-main` */
function row(id: string, kind: Row["kind"], labels: { en: string; ar: string }): Row {
  const provider = id.startsWith("ottu") ? "ottu" : "ottpay";
  const { en: label } = labels;
  return { id, provider, label, labels, kind, icon: null, recent: false, test: false };
}

export const knet = row("ottu:knet-main", "bank", { en: "KNET", ar: "كي نت" });
export const cards = row("ottu:cards-main", "card", {
  en: "Visa / Mastercard",
  ar: "فيزا / ماستركارد",
});
const deema = row("ottu:deema-3", "bnpl", { en: "Deema", ar: "ديمة" });
const taly = row("ottu:taly", "bnpl", { en: "Taly", ar: "تالي" });
const credit = row("ottu:shop-credit", "wallet", { en: "Store credit", ar: "رصيد المتجر" });
const cash = row("ottu:cash", "cash", { en: "Cash on delivery", ar: "الدفع عند الاستلام" });
const mada = row("ottu:mada", "card", {
  en: "Credit or debit card",
  ar: "بطاقة ائتمان أو بطاقة خصم",
});
const stcPay = row("ottu:stc-pay", "wallet", { en: "stc pay", ar: "إس تي سي باي" });
const urpay = row("ottu:urpay", "wallet", { en: "urpay", ar: "يور باي" });
const tamara = row("ottu:tamara-4", "bnpl", { en: "Tamara", ar: "تمارا" });
const tabby = row("ottu:tabby-4", "bnpl", { en: "Tabby", ar: "تابي" });

/** Of Ottu, in KWD: all kinds. */
export const gulf: readonly Row[] = [knet, cards, deema, taly, credit, cash];

/** More than fit on a phone. */
export const many: readonly Row[] = [
  ...[knet, mada, stcPay, urpay, tamara],
  ...[tabby, deema, taly, credit, cash],
];

const mayAddFee = { mayAddFee: true };
const weChat = row("ottpay:WECHATPAY", "wallet", { en: "WeChat Pay", ar: "وي تشات باي" });
const alipay = row("ottpay:ALIPAY", "wallet", { en: "Alipay", ar: "علي باي" });
const unionPay = row("ottpay:UNIONPAY", "wallet", { en: "UnionPay", ar: "يونيون باي" });
const card = row("ottpay:CARD", "card", {
  en: "Credit or debit card",
  ar: "بطاقة ائتمان أو خصم",
});

/** Of OTT Pay, in CAD, with cards on the shop's own page. */
export const canada: readonly Row[] = [
  { ...weChat, ...mayAddFee },
  { ...alipay, ...mayAddFee },
  { ...unionPay, ...mayAddFee },
  { ...card, ...mayAddFee, frame: "/card/" },
];

/** The card's form needs no street. */
export const canadaShort = canada.map((each) =>
  each.id === card.id ? { ...each, shortForm: true } : each,
);

/** Where each total is known before. */
export const withFees: readonly Row[] = [
  { ...knet, total: "12.900", fee: "0.150", currency: "KWD" },
  { ...cards, total: "13.125", fee: "0.375", currency: "KWD" },
  { ...cash, total: "12.750", fee: "0.000", currency: "KWD" },
];

/** One of them charges in another currency, one was used before, one is a test. */
export const remarked: readonly Row[] = [
  { ...knet, recent: true },
  { ...cards, currency: "USD" },
  { ...stcPay, test: true },
  { ...credit, mayAddFee: true },
];

/** Names that a gateway's panel let somebody type. */
export const longNamed: readonly Row[] = [
  {
    ...cards,
    label: "Zahlungsdienstleistungsgesellschaftskreditkarte",
    labels: {
      ar: "بطاقة ائتمان من البنك الوطني للتنمية الصناعية والزراعية والتجارية في دول الخليج العربي",
    },
    recent: true,
  },
  {
    ...tabby,
    label: "Buy now and pay in four instalments without interest, every second Friday",
    labels: { ar: "اشترِ الآن وادفع على أربع دفعات بدون فوائد كل يوم جمعة ثانٍ من الشهر" },
    total: "1234567.890",
    fee: "12345.678",
    currency: "KWD",
  },
  knet,
];
