/** Where the chunk arrives: a view, and the element that shows it. */
import type { ReactiveControllerHost } from "lit";
import type { PickerView } from "../view/picker-view.ts";

export interface RowHost extends PickerView {
  readonly page: PickerView["page"] &
    ReactiveControllerHost & {
      readonly renderRoot: HTMLElement | DocumentFragment;
      dress(css: string): void;
    };
}
