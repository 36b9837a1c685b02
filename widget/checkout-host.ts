/** The words the element, its controller and its templates share. */
import type { CheckoutView } from "../contract/contract.ts";
import type { CardField } from "./card-field.ts";
import type { LanguageController } from "./language.ts";
import type { CreateSession, PaymentMethod } from "./public-types.ts";
import type { ReactiveHost } from "./reactive-host.ts";

/** What the checkout is doing; `:state(…)` says it to style sheets. */
export type Phase =
  | "idle"
  | "loading"
  | "ready"
  | "empty"
  | "failed"
  | "starting"
  | "confirming"
  | "redirecting"
  | "waiting"
  | "unpaid"
  | "settled";

/** A session's view, or the list that is shown before there is a session. */
export type Picture = Pick<CheckoutView, "methods"> & Partial<CheckoutView>;

/** What the controller sees of the element. */
export interface CheckoutHost extends Pick<
  ReactiveHost,
  "requestUpdate" | "updateComplete" | "dispatchEvent"
> {
  readonly session: string;
  readonly currency: string;
  readonly amount: string;
  readonly result: boolean;
  readonly createSession: CreateSession | undefined;
  /** Ends in a slash; undefined when nobody said where the proxy is. */
  readonly proxyUrl: string | undefined;
  /** Disabled, by itself or by a fieldset around it. */
  readonly isDisabled: boolean;
  /** Id of the chosen method, or empty. */
  readonly value: string;
  readonly chosen: PaymentMethod | undefined;
  readonly language: LanguageController;
  /** Pay was pressed with nothing chosen: says so and shows where. */
  askToChoose(): void;
  /** The form of methods that have their own. @throws CheckoutError `proxy_unreachable` */
  loadCard(): Promise<CardField>;
  /** The rows are about to change. */
  keepChoice(methods: readonly PaymentMethod[]): void;
}
