/**
 * What a merchant has of Ottu's panel: the payments, and what can be done to one afterwards. A
 * capture tells nobody, as with Ottu, where operations have a webhook of their own that is set up
 * in the panel; "Notify the shop" sends the payment's webhook again, as staff can.
 */
import express from "express";
import type { Express, Request, Response } from "express";
import { readForm, readText } from "../../pages/form.ts";
import { html } from "../../pages/html.ts";
import type { Html } from "../../pages/html.ts";
import { money, sendPage } from "../../pages/page.ts";
import { operateOn, operationNames } from "../api/operations.ts";
import type { OperationName } from "../api/operations.ts";
import { sendWebhook } from "../api/webhook.ts";
import type { OttuGateway } from "../model/gateway.ts";
import { stateOf } from "../model/session.ts";
import type { SessionRecord } from "../model/session.ts";

const shown = ["capture", "void", "refund", "cancel", "expire"] as const satisfies OperationName[];
const mostRows = 100;

export function servePanel(app: Express, gateway: OttuGateway): void {
  const form = express.urlencoded({ extended: false, limit: "8kb", parameterLimit: 20 });
  app.get("/panel/", (_request, response) => showPayments(gateway, response));
  app.get("/panel/:sessionId", (request, response) => showPayment(gateway, request, response));
  app.post("/panel/:sessionId", form, (request, response) =>
    actOnPayment(gateway, request, response),
  );
}

function showPayments(gateway: OttuGateway, response: Response): void {
  const rows = gateway.book.all().slice(-mostRows).reverse();
  send(
    response,
    "Payments",
    html`<ul class="methods">
      ${rows.map(
        (session) =>
          html`<li>
            <a href="/panel/${session.sessionId}">
              <bdi>${session.orderNo ?? session.referenceNumber}</bdi> ${describe(gateway, session)}
            </a>
          </li>`,
      )}
    </ul>`,
  );
}

function showPayment(gateway: OttuGateway, request: Request, response: Response): void {
  const session = find(gateway, request, response);
  if (session !== null) sendPayment(gateway, session, response);
}

async function actOnPayment(
  gateway: OttuGateway,
  request: Request,
  response: Response,
): Promise<void> {
  const session = find(gateway, request, response);
  if (session === null) return;
  const act = readText(readForm(request.body), "act");
  if (act === "notify") {
    await sendWebhook(gateway, session);
  } else {
    const operation = operationNames.find((name) => name === act);
    const { status } =
      operation === undefined ? { status: 400 } : operateOn(gateway, session, operation, null);
    if (status !== 200) return sendPayment(gateway, session, response, "That cannot be done now.");
  }
  response.redirect(303, `/panel/${session.sessionId}`);
}

function sendPayment(
  gateway: OttuGateway,
  session: SessionRecord,
  response: Response,
  refusal: string | null = null,
): void {
  const button = (act: string, text: string) =>
    html`<button name="act" value="${act}">${text}</button>`;
  send(
    response,
    session.orderNo ?? session.referenceNumber,
    html`<p class="facts">${describe(gateway, session)}</p>
      ${refusal !== null && html`<p class="message bad" role="alert">${refusal}</p>`}
      <ul>
        ${session.operations.map(
          ({ state, amount }) => html`<li>${state} ${money(amount, session.currency)}</li>`,
        )}
      </ul>
      <form method="post" action="/panel/${session.sessionId}">
        <div class="actions">
          ${shown.map((name) => button(name, `${name[0]?.toUpperCase()}${name.slice(1)}`))}
          ${button("notify", "Notify the shop")}
        </div>
      </form>
      <p class="elsewhere"><a href="/panel/">All payments</a></p>`,
    refusal === null ? 200 : 400,
  );
}

function describe(gateway: OttuGateway, session: SessionRecord): Html {
  const state = stateOf(session, gateway.engine.world.now());
  return html`<span>${money(session.amount, session.currency)} ${state}</span>`;
}

/** Null after a page that says that there is none. */
function find(gateway: OttuGateway, request: Request, response: Response): SessionRecord | null {
  const session = gateway.book.find(readText(request.params, "sessionId"));
  if (session === undefined)
    send(response, "No such payment", html`<p>The link is wrong.</p>`, 404);
  return session ?? null;
}

function send(response: Response, title: string, body: Html, status = 200): void {
  const page = {
    gateway: "ottu",
    language: "en",
    title: `${title} · Ottu sandbox panel`,
    body: html`<h1>${title}</h1>
      ${body}`,
  } as const;
  sendPage(response, page, status);
}
