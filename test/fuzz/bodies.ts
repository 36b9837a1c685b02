/** Bodies, nearly right, for the routes that take one. */
import fc from "fast-check";
import { hostileJson, hostileText, nearly } from "./hostile.ts";
import { encodeSafely, toVisible } from "./hostile-url.ts";
import type { Targets } from "./targets.ts";

const toBody = (text: string): Buffer => Buffer.from(text);

export const newSession = fc
  .record({ order: fc.nat({ max: 200 }), canada: fc.boolean() })
  .chain(({ order, canada }) =>
    nearly({
      amount: canada ? '"19.99"' : '"12.750"',
      currency: canada ? '"CAD"' : '"KWD"',
      orderRef: `"F-${order}"`,
      returnUrl: '"https://shop.example/thanks"',
      failureUrl: '"https://shop.example/failed"',
      locale: '"ar-KW"',
      customer: '{"id":"c-1","email":"noor@shop.example","phone":"+96555501234"}',
      filter: '{"pgNames":["kpay"],"tokenizable":false}',
      providers: '["ottpay","ottu"]',
      expiresInSeconds: "3600",
      description: '"two <b>mugs</b>"',
      metadata: '{"cart":"c-88"}',
      account: '"default"',
      paymentType: '"one_off"',
      agreement: '{"id":"a-1","frequency":"monthly"}',
      notifyCustomer: '["email","sms"]',
      allowRepeat: "false",
      recentOnly: "true",
    }),
  )
  .map(toBody);

export function cardStart({ sealedCards }: Targets): fc.Arbitrary<Buffer> {
  return fc
    .constantFrom(...sealedCards)
    .chain((card) =>
      nearly({ method: '"ottpay:CARD"', card: JSON.stringify(card), locale: '"fr"' }),
    )
    .map(toBody);
}

export const start = nearly({ method: '"ottu:knet-main"', locale: '"en"' }).map(toBody);

export function decision({ paymentIds }: Targets): fc.Arbitrary<Buffer> {
  return nearly({
    payment: JSON.stringify(paymentIds[0] ?? "pay_x"),
    as: '"paid"',
    note: '"looked at"',
  }).map(toBody);
}

const sealed = nearly({
  rsp_code: '"SUCCESS"',
  rsp_msg: '"success"',
  merchant_id: '"ON00004652"',
  data: '"c2VhbGVkIGRhdGEgb2Ygbm9ib2R5Lg=="',
  md5: `"${"A".repeat(32)}"`,
});

const signed = nearly({
  amount: '"12.750"',
  currency_code: '"KWD"',
  session_id: `"${"0".repeat(40)}"`,
  order_no: '"W-1-ABCDEFGH"',
  reference_number: '"ref-1"',
  result: '"success"',
  state: '"paid"',
  fee: '"0.000 KWD"',
  gateway_account: '"knet-main"',
  extra: '{"cart":"c-88"}',
  signature: `"${"0".repeat(64)}"`,
});

const formFields = [
  ...["data", "md5", "signature", "rsp_code", "__proto__"],
  ...["order_no", "amount", "currency_code", "reference_number", "result", "Gateway_name"],
];

const form = fc
  .array(fc.tuple(fc.constantFrom(...formFields), hostileText))
  .map((pairs) =>
    pairs.map(([name, value]) => `${name}=${toVisible(encodeSafely(value))}`).join("&"),
  );

export const notification = fc.oneof(sealed, signed, form).map(toBody);

/** Bodies for any route. */
export const anyBody: fc.Arbitrary<Buffer> = fc.oneof(
  hostileJson.map(toBody),
  hostileText.map(toBody),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from("\ufeff{}", "utf16le")),
  fc.constant(Buffer.from("{}\0{}")),
  newSession,
  notification,
);
