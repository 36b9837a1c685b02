/** A proxy whose orders are made by Ottu's older API, and what comes back for them. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type { CreateSessionRequest, SessionRecord } from "../../contract/contract.ts";
import type { OttuSession } from "../../demo/sandbox/index.ts";
import { anOrder, runProxy, start } from "./running-proxy.ts";
import type { RunningProxy, RunOptions } from "./running-proxy.ts";

export const flows = ["pos", "pos-d"] as const;
export type Flow = (typeof flows)[number];

export function flowEnv(flow: Flow): Record<string, string> {
  return { OTTU_FLOW: flow, ...(flow === "pos-d" ? { OTTU_INITIATOR: "7" } : {}) };
}

export function runLegacy(
  flow: Flow,
  { env = {}, ...more }: RunOptions = {},
): Promise<RunningProxy> {
  return runProxy({ ...more, env: { ...flowEnv(flow), ...env } });
}

export interface Begun {
  readonly session: SessionRecord;
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly redirectUrl: string;
  /** At the gateway; `webhookUrl` is where its disclosure goes. */
  readonly order: OttuSession;
  readonly notifyPath: string;
  readonly returnUrl: string;
}

export const customer = { email: "noor@shop.example" };

export async function begin(
  running: RunningProxy,
  request: Partial<CreateSessionRequest> = {},
  method = "ottu:knet-main",
): Promise<Begun> {
  const session = await running.client.createSession(anOrder({ customer, ...request }));
  const started = await start(running, session, method);
  assert.equal(started.status, 201, started.text);
  return begun(running, session.id);
}

/** What is known of a session's last payment. */
export async function begun(running: RunningProxy, sessionId: string): Promise<Begun> {
  const session = await running.client.getSession(sessionId);
  const payment = session.payments.at(-1);
  const order = running.sandbox.ottu
    .orders()
    .find(({ orderNo }) => orderNo === payment?.orderNumber);
  if (payment === undefined || order?.webhookUrl == null || order.redirectUrl === null) {
    throw new Error("Ottu knows no order of this session");
  }
  return {
    session,
    orderNumber: payment.orderNumber,
    paymentId: payment.id,
    redirectUrl: order.checkoutUrl,
    order,
    notifyPath: new URL(order.webhookUrl).pathname,
    returnUrl: order.redirectUrl,
  };
}

/** A disclosure of a paid order, before anybody signed it. */
export function disclosure(
  { order }: Pick<Begun, "order">,
  change: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const fields = {
    amount: order.amount,
    currency_code: order.currency,
    gateway_account: order.pgCodes[0],
    gateway_name: "kpay",
    order_no: order.orderNo ?? undefined,
    reference_number: order.referenceNumber,
    result: "success",
    ...change,
  };
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );
}

/** The fields above are all signed by the first scheme: names and values, sorted, joined. */
export function signed(fields: Record<string, string>, key: string): Record<string, string> {
  const message = Object.keys(fields)
    .sort()
    .map((name) => name + fields[name])
    .join("");
  return { ...fields, signature: createHmac("sha256", key).update(message).digest("hex") };
}

export const asForm = (fields: Record<string, string>) =>
  [
    new URLSearchParams(fields).toString(),
    { "content-type": "application/x-www-form-urlencoded" },
  ] as const;

/** Where the browser is sent that comes back with what Ottu adds. */
export async function comeBack({ returnUrl }: Begun, query = ""): Promise<URL> {
  const answer = await fetch(`${returnUrl}${query}`, { redirect: "manual" });
  assert.equal(answer.status, 303);
  return new URL(answer.headers.get("location") ?? "");
}

/** What a session and its payments are: `paid/paid:signed`. */
export async function standing(running: RunningProxy, { session }: Pick<Begun, "session">) {
  const { status, payments } = await running.client.getSession(session.id);
  return `${status}/${payments.map((one) => `${one.status}:${one.evidence ?? "-"}`).join()}`;
}

/** What KNET answers Ottu, as in the sample of its document. The user-defined fields hold the customer. */
export const knetResponse = {
  result: "CAPTURED",
  postdate: "1127",
  ref: "533109000001",
  trackid: "otterABCDEF",
  tranid: "202653310900001",
  udf1: "noor@shop.example",
  udf2: "",
  udf3: "",
  udf4: "",
  udf5: "",
  eci: "7",
  responsecode: "00",
  paymentid: "100533109000001",
  auth: "B12345",
};
