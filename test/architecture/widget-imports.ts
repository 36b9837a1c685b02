/** What the rooms of the widget refuse, and what they allow. */
import { use, useType, type Import } from "./imports.ts";

export const refusedInTheWidget: readonly Import[] = [
  ["widget/events.ts", use("./checkout/store.ts")],
  ["widget/events.ts", use("lit")],
  ["widget/checkout/store.ts", use("../../contract/contract.ts")],
  ["widget/checkout/store.ts", useType("../../server/payments/start-payment.ts")],
  ["widget/checkout/store.ts", use("zod")],
  ["widget/checkout/store.ts", use("lit")],
  ["widget/checkout/store.ts", useType("../element.ts")],
  ["widget/checkout/store.ts", use("../view/amount.ts")],
  ["widget/checkout/store.ts", useType("../language/language.ts")],
  ["widget/checkout/stage.ts", useType("../card-frame/card-field.ts")],
  ["widget/view/picker.ts", useType("../element.ts")],
  ["widget/view/picker.ts", use("../checkout/store.ts")],
  ["widget/view/picker-view.ts", useType("../checkout/store.ts")],
  ["widget/view/picker.ts", use("../checkout/picture.ts")],
  ["widget/language/language.ts", useType("../element.ts")],
  ["widget/language/language.ts", use("../view/wording.ts")],
  ["widget/language/language.ts", use("lit")],
  ["widget/language/locales/ar.ts", use("../../../contract/contract.ts")],
  ["widget/card-frame/card-field.ts", useType("../element.ts")],
  ["widget/card-frame/card-field.ts", use("../checkout/checkout-error.ts")],
  ["widget/card-frame/card-field.ts", use("lit")],
  ["widget/element.ts", use("./define.ts")],
  ["widget/element/assembly.ts", useType("../index.ts")],
  ["widget/element.ts", use("jose")],
  ["widget/define.ts", use("./checkout/store.ts")],
  ["widget/index.ts", use("lit")],
  ["widget/a-new-room/thing.ts", use("../element.ts")],
];

export const allowedInTheWidget: readonly Import[] = [
  ["widget/checkout/store.ts", useType("../../contract/contract.ts")],
  ["widget/checkout/store.ts", use("../../contract/vocabulary.ts")],
  ["widget/checkout/store.ts", use("../events.ts")],
  ["widget/view/picker.ts", use("lit")],
  ["widget/view/picker.ts", use("../checkout/phase.ts")],
  ["widget/view/picker-view.ts", useType("../language/language.ts")],
  ["widget/element.ts", use("./view/checkout.ts")],
  ["widget/define.ts", use("./element.ts")],
];
