/**
 * `<otter-checkout>` in JSX: import this once, for its types alone, beside the element itself.
 * React 19 sets properties and listens to `onotter-…`; in React 18 set what is not text, and listen,
 * through a ref.
 */
import type { HTMLAttributes, RefAttributes } from "react";
import type { OtterCheckoutEventMap } from "./events.ts";
import type { OtterCheckoutElement } from "./element.ts";

type Settings = Pick<
  OtterCheckoutElement,
  | "session"
  | "proxy"
  | "locale"
  | "currency"
  | "amount"
  | "value"
  | "required"
  | "disabled"
  | "button"
  | "theme"
  | "scan"
  | "rows"
  | "result"
  | "createSession"
  | "strings"
>;

type Listeners = {
  [name in keyof OtterCheckoutEventMap as `on${name}`]: (
    event: OtterCheckoutEventMap[name],
  ) => void;
};

export type OtterCheckoutProps = Omit<HTMLAttributes<OtterCheckoutElement>, keyof Settings> &
  RefAttributes<OtterCheckoutElement> &
  Partial<Settings> &
  Partial<Listeners> & { name?: string };

declare module "react" {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- how React's types are extended
  namespace JSX {
    interface IntrinsicElements {
      "otter-checkout": OtterCheckoutProps;
    }
  }
}
