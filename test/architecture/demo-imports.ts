/** What the rooms of the demo refuse, and what they allow. */
import { use, useType, type Import } from "./imports.ts";

export const refusedInTheDemo: readonly Import[] = [
  ["demo/main.ts", use("../server/app.ts")],
  ["demo/main.ts", use("./sandbox/index.ts")],
  ["demo/main.ts", use("otter-checkout-proxy/dist/server/app.js")],
  ["demo/shop/cart.ts", use("../../contract/money.ts")],
  ["demo/shop/cart.ts", use("../start-demo.ts")],
  ["demo/shop/cart.ts", use("../sandbox/main.ts")],
  ["demo/shop/cart.ts", useType("../../widget/events.ts")],
  ["demo/shop/cart.ts", use("otter-checkout-proxy")],
  ["demo/shop/cart.ts", useType("otter-checkout-sandbox")],
  ["demo/public/shop.js", use("../shop/money.ts")],
  ["demo/a-new-room/steps.ts", use("../free-ports.ts")],
  ["demo/sandbox/ottpay/api/seal.ts", use("../../../../server/providers/ottpay/envelope.ts")],
  ["demo/sandbox/ottpay/api/seal.ts", useType("../../../../contract/vocabulary.ts")],
  ["demo/sandbox/ottpay/api/seal.ts", use("otter-checkout-proxy")],
  ["demo/sandbox/ottpay/api/seal.ts", use("../../../shop/cart.ts")],
  ["demo/sandbox/index.ts", use("otter-checkout-proxy")],
  ["demo/sandbox/index.ts", use("../../server/index.ts")],
  ["demo/sandbox/world.ts", useType("./sandbox.ts")],
  ["demo/sandbox/world.ts", useType("./ottu/model/gateway.ts")],
  ["demo/sandbox/pages/page.ts", useType("../ottu/model/session.ts")],
  ["demo/sandbox/pages/page.ts", use("../start.ts")],
  ["demo/sandbox/control/routes.ts", use("../start.ts")],
  ["demo/sandbox/control/routes.ts", use("../sandbox.ts")],
  ["demo/sandbox/a-new-room/steps.ts", use("../world.ts")],
  ...(["ottpay", "ottu"] as const).flatMap((gateway): [string, string][] => {
    const folder = `demo/sandbox/${gateway}`;
    const other = gateway === "ottpay" ? "ottu" : "ottpay";
    return [
      [`${folder}/model/gateway.ts`, useType("../api/receive.ts")],
      [`${folder}/model/gateway.ts`, useType("../pages/return-link.ts")],
      [`${folder}/model/gateway.ts`, useType("../sandbox.ts")],
      [`${folder}/model/gateway.ts`, useType("../../pages/page.ts")],
      [`${folder}/model/gateway.ts`, use(`../../${other}/model/gateway.ts`)],
      [`${folder}/model/gateway.ts`, useType("express")],
      [`${folder}/api/receive.ts`, use("../pages/return-link.ts")],
      [`${folder}/api/receive.ts`, use("../../pages/page.ts")],
      [`${folder}/api/receive.ts`, useType("../sandbox.ts")],
      [`${folder}/api/receive.ts`, useType(`../../${other}/api/receive.ts`)],
      [`${folder}/pages/return-link.ts`, use("../controls.ts")],
      [`${folder}/pages/return-link.ts`, use(`../../${other}/pages/return-link.ts`)],
      [`${folder}/app.ts`, use(`../${other}/app.ts`)],
      [`${folder}/app.ts`, use("../control/routes.ts")],
      [`${folder}/app.ts`, useType("../sandbox.ts")],
      [`${folder}/a-new-room/steps.ts`, use("../model/gateway.ts")],
    ];
  }),
];

export const allowedInTheDemo: readonly Import[] = [
  ["demo/main.ts", use("otter-checkout-proxy")],
  ["demo/main.ts", use("otter-checkout-sandbox")],
  ["demo/shop/cart.ts", use("otter-checkout-proxy/client")],
  ["demo/shop/wire-log.ts", useType("otter-checkout-sandbox")],
  ["demo/sandbox/start.ts", use("./ottpay/app.ts")],
  ["demo/sandbox/control/routes.ts", useType("../sandbox.ts")],
  ["demo/sandbox/control/routes.ts", use("../ottu/model/settings.ts")],
  ["demo/sandbox/ottu/app.ts", use("./pages/hosted.ts")],
  ["demo/sandbox/ottu/pages/hosted.ts", use("../api/settle.ts")],
  ["demo/sandbox/ottu/pages/hosted.ts", use("../../pages/page.ts")],
  ["demo/sandbox/ottu/api/settle.ts", use("../model/session.ts")],
  ["demo/sandbox/ottpay/api/envelope.ts", use("node:crypto")],
  ["demo/sandbox/ottpay/model/order.ts", use("../../world.ts")],
];
