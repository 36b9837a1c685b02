/**
 * All that is seen of a checkout, as a value: the views are functions of it, and know neither the
 * element nor what is behind it.
 */
import type { SessionStatus, PaymentStatus } from "../../contract/vocabulary.ts";
import type { Phase } from "../checkout/phase.ts";
import type { Spoken } from "../language/language.ts";
import type { PaymentMethod, Total } from "../public-types.ts";

/** What the shopper can do. */
export interface PickerActions {
  /** A radio was chosen. */
  choose(id: string): void;
  /** The choice stands, as native fields say it by `change`. */
  commit(): void;
  pay(): void;
  retry(): void;
  /** An icon could not be shown. */
  missIcon(icon: string): void;
}

export interface PickerView {
  readonly phase: Phase;
  readonly language: Spoken;
  readonly theme: "auto" | "light" | "dark";
  /** How many rows the skeleton has. */
  readonly rows: number;
  /** Whether the Pay button is the widget's own. */
  readonly hasPay: boolean;
  /** An outcome is shown, and never a picker. */
  readonly isResult: boolean;
  readonly isDisabled: boolean;
  /** A card is on its way: nothing else can be chosen. */
  readonly isCharging: boolean;
  readonly methods: readonly PaymentMethod[];
  readonly chosen: PaymentMethod | undefined;
  /** Pay was pressed with nothing chosen. */
  readonly isChoiceMissing: boolean;
  /** Where a method's icon is; undefined where it has none that can be shown. */
  iconUrl(method: PaymentMethod): string | undefined;
  /** Before any fee. */
  readonly base: Total;
  /** On the Pay button. */
  readonly total: Total;
  readonly status: SessionStatus;
  /** How the last attempt ended. */
  readonly last: { readonly method: string; readonly status: PaymentStatus } | undefined;
  /** One gateway's methods are missing. */
  readonly isPartial: boolean;
  readonly secondsLeft: number;
  /** A result was waited for long enough. */
  readonly isStalled: boolean;
  /** Where to go on by hand. */
  readonly link: string | undefined;
  readonly problem:
    | { readonly code: string; readonly requestId: string | undefined; readonly retryable: boolean }
    | undefined;
  readonly actions: PickerActions;
}
