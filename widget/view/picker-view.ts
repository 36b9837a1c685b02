/**
 * All that is seen of a checkout, as a value: the views are functions of it, and know neither the
 * element nor what is behind it.
 */
import type { Picture } from "../checkout/picture.ts";
import type { Phase } from "../checkout/phase.ts";
import type { Spoken } from "../language/language.ts";
import type { PaymentMethod, Total } from "../public-types.ts";

/** What the shopper can do. */
export interface CheckoutActions {
  /** A radio was chosen. */
  choose(id: string): void;
  /** The choice stands, as native fields say it by `change`. */
  commit(): void;
  submit(): unknown;
  /** Reads anew. */
  retry(): unknown;
  /** Where an icon is. */
  iconUrl(icon: string): string;
}

/** How the checkout stands. */
export interface CheckoutPicture {
  readonly phase: Phase;
  /** What the proxy has said; undefined until it has. */
  readonly picture: Picture | undefined;
  readonly problem:
    | { readonly code: string; readonly requestId: string | undefined; readonly retryable: boolean }
    | undefined;
  readonly chosen: PaymentMethod | undefined;
  /** Pay was pressed with nothing chosen. */
  readonly isChoiceMissing: boolean;
  /** A card is on its way: nothing else can be chosen. */
  readonly isCharging: boolean;
  /** Before any fee. */
  readonly base: Total;
  /** On the Pay button. */
  readonly total: Total;
  readonly secondsLeft: number;
  /** How often a result was asked for, and was not there. */
  readonly asks: number;
  /** The shopper would not wait for a result. */
  readonly isChoosing: boolean | undefined;
  /** A result was waited for long enough. */
  readonly isStalled: boolean;
  /** Where to go on by hand. */
  readonly link: string | undefined;
}

/** How it is to look. */
export interface PickerPage {
  readonly theme: "auto" | "light" | "dark";
  readonly layout: "list" | "tiles" | "compact";
  /** How many rows the skeleton has. */
  readonly rows: number;
  /** `none`: the Pay button is the page's. */
  readonly button: "auto" | "none";
  /** An outcome is shown, and never a picker. */
  readonly result: boolean;
  readonly isDisabled: boolean;
}

/** What most visits never see. */
export interface RareViews {
  /** An outcome, the wait for one, or what went wrong. */
  panel(view: PickerView): unknown;
  /** What is said with the picker there. */
  note(view: PickerView): unknown;
  /** What is said beside the form of the chosen method. */
  beside(view: PickerView): unknown;
  /** How a total came about that is not what the session asks for. */
  sum(view: PickerView): unknown;
  /** The time left, when that is short. */
  clock(view: PickerView): unknown;
  /** Whether the digits of two texts are the same, in whatever script. */
  saysTheSame(one: string, other: string): boolean;
}

/** What a list has beyond its rows. */
export interface RowViews {
  /** The methods that are not folded away, and what is below them: the way to the others, or the others. */
  list(
    view: PickerView,
    row: (method: PaymentMethod) => unknown,
  ): readonly [head: readonly PaymentMethod[], rest: unknown];
  /** Another than a method's usual mark. */
  icon(view: PickerView, method: PaymentMethod): unknown;
  /** Whether the chosen row has said how its total came about. */
  saysSum(view: PickerView): boolean;
  /** What a row opens to when the shopper has chosen it. */
  details(view: PickerView, method: PaymentMethod): unknown;
}

export interface PickerView {
  readonly checkout: CheckoutPicture & CheckoutActions;
  readonly language: Spoken;
  readonly page: PickerPage;
  /** Draws all of it anew: somebody else has written over it. */
  redraw(): void;
  /** Undefined until its chunk is there. */
  readonly rare: RareViews | undefined;
  /** Undefined until its chunk is there, null where that is lost. */
  readonly rows: RowViews | null | undefined;
  /** Undefined when its chunk is lost, or late. */
  loadRare(): Promise<RareViews | undefined>;
}
