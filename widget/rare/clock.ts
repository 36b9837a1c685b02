/** The time left to start in. */
import type { PickerView } from "../view/picker-view.ts";
import type { Drawing } from "./drawing.ts";

/** For the last quarter of an hour: more would only make people hurry. */
const shownSeconds = 900;

export function clockTemplate({ html, fill }: Drawing, view: PickerView): unknown {
  const { secondsLeft } = view.checkout;
  if (secondsLeft <= 0 || secondsLeft > shownSeconds) return "";
  const time = new Date(secondsLeft * 1000).toISOString().slice(14, 19);
  return html`<div part="clock" class="clock" role="timer">
    ${fill(view.language.strings.left, { time })}
  </div>`;
}
