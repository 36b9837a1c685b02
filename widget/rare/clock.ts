/** The time left to start in: to be seen each second, and said aloud twice. */
import type { PickerView } from "../view/picker-view.ts";
import type { Drawing } from "./drawing.ts";

/** For the last quarter of an hour: more would only make people hurry. */
const shownSeconds = 900;

/** When it is said, to have time to hurry in. */
const saidSeconds = [300, 60];
/** For so long it stays said: a busy device may come late to a second. */
const lastingSeconds = 10;

const written = (seconds: number) => new Date(seconds * 1000).toISOString().slice(14, 19);

export function clockTemplate({ html, fill }: Drawing, view: PickerView): unknown {
  const { secondsLeft } = view.checkout;
  if (secondsLeft <= 0 || secondsLeft > shownSeconds) return "";
  const { left } = view.language.strings;
  const said = saidSeconds.find((at) => secondsLeft <= at && secondsLeft > at - lastingSeconds);
  return html`<div part="clock" class="clock" role="timer">
      ${fill(left, { time: written(secondsLeft) })}
    </div>
    <span class="unseen" role="status">${said ? fill(left, { time: written(said) }) : ""}</span>`;
}
