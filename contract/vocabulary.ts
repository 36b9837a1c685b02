/**
 * The words both sides agree on, each written once. Types are derived from the lists; the server
 * and the widget take every name from here. Adding a word is compatible, changing one is not.
 */

export const providerIds = ["ottpay", "ottu"] as const;
export type ProviderId = (typeof providerIds)[number];

/** What a session can be. `open` and `pending` are the only states in which a payment can start. */
export const sessionStatuses = [
  "open",
  "pending",
  "paid",
  "authorized",
  "review",
  "canceled",
  "expired",
] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/** What a payment (our record of one order at a gateway) can be. `paid` absorbs. */
export const paymentStatuses = [
  "created",
  "pending",
  "paid",
  "authorized",
  "failed",
  "canceled",
  "expired",
  "review",
] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/**
 * What made a payment paid or authorized, strongest first: the gateway's answer when we asked it, its
 * answer to the charge itself, its signed notification, an unsigned one at an unguessable address,
 * the shop's own decision.
 */
export const evidences = ["query", "response", "signed", "path", "shop"] as const;
export type Evidence = (typeof evidences)[number];

/** What became of an optional field of a new session that could not be taken as it was. */
export const sessionWarningCodes = ["left_out", "shortened"] as const;
export type SessionWarningCode = (typeof sessionWarningCodes)[number];

export const methodKinds = ["wallet", "card", "bank", "bnpl", "cash", "other"] as const;
export type MethodKind = (typeof methodKinds)[number];

/** What a method needs of the shopper's browser. */
export const browserFeatures = ["apple_pay"] as const;
export type BrowserFeature = (typeof browserFeatures)[number];

/** What the shop's server is told, by signed webhook and by `GET /v1/events`. */
export const shopEventTypes = [
  "checkout.paid",
  "checkout.authorized",
  "checkout.expired",
  "checkout.canceled",
  "payment.failed",
  "payment.review",
  "payment.duplicate",
  "payment.late",
  "payment.unmatched",
  "payment.refunded",
] as const;
export type ShopEventType = (typeof shopEventTypes)[number];

/** Names of the DOM events `<otter-checkout>` fires. */
export const widgetEventNames = [
  "otter-ready",
  "otter-change",
  "otter-submit",
  "otter-redirect",
  "otter-error",
  "otter-settled",
  "otter-outdated",
] as const;
export type WidgetEventName = (typeof widgetEventNames)[number];

/** Error codes the proxy answers with. Stable: texts may change, codes do not. */
export const proxyErrorCodes = [
  "invalid_json",
  "invalid_request",
  "amount_invalid",
  "card_invalid",
  "currency_unsupported",
  "return_url_not_allowed",
  "type_not_allowed",
  "unauthorized",
  "origin_not_allowed",
  "notification_unverified",
  "not_found",
  "session_not_found",
  "payment_not_found",
  "method_not_allowed",
  "session_canceled",
  "already_paid",
  "order_paid",
  "order_in_review",
  "order_ending",
  "payment_processing",
  "nothing_to_resolve",
  "method_unavailable",
  "session_expired",
  "body_too_large",
  "unsupported_media_type",
  "idempotency_key_reused",
  "rate_limited",
  "too_many_attempts",
  "internal_error",
  "raw_body_missing",
  "gateway_rejected",
  "gateway_unavailable",
  "gateway_timeout",
  "ledger_unavailable",
  "overloaded",
] as const;
export type ProxyErrorCode = (typeof proxyErrorCodes)[number];

/** Error codes that only the widget can find out. */
export const widgetErrorCodes = [
  "proxy_missing",
  "session_missing",
  "session_failed",
  "proxy_unreachable",
  "proxy_timeout",
  "proxy_answer_invalid",
  "redirect_blocked",
  "no_methods",
] as const;
export type WidgetErrorCode = (typeof widgetErrorCodes)[number];

export type ErrorCode = ProxyErrorCode | WidgetErrorCode;

/** The proxy's routes, relative to the URL it is served at. Express path syntax. */
export const routes = {
  sessions: "/v1/sessions",
  session: "/v1/sessions/:id",
  sessionCancel: "/v1/sessions/:id/cancel",
  sessionResolve: "/v1/sessions/:id/resolve",
  events: "/v1/events",
  methods: "/v1/methods",
  checkout: "/v1/checkout/:id",
  checkoutPayments: "/v1/checkout/:id/payments",
  return: "/v1/return/:returnToken",
  notifications: "/v1/notifications/:provider/:notifyToken",
  icon: "/v1/icons/:hash",
  pay: "/pay/:id",
  payStyle: "/pay.css",
  cardFrame: "/card/:id",
  script: "/otter-checkout.js",
  classicScript: "/otter-checkout.classic.js",
  style: "/otter-checkout.css",
  chunks: "/otter-checkout/:version/:file",
  openapi: "/openapi.json",
  healthz: "/healthz",
  readyz: "/readyz",
  metrics: "/metrics",
} as const;

/** OTT Pay's `selected` values that we offer, in the default display order. */
export const ottpayWallets = ["WECHATPAY", "ALIPAY", "UNIONPAY", "GP", "NONE"] as const;
export type OttpayWallet = (typeof ottpayWallets)[number];
