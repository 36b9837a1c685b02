/** Keys as WebDriver numbers them. */
import type { Key } from "./engine.ts";

const codes: Record<Key, string> = {
  Tab: "\uE004",
  Enter: "\uE006",
  ArrowUp: "\uE013",
  ArrowDown: "\uE015",
};

export const codeOf = (key: Key): string => codes[key];
