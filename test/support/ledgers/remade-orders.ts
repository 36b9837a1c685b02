/**
 * The orders of `before-facts` at another sandbox: made again, each at its time, by the providers
 * that would make them today, and ended as they had. Ottu names its orders by itself: the rows are
 * given the new names.
 */
import { randomBytes } from "node:crypto";
import type { Sandbox } from "../../../demo/sandbox/index.ts";
import { composeAccounts } from "../../../server/compose/gateways.ts";
import { loadConfig } from "../../../server/config.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import type { Card, PaymentProvider } from "../../../server/providers/provider.ts";
import type { MovedClock } from "../moved-clock.ts";
import type { RunningProxy } from "../running-proxy.ts";
import { leftAt, oldRows, type OldPayment, type OldRows } from "./before-facts.ts";

/** As `order_ref` or, of several payments, `order_ref/position`. */
function nameOf({ order_ref, position }: OldPayment): string {
  return position === 0 ? order_ref : `${order_ref}/${position}`;
}

/** Nothing was made, or nothing that the gateway knows. */
const neverMade: ReadonlySet<string> = new Set([
  ...["not-made", "never-seen", "maker-gone", "card-not-charged"],
]);

/** What happened to each order; the others are as they were made. */
const ends: Readonly<
  Record<string, (sandbox: Sandbox, ref: string, row: OldPayment) => void | Promise<void>>
> = {
  paid: payAtOttu,
  "paid-return": payAtOttu,
  "paid-ottpay": payAtOttpay,
  notified: payAtOttu,
  "notified-ottpay": payAtOttpay,
  "orphan-heard": payAtOttu,
  "paced-heard": payAtOttu,
  "adopted-paid": payAtOttu,
  refunded: payAtOttu,
  "second-transaction": async (sandbox, ref, row) => {
    await payAtOttpay(sandbox, ref, row);
    await payAtOttpay(sandbox, ref, { ...row, transaction_ref: "20260102000000000002" });
  },
  review: payTooLittle,
  resolved: payTooLittle,
  declined: (sandbox, ref) => sandbox.ottu.decline(ref, { webhook: "never" }),
  failed: endAs("failed"),
  authorized: endAs("authorized"),
  "cash-on-delivery": endAs("cod"),
  canceled: expire,
  superseded: expire,
  "link-kept": expire,
  "adopted-paid/1": expire,
  "never-seen/1": expire,
  expired: (sandbox, ref) => sandbox.ottpay.expire(ref),
};

function payAtOttu({ ottu }: Sandbox, ref: string, row: OldPayment): Promise<void> {
  const { transaction_ref: reference } = row;
  return ottu.pay(ref, { webhook: "never", ...(reference === undefined ? {} : { reference }) });
}

function payAtOttpay({ ottpay }: Sandbox, ref: string, row: OldPayment): Promise<void> {
  return ottpay.pay(ref, { callback: "never", transactionId: row.transaction_ref ?? "" });
}

function payTooLittle({ ottu }: Sandbox, ref: string): Promise<void> {
  return ottu.pay(ref, { webhook: "never", amount: "12.000" });
}

function endAs(state: "failed" | "authorized" | "cod") {
  return ({ ottu }: Sandbox, ref: string) => ottu.pay(ref, { webhook: "never", state });
}

function expire({ ottu }: Sandbox, ref: string): Promise<void> {
  return ottu.expire(ref, { webhook: "never" });
}

const card: Card = {
  number: "4242424242424242",
  brand: "VISA",
  name: "Noor Marked-Holder",
  expiry: "1239",
  cvv: "739",
  address: "1 Marked Street",
  city: "Toronto",
  province: "ON",
  postalCode: "M5V 2T6",
  country: "CA",
};
const declinedCard: Card = { ...card, number: "4000000000000002" };

