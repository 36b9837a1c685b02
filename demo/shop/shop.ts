/** The shop's routes. Pages are made on the server; every form works before any script has loaded. */
import { fileURLToPath } from "node:url";
import express, { type ErrorRequestHandler, type Express, type Response } from "express";
import { createCheckoutClient } from "otter-checkout-proxy/client";
import { Carts, quantityOf, setQuantity } from "./carts.ts";
import { createCheckout, type Checkout } from "./checkout.ts";
import { isCurrency } from "./money.ts";
import { Orders } from "./orders.ts";
import { cartPage } from "./pages/cart.ts";
import { checkoutPage } from "./pages/checkout.ts";
import { homePage } from "./pages/home.ts";
import { messagePage } from "./pages/message.ts";
import { thankYouPage } from "./pages/thank-you.ts";
import { receiveEvents } from "./receive-events.ts";
import { securityHeaders } from "./security-headers.ts";
import { isLanguage } from "./texts/languages.ts";
import { readVisitor, remember, type Visitor } from "./visitor.ts";
import type { WireLog } from "./wire-log.ts";
import { wireRoutes } from "./wire-routes.ts";
import { recordingFetch } from "./wire-sources.ts";

export interface ShopOptions {
  /** Where browsers see the shop, such as `https://shop.example`. */
  readonly origin: string;
  readonly proxyUrl: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly wire: WireLog;
}

export function createShop({
  origin,
  proxyUrl,
  apiKey,
  webhookSecret,
  wire,
}: ShopOptions): Express {
  const shop = express();
  const carts = new Carts();
  const orders = new Orders();
  const client = createCheckoutClient({ proxyUrl, apiKey, fetch: recordingFetch(wire) });
  const checkout = createCheckout({ client, carts, orders, origin });

  shop.disable("x-powered-by");
  shop.use(securityHeaders(proxyUrl));
  shop.use(express.static(fileURLToPath(new URL("../public", import.meta.url))));
  shop.post("/webhooks/otter", ...receiveEvents({ secret: webhookSecret, checkout, wire }));
  shop.use(wireRoutes(wire, carts));
  shop.use(express.urlencoded({ extended: false, limit: "4kb" }));
  addBrowsing(shop, carts);
  addPaying(shop, { carts, checkout, widgetScript: `${proxyUrl}/otter-checkout.js` });
  shop.use((request, response) => {
    sendNotFound(response, readVisitor(request, carts));
  });
  shop.use(answerErrors);
  return shop;
}

function addBrowsing(shop: Express, carts: Carts): void {
  shop.get("/", (request, response) => {
    send(response, homePage(readVisitor(request, carts)));
  });

  shop.get("/cart", (request, response) => {
    send(response, cartPage(readVisitor(request, carts)));
  });

  shop.post("/cart", (request, response) => {
    const { product = "", add, quantity } = toFields(request.body);
    const cart = readVisitor(request, carts).cart ?? carts.make();
    const wanted = add === undefined ? Number(quantity) : quantityOf(cart, product) + 1;
    if (Number.isInteger(wanted)) setQuantity(cart, product, wanted);
    remember(response, "cart", cart.id);
    const isThere = quantityOf(cart, product) > 0;
    response.redirect(303, isThere ? `/cart#${encodeURIComponent(product)}` : "/cart");
  });

  shop.post("/preferences", (request, response) => {
    const { language, currency, back = "/" } = toFields(request.body);
    if (isLanguage(language)) remember(response, "language", language);
    if (isCurrency(currency)) remember(response, "currency", currency);
    // A path of ours: browsers read `//host` and `/\host` as addresses of others.
    response.redirect(303, /^\/(?![/\\])/.test(back) ? back : "/");
  });
}

function addPaying(
  shop: Express,
  parts: { readonly carts: Carts; readonly checkout: Checkout; readonly widgetScript: string },
): void {
  const { carts, checkout, widgetScript } = parts;

  shop.get("/checkout", async (request, response) => {
    const visitor = readVisitor(request, carts);
    const { cart, texts } = visitor;
    if (cart === undefined || cart.lines.length === 0) return response.redirect(303, "/cart");
    const step = await checkout.open(cart, visitor);
    if (step.kind === "done") {
      return response.redirect(303, `/thank-you?session=${encodeURIComponent(step.sessionId)}`);
    }
    if (step.kind === "pay")
      return send(response, checkoutPage(visitor, { ...step, widgetScript }));
    response.status(503);
    return send(
      response,
      messagePage(visitor, {
        title: texts.cannotPay,
        text: texts.cannotPayText,
        reference: texts.reference(`${step.code} ${step.requestId ?? ""}`.trim()),
        link: { href: "/checkout", label: texts.tryAgain },
      }),
    );
  });

  // Found by the session in the address, not by a cookie: a bank's app may come back in another browser.
  shop.get("/thank-you", async (request, response) => {
    const order = await checkout.look(toText(request.query["session"]));
    const visitor = readVisitor(request, carts);
    if (order === undefined) return sendNotFound(response, visitor);
    return send(response, thankYouPage(visitor, { order, widgetScript }));
  });

  shop.get("/orders/:session", async (request, response) => {
    const order = await checkout.look(request.params.session);
    const { cartCount, texts } = readVisitor(request, carts);
    response.set("Cache-Control", "no-store");
    if (order === undefined) response.status(404).json({});
    else response.json({ status: order.status, cartCount, cartLabel: texts.cartCount(cartCount) });
  });
}

function send(response: Response, page: string): void {
  // A private page that may still be kept for the Back button.
  response.set("Cache-Control", "private, no-cache").type("html").send(page);
}

function sendNotFound(response: Response, visitor: Visitor): void {
  const { notFound, notFoundText, keepShopping } = visitor.texts;
  const link = { href: "/", label: keepShopping };
  response.status(404);
  send(response, messagePage(visitor, { title: notFound, text: notFoundText, link }));
}

const answerErrors: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = (error as { status?: unknown } | null)?.status;
  response
    .status(typeof status === "number" ? status : 500)
    .type("text")
    .send("Sorry.");
};

function toFields(body: unknown): Readonly<Record<string, string | undefined>> {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name, toText(value)]));
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
