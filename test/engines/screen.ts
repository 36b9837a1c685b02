/** A screen that nobody sees. */
import { begin, demand, type Program } from "./programs.ts";

/** @returns the program, which says the screen's number: `DISPLAY` is a colon and that */
export function startScreen(): Promise<Program> {
  demand({ Xvfb: "xvfb" });
  const size = ["-screen", "0", "1100x1100x24"];
  return begin(["Xvfb", "-displayfd", "1", ...size, "-nolisten", "tcp"], /^(\d+)\n/m);
}
