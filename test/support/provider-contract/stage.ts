/** A provider put together as the proxy does it, before its simulator, with an address for its notifications. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { TestContext } from "node:test";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { composeAccounts } from "../../../server/compose/gateways.ts";
import { parseConfig } from "../../../server/config.ts";
import { CheckoutError, GatewayError } from "../../../server/platform/errors.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { createAccounts, defaultAccountId } from "../../../server/providers/accounts.ts";
import type {
  GatewayOrder,
  GatewayReport,
  KnownOrder,
  OrderRequest,
  PaymentProvider,
  VerifiedNotification,
} from "../../../server/providers/provider.ts";
import { MovedClock } from "../moved-clock.ts";
import { listen } from "../running-proxy.ts";
import type { GatewayHand, Message, ProviderSubject } from "./subject.ts";

export interface Stage {
  readonly subject: ProviderSubject;
  readonly sandbox: Sandbox;
  readonly gateway: GatewayHand;
  readonly provider: PaymentProvider;
  readonly clock: MovedClock;
  /** Bodies of notifications that arrived, oldest first. */
  readonly arrived: readonly Buffer[];
  /** Where they arrive. */
  readonly url: string;
  closeGateway(): Promise<void>;
}

interface Wish {
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the gateway's methods call themselves live, where it tells. */
  readonly live?: boolean;
}

export async function openStage(
  t: TestContext,
  subject: ProviderSubject,
  { env = {}, live = false }: Wish = {},
): Promise<Stage> {
  const clock = new MovedClock();
  const now = () => clock.now();
  const sandbox = await startSandbox({ now, ottuType: live ? "production" : "sandbox" });
  let closing: Promise<void> | undefined;
  const closeGateway = () => (closing ??= sandbox.close());
  t.after(closeGateway);
  const provider = compose(subject, { ...sandbox.env, ...subject.env, ...env }, clock);
  const arrived: Buffer[] = [];
  const url = await receive(t, provider, arrived);
  const gateway = subject.handOn(sandbox);
  return { subject, sandbox, gateway, provider, clock, arrived, url, closeGateway };
}

function compose(
  { providerId }: ProviderSubject,
  env: Readonly<Record<string, string>>,
  clock: MovedClock,
): PaymentProvider {
  const config = parseConfig({ MERCHANT_API_KEYS: "key-0123456789-0123456789", ...env });
  const accounts = composeAccounts(config, {
    clock,
    random: (count) => randomBytes(count),
    fetch: globalThis.fetch,
    logger: createLogger({ level: "silent", secrets: config.secrets }),
  });
  const provider = createAccounts(accounts).provider(defaultAccountId, providerId);
  assert.ok(provider !== undefined);
  return provider;
}

/** A shop's side that keeps what comes and answers what the provider says. */
async function receive(
  t: TestContext,
  { acknowledgement }: PaymentProvider,
  arrived: Buffer[],
): Promise<string> {
  const { status, contentType, body } = acknowledgement;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      arrived.push(Buffer.concat(parts));
      response.writeHead(status, { "content-type": contentType }).end(body);
    });
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return listen(server);
}

export const never = (): AbortSignal => new AbortController().signal;

/** Everything that a gateway may be told about somebody; none of it may be kept of its messages. */
export const customer = {
  id: "customer-7",
  email: "noor@shop.example",
  phone: "+96555501234",
  firstName: "Noor",
  lastName: "Al-Sabah",
};

/** For an order that the gateway takes: with every method on it, unless an order carries one alone. */
export async function newRequest(
  { subject, provider, url }: Stage,
  change: Partial<OrderRequest> = {},
): Promise<OrderRequest> {
  const { amount, currency } = subject.money;
  const methods = await provider.listMethods({ currency }, never());
  const codes = methods.filter((method) => method.ownForm !== true).map(({ code }) => code);
  return {
    orderNumber: provider.createOrderNumber("W-20431"),
    orderRef: "W-20431",
    amount,
    currency,
    codes: provider.capabilities.carriesOneCode ? codes.slice(0, 1) : codes,
    filter: { currency },
    locale: "en",
    customer,
    terms: null,
    returnUrl: `${url}/v1/return/r`,
    notifyUrl: `${url}/v1/notifications/${subject.providerId}/n`,
    expiresInSeconds: provider.orderSeconds(1200),
    repeated: false,
    ...change,
  };
}

export function toKnown(request: OrderRequest, made: GatewayOrder | null): KnownOrder {
  const { orderNumber, amount, currency, codes } = request;
  return {
    orderNumber,
    providerRef: made?.providerRef ?? null,
    amount,
    currency,
    method: codes[0] ?? "",
    codes,
    test: false,
  };
}

/** An order that was made as it should be. */
export async function makeOrder(
  stage: Stage,
  change: Partial<OrderRequest> = {},
): Promise<{ request: OrderRequest; made: GatewayOrder; known: KnownOrder }> {
  const request = await newRequest(stage, change);
  const made = await stage.provider.createOrder(request, never());
  return { request, made, known: toKnown(request, made) };
}

/** Asks as soon as the gateway wants to be asked. */
export function ask({ provider, clock }: Stage, order: KnownOrder): Promise<GatewayReport> {
  const pace = provider.queryPace(order);
  if (pace !== null) clock.move(Math.max(pace.firstAfterMs, pace.betweenMs));
  return provider.query(order, never());
}

export function fits({ provider }: Stage, order: KnownOrder, report: GatewayReport): string {
  return provider.fitsMoney(order, report, { fee: null, tip: null });
}

/** The last notification that arrived, as it was posted. */
export function lastBody({ arrived }: Stage): Buffer {
  const body = arrived.at(-1);
  assert.ok(body !== undefined, "a notification arrived");
  return body;
}

export function lastMessage(stage: Stage): Message {
  return JSON.parse(lastBody(stage).toString()) as Message;
}

export function open(
  { provider }: Stage,
  order: KnownOrder,
  body: Uint8Array | string | Message,
): VerifiedNotification {
  const bytes =
    body instanceof Uint8Array
      ? body
      : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return provider.openNotification(bytes, "application/json", order);
}

/** For `assert.throws`. */
export function isUnverified(error: unknown): boolean {
  assert.ok(error instanceof CheckoutError, String(error));
  assert.equal(error.code, "notification_unverified");
  return true;
}

/** For `assert.rejects`. */
export function isGatewayError(
  expected: Partial<Pick<GatewayError, "failure" | "outcome" | "gatewayCode">>,
): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof GatewayError, String(error));
    const { failure, outcome, gatewayCode } = error;
    assert.deepEqual(
      { failure, outcome, gatewayCode, ...expected },
      { failure, outcome, gatewayCode },
    );
    return true;
  };
}

/** A signal that fires once the gateway has been asked: whoever waits stops in the middle. */
export function whenAsked({ sandbox }: Stage): AbortSignal {
  const stop = new AbortController();
  const forget = sandbox.journal.onEntry(({ from, kind }) => {
    if (from !== "merchant" || kind !== "request") return;
    forget();
    stop.abort();
  });
  return stop.signal;
}
