/** A session that is over while its order is not: how the shopper comes to the one to pay. */
import { OtterOutdatedEvent, type OutdatedDetail } from "../outdated-event.ts";
import type { PickerView } from "../view/picker-view.ts";
import { wayTemplate } from "./callout.ts";
import type { Drawing } from "./drawing.ts";

/** A session is drawn more than once, and told of once. */
const told = new Set<string | undefined>();

/** @returns the button for it; nothing on a page that shows a result, whose own link leads on */
export function renewTemplate(
  by: Drawing,
  { language, checkout }: PickerView,
  reason: OutdatedDetail["reason"],
): unknown {
  const { changed_way, start_again } = language.strings;
  const { page, checkout: store } = by.host;
  const session = checkout.picture?.id ?? store.session;
  if (!checkout.problem && !told.has(session)) {
    told.add(session);
    const what = reason === "changed" ? "was canceled or replaced" : "has expired";
    console.error(
      `<otter-checkout> Its session ${what}. Listen to otter-outdated: prevent it and set the new session.`,
    );
  }
  return wayTemplate(by, reason === "changed" ? changed_way : start_again, () => {
    page.addEventListener("otter-ready", () => void focusLater(), { once: true });
    if (!page.dispatchEvent(new OtterOutdatedEvent({ session, reason }))) return;
    if (page.session || !page.createSession) location.reload();
    else {
      store.created = undefined;
      store.retry();
    }
  });

  async function focusLater(): Promise<void> {
    await page.updateComplete;
    page.focus();
  }
}