/** @param clock the sandbox's and the proxy's: not past the first of the orders; it is moved to where they were left */
export async function remakeOrders(running: RunningProxy, clock: MovedClock): Promise<OldRows> {
  const providers = createProviders(running, clock);
  const names = new Map<string, string>();
  const made = oldRows.payments.filter((row) => !neverMade.has(nameOf(row)));
  const deeds = [
    ...made.map((row) => ({ at: row.created_at, act: () => make(row) })),
    ...made.flatMap((row) => turnsOf(row).map((at) => ({ at, act: () => ask(row) }))),
  ].sort((one, other) => one.at - other.at);

  async function make(row: OldPayment): Promise<void> {
    const ref = await remake(running, providers(row), row);
    const before = row.provider_ref;
    // A reference that only a notification named may be that of an order before.
    if (before !== undefined && before !== row.order_number && !names.has(before)) {
      names.set(before, ref);
    }
    await ends[nameOf(row)]?.(running.sandbox, ref, row);
  }

  async function ask(row: OldPayment): Promise<void> {
    const { amount, currency, method, codes, order_number: orderNumber } = row;
    const order = { orderNumber, providerRef: orderNumber, amount, currency, method, codes };
    await providers(row).query({ ...order, test: true }, AbortSignal.timeout(10_000));
  }

  for (const { at, act } of deeds) {
    clock.move(at - clock.now());
    await act();
  }
  clock.move(leftAt - clock.now());
  let rows = JSON.stringify(oldRows);
  for (const [before, ref] of names) rows = rows.replaceAll(before, ref);
  return JSON.parse(rows) as OldRows;
}

/** When a gateway that wants to be asked seldom was asked: it counts. */
function turnsOf({ id }: OldPayment): readonly number[] {
  return oldRows.history
    .filter(({ payment_id, what }) => payment_id === id && what === "asked the gateway")
    .map(({ at }) => at);
}

/** @returns what the gateway calls it */
async function remake(
  running: RunningProxy,
  provider: PaymentProvider,
  row: OldPayment,
): Promise<string> {
  const { amount, currency, order_number: orderNumber } = row;
  const signal = AbortSignal.timeout(10_000);
  if (row.method === "CARD") {
    const used = row.order_ref === "card-declined" ? declinedCard : card;
    await provider.capabilities.cards?.charge(
      { orderNumber, amount, currency, card: used },
      signal,
    );
    return orderNumber;
  }
  const session = oldRows.sessions.find(({ id }) => id === row.session_id);
  await provider.createOrder(
    {
      orderNumber,
      orderRef: row.order_ref,
      amount,
      currency,
      codes: row.codes,
      filter: { currency },
      locale: null,
      customer: session?.customer ?? null,
      terms: null,
      returnUrl: `${running.url}/v1/return/${row.return_token}`,
      notifyUrl: `${running.url}/v1/notifications/${row.provider}/${row.notify_token}`,
      expiresInSeconds: Math.ceil((row.expires_at - row.created_at) / 1000),
      repeated: false,
    },
    signal,
  );
  const atOttu = running.sandbox.ottu.orders().find(({ orderNo }) => orderNo === orderNumber);
  return atOttu?.sessionId ?? orderNumber;
}

function createProviders(
  { env }: RunningProxy,
  clock: MovedClock,
): (row: OldPayment) => PaymentProvider {
  const world = {
    clock,
    random: (count: number) => randomBytes(count),
    fetch: globalThis.fetch,
    logger: createLogger({ level: "silent", secrets: [] }),
  };
  const compose = (change: Record<string, string>) =>
    composeAccounts(loadConfig({ ...env, ...change }), world).flatMap(({ providers }) => providers);
  const [checkout, older] = [compose({}), compose({ OTTU_FLOW: "pos" })];
  return ({ provider, order_ref }) => {
    const isOlder = order_ref.startsWith("paced-") || order_ref === "never-seen";
    const found = (isOlder ? older : checkout).find(({ id }) => id === provider);
    if (found === undefined) throw new Error(`no provider ${provider}`);
    return found;
  };
}
