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

/** What every room of the widget stands on. */
const widgetGround = ["widget/events.ts", "widget/public-types.ts", "contract/vocabulary.ts"];

/** A room of the widget, which sees itself, what it stands on, and types of the contract. */
function widgetRoom(
  name: string,
  files: string[],
  also: { sees?: string[]; seesTypesOf?: string[]; packages?: string[]; because: string },
): Part {
  return {
    name,
    files,
    sees: [...files, ...widgetGround, "contract/money.ts", ...(also.sees ?? [])],
    seesTypesOf: ["contract/**", ...(also.seesTypesOf ?? [])],
    packages: also.packages ?? [],
    because: also.because,
  };
}

const widgetRooms = [
  widgetRoom("the widget's ground", widgetGround.slice(0, 2), {
    because: "what a page may name stands alone",
  }),
  widgetRoom("the widget's language", ["widget/language/**"], {
    because: "it knows texts, and not what they are said of",
  }),
  widgetRoom("the widget's store", ["widget/checkout/**"], {
    because: "it knows no element, no text and no library",
  }),
  widgetRoom("a view of the widget", ["widget/view/**"], {
    sees: ["widget/language/**", "widget/checkout/phase.ts"],
    seesTypesOf: ["widget/checkout/picture.ts"],
    packages: ["lit"],
    because: "it is a function of a PickerView: neither the store nor the element",
  }),
  widgetRoom("the card form", ["widget/card-frame/**"], {
    packages: ["jose", "jose/**"],
    because: "it is a page of its own, and its side in the shop's page is handed what it needs",
  }),
  widgetRoom("the element", ["widget/element.ts", "widget/element/**"], {
    sees: ["widget/checkout/**", "widget/language/**", "widget/view/**", "widget/card-frame/**"],
    packages: ["lit"],
    because: "it puts the rooms together, and no entry",
  }),
  widgetRoom("an entry of the widget", ["widget/*.ts"], {
    sees: ["widget/element.ts"],
    seesTypesOf: ["widget/language/**"],
    packages: ["react"],
    because: "it registers the element, or names it",
  }),
  {
    name: "a widget's file of no room",
    files: ["widget/**"],
    sees: [],
    packages: [],
    because: "the table of dependencies does not list it yet",
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
  ...widgetRooms,
  {
    name: "the sandbox",
    files: ["demo/sandbox/**"],
    sees: ["demo/sandbox/**"],
    packages: ["node:*", "express"],
    because: "with the proxy's code it would share the proxy's mistakes and make them look right",
  },
  {
    name: "the demo",
    files: ["demo/**"],
    sees: ["demo/**", "!demo/sandbox/**"],
    packages: [
      "node:*",
      "express",
      "vite",
      "otter-checkout",
      "otter-checkout/element.js",
      "otter-checkout-proxy",
      "otter-checkout-proxy/client",
      "otter-checkout-sandbox",
    ],
    because: "it is a shop, and a shop has the public entries only",
  },
];
