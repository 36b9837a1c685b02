/** What takes the picker's place: an outcome, the wait for one, or what went wrong. */
import type { Sign } from "../../contract/sign-drawings.ts";
import type { SessionStatus } from "../../contract/vocabulary.ts";
import type { PickerView } from "../view/picker-view.ts";
import { wayTemplate } from "./callout.ts";
import type { Drawing } from "./drawing.ts";
import { lastText, referenceTemplate } from "./note.ts";
import { renewTemplate } from "./outdated.ts";
import { receiptTemplate } from "./receipt.ts";
import { isUntouched, sentenceFor } from "./sentence.ts";
import { signTemplate } from "./sign.ts";

interface Content {
  readonly sign: Sign;
  readonly title: unknown;
  readonly text?: unknown;
  readonly ways?: unknown;
}

/** Money that does not come is asked for this often before another way is offered beside the wait. */
const patientAsks = 6;

export function panelTemplate(by: Drawing, view: PickerView): unknown {
  keepFocus(by);
  const { html } = by;
  const { problem, picture } = view.checkout;
  const status = picture?.status ?? "pending";
  if (!problem && (status === "paid" || status === "authorized")) {
    return receiptTemplate(by, view, status);
  }
  const {
    sign,
    title,
    text = "",
    ways = "",
  } = problem ? wrong(by, view) : outcome(by, view, status);
  return html`<div part="panel" class="row panel" tabindex="-1">
    ${signTemplate(by, sign)}
    <div class="text">
      <p class="title">${title}</p>
      <div class="hint">${text}</div>
      ${ways ? html`<div class="ways">${ways}</div>` : ""}
    </div>
  </div>`;
}

function wrong(by: Drawing, view: PickerView): Content {
  const { fresh, html, retryTemplate } = by;
  const { code, retryable } = view.checkout.problem!;
  const { strings } = view.language;
  const { page } = by.host;
  if (code === "session_expired") return over(by, view, "expired");
  if (code === "session_canceled") return over(by, view, "canceled");
  if (code === "session_missing" && page.result) return { sign: "info", title: strings.nothing };
  const untouched = isUntouched(view.checkout) && !page.result ? strings.untouched : "";
  return {
    sign: "bad",
    title: fresh(sentenceFor(code, "", strings)),
    text: html`${untouched} ${referenceTemplate(by, view)}`,
    ways: retryable && retryTemplate(view),
  };
}

function outcome(by: Drawing, view: PickerView, status: SessionStatus): Content {
  const { fresh } = by;
  const { strings } = view.language;
  const title = fresh(strings[status]);
  switch (status) {
    case "pending":
      return { sign: "wait", title, ...wait(by, view) };
    case "review":
      return { sign: "wait", title, text: fresh(strings.review_text) };
    case "canceled":
    case "expired":
      return over(by, view, status);
    default:
      return {
        sign: "bad",
        title,
        text: lastText(by, view) ?? fresh(strings.open_text),
        ways:
          view.checkout.picture!.methods.length > 0 &&
          wayTemplate(by, strings.another_way, () => chooseAgain(by)),
      };
  }
}

/** A gateway that tells of no cancel leaves who did cancel without a word: after a while they may go on. */
function wait(by: Drawing, view: PickerView): Omit<Content, "sign" | "title"> {
  const { fresh, retryTemplate } = by;
  const { asks, isStalled, picture } = view.checkout;
  const { strings } = view.language;
  const { last, methods } = picture!;
  // What may have been charged here already is not paid once more.
  const isCard = methods.some(({ id, frame }) => frame && id === last?.method);
  const isUnsure = asks >= patientAsks && !isCard && methods.length > 0;
  return {
    text: fresh(isUnsure ? strings.unsure_text : strings.pending_text),
    ways: [
      isUnsure ? wayTemplate(by, strings.unsure, () => chooseAgain(by)) : "",
      isStalled ? retryTemplate(view) : "",
    ],
  };
}

/** Back to the picker, on a page that shows a result too. */
function chooseAgain({ host: { checkout } }: Drawing): void {
  checkout.isChoosing = true;
  checkout.retry();
}

/** Over, without money. On the way to paying it is the order that has changed. */
function over(by: Drawing, view: PickerView, status: "canceled" | "expired"): Content {
  const { fresh, html } = by;
  const { strings } = view.language;
  const text = fresh(strings[`${status}_text`]);
  if (by.host.page.result) {
    return { sign: "bad", title: fresh(strings[status]), text, ways: html`<slot></slot>` };
  }
  return status === "expired"
    ? { sign: "bad", title: strings.expired, text, ways: renewTemplate(by, view, "expired") }
    : { sign: "info", title: strings.changed, ways: renewTemplate(by, view, "changed") };
}

/** Who was in the picker stays where they were, whatever has taken its place. */
function keepFocus({ host: { page } }: Drawing): void {
  const { activeElement } = page.renderRoot as ShadowRoot;
  if (!activeElement || activeElement.closest("[part=panel]")) return;
  void page.updateComplete.then(() => {
    page.renderRoot.querySelector<HTMLElement>("[part=panel]")?.focus();
  });
}
