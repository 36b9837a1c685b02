/** The package's entry: registers `<otter-checkout>` and exports what a page may want to name. */
import { define } from "./define.ts";

export { OtterCheckoutElement } from "./element.ts";
export * from "./events.ts";
export * from "./outdated-event.ts";
export type { CreateSession, PaymentMethod, SubmitOutcome, Total } from "./public-types.ts";
export type { Strings } from "./language/strings.ts";

define();
