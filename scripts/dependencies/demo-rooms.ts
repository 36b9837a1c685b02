/** The rooms of the demo: a shop to be copied, and both gateways as simulators. */
import { not, type Part } from "./part.ts";

const sandboxEntries = [
  ...["index", "main", "start", "command-line", "sandbox", "listener"].map(
    (name) => `demo/sandbox/${name}.ts`,
  ),
  "demo/sandbox/bin/**",
];
/** What both simulators stand on. */
const sandboxGround = ["demo/sandbox/*.ts", ...not(...sandboxEntries)];
const sandboxFrame = "demo/sandbox/pages/**";

/** A gateway's simulator, from the ground up: what it keeps, what is called, what is shown. */
function simulator(gateway: string): readonly Part[] {
  const [folder, because] = [
    `demo/sandbox/${gateway}`,
    "pages see the api, the api sees the model",
  ];
  const [model, api, pages] = [`${folder}/model/**`, `${folder}/api/**`, `${folder}/pages/**`];
  return [
    {
      name: `the model of ${gateway}'s simulator`,
      files: [model],
      sees: [...sandboxGround, model],
      packages: [],
      because,
    },
    {
      name: `the api of ${gateway}'s simulator`,
      files: [api],
      sees: [...sandboxGround, model, api],
      packages: ["node:crypto", "express"],
      because,
    },
    {
      name: `the pages of ${gateway}'s simulator`,
      files: [pages],
      sees: [...sandboxGround, sandboxFrame, model, api, pages],
      packages: ["express"],
      because,
    },
    {
      name: `${gateway}'s simulator`,
      files: [`${folder}/*.ts`],
      sees: [...sandboxGround, sandboxFrame, `${folder}/*.ts`, model, api, pages],
      packages: ["express"],
      because: "a simulator knows no other gateway, and who starts it is above it",
    },
  ];
}

export const demoRooms: readonly Part[] = [
  ...simulator("ottpay"),
  ...simulator("ottu"),
  {
    name: "the frame of the sandbox's pages",
    files: [sandboxFrame],
    sees: [...sandboxGround, sandboxFrame],
    packages: ["node:crypto", "express"],
    because: "both simulators draw their pages in it, so it knows neither",
  },
  {
    name: "the sandbox's controls over HTTP",
    files: ["demo/sandbox/control/**"],
    sees: [...sandboxGround, "demo/sandbox/{control,ottpay,ottu}/**"],
    seesTypesOf: ["demo/sandbox/sandbox.ts"],
    packages: ["express"],
    because: "they are handed the sandbox that they control",
  },
  {
    name: "the sandbox's ground",
    files: sandboxGround,
    sees: sandboxGround,
    packages: ["node:crypto", "express"],
    because: "both simulators stand on it, so it knows neither",
  },
  {
    name: "an entry of the sandbox",
    files: sandboxEntries,
    sees: ["demo/sandbox/**"],
    packages: ["node:*"],
    because: "with the proxy's code it would share the proxy's mistakes and make them look right",
  },
  {
    name: "the shop's drawer of messages",
    files: ["demo/shop/wire-*.ts"],
    sees: ["demo/shop/**"],
    packages: ["express", "otter-checkout-sandbox"],
    because: "it shows what goes over the wire, which the sandbox tells",
  },
  {
    name: "the shop",
    files: ["demo/shop/**"],
    sees: ["demo/shop/**"],
    packages: ["node:*", "express", "otter-checkout-proxy/client"],
    because: "it is there to be copied, and a shop has the proxy's client only",
  },
  {
    name: "the list of states",
    files: ["demo/states/**"],
    sees: ["demo/states/**"],
    packages: [],
    because: "it says what is answered and done, and knows nobody who shows it",
  },
  {
    name: "the gallery of states",
    files: ["demo/gallery/**"],
    sees: ["demo/gallery/**", "demo/states/**", "demo/shop/html.ts"],
    packages: ["express"],
    because: "it shows the element as any page can, and is no part of the shop to be copied",
  },
  {
    name: "a script of the shop's pages",
    files: ["demo/public/**"],
    sees: ["demo/public/**"],
    packages: [],
    because: "browsers load it as it stands",
  },
  {
    name: "the demo",
    files: ["demo/*.ts"],
    sees: ["demo/*.ts", "demo/shop/**", "demo/gallery/**"],
    packages: ["node:*", "otter-checkout-proxy", "otter-checkout-sandbox"],
    because: "it starts what a shop would install, by the public entries",
  },
  {
    name: "a file of no room",
    files: ["demo/**"],
    sees: [],
    packages: [],
    because: "the table of dependencies does not list its room",
  },
];
