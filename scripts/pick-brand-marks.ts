/**
 * Picks the brands that methods are known by out of simple-icons (CC0), so that the proxy carries
 * ten marks and not three thousand. `node scripts/pick-brand-marks.ts` writes them anew.
 */
import { writeFileSync } from "node:fs";
import { format } from "prettier";
import {
  siAlipay,
  siAmericanexpress,
  siApplepay,
  siGooglepay,
  siKlarna,
  siMastercard,
  siPaypal,
  siSamsungpay,
  siVisa,
  siWechat,
} from "simple-icons";

const picked = {
  wechat: siWechat,
  alipay: siAlipay,
  visa: siVisa,
  mastercard: siMastercard,
  amex: siAmericanexpress,
  applepay: siApplepay,
  googlepay: siGooglepay,
  samsungpay: siSamsungpay,
  klarna: siKlarna,
  paypal: siPaypal,
};

const marks = Object.fromEntries(
  Object.entries(picked).map(([name, { hex, path }]) => [name, { color: `#${hex}`, path }]),
);
const source = `/**
 * Marks of brands as simple-icons has them (CC0): the \`d\` of a path in a box of 24 by 24, and the
 * brand's colour. Written by scripts/pick-brand-marks.ts. The brands are their owners' trademarks.
 */
export const brandMarks = ${JSON.stringify(marks)} as const;

export type Brand = keyof typeof brandMarks;
`;
const file = new URL("../server/methods/marks/brand-marks.ts", import.meta.url);
writeFileSync(file, await format(source, { parser: "typescript", printWidth: 100 }));
