/** OTT Pay's clock: Beijing, all year eight hours ahead of UTC. */
import type { Dialect } from "../model/dialect.ts";

export function toBeijingTime(at: number, times: Dialect["times"]): string {
  const iso = new Date(at + 8 * 3_600_000).toISOString();
  const dashed = `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
  return times === "dashed" ? dashed : dashed.replaceAll(/[- :]/g, "");
}
