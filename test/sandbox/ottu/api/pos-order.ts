/** An order by the older API, on either of its paths. */
import type { Merchant } from "../../merchant.ts";

export const paths = { pos: "/pos/crt/", "pos-d": "/pos/d/crt/" } as const;
export type Flow = keyof typeof paths;
export const flows = ["pos", "pos-d"] as const;

export const order = (merchant: Pick<Merchant, "origin">) => ({
  amount: "12.750",
  currency_code: "KWD",
  customer_email: "noor@shop.test",
  order_no: "W-1",
  gateway_code: "knet-main",
  initiator: 7,
  redirect_url: `${merchant.origin}/back?own=1`,
  disclosure_url: `${merchant.origin}/hook/secret`,
});
