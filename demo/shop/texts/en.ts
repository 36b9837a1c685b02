/** Every text of the shop in English, and the shape of the other tables. */
import type { Story } from "../wire-log.ts";

export interface Texts {
  readonly shopName: string;
  readonly tagline: string;
  readonly demoNotice: string;
  readonly skip: string;
  readonly home: string;
  readonly cart: string;
  readonly cartCount: (count: number) => string;
  readonly currency: string;
  readonly language: string;
  readonly heroTitle: string;
  readonly heroText: string;
  readonly heroLink: string;
  readonly collection: string;
  readonly add: string;
  readonly addNamed: (name: string) => string;
  readonly craft: readonly (readonly [title: string, text: string])[];
  readonly emptyTitle: string;
  readonly emptyText: string;
  readonly emptyLink: string;
  readonly quantityOf: (name: string) => string;
  readonly oneLess: (name: string) => string;
  readonly oneMore: (name: string) => string;
  readonly remove: string;
  readonly removeNamed: (name: string) => string;
  readonly each: (price: string) => string;
  readonly summary: string;
  readonly subtotal: string;
  readonly delivery: string;
  readonly free: string;
  readonly total: string;
  readonly toCheckout: string;
  readonly keepShopping: string;
  readonly checkout: string;
  readonly payment: string;
  readonly order: string;
  readonly editCart: string;
  readonly payLink: (amount: string) => string;
  readonly assurance: string;
  readonly cannotPay: string;
  readonly cannotPayText: string;
  readonly reference: (id: string) => string;
  readonly tryAgain: string;
  readonly thanks: string;
  readonly thanksText: string;
  readonly confirmed: string;
  readonly confirmedText: string;
  readonly waiting: string;
  readonly waitingText: string;
  readonly backToCheckout: string;
  readonly steps: readonly [placed: string, paid: string, packed: string];
  readonly notFound: string;
  readonly notFoundText: string;
  readonly made: string;
  readonly wireTitle: string;
  readonly wireOpen: string;
  readonly wireClose: string;
  readonly wireIntro: string;
  readonly wireEmpty: string;
  readonly wireClear: string;
  readonly request: string;
  readonly sealed: string;
  readonly answer: string;
  readonly parties: Readonly<Record<"browser" | "shop" | "proxy" | "ottpay" | "ottu", string>>;
  readonly stories: Readonly<Record<Story, string>>;
}

export const en: Texts = {
  shopName: "Kiln & Palm",
  tagline: "Stoneware made by hand",
  demoNotice: "A demonstration: nothing is sold here and no money moves.",
  skip: "Skip to content",
  home: "Shop",
  cart: "Cart",
  cartCount: (count) => `Cart, ${count} ${count === 1 ? "item" : "items"}`,
  currency: "Currency",
  language: "Language",
  heroTitle: "Clay that is good to hold",
  heroText:
    "Cups, bowls and pots for every day, thrown in small batches in two studios: one by the Gulf, one by the Pacific.",
  heroLink: "See the collection",
  collection: "The collection",
  add: "Add to cart",
  addNamed: (name) => `Add to cart: ${name}`,
  craft: [
    ["Thrown by hand", "Each piece takes a morning on the wheel, and keeps the marks of it."],
    ["Fired twice", "Hard enough for the dishwasher, the oven and the everyday."],
    [
      "Packed in straw",
      "Delivered free in both cities. If it breaks on the way, we make it again.",
    ],
  ],
  emptyTitle: "Your cart is empty",
  emptyText: "Nothing on the shelf yet. The mugs are a good place to start.",
  emptyLink: "Browse the collection",
  quantityOf: (name) => `Quantity of ${name}`,
  oneLess: (name) => `One ${name} less`,
  oneMore: (name) => `One ${name} more`,
  remove: "Remove",
  removeNamed: (name) => `Remove ${name}`,
  each: (price) => `${price} each`,
  summary: "Order summary",
  subtotal: "Subtotal",
  delivery: "Delivery",
  free: "Free",
  total: "Total",
  toCheckout: "Go to checkout",
  keepShopping: "Keep shopping",
  checkout: "Checkout",
  payment: "Payment",
  order: "Order",
  editCart: "Edit cart",
  payLink: (amount) => `Pay ${amount}`,
  assurance:
    "Your payment goes to the payment provider. We never see your card or your bank account.",
  cannotPay: "We cannot take payments right now",
  cannotPayText: "Your cart is safe. Please try again in a moment.",
  reference: (id) => `Reference ${id}`,
  tryAgain: "Try again",
  thanks: "Thank you",
  thanksText: "Your payment has arrived. We are wrapping your order now.",
  confirmed: "Order confirmed",
  confirmedText: "You pay when it is delivered. We are wrapping your order now.",
  waiting: "Your order",
  waitingText: "We start wrapping as soon as the payment is confirmed.",
  backToCheckout: "Back to checkout",
  steps: ["Order received", "Payment confirmed", "On the packing table"],
  notFound: "There is nothing here",
  notFoundText: "This page may have moved, or the order is not known to us.",
  made: "Made by hand in Kuwait City and Vancouver.",
  wireTitle: "What just happened",
  wireOpen: "What just happened?",
  wireClose: "Close",
  wireIntro:
    "Every message between the shop, the proxy and the payment gateways, opened, in order. Secrets are masked.",
  wireEmpty: "Nothing yet. Go to checkout and watch the messages arrive.",
  wireClear: "Clear",
  request: "Request",
  sealed: "As it was sent: sealed",
  answer: "Answer",
  parties: {
    browser: "Browser",
    shop: "Shop's server",
    proxy: "Proxy",
    ottpay: "OTT Pay",
    ottu: "Ottu",
  },
  stories: {
    "session-created":
      "The shop's server asks the proxy to be paid. The amount comes from here, never from the browser; the answer's id is all the page gets.",
    "session-read":
      "The shop asks the proxy itself what became of the session before it delivers anything.",
    "widget-ready":
      "The payment widget has asked the proxy, in one request, what this order can be paid with.",
    "widget-submit": "The shopper presses Pay. The widget asks the proxy to start this payment.",
    "widget-redirect": "The widget sends the shopper to the payment link the gateway made.",
    "widget-settled": "The widget shows the outcome, which the proxy heard from the gateway.",
    methods: "The proxy asks Ottu which methods this currency offers, and remembers the list.",
    "order-created":
      "The proxy makes one order at the gateway. Every method of this gateway is paid through it.",
    "order-asked":
      "The proxy asks the gateway what became of the order. Only this answer makes anything paid.",
    "order-closed": "The proxy closes an order that must not be paid any more.",
    "gateway-page": "The shopper is on the gateway's page, and decides there.",
    notification:
      "The gateway tells the proxy that something happened. The seal is checked, yet this is only a hint.",
    event:
      "The proxy tells the shop, in a signed webhook. After verifying it the shop marks the order.",
    other: "A message between the proxy and the gateway.",
  },
};
