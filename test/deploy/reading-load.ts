/** What a load is made of. */
import { anOrder, apiKey } from "../support/running-proxy.ts";
import type { Wanted } from "./steady-load.ts";

const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };

/** Of ten requests nine read a list and one makes a session. */
export function mostlyReading(n: number): Wanted {
  if (n % 10 !== 0) return { method: "GET", path: "/v1/methods?currency=KWD" };
  const body = JSON.stringify(anOrder({ orderRef: `LOAD-${n}` }));
  return { method: "POST", path: "/v1/sessions", headers, body };
}
