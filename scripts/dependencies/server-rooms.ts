/**
 * main, commands → compose → http → flows → cards → payments → confirmation → sessions
 *   → { methods · events · rules } → { ledger.ts · config } → provider.ts → platform
 */
import { gateway, hashing } from "./gateway-room.ts";
import { not, type Part } from "./part.ts";

const contract = "contract/**";
const platform = "server/platform/**";
const provider = "server/providers/provider.ts";
/** What `provider.ts` is the door to. */
const gatewayWords = ["notification", "order", "report"]
  .map((name) => `server/providers/gateway-${name}.ts`)
  .concat("server/providers/card-charging.ts", "server/providers/provider-method.ts");
const accounts = "server/providers/accounts.ts";
const callGateway = "server/providers/call-gateway.ts";
const ledger = "server/ledger/ledger.ts";
/** Parts of what a ledger is: seen through it by who is no ledger. */
const ledgerParts = ["backlog", "erasure", "events", "lists", "messages", "sessions", "work"].map(
  (part) => `server/ledger/ledger-${part}.ts`,
);
const methodsCache = "server/methods/cache/methods-cache.ts";
const methodsCacheRoom = ["server/methods/cache/**"];
const flowContext = "server/flow-context.ts";
const config = ["server/config.ts", "server/config/**"];
const entries = ["server/main.ts", "server/index.ts", "server/serve.ts"];

/** What every flow stands on. */
const flowGround = [contract, platform, flowContext, provider, accounts, callGateway, ledger];

/** Node's own, but for the environment: only main and config read that. */
const node = ["node:*", "node:*/**", "!node:process"];
const nothingOfTheWorld: readonly string[] = [];
const web = ["node:http", "express", "ip-address"];

function rooms(...names: string[]): string[] {
  return names.map((name) => `server/${name}/**`);
}

/** A room of flows: it fetches, asks, calls and stores, and sees the rooms below it. */
function flowRoom(name: string, below: readonly string[], packages: readonly string[]): Part {
  return {
    name: `the room ${name}`,
    files: rooms(name),
    sees: [...flowGround, ...rooms(name, ...below), ...not(...methodsCacheRoom)],
    packages,
    because: "a room sees only what stands below it",
  };
}

