/** How a total came about that is not what the session asks for. */
import type { PickerView } from "../view/picker-view.ts";
import type { Drawing } from "./drawing.ts";

/** Minor units of amounts that have all their decimals, as the proxy's have. */
const minor = (amount: string) => BigInt(amount.replace(/\D/g, ""));

/** `12.750 + 0.150 fee = 12.900 KWD`. */
export function sumText(by: Drawing, { checkout, language }: PickerView): unknown {
  const { fill, amountText, numberText } = by;
  const { base, total } = checkout;
  const { strings, tag } = language;
  const { amount, currency, fee = "" } = total;
  const text = amountText(total, tag);
  const addsUp = base.currency === currency && minor(base.amount) + minor(fee) === minor(amount);
  return addsUp
    ? fill(strings.sum, {
        base: numberText(base.amount, tag),
        fee: numberText(fee, tag),
        total: text,
      })
    : fill(strings.charged, { total: text });
}
