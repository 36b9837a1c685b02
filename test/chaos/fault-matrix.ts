/** Every way in which a gateway can fail to answer, for every call that the proxy makes. */
import type { Behaviour, GatewayName } from "../../demo/sandbox/index.ts";

export interface Fault {
  readonly name: string;
  readonly behaviour: Behaviour;
}

export interface GatewayCall {
  readonly gateway: GatewayName;
  readonly call: string;
  /** What a client does that makes the proxy call it. */
  readonly by: "list" | "start" | "ask" | "cancel" | "charge" | "ask-charge" | "inquire";
  /** What the proxy is configured with, beside what every one is. */
  readonly env?: Readonly<Record<string, string>>;
}

const purchase = { OTTPAY_CARD: "purchase" };
const pos = { OTTU_FLOW: "pos" };

export const gatewayCalls: readonly GatewayCall[] = [
  { gateway: "ottpay", call: "PREPAY_INIT", by: "start" },
  { gateway: "ottpay", call: "PREPAY_QUERY", by: "ask" },
  { gateway: "ottu", call: "payment-methods", by: "list" },
  { gateway: "ottu", call: "pymt-txn:create", by: "start" },
  { gateway: "ottu", call: "pymt-txn:read", by: "ask" },
  { gateway: "ottu", call: "operation", by: "cancel" },
  { gateway: "ottpay", call: "CC_PURCHASE", by: "charge", env: purchase },
  { gateway: "ottpay", call: "CC_PREAUTH", by: "charge", env: { OTTPAY_CARD: "preauth" } },
  { gateway: "ottpay", call: "CC_QUERYPAY", by: "ask-charge", env: purchase },
  { gateway: "ottu", call: "pos:create", by: "start", env: pos },
  {
    ...{ gateway: "ottu", call: "pos-d:create", by: "start" },
    env: { OTTU_FLOW: "pos-d", OTTU_INITIATOR: "7" },
  },
  { gateway: "ottu", call: "operation", by: "cancel", env: pos },
  { gateway: "ottu", call: "inquiry", by: "inquire", env: pos },
];

export const faults: readonly Fault[] = [
  { name: "reset", behaviour: { do: "reset" } },
  { name: "hang", behaviour: { do: "hang" } },
  { name: "commit, reset", behaviour: { do: "commit-then-reset" } },
  { name: "commit, hang", behaviour: { do: "commit-then-hang" } },
  { name: "html", behaviour: { do: "html" } },
  { name: "commit, html 502", behaviour: { do: "html", status: 502, commit: true } },
  { name: "slow, 3 s", behaviour: { do: "slow", ms: 3_000 } },
  { name: "slow, 9 s", behaviour: { do: "slow", ms: 9_000 } },
  { name: "429", behaviour: { do: "status", status: 429, retryAfter: 2 } },
  { name: "500", behaviour: { do: "status", status: 500 } },
  { name: "commit, 503", behaviour: { do: "status", status: 503, commit: true } },
  { name: "wrong seal", behaviour: { do: "wrong-seal" } },
];

export interface FaultCase {
  readonly name: string;
  readonly at: GatewayCall;
  readonly fault: Fault;
  /** How many calls fail; without it all do, until the gateway is well again. */
  readonly times?: number;
}

/** Ottu seals nothing that it answers. */
export const faultCases: readonly FaultCase[] = gatewayCalls.flatMap((at) =>
  faults
    .filter(({ behaviour }) => behaviour.do !== "wrong-seal" || at.gateway === "ottpay")
    .flatMap((fault): FaultCase[] => {
      const flow = at.env?.["OTTU_FLOW"] ?? at.env?.["OTTPAY_CARD"];
      const name = `${at.call}${flow === undefined ? "" : ` (${flow})`}, ${fault.name}`;
      return [
        { name: `${name}, once`, at, fault, times: 1 },
        { name: `${name}, for long`, at, fault },
      ];
    }),
);
