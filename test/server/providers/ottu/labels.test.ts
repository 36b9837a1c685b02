/** What a row reads like, from what Ottu and the operator say of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { MethodFilter } from "../../../../contract/contract.ts";
import type { OttuConfig } from "../../../../server/providers/ottu/index.ts";
import type { ProviderMethod } from "../../../../server/providers/provider.ts";
import { json, never, startOttu } from "./scripted-ottu.ts";

const apple = { code: "apple_pay", name: "Apple Pay", name_ar: "أبل باي" };
const google = { code: "google_pay", name: "Google Pay", name_ar: "جوجل باي" };
const wallet = { code: "wallet", name: "Wallet", name_ar: "محفظة" };
const row = (code: string, connector: string | null, more: object = {}) => ({
  code,
  name: "A merchant's name",
  connector: connector === null ? null : { identifier: connector, processor: connector },
  default_currency: "KWD",
  ...more,
});

interface Case {
  readonly what: string;
  readonly rows: readonly object[];
  readonly config?: Partial<OttuConfig>;
  readonly filter?: Partial<MethodFilter>;
  /** Of the first row. */
  readonly shows?: Partial<Record<keyof ProviderMethod, unknown>>;
  /** Labels of all that are listed. */
  readonly labels?: readonly string[];
  readonly duplicates?: readonly (readonly string[])[];
}

async function list(t: Parameters<typeof startOttu>[0], { rows, config = {}, filter = {} }: Case) {
  const answer = { customer_payment_methods: [], payment_methods: rows };
  const { provider, duplicates } = await startOttu(t, json(answer), config);
  return {
    methods: await provider.listMethods({ currency: "KWD", ...filter }, never()),
    duplicates,
  };
}

const isApplePay = { label: "Apple Pay", kind: "wallet", needs: "apple_pay" };

