/** The cashier at the payment link: shows a page, does what was pressed, sends the shopper back. */
import type { Request, Response } from "express";
import { readForm, readText } from "../../pages/form.ts";
import { sendPage } from "../../pages/page.ts";
import { readWishes, slowMs } from "../../pages/wishes.ts";
import type { Wishes } from "../../pages/wishes.ts";
import { payOrder } from "../api/pay.ts";
import type { OttpayGateway } from "../model/gateway.ts";
import { statusOf } from "../model/order.ts";
import type { OrderRecord } from "../model/order.ts";
import {
  chooserPage,
  closedTabPage,
  overPage,
  pageFeeCents,
  paidPage,
  unknownPage,
  walletPage,
} from "./cashier-pages.ts";
import { returnLink } from "./return-link.ts";
import { findWallet } from "./wallets.ts";

export function showCashier(gateway: OttpayGateway, request: Request, response: Response): void {
  const order = gateway.book.findByToken(readText(request.query, "token"));
  if (order === undefined) return sendPage(response, unknownPage(), 404);
  const wallet = findWallet(readText(request.query, "selected"));
  if (!isPayable(gateway, order)) return sendEnd(gateway, order, response);
  sendPage(response, wallet === undefined ? chooserPage(order) : walletPage(order, wallet));
}

export async function useCashier(
  gateway: OttpayGateway,
  request: Request,
  response: Response,
): Promise<void> {
  const form = readForm(request.body);
  const order = gateway.book.findByToken(readText(form, "token"));
  if (order === undefined) return sendPage(response, unknownPage(), 404);
  if (!isPayable(gateway, order)) return sendEnd(gateway, order, response);
  const wallet = findWallet(readText(form, "selected"))?.code ?? "NONE";
  const wishes = readWishes(form);
  const act = readText(form, "act");
  note(gateway, order, { act, selected: wallet, ...wishes });
  if (wishes.slow) await gateway.engine.schedule.wait(slowMs);
  switch (act) {
    case "pay":
      await pay(gateway, order, wallet, wishes);
      return sendBack(gateway, order, response);
    case "pay-and-close":
      await pay(gateway, order, wallet, wishes);
      return sendPage(response, closedTabPage(order));
    case "decline":
      order.declines += 1;
      return response.redirect(303, `/cashier?token=${order.token}&selected=${wallet}`);
    case "expire":
      order.expiresAt = gateway.engine.world.now();
      return response.redirect(303, `/cashier?token=${order.token}&selected=${wallet}`);
    case "cancel":
      return sendBack(gateway, order, response);
    default:
      return response.redirect(303, `/cashier?token=${order.token}`);
  }
}

async function pay(
  gateway: OttpayGateway,
  order: OrderRecord,
  wallet: string,
  wishes: Wishes,
): Promise<void> {
  const fee = wishes.fee ? { fee: String(pageFeeCents) } : {};
  await payOrder(gateway, order, { ...fee, wallet, callback: wishes.notify });
}

function isPayable(gateway: OttpayGateway, order: OrderRecord): boolean {
  return statusOf(order, gateway.engine.world.now()) === "PROCESSING";
}

function sendEnd(gateway: OttpayGateway, order: OrderRecord, response: Response): void {
  const link = returnLink(order, gateway.dialect.returnFields);
  sendPage(response, order.payments.length > 0 ? paidPage(link) : overPage(link));
}

function sendBack(gateway: OttpayGateway, order: OrderRecord, response: Response): void {
  const link = returnLink(order, gateway.dialect.returnFields);
  note(gateway, order, { returned_to: link });
  response.redirect(303, link);
}

function note(gateway: OttpayGateway, order: OrderRecord, opened: object): void {
  const { journal } = gateway.engine;
  journal.record({
    gateway: "ottpay",
    from: "shopper",
    kind: "request",
    call: "page",
    orderId: order.prepayOrderId,
    exchange: journal.nextExchange(),
    status: null,
    opened,
  });
}
