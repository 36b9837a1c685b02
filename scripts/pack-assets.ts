/** Puts the widget's script build into the proxy's package, which serves it wherever it is installed. */
import { cpSync, rmSync } from "node:fs";

const built = new URL("../widget/dist/script/", import.meta.url);
const packed = new URL("../server/dist/assets/", import.meta.url);

rmSync(packed, { recursive: true, force: true });
cpSync(built, packed, { recursive: true });
