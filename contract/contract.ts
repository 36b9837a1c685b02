/**
 * Shapes of every request and answer of the HTTP API, version 1. The server parses with these
 * schemas, the OpenAPI description is generated from them, the widget imports the inferred types.
 */
import { z } from "zod";
import { factNames } from "./facts.ts";
import { inOneCase } from "./filter-case.ts";
import { readTag } from "./languages/spoken.ts";
import { isCurrency, parseAmount } from "./money.ts";
import {
  browserFeatures,
  evidences,
  methodKinds,
  paymentStatuses,
  providerIds,
  proxyErrorCodes,
  sessionStatuses,
  sessionWarningCodes,
  shopEventTypes,
} from "./vocabulary.ts";

/** Control characters (C0, C1, line and paragraph separators) never belong into what we store or log. */
const printable = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/u;
const text = (max: number) =>
  z.string().min(1).max(max).regex(printable, "must not contain control characters");

const noCurrency = "must be an ISO 4217 code such as KWD";
/** In whatever case it came, it is kept and answered in capitals. */
export const currency = z
  .string()
  // Letters of other alphabets become ours in capitals.
  .regex(/^[A-Za-z]{3}$/, { error: noCurrency, abort: true })
  .toUpperCase()
  .refine(isCurrency, noCurrency)
  .meta({ example: "KWD" });

export const decimal = z
  .string({
    error: ({ input }) =>
      typeof input === "number"
        ? 'must be a decimal text such as "12.75", not a number'
        : undefined,
  })
  .max(20)
  .regex(/^(0|[1-9][0-9]*)(\.[0-9]+)?$/, `must be a plain decimal string such as "12.75"`)
  .meta({ example: "12.750" });

/** A tag of BCP 47, as systems write it too (`ar_KW.UTF-8`); inside it has the one spelling. */
export const locale = z
  .string()
  .max(35)
  .overwrite((text) => String(readTag(text) ?? text))
  .refine((tag) => readTag(tag) !== undefined, "must be a BCP 47 language tag such as ar-KW")
  .meta({ example: "ar-KW" });

/** URL parsers mend line breaks and backslashes in silence; a shop that sends them should hear of it. */
const address = z
  .string()
  .max(2000)
  .regex(/^[^\\\u0000-\u001f\u007f-\u009f]*$/, "must not contain backslashes or control characters")
  .pipe(z.url())
  .meta({
    format: "uri",
    description:
      "kept byte for byte; the shopper comes back to it with `session=cs_…` behind its query, the last where it has one of its own",
  });

const timestamp = z.iso.datetime().meta({ description: "ISO 8601, UTC" });

const sessionId = z
  .string()
  .regex(/^cs_[A-Za-z0-9_-]{22,64}$/)
  .meta({ example: "cs_9c1d…" });
const paymentId = z
  .string()
  .regex(/^pay_[A-Za-z0-9_-]{22,64}$/, "must be the id of a payment, such as pay_9c1d…");

const filterWord = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,64}$/, "must be 1 to 64 letters, digits or _.:-");
/** A list is an array, or the comma-separated string a query parameter carries. */
const wordList = z
  .union(
    [
      z.array(filterWord).min(1).max(32),
      z
        .string()
        .min(1)
        .max(1024)
        .transform((value) => value.split(","))
        .pipe(z.array(filterWord).min(1).max(32)),
    ],
    { error: "must be 1 to 32 words of at most 64 letters, digits or _.:-" },
  )
  .meta({ type: "string", description: "comma-separated list", example: "kpay,mpgs" });
const truth = z
  .union([z.boolean(), z.enum(["true", "false"]).transform((value) => value === "true")], {
    error: "must be true or false",
  })
  .meta({ type: "boolean" });

/** What decides a list of methods, apart from the currency. */
export const methodFilterFields = {
  operation: z.enum(["purchase", "authorize"]).optional(),
  tokenizable: truth.optional(),
  autoDebit: truth.optional(),
  pgNames: wordList.optional(),
  type: z.enum(["production", "sandbox"]).optional(),
  plugin: z.enum(["e_commerce", "payment_request"]).optional(),
  tags: wordList.optional(),
  paymentServices: wordList.optional(),
};

export const methodFilter = z.strictObject({ currency, ...methodFilterFields });
export type MethodFilter = z.infer<typeof methodFilter>;

export const purgeFilter = z.strictObject({ currency: currency.optional(), ...methodFilterFields });
export type PurgeFilter = z.infer<typeof purgeFilter>;

