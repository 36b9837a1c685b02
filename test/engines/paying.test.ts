/**
 * The same visits in the real engines: the oldest Chromium of the baseline, Firefox and WebKit. Each
 * ends in a payment at the simulated gateways. `ENGINE=firefox` runs one of them.
 */
import { after, before, describe } from "node:test";
import { startChromium92 } from "./chromium-92.ts";
import type { Engine } from "./engine.ts";
import { startFirefox } from "./firefox.ts";
import { describeLostScript, describePayPage } from "./pay-page.ts";
import { describePicker } from "./picker.ts";
import { openShop, type EngineShop } from "./shop.ts";
import { Visit } from "./visit.ts";
import { startWebkit } from "./webkit.ts";

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  "chromium-92": startChromium92,
  firefox: startFirefox,
  webkit: startWebkit,
};
const chosen = process.env["ENGINE"] ?? "";

for (const [name, start] of Object.entries(engines)) {
  if (chosen !== "" && chosen !== name) continue;
  describe(name, { timeout: 900_000 }, () => {
    let engine: Engine | undefined;
    before(async () => {
      engine = await start();
    });
    after(() => engine?.stop());

    /** At a shop of its own: an engine keeps what it has loaded. */
    const visiting = (shopOptions?: { losesScript: boolean }) => {
      let shop: EngineShop | undefined;
      before(async () => {
        shop = await openShop(shopOptions);
      });
      after(() => shop?.stop());
      return () => new Visit(shop!, engine!);
    };
    describe("with the script", () => {
      const visit = visiting();
      describePicker(visit);
      describePayPage(visit);
    });
    describe("where the script does not come", () => {
      describeLostScript(visiting({ losesScript: true }));
    });
  });
}
