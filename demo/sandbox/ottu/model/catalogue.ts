/**
 * What the installation offers at first: the gateways that merchants in the Gulf have, with the
 * oddities of real ones. Cards in KWD are routed to two acquirers under one name, codes are the
 * merchant's own, one method has no link of its own, one has a fee, one charges in dollars what is asked for in
 * dirhams. As with banks, an account takes one currency: a method for several is several methods.
 * Nothing takes CAD.
 */
import type { Method, PaymentService } from "./methods.ts";
import { createMethod } from "./methods.ts";

const service = (code: string, name: string, name_ar: string): PaymentService => ({
  code,
  name,
  name_ar,
});
const applePay = service("apple_pay", "Apple Pay", "أبل باي");
const googlePay = service("google_pay", "Google Pay", "جوجل باي");
const samsungPay = service("samsung_pay", "Samsung Pay", "سامسونج باي");
const wallet = service("wallet", "Wallet", "محفظة");

const cardFeatures = {
  operations: ["refund", "void", "capture"],
  is_tokenizable: true,
  auto_debit_enabled: true,
};

export function usualMethods(type: "sandbox" | "production"): readonly Method[] {
  return told.flatMap(inEachCurrency).map((method) => {
    return createMethod({ ...method, is_sandbox: type === "sandbox" });
  });
}

type Told = Parameters<typeof createMethod>[0];

/** The first under the code itself, the others under one that names their currency. */
function inEachCurrency(method: Told): readonly Told[] {
  return method.accepted_currencies.map((currency, at) => ({
    ...method,
    code: at === 0 ? method.code : `${method.code}-${currency.toLowerCase()}`,
    accepted_currencies: [currency],
  }));
}

const told: readonly Told[] = [
  {
    code: "knet-main",
    name: "KNET",
    connector: { identifier: "kpay", processor: "knet" },
    accepted_currencies: ["KWD"],
    feeDescription: "KNET fee",
  },
  {
    code: "mada",
    name: "Mada",
    connector: { identifier: "hyperpay", processor: "mada" },
    accepted_currencies: ["SAR"],
  },
  {
    code: "benefit-bh",
    name: "Benefit",
    connector: { identifier: "benefit", processor: "benefit" },
    accepted_currencies: ["BHD"],
  },
  {
    code: "qpay-qa",
    name: "QPAY",
    connector: { identifier: "qpay", processor: "qpay" },
    accepted_currencies: ["QAR"],
  },
  {
    code: "omannet",
    name: "OmanNet",
    connector: { identifier: "omannet", processor: "omannet" },
    accepted_currencies: ["OMR"],
  },
  {
    code: "cards-main",
    name: "Visa / Mastercard",
    connector: { identifier: "mpgs", processor: "mastercard" },
    accepted_currencies: ["KWD", "USD", "AED"],
    fee: "0.250",
    feeDescription: "Card fee",
    ...cardFeatures,
  },
  {
    code: "cards-second",
    name: "Visa / Mastercard",
    connector: { identifier: "cybersource", processor: "cybersource" },
    accepted_currencies: ["KWD"],
    ...cardFeatures,
  },
  {
    code: "cards-sar",
    name: "Credit card",
    connector: { identifier: "checkoutcom", processor: "checkoutcom" },
    accepted_currencies: ["SAR"],
    ...cardFeatures,
  },
  {
    code: "cards-sar-hold",
    name: "Credit card (reserve)",
    connector: { identifier: "hyperpay", processor: "hyperpay" },
    accepted_currencies: ["SAR"],
    operation: "authorize",
    ...cardFeatures,
  },
  {
    code: "cards-gulf",
    name: "Credit card",
    connector: { identifier: "mpgs", processor: "mastercard" },
    accepted_currencies: ["BHD", "QAR", "OMR"],
    ...cardFeatures,
  },
  {
    code: "apple-pay",
    name: "Apple Pay",
    connector: { identifier: "apple_pay", processor: "mpgs" },
    accepted_currencies: ["KWD", "SAR", "AED"],
    wallets: ["ApplePay"],
    payment_services: [applePay],
  },
  {
    code: "google-pay",
    name: "Google Pay",
    connector: { identifier: "google_pay", processor: "cybersource" },
    accepted_currencies: ["AED"],
    wallets: ["GooglePay"],
    payment_services: [googlePay],
  },
  {
    code: "samsung-pay",
    name: "Samsung Pay",
    connector: { identifier: "samsung_pay", processor: "cybersource" },
    accepted_currencies: ["AED"],
    wallets: ["SamsungPay"],
    payment_services: [samsungPay],
  },
  {
    code: "cards-dollar",
    name: "Card in US dollars",
    connector: { identifier: "checkoutcom", processor: "checkoutcom" },
    accepted_currencies: ["AED"],
    charges: { currency: "USD", rate: "0.2723" },
    ...cardFeatures,
  },
  {
    code: "stc-pay",
    name: "stc pay",
    connector: { identifier: "stc_pay", processor: "stc_pay" },
    accepted_currencies: ["SAR"],
  },
  {
    code: "urpay",
    name: "urpay",
    connector: { identifier: "urpay", processor: "urpay" },
    accepted_currencies: ["SAR"],
  },
  {
    code: "deema-3",
    name: "Deema",
    connector: { identifier: "deema", processor: "deema" },
    accepted_currencies: ["KWD"],
    tags: ["e_commerce", "instalments"],
  },
  {
    code: "taly",
    name: "Taly",
    connector: { identifier: "taly", processor: "taly" },
    accepted_currencies: ["KWD"],
    tags: ["e_commerce", "instalments"],
  },
  {
    code: "tamara-4",
    name: "Tamara",
    connector: { identifier: "tamara", processor: "tamara" },
    accepted_currencies: ["SAR", "AED"],
    tags: ["e_commerce", "instalments"],
  },
  {
    code: "tabby-4",
    name: "Tabby",
    connector: { identifier: "tabby", processor: "tabby" },
    accepted_currencies: ["SAR", "AED"],
    tags: ["e_commerce", "instalments"],
  },
  {
    code: "shop-credit",
    name: "Store credit",
    connector: { identifier: "wallet", processor: "wallet" },
    accepted_currencies: ["KWD", "SAR"],
    payment_services: [wallet],
    directLink: false,
  },
  {
    code: "cash",
    name: "Cash on delivery",
    connector: { identifier: "cod", processor: "cod" },
    accepted_currencies: ["KWD"],
    operations: ["cancel"],
  },
];