const cases: readonly Case[] = [
  {
    what: "a method whose connector is Apple Pay is Apple Pay",
    rows: [row("a", "apple_pay", { payment_services: [apple] })],
    shows: { ...isApplePay, labels: { en: "Apple Pay", ar: "أبل باي" } },
  },
  {
    what: "so is one whose processor is, however it is spelled",
    rows: [row("a", null, { connector: { identifier: "mpgs", processor: "ApplePay" } })],
    shows: isApplePay,
  },
  {
    what: "so is one of an old installation that is called so",
    rows: [{ code: "a", name: "Apple Pay" }],
    shows: isApplePay,
  },
  {
    what: "Google Pay needs nothing of the browser",
    rows: [row("a", "google_pay", { payment_services: [google] })],
    shows: { label: "Google Pay", kind: "wallet", needs: undefined },
  },
  {
    what: "Samsung Pay is named without an Arabic name that nobody told",
    rows: [row("a", "samsung_pay")],
    shows: {
      label: "Samsung Pay",
      kind: "wallet",
      needs: undefined,
      labels: { en: "Samsung Pay" },
    },
  },
  {
    what: "a card that also offers Apple Pay stays a card",
    rows: [row("a", "mpgs", { payment_services: [apple], wallets: ["ApplePay"] })],
    shows: { label: "A merchant's name", kind: "card", needs: undefined },
  },
  {
    what: "a card is Apple Pay where Apple Pay alone was asked for, without the card's logo",
    rows: [row("a", "mpgs", { payment_services: [apple, google], logo: "/visa.png" })],
    filter: { paymentServices: ["apple_pay"] },
    shows: { ...isApplePay, logoUrl: null, aliases: ["apple_pay", "mpgs"] },
  },
  {
    what: "an old installation names the same service among its wallets",
    rows: [row("a", "mpgs", { wallets: ["ApplePay"] })],
    filter: { paymentServices: ["apple_pay"] },
    shows: isApplePay,
  },
  {
    what: "a card stays a card where two services were asked for",
    rows: [row("a", "mpgs", { payment_services: [apple, google] })],
    filter: { paymentServices: ["apple_pay", "google_pay"] },
    shows: { kind: "card", needs: undefined },
  },
  {
    what: "a card stays a card where it does not offer what was asked for",
    rows: [row("a", "mpgs")],
    filter: { paymentServices: ["apple_pay"] },
    shows: { kind: "card", needs: undefined },
  },
  {
    what: "a wallet of the merchant's is a wallet, under the merchant's name",
    rows: [row("a", "wallet", { name: "Store credit", payment_services: [wallet] })],
    shows: { label: "Store credit", kind: "wallet", needs: undefined },
  },
  {
    what: "a service that is no word of Ottu's changes nothing",
    rows: [row("a", "mpgs", { payment_services: [{ code: "constructor", name: "x" }] })],
    filter: { paymentServices: ["constructor"] },
    shows: { kind: "card", needs: undefined },
  },
  {
    what: "an Arabic name on the method itself is its Arabic label",
    rows: [row("a", "some-bank", { name_ar: "بنك" })],
    shows: { label: "A merchant's name", labels: { ar: "بنك" } },
  },
  {
    what: "it fills in where we know no Arabic, and never replaces what we know",
    rows: [row("a", "qpay", { name_ar: "كيو باي" }), row("b", "kpay", { name_ar: "كي نت 2" })],
    shows: { label: "QPAY", labels: { en: "QPAY", ar: "كيو باي" } },
    labels: ["QPAY", "KNET"],
  },
  {
    what: "an Arabic name with a line break is none",
    rows: [row("a", "some-bank", { name_ar: "ب\nنك" })],
    shows: { labels: undefined },
  },
  {
    what: "the operator's label for a language is one for that language",
    rows: [row("a", "kpay")],
    config: { labels: { a: { en: "Our KNET", ar: "كي نت لنا" } } },
    shows: { label: "Our KNET", labels: { en: "Our KNET", ar: "كي نت لنا" } },
  },
  {
    what: "the operator's only label is good for every language that has none",
    rows: [row("a", "kpay")],
    config: { labels: { kpay: { ar: "كي نت لنا" } } },
    shows: { label: "كي نت لنا", labels: { ar: "كي نت لنا" } },
  },
  {
    what: "a currency that is not the shopper's is said",
    rows: [row("a", "mpgs", { default_currency: "USD" })],
    shows: { currency: "USD" },
  },
  {
    what: "the shopper's own currency is not",
    rows: [row("a", "mpgs")],
    shows: { currency: undefined },
  },
  {
    what: "a currency that is none is not said",
    rows: [row("a", "mpgs", { default_currency: "dollars" })],
    shows: { currency: undefined },
  },
  {
    what: "equal labels are told apart by currency first, by service second",
    rows: [
      row("a", "mpgs"),
      row("b", "mpgs", { default_currency: "USD" }),
      row("c", "mpgs", { payment_services: [google] }),
    ],
    labels: ["A merchant's name", "A merchant's name (USD)", "A merchant's name (Google Pay)"],
    duplicates: [],
  },
  {
    what: "the operator's equal labels are told apart too, in each language",
    rows: [row("a", "kpay"), row("b", "kpay", { payment_services: [apple] })],
    config: { labels: { kpay: { en: "KNET", ar: "كي نت" } } },
    labels: ["KNET", "KNET (Apple Pay)"],
  },
  {
    what: "two ways of routing Apple Pay are one row",
    rows: [row("a", "apple_pay"), row("b", "apple_pay")],
    labels: ["Apple Pay"],
    duplicates: [["a", "b"]],
  },
];

describe("a row of the picker", () => {
  for (const one of cases) {
    test(one.what, async (t) => {
      const { methods, duplicates } = await list(t, one);
      for (const [field, value] of Object.entries(one.shows ?? {})) {
        assert.deepEqual(methods[0]?.[field as keyof ProviderMethod], value, field);
      }
      if (one.labels !== undefined) {
        assert.deepEqual(
          methods.map(({ label }) => label),
          one.labels,
        );
      }
      if (one.duplicates !== undefined) assert.deepEqual(duplicates, one.duplicates);
    });
  }
});
