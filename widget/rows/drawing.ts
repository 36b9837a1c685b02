/** What of the entry's tools is drawn with here, by name. */
import type { Tools } from "../view/tools.ts";

export interface Drawing {
  readonly html: Tools[0];
  readonly fill: Tools[2];
  readonly isSameTotal: Tools[5];
}