/** The same as query parameters carry them: `kwd` is `KWD`. */
export const methodQuery = z.preprocess(inOneCase, methodFilter);
export const purgeQuery = z.preprocess(inOneCase, purgeFilter);

export const customer = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_.@:-]{1,64}$/, "must be 1 to 64 letters, digits or _.@:-")
    .optional(),
  email: z.email().max(128).optional(),
  phone: z
    .string()
    .regex(/^\+?[0-9][0-9 ()-]{3,30}$/, "must be a telephone number")
    .optional(),
  firstName: text(64).optional(),
  lastName: text(64).optional(),
  address: z
    .strictObject({
      line1: text(128).optional(),
      line2: text(128).optional(),
      city: text(40).optional(),
      state: text(40).optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 alpha-2 code")
        .optional(),
      postalCode: text(12).optional(),
    })
    .optional(),
});
export type Customer = z.infer<typeof customer>;

/** What a shopper typed, or a server made a number or nothing of. */
const typed = z.union([z.string(), z.number(), z.null()], { error: "must be a text" }).optional();
/** Some languages write an empty object as an empty list. */
const whereGiven = (value: unknown) =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0)
    ? undefined
    : value;

/**
 * The customer as a shop sends it. Only a shape that no shopper can have typed is refused: the rest is
 * tidied into a `customer`, and what cannot be is left out with a warning.
 */
export const customerInput = z
  .preprocess(
    whereGiven,
    z
      .strictObject({
        id: typed,
        email: typed,
        phone: typed,
        firstName: typed,
        lastName: typed,
        address: z
          .preprocess(
            whereGiven,
            z
              .strictObject({
                line1: typed,
                line2: typed,
                city: typed,
                state: typed,
                country: typed,
                postalCode: typed,
              })
              .optional(),
          )
          .optional(),
      })
      .optional(),
  )
  .optional()
  .meta({
    description:
      "optional, and never a reason to refuse: see `customer` in the answer, and its `warnings`",
  });
export type CustomerInput = NonNullable<z.infer<typeof customerInput>>;

/** Names a field, never what stood in it. */
export const sessionWarning = z.object({
  field: z.string().meta({ example: "customer.phone" }),
  code: z.enum(sessionWarningCodes),
  message: z.string(),
});
export type SessionWarning = z.infer<typeof sessionWarning>;

/** At most 50 string values; keys of letters, digits, `_ . -`, never `__proto__`. */
export const metadata = z
  .record(
    z
      .string()
      .regex(
        /^(?!__proto__$)[A-Za-z0-9_.-]{1,40}$/,
        "has a key that is not 1 to 40 letters, digits or _.-",
      ),
    z.string().max(500).regex(printable),
  )
  .refine((value) => Object.keys(value).length <= 50, "must have at most 50 keys");

const agreementValue = z.union([text(200), z.number(), z.boolean()], {
  error: "must be a short text, a number, or true or false",
});
const smallAgreement = (value: object) => Object.keys(value).length <= 20;

/**
 * What a shop may ask of Ottu beside the amount. `agreement` is passed on as it is; its `id` names
 * the standing agreement that `auto_debit` payments belong to.
 */
const paymentTermsFields = {
  paymentType: z.enum(["one_off", "auto_debit", "save_card"]).optional(),
  agreement: z
    .object({ id: text(128) })
    .catchall(
      z.union([
        agreementValue,
        z.record(z.string(), agreementValue).refine(smallAgreement, "must have at most 20 keys"),
      ]),
    )
    .refine(smallAgreement, "must have at most 20 keys")
    .optional(),
  notifyCustomer: z
    .array(z.enum(["email", "sms"]))
    .min(1)
    .max(2)
    .optional()
    .meta({ description: "how the gateway itself tells the customer of the payment" }),
};
export const paymentTerms = z.strictObject(paymentTermsFields);
export type PaymentTerms = z.infer<typeof paymentTerms>;

/** Whether the card is kept at the gateway for payments to come. */
export function isLasting(paymentType: PaymentTerms["paymentType"]): boolean {
  return paymentType === "auto_debit" || paymentType === "save_card";
}

type Terms = PaymentTerms & {
  readonly customer?: CustomerInput | undefined;
  readonly filter?: Partial<MethodFilter> | undefined;
};

/**
 * What Ottu would refuse with the whole order, said while the shop can still mend it. A shopper who left
 * an address empty is no reason: the shop asked for it, and there is nobody to tell.
 */
