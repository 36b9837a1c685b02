/**
 * What a shopper calls the gateways Ottu connects to, and what kind of paying each is. Only what is
 * certain stands here: a name in a language is left out rather than guessed, and acquirers of cards
 * have none, because a merchant may run several (one for each scheme) under names of its own.
 */
import type { MethodKind } from "../../../contract/vocabulary.ts";

export type Labels = Readonly<Record<string, string>> & { readonly en: string };

interface Connector {
  readonly kind: MethodKind;
  readonly labels?: Labels;
}

const bank = (en: string, ar?: string): Connector => ({ kind: "bank", labels: named(en, ar) });
const wallet = (en: string): Connector => ({ kind: "wallet", labels: named(en) });
const bnpl = (en: string, ar?: string): Connector => ({ kind: "bnpl", labels: named(en, ar) });
const acquirer: Connector = { kind: "card" };

const knet = bank("KNET", "كي نت");

/** By name without case and punctuation: the same wallet is `ApplePay` here and `apple_pay` there. */
const connectors: Readonly<Record<string, Connector>> = {
  kpay: knet,
  knet,
  benefit: bank("Benefit", "بنفت"),
  omannet: bank("OmanNet", "عمان نت"),
  qpay: bank("QPAY"),
  naps: bank("NAPS"),
  mada: { kind: "card", labels: named("mada", "مدى") },
  mpgs: acquirer,
  cybersource: acquirer,
  checkoutcom: acquirer,
  hyperpay: acquirer,
  tap: acquirer,
  myfatoorah: acquirer,
  upg: acquirer,
  amazonpay: acquirer,
  stcpay: wallet("stc pay"),
  urpay: wallet("urpay"),
  wallet: { kind: "wallet" },
  applepay: wallet("Apple Pay"),
  googlepay: wallet("Google Pay"),
  samsungpay: wallet("Samsung Pay"),
  tabby: bnpl("Tabby", "تابي"),
  tamara: bnpl("Tamara", "تمارا"),
  deema: bnpl("Deema"),
  taly: bnpl("Taly"),
  cod: { kind: "cash", labels: named("Cash on delivery", "الدفع عند الاستلام") },
};

/** For a card acquirer whose only name is a technical key, which says nothing to a shopper. */
export const cardLabels: Labels = named("Credit or debit card", "بطاقة ائتمان أو بطاقة خصم");

/** The first of `names` that is known. */
export function findConnector(names: ReadonlyArray<string | null>): Connector | undefined {
  for (const name of names) {
    const key = plainKey(name ?? "");
    if (Object.hasOwn(connectors, key)) return connectors[key];
  }
  return undefined;
}

export function plainKey(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function named(en: string, ar?: string): Labels {
  return ar === undefined ? { en } : { en, ar };
}