export const serverRooms: readonly Part[] = [
  {
    name: "the shop's client",
    files: rooms("client"),
    sees: [...rooms("client"), "contract/vocabulary.ts", "contract/facts.ts", "contract/money.ts"],
    seesTypesOf: [contract],
    packages: [],
    because: "it is fetch and Web Crypto, nothing of the proxy",
  },
  {
    name: "the platform",
    files: [platform],
    sees: [contract, platform],
    packages: [...node, "cockatiel", "pino", "prom-client", "zod"],
    because: "everything stands on it, so it stands on nothing",
  },
  {
    name: "what a gateway is",
    files: [provider, ...gatewayWords],
    sees: [contract, ...gatewayWords],
    packages: [],
    because: "an interface knows no implementation",
  },
  gateway("ottpay", ["jose"]),
  gateway("ottu", []),
  {
    name: "what all gateways share",
    files: ["server/providers/*.ts"],
    sees: [contract, platform, "server/providers/*.ts"],
    packages: [],
    because: "it knows what a gateway is, and none of them",
  },
  {
    name: "what a ledger is",
    files: [ledger, ...ledgerParts],
    sees: [contract, provider, ...ledgerParts],
    packages: [],
    because: "an interface knows no implementation",
  },
  {
    name: "the ledger",
    files: rooms("ledger"),
    sees: [contract, platform, provider, ...rooms("ledger")],
    packages: [...node, "kysely", "kysely/**", "pg"],
    because: "it stores what it is told, and judges nothing",
  },
  {
    name: "the configuration",
    files: config,
    sees: [contract, platform, accounts, ...config],
    seesTypesOf: ["server/providers/ottpay/index.ts", "server/providers/ottu/index.ts"],
    packages: ["node:fs", "node:path", "node:util", "node:net", "zod", "fastest-levenshtein"],
    because: "it is read before anything is composed",
  },
  {
    name: "the rules",
    files: rooms("rules"),
    sees: [
      ...[contract, "server/platform/errors.ts", "server/platform/wrong-clock.ts"],
      ...rooms("rules"),
    ],
    seesTypesOf: [provider, ledger],
    packages: nothingOfTheWorld,
    because: "rules are functions of values: no clock, network, ledger or logger",
  },
  {
    name: "what flows work with",
    files: [flowContext],
    sees: [contract, platform, provider, accounts, ledger, ...rooms("rules")],
    packages: [],
    because: "every flow stands on it",
  },
  {
    name: "what a cache of method lists is",
    files: [methodsCache],
    sees: [contract, provider],
    packages: [],
    because: "an interface knows no implementation",
  },
  {
    name: "the cache of method lists",
    files: methodsCacheRoom,
    sees: [contract, platform, provider, ledger, ...methodsCacheRoom],
    packages: [...node, "lru-cache"],
    because: "it keeps lists, whoever they are for",
  },
  {
    ...flowRoom("methods", [], [...hashing, "node:fs/promises", "node:path", "lru-cache"]),
    sees: [...flowGround, ...rooms("methods"), ...not(...methodsCacheRoom), methodsCache],
  },
  flowRoom("events", [], ["standardwebhooks"]),
  {
    name: "what operators are told",
    files: rooms("telemetry"),
    sees: [contract, platform, ledger, ...rooms("telemetry")],
    packages: ["prom-client"],
    because: "it looks on: no flow stands on it, and it decides nothing",
  },
  flowRoom("sessions", ["methods", "rules"], hashing),
  flowRoom("confirmation", ["sessions", "rules"], []),
  flowRoom("payments", ["confirmation", "sessions", "methods", "rules"], ["node:events"]),
  flowRoom(
    "cards",
    ["payments", "confirmation", "sessions", "methods", "rules"],
    [...hashing, "node:util", "lru-cache", "zod", "jose"],
  ),
  {
    name: "the flows, assembled",
    files: ["server/flows.ts"],
    sees: [
      ...flowGround,
      ...rooms("cards", "payments", "confirmation", "sessions", "methods"),
      ...not(...methodsCacheRoom),
      methodsCache,
    ],
    packages: [],
    because: "it puts flows together, without HTTP in front of them and stores behind",
  },
  {
    name: "http",
    files: rooms("http"),
    sees: [contract, platform, flowContext, "server/flows.ts", ...rooms("http")],
    seesTypesOf: [
      ledger,
      ...rooms("cards", "payments", "confirmation", "sessions", "methods"),
      ...not(...methodsCacheRoom),
    ],
    packages: [...node, ...web, "lru-cache", "zod", "zod-openapi"],
    because: "it turns HTTP into the call of a flow",
  },
  {
    name: "the file that names gateways",
    files: ["server/compose/gateways.ts"],
    sees: [contract, platform, "server/config.ts", ...rooms("providers", "compose")],
    packages: [],
    because: "it makes providers of the configuration, and nothing else",
  },
  {
    name: "the composition",
    files: rooms("compose"),
    sees: [
      contract,
      "server/**",
      ...not(...entries, ...rooms("commands", "client", "rules"), "server/providers/*/**"),
    ],
    seesTypesOf: ["server/providers/ottpay/card-seals.ts"],
    packages: [...node, "express"],
    because: "it is called by main and the commands, not the other way",
  },
  {
    name: "a command",
    files: rooms("commands"),
    sees: [
      contract,
      platform,
      ...rooms("commands", "compose"),
      "server/config.ts",
      accounts,
      "server/confirmation/stranded-payments.ts",
      "server/events/ping-shop.ts",
      "server/serve.ts",
    ],
    seesTypesOf: [ledger, provider],
    packages: [...node, "uqr", "zod"],
    because: "compose alone names providers and stores",
  },
  {
    name: "an entry",
    files: [...entries, "server/bin/**"],
    sees: [platform, ...entries, "server/config.ts", ...rooms("commands", "compose", "dist")],
    packages: ["node:*", "zod"],
    because: "compose alone names providers and stores",
  },
  {
    name: "a file of no room",
    files: ["server/**"],
    sees: [],
    packages: [],
    because: "the table of dependencies does not list its room",
  },
];