function termsProblems({ paymentType, agreement, notifyCustomer, customer, filter }: Terms) {
  const keeps = paymentType === "auto_debit" ? "autoDebit" : "tokenizable";
  return [
    {
      isWrong: (paymentType === "auto_debit") !== (agreement !== undefined),
      path: ["agreement"],
      message: "agreement belongs to paymentType auto_debit, and is required there",
    },
    {
      isWrong: isLasting(paymentType) && customer?.id === undefined,
      path: ["customer", "id"],
      message: "customer.id is required where a card is kept: it is kept for that customer",
    },
    {
      isWrong: isLasting(paymentType) && filter?.[keeps] === false,
      path: ["filter", keeps],
      message: "asks for methods that cannot do what paymentType asks for",
    },
    {
      isWrong: notifyCustomer?.includes("email") === true && customer?.email === undefined,
      path: ["customer", "email"],
      message: "customer.email is required by notifyCustomer",
    },
    {
      isWrong: notifyCustomer?.includes("sms") === true && customer?.phone === undefined,
      path: ["customer", "phone"],
      message: "customer.phone is required by notifyCustomer",
    },
  ].filter(({ isWrong }) => isWrong);
}

/** What neither the amount nor the currency says alone. */
function amountProblems({ amount, currency }: { amount: string; currency: string }) {
  const path = ["amount"];
  try {
    const isMore = parseAmount(amount, currency) > 0n;
    return isMore ? [] : [{ path, message: "amount must be above zero" }];
  } catch (error) {
    return [{ path, message: (error as Error).message }];
  }
}

export const createSessionRequest = z
  .strictObject({
    amount: decimal,
    currency,
    orderRef: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.:/#-]{0,99}$/, "must be 1 to 100 letters, digits or _.:/#-")
      .meta({ example: "W-20431" }),
    returnUrl: address.optional(),
    failureUrl: address.optional(),
    locale: locale.optional(),
    customer: customerInput,
    filter: z.preprocess(inOneCase, z.strictObject(methodFilterFields).optional()).optional(),
    providers: z.array(z.enum(providerIds)).min(1).max(providerIds.length).optional(),
    account: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, - or _")
      .optional(),
    expiresInSeconds: z.int().min(60).max(604_800).optional(),
    description: text(200).optional(),
    metadata: metadata.optional(),
    ...paymentTermsFields,
    allowRepeat: z.boolean().optional(),
    recentOnly: z.boolean().optional().meta({
      description:
        "true = the picker and the pay page show only what `customer.id` used before (rows that are `recent`), and everything where nothing is known of that customer, no such method is offered now, or each of them needs what not every browser has (`needs`). The gateway is asked in the background; a view waits for it for 2 s at most, and shows everything when that is over. What is hidden can be paid with all the same. Default false. Asked again for the same order, the last word holds",
    }),
  })
  .check(
    // Whatever else is wrong: all of it is said at once.
    z.core._check<Terms & { amount: string; currency: string }>(
      ({ value, issues }) => {
        const areSound = (...fields: readonly string[]) =>
          issues.every(({ path }) => !fields.includes(String(path?.[0])));
        const wrongAmount = areSound("amount", "currency") ? amountProblems(value) : [];
        const wrongTerms = [
          ...(areSound("customer", "filter", ...Object.keys(paymentTermsFields))
            ? termsProblems(value)
            : []),
        ];
        const toIssue = ({ path, message }: { path: string[]; message: string }) => ({
          code: "custom" as const,
          input: value,
          path,
          message,
        });
        issues.unshift(...wrongAmount.map(toIssue));
        issues.push(...wrongTerms.map(toIssue));
      },
      { when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value) },
    ),
  );
export type CreateSessionRequest = z.infer<typeof createSessionRequest>;

export const historyEntry = z.object({
  at: timestamp,
  fact: z.enum(factNames).meta({ description: "what happened; more names may come" }),
  data: z.record(z.string(), z.string()).meta({ description: "what belongs to the fact" }),
  what: z.string().meta({ description: "the same as a sentence, to be read by people only" }),
  via: z.string().meta({ description: "who or what brought it about" }),
});

