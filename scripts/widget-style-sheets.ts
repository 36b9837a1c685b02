/**
 * The widget's styles as files, for engines in which a script cannot construct a sheet and pages
 * whose policy allows no `<style>`. They are the texts that the scripts hold, and nothing else.
 */
import { createHash } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { fieldStyles } from "../widget/card-frame/card-field.styles.ts";
import { styles as frameStyles } from "../widget/card-frame/card-frame.styles.ts";
import { olderStyles } from "../widget/element/older/older.styles.ts";
import { rareStyles } from "../widget/rare/rare.styles.ts";
import { rowStyles } from "../widget/rows/rows.styles.ts";
import { scanStyles } from "../widget/scan/scan.styles.ts";
import { styles as pickerStyles } from "../widget/view/styles.ts";

const folder = new URL("../widget/dist/script/", import.meta.url);

/** After the scripts are built: their folder is emptied before. */
export function writeStyleSheets(): void {
  const picker =
    String(pickerStyles) + olderStyles + fieldStyles + rareStyles + rowStyles + scanStyles;
  writeFileSync(new URL("otter-checkout.css", folder), picker);
  // Kept for ever by whoever has it, as the chunks are: its name is its content's.
  const hash = createHash("sha256").update(frameStyles).digest("base64url").slice(0, 8);
  const [version = ""] = readdirSync(new URL("otter-checkout/", folder));
  writeFileSync(new URL(`otter-checkout/${version}/card-frame-${hash}.css`, folder), frameStyles);
}
