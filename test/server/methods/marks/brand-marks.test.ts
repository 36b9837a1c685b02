import assert from "node:assert/strict";
import { test } from "node:test";
import * as library from "simple-icons/icons";
import { brandMarks } from "../../../../server/methods/marks/brand-marks.ts";

test("every brand's mark is the one the library has, in the brand's colour", () => {
  const expected = {
    wechat: library.siWechat,
    alipay: library.siAlipay,
    visa: library.siVisa,
    mastercard: library.siMastercard,
    amex: library.siAmericanexpress,
    applepay: library.siApplepay,
    googlepay: library.siGooglepay,
    samsungpay: library.siSamsungpay,
    klarna: library.siKlarna,
    paypal: library.siPaypal,
  };
  const picked = Object.entries(expected).map(([name, { hex, path }]) => [
    name,
    { color: `#${hex}`, path },
  ]);
  assert.deepEqual(brandMarks, Object.fromEntries(picked));
});