/** Our record of one order at a gateway. Amounts are decimal strings with all decimals of their currency. */
export const paymentRecord = z.object({
  id: paymentId,
  provider: z.enum(providerIds),
  method: z.string().meta({ description: "the method last chosen for this order" }),
  status: z.enum(paymentStatuses),
  reason: z.string().nullable(),
  amount: decimal.meta({ description: "what the shopper was or will be charged, fee included" }),
  currency,
  fee: decimal,
  providerRef: z.string().nullable().meta({ description: "the order's reference at the gateway" }),
  orderNumber: z.string().meta({ description: "what the gateway's panel lists the order under" }),
  transactionRef: z
    .string()
    .nullable()
    .meta({ description: "the gateway's transaction: what a refund names" }),
  references: z
    .record(z.string(), z.string().min(1).max(64))
    .optional()
    .meta({
      description:
        "what the bank or wallet calls the payment, by the gateway's names, for a support desk; absent where none is known",
      example: { ref: "603418000123", auth: "B52041" },
    }),
  discrepancy: z.enum(["over"]).nullable(),
  evidence: z
    .enum(evidences)
    .nullable()
    .meta({ description: "what made it paid or authorized; null before" }),
  test: z.boolean(),
  createdAt: timestamp,
  expiresAt: timestamp.nullable(),
  history: z.array(historyEntry),
});
export type PaymentRecord = z.infer<typeof paymentRecord>;

export const sessionRecord = z.object({
  id: sessionId,
  status: z.enum(sessionStatuses),
  amount: decimal,
  currency,
  orderRef: z.string(),
  description: z.string().nullable(),
  locale: z.string().nullable(),
  account: z.string(),
  metadata,
  customer: customer.nullable(),
  returnUrl: z.string().nullable(),
  failureUrl: z.string().nullable(),
  createdAt: timestamp,
  expiresAt: timestamp,
  stillPayableUntil: timestamp.nullable().optional().meta({
    description:
      "only in the answer to cancel: until when a link already handed out may still take money",
  }),
  url: z.url().meta({ description: "the proxy's pay page for this session" }),
  payments: z.array(paymentRecord),
});
export type SessionRecord = z.infer<typeof sessionRecord>;

/** The answer to a new session. */
export const newSessionRecord = sessionRecord.extend({
  warnings: z.array(sessionWarning).optional().meta({
    description: "what of the request was not taken as it was; absent where all of it was",
  }),
});
export type NewSessionRecord = z.infer<typeof newSessionRecord>;

export const sessionList = z.object({ sessions: z.array(sessionRecord) });
export const listSessionsQuery = z.strictObject({
  orderRef: text(100).optional(),
  status: z.enum(sessionStatuses).optional(),
  from: timestamp.optional(),
});

export const resolveRequest = z.strictObject({
  payment: paymentId,
  as: z.enum(["paid", "failed"]),
  note: text(500),
});
export type ResolveRequest = z.infer<typeof resolveRequest>;

/**
 * A row of the picker. `label` is good where no better language is known; `labels` has the others by
 * language subtag. `total` and `fee` (what will be charged, in `currency`) are there only once the
 * gateway has said so. `currency` without `total`: that method charges in another currency, and how
 * much is not known yet. `icon` is an address of the proxy.
 */
export const method = z.object({
  id: z.string().meta({ example: "ottu:knet-main" }),
  provider: z.enum(providerIds),
  label: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
  kind: z.enum(methodKinds),
  icon: z.string().nullable(),
  iconDark: z
    .string()
    .optional()
    .meta({ description: "the mark for a dark page; absent = `icon`" }),
  schemes: z
    .array(z.object({ name: z.string(), icon: z.string() }))
    .optional()
    .meta({
      description: "the card schemes it takes, where its mark is not one of them",
      example: [{ name: "Visa", icon: "https://pay.example.com/v1/icons/0f0a…" }],
    }),
  recent: z.boolean(),
  test: z.boolean(),
  total: decimal.optional(),
  fee: decimal.optional(),
  currency: currency.optional(),
  mayAddFee: z.boolean().optional().meta({
    description: "true = the gateway may add a fee that is not known before; absent = it does not",
  }),
  currencies: z
    .array(currency)
    .optional()
    .meta({
      description: "that it can be paid in; absent = the gateway does not say",
      example: ["KWD"],
    }),
  wallets: z
    .array(z.string())
    .optional()
    .meta({
      description:
        "payment services that its page offers, as filters name them; absent = none, or the gateway does not say",
      example: ["apple_pay"],
    }),
  needs: z.enum(browserFeatures).optional().meta({
    description: "what the shopper's browser must have for it; hide the row where it has not",
  }),
  frame: z.string().optional().meta({
    description: "path of the proxy where the method's own form is served; absent = a payment link",
    example: "/card/",
  }),
  shortForm: z.boolean().optional().meta({
    description:
      "true = that form need not ask for the street, city and region of a card: the session's `customer.address` has them, and they are filled in on the way to the gateway; they are never sent to the browser",
  }),
});
export type Method = z.infer<typeof method>;

