/**
 * A merchant for the sandbox: receives what the gateways send, answers as told, and makes the calls
 * that a shop's server would make. Knows no code of the proxy.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { openEnvelope, startSandbox } from "../../demo/sandbox/index.ts";
import type { Sandbox, SandboxOptions } from "../../demo/sandbox/index.ts";

export interface Received {
  readonly path: string;
  readonly contentType?: string;
  /** Of JSON or a form. */
  readonly body: Record<string, unknown>;
}

export interface Merchant {
  readonly origin: string;
  readonly received: readonly Received[];
  /** How notifications are answered from now on; null never answers. */
  answer: { status: number; body: string } | null;
}

export async function startMerchant(t: TestContext): Promise<Merchant> {
  const received: Received[] = [];
  const merchant = { origin: "", received, answer: { status: 200, body: "SUCCESS" } };
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (part: string) => (text += part));
    request.on("end", () => {
      const contentType = request.headers["content-type"] ?? "";
      const body = (
        contentType === "application/json"
          ? JSON.parse(text)
          : Object.fromEntries(new URLSearchParams(text))
      ) as Record<string, unknown>;
      received.push({ path: request.url ?? "", contentType, body });
      if (merchant.answer === null) return;
      response.writeHead(merchant.answer.status).end(merchant.answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  merchant.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return merchant;
}

export async function start(t: TestContext, options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  t.after(() => sandbox.close());
  return sandbox;
}

/** A clock that stands still until it is moved. */
export function stoppedClock(at = Date.UTC(2026, 2, 14, 20, 30, 5)) {
  const clock = { now: () => at, pass: (ms: number) => void (at += ms) };
  return clock;
}

export type OttpayReply = Record<string, unknown>;

/** One sealed call to OTT Pay; the answer with its opened fields. */
export async function callOttpay(
  { ottpay }: Sandbox,
  action: string,
  fields: Readonly<Record<string, string | number>>,
  version = action.startsWith("PREPAY") ? "2.0" : "1.0",
): Promise<OttpayReply> {
  const message = { action, version, merchant_id: ottpay.merchantId, ...ottpay.seal(fields) };
  const { body } = await postJson(ottpay.url, message);
  const { data, md5, ...head } = body as OttpayReply;
  if (typeof data !== "string" || typeof md5 !== "string") return head;
  return { ...head, ...openEnvelope({ data, md5 }, ottpay.signKey) };
}

export function initFields(
  { ottpay }: Sandbox,
  id: string,
  change: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    merchant_id: ottpay.merchantId,
    shop_id: ottpay.shopId,
    operator_id: ottpay.operatorId,
    prepay_order_id: id,
    sale_num: id,
    amount: "1999",
    currency_type: "CAD",
    biz_type: "PREPAY",
    redirect_url: "http://shop.test/return/7f3a",
    call_back_url: "http://127.0.0.1:9/notify/secret-token",
    duration: "900",
    ...change,
  };
}

export async function callOttu(
  { ottu }: Sandbox,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = { authorization: `Api-Key ${ottu.apiKey}` },
): Promise<{ status: number; body: OttpayReply }> {
  return postJson(ottu.url + path, body, headers) as Promise<{ status: number; body: OttpayReply }>;
}

export const ottuPaths = {
  methods: "/b/pbl/v2/payment-methods/",
  create: "/b/checkout/v1/pymt-txn/",
  operation: "/b/pbl/v2/operation/",
  inquiry: "/b/pbl/v2/inquiry/",
};

/** A session over 12.750 KWD with KNET and cards. */
export async function createSession(
  sandbox: Sandbox,
  change: Readonly<Record<string, unknown>> = {},
): Promise<OttpayReply & { session_id: string; checkout_url: string }> {
  const answer = await callOttu(sandbox, ottuPaths.create, {
    type: "e_commerce",
    amount: "12.750",
    currency_code: "KWD",
    pg_codes: ["knet-main", "cards-main"],
    order_no: "W-20431-k3",
    redirect_url: "http://shop.test/return/7f3a?from=ottu",
    expiration_time: "00 00:20:00",
    ...change,
  });
  return answer.body as OttpayReply & { session_id: string; checkout_url: string };
}

export async function readSession(
  { ottu }: Sandbox,
  sessionId: string,
): Promise<{ status: number; body: OttpayReply }> {
  const answer = await fetch(`${ottu.url}${ottuPaths.create}${sessionId}/`, {
    headers: { authorization: `Api-Key ${ottu.apiKey}` },
  });
  return { status: answer.status, body: (await answer.json()) as OttpayReply };
}

export async function postJson(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

/** Presses a button of a hosted page. */
export function press(url: string, form: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
}
