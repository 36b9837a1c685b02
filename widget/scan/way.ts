/** Under which methods a code is offered, by what the page has set and where it is read. */
import type { PaymentMethod } from "../public-types.ts";

/** Wallets that are on people's phones, by whichever gateway they come. */
const onPhones = /we.?chat|alipay/i;
/** What is read on a phone itself needs no other. */
const desktop = "(hover) and (pointer: fine) and (min-width: 600px)";

const said = new Set<string>();

/** @param scan as the page has it, in any spelling; what cannot be read is `auto`, and said once */
function wayOf(scan: string | null | undefined): "auto" | "all" | "off" {
  // A framework may set what is no text.
  const text = String(scan ?? "")
    .trim()
    .toLowerCase();
  if (text === "all") return text;
  if (/^(off|false|no|none|0)$/.test(text)) return "off";
  if (!/^(auto|true|on|yes|1)?$/.test(text) && !said.has(text)) {
    said.add(text);
    console.error("<otter-checkout>", `scan="${text}" cannot be read: auto, all or off.`);
  }
  return "auto";
}

/**
 * A card that is typed into a form here has no link to be paid by.
 * @param isOpen what is open stays, however narrow the page becomes
 */
export function isOfferedFor(scan: string, method: PaymentMethod, isOpen: boolean): boolean {
  const { id, label, frame } = method;
  const way = wayOf(scan);
  if (way === "off" || frame !== undefined) return false;
  return way === "all" || isOpen || (onPhones.test(id + label) && matchMedia(desktop).matches);
}