export const methodList = z.object({ methods: z.array(method), partial: z.boolean() });
export type MethodList = z.infer<typeof methodList>;

/** What the holder of a session id may see. In a final state only `id,status,amount,currency,methods:[]`. */
export const checkoutView = z.object({
  id: sessionId,
  status: z.enum(sessionStatuses),
  last: z
    .object({ method: z.string(), status: z.enum(paymentStatuses) })
    .optional()
    .meta({ description: "the last attempt and how it stands" }),
  amount: decimal,
  currency,
  orderRef: z.string().optional(),
  description: z.string().nullable().optional(),
  locale: z.string().nullable().optional(),
  expiresAt: timestamp.optional(),
  now: timestamp.optional().meta({ description: "the server's clock: count down from it" }),
  receipt: z
    .object({ order: z.string(), method: z.string(), reference: z.string(), at: timestamp })
    .optional()
    .meta({
      description:
        "of what is paid or authorized: the shop's order, the method's name, the reference under which the gateway lists it, and when that was known",
    }),
  partial: z.boolean().optional().meta({ description: "true while one gateway's list is missing" }),
  methods: z.array(method),
});
export type CheckoutView = z.infer<typeof checkoutView>;

export const checkoutQuery = z.object({
  methods: z.literal("none").optional().meta({
    description:
      "`none`: how the session stands, without its methods and its receipt; no gateway is asked anything",
  }),
});

export const startPaymentRequest = z.strictObject({
  method: z
    .string()
    .regex(/^[A-Za-z]+:[^\s\u0000-\u001f]{1,128}$/, `must be a method id such as "ottu:knet-main"`),
  locale: locale.optional(),
  card: z
    .string()
    .max(8192)
    .regex(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/, "must be a compact JWE of the card form")
    .optional()
    .meta({ description: "for the card method alone: what the card form sealed (JWE, ECDH-ES)" }),
});
export type StartPaymentRequest = z.infer<typeof startPaymentRequest>;

/** `amount` is what will be charged in `currency`, `fee` the part of it that is a fee (`"0.000"` when none). */
export const startedPayment = z.object({
  paymentId,
  redirectUrl: z.url(),
  amount: decimal,
  currency,
  fee: decimal,
  feeDescription: z.string().nullable(),
  expiresAt: timestamp.nullable(),
});
export type StartedPayment = z.infer<typeof startedPayment>;

/**
 * What became of a charged card. `pending` = unknown yet: the proxy is asking, and
 * `GET /v1/checkout/:id` tells. `reason` is a short code, such as `declined`.
 */
export const chargedPayment = startedPayment.omit({ redirectUrl: true }).extend({
  status: z.enum(paymentStatuses),
  reason: z.string().optional(),
});
export type ChargedPayment = z.infer<typeof chargedPayment>;

/** What the shop is told: the whole session as it stood when this happened. `sequence` has no gaps. */
export const shopEvent = z.object({
  id: z.string(),
  type: z.enum(shopEventTypes),
  sequence: z.int(),
  timestamp,
  data: z.object({
    session: sessionRecord,
    payment: z.string().nullable().meta({ description: "id of the payment this is about" }),
    details: z.record(z.string(), z.string()).optional(),
  }),
});
export type ShopEvent = z.infer<typeof shopEvent>;

/** What `events --test` and `doctor --webhook` send: that the way to the shop is open, and nothing else. */
export const testEvent = z.object({
  id: z.string(),
  type: z.literal("test.ping"),
  timestamp,
  data: z.strictObject({}),
});
export type TestEvent = z.infer<typeof testEvent>;

export const eventList = z.object({ events: z.array(shopEvent), next: z.int() });
export const listEventsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const errorAnswer = z.object({
  error: z.object({
    code: z.enum(proxyErrorCodes),
    message: z.string(),
    field: z.string().optional().meta({ description: "the first of `fields`" }),
    fields: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "everything that is wrong with the request, by the field's path" }),
    retryable: z.boolean(),
    requestId: z.string(),
  }),
});
export type ErrorAnswer = z.infer<typeof errorAnswer>;
