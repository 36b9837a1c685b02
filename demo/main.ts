/**
 * `npm run demo`: starts everything, says where, and ends on Ctrl-C. PORT is the shop's, 4000 by
 * default. OTTPAY_CARD=purchase or preauth takes cards on the shop's own page.
 */
import { startDemo } from "./start-demo.ts";

const first = Number(process.env["PORT"] ?? 4000);
if (!Number.isInteger(first) || first < 0 || first > 65_000) {
  console.error(`PORT=${process.env["PORT"]} is not a port`);
  process.exit(2);
}

const { OTTPAY_CARD = "off" } = process.env;
const demo = await startDemo({ firstPort: first, env: { OTTPAY_CARD } });
console.log(`Open ${demo.url} and buy a mug (nothing is real). Ctrl-C ends it.`);
console.log(
  `Every state of the picker: ${demo.url}/gallery. Try how it looks: ${demo.url}/playground`,
);

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1);
    stopping = true;
    void demo.stop().then(() => process.exit(0));
  });
}
