/** Cards as the form would seal them, nearly: what is behind the seal is tried as well. */
import fc from "fast-check";
import { aCard, keyOf, sealText, anAttempt } from "../support/sealed-cards.ts";
import { nearly } from "./hostile.ts";

const count = 200;

/** @param env whose cards they are for */
export function sealNearly(
  env: Readonly<Record<string, string>>,
  sessionId: string,
  seed: number,
): Promise<readonly string[]> {
  const key = keyOf({ env });
  const fields = Object.entries(aCard).map(([name, value]) => [name, JSON.stringify(value)]);
  const card = nearly(Object.fromEntries(fields) as Record<string, string>);
  const content = card.chain((nearlyCard) =>
    nearly({
      v: "1",
      session: JSON.stringify(sessionId),
      attempt: JSON.stringify(anAttempt()),
      at: String(Date.now()),
      card: nearlyCard,
    }),
  );
  const texts = fc.sample(content, { numRuns: count, seed });
  return Promise.all(texts.map((text) => sealText(text, key)));
}
