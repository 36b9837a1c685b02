/** Where the widget's build for the script tag lies: in the package, or in the workspace it is built in. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export function packedScripts(): string {
  const packed = fileURLToPath(new URL("../../assets", import.meta.url));
  return existsSync(packed)
    ? packed
    : fileURLToPath(new URL("../../widget/dist/script", import.meta.url));
}
