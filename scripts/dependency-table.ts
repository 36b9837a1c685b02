/**
 * The dependency rule of this house, as a table:
 *
 *   main → compose → app → routes → flows → { provider.ts · methods-cache.ts · ledger.ts }
 *
 * A file belongs to the first part that lists it, and may import only what that part sees: what is
 * not listed is forbidden, so a new file starts inside the rule. Of several patterns that match,
 * the last one decides, and `!` takes away.
 */
export interface Part {
  readonly name: string;
  /** Globs from the root. */
  readonly files: readonly string[];
  readonly sees: readonly string[];
  /** Seen by `import type` alone. */
  readonly seesTypesOf?: readonly string[];
  readonly packages: readonly string[];
  /** Why, in the words a refused import is answered with. */
  readonly because: string;
}

const provider = "server/providers/provider.ts";
const interfaces = [provider, "server/cache/methods-cache.ts", "server/ledger/ledger.ts"];
/** What everything stands on. */
const ground = inServer(
  "errors",
  "clock",
  "random",
  "deadline",
  "http-client",
  "loopback",
  "payment-link",
);
const entries = inServer("main", "index", "serve");
const aboveFlows = [
  "server/commands/**",
  "server/config/**",
  ...inServer("config", "app", "compose"),
  ...entries,
];
/** Where Express is: the routes, what stands before them, and the pages. */
const routes = ["server/routes/**", "server/http/**", "server/pay-page/**", "server/card-page/**"];
const implementations = ["server/providers/**", "server/cache/**", "server/ledger/**"];
const client = ["server/client/**"];
const flows = ["server/**", ...not(...implementations, ...client, ...routes, ...aboveFlows)];

const storage = not("kysely", "kysely/**", "pg", "node:sqlite");
const published = not("otter-*", "otter-*/**");
const web = not("express", "express-*", "cors", "helmet", "node:http", "node:https", "node:net");
const environment = not("node:process");

function inServer(...names: string[]): string[] {
  return names.map((name) => `server/${name}.ts`);
}

function not(...patterns: string[]): string[] {
  return patterns.map((pattern) => `!${pattern}`);
}

function implementation(folder: string, packages: string[], alsoSees: string[]): Part {
  return {
    name: `an implementation in ${folder}`,
    files: [`${folder}/**`],
    sees: ["contract/**", ...ground, `${folder}/**`, ...alsoSees],
    packages,
    because: "it sees its interface, errors, clock, random, http-client and the contract",
  };
}

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

const demo: readonly Part[] = [
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
    name: "a script of the shop's pages",
    files: ["demo/public/**"],
    sees: ["demo/public/**"],
    packages: [],
    because: "browsers load it as it stands",
  },
  {
    name: "the demo",
    files: ["demo/*.ts"],
    sees: ["demo/*.ts", "demo/shop/**"],
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

export const parts: readonly Part[] = [
  {
    name: "the contract",
    files: ["contract/**"],
    sees: ["contract/**"],
    packages: ["zod"],
    because: "what both sides agree on needs nothing but zod",
  },
  {
    name: "an interface",
    files: interfaces,
    sees: ["contract/**", "server/errors.ts", ...interfaces],
    packages: [],
    because: "an interface knows no implementation",
  },
  implementation(
    "server/providers/ottpay",
    ["node:crypto", "node:buffer", "zod", "jose"],
    [provider],
  ),
  implementation("server/providers/ottu", ["node:crypto", "node:buffer", "zod"], [provider]),
  implementation("server/cache", ["node:*", "lru-cache"], interfaces),
  implementation("server/ledger", ["node:*", "kysely", "kysely/**", "pg"], interfaces),
  {
    name: "the shop's client",
    files: client,
    sees: ["server/client/**", "contract/vocabulary.ts", "contract/money.ts"],
    seesTypesOf: ["contract/**"],
    packages: [],
    because: "it is fetch and Web Crypto, nothing of the proxy",
  },
  {
    name: "the ground",
    files: ground,
    sees: ["contract/**", ...ground],
    packages: ["node:*", ...environment, "cockatiel"],
    because: "everything stands on it, so it stands on nothing",
  },
  {
    name: "a flow",
    files: flows,
    sees: ["contract/**", ...flows, ...interfaces],
    packages: ["**", ...web, ...storage, ...published, ...environment],
    because: "it sees provider.ts, methods-cache.ts, ledger.ts and other flows",
  },
  {
    name: "a route",
    files: routes,
    sees: ["contract/**", ...flows, ...routes],
    seesTypesOf: interfaces,
    packages: ["**", ...storage, ...published, ...environment],
    because: "it turns HTTP into the call of a flow",
  },
  {
    name: "the configuration",
    files: ["server/config.ts", "server/config/**"],
    sees: ["contract/**", ...flows, "server/config/**"],
    seesTypesOf: ["server/providers/ottpay/index.ts", "server/providers/ottu/index.ts"],
    packages: ["node:*", "zod"],
    because: "it is read before anything is composed",
  },
  {
    name: "the app",
    files: ["server/app.ts"],
    sees: ["contract/**", ...flows, ...routes],
    seesTypesOf: ["server/config.ts", ...interfaces],
    packages: ["**", ...storage, ...published, ...environment],
    because: "it is handed what it needs by compose.ts, which alone names providers and stores",
  },
  {
    name: "the composition",
    files: ["server/compose.ts"],
    sees: ["contract/**", "server/**", ...not(...entries)],
    packages: ["**", ...published, ...environment],
    because: "it is called by main, not the other way",
  },
  {
    name: "an entry",
    files: [...entries, "server/commands/**"],
    sees: ["contract/**", ...flows, ...aboveFlows],
    seesTypesOf: interfaces,
    packages: ["**", ...storage, ...published],
    because: "compose.ts alone names providers and stores",
  },
  {
    name: "a file of no part",
    files: ["server/**"],
    sees: [],
    packages: [],
    because: "the table of dependencies does not list it yet",
  },
  {
    name: "the widget",
    files: ["widget/**"],
    sees: ["widget/**", "contract/vocabulary.ts", "contract/money.ts"],
    seesTypesOf: ["contract/**"],
    packages: ["lit", "lit/**", "react", "jose", "jose/**"],
    because: "it weighs on every page: types from the contract, values from vocabulary and money",
  },
  ...demo,
];
