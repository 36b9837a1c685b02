/** The gateways of one account, as its variables say: the file of the configuration that names them all. */
import type { OttpayConfig } from "../providers/ottpay/index.ts";
import type { OttuConfig } from "../providers/ottu/index.ts";
import { isOttpayTest, parseOttpay } from "./ottpay.ts";
import { isOttuTest, parseOttu } from "./ottu.ts";
import type { Reader } from "./reader.ts";

/** Null = not configured. */
export interface GatewayConfigs {
  readonly ottpay: OttpayConfig | null;
  readonly ottu: OttuConfig | null;
}

export function parseGateways(read: Reader): GatewayConfigs {
  return { ottpay: parseOttpay(read), ottu: parseOttu(read) };
}

export function isNone({ ottpay, ottu }: GatewayConfigs): boolean {
  return ottpay === null && ottu === null;
}

export function refuseNoGateway(read: Reader): void {
  read.refuse("OTTPAY_MERCHANT_ID", "and OTTU_URL are both missing: no gateway is configured");
}

export function addressesOf({ ottpay, ottu }: GatewayConfigs): readonly string[] {
  return [ottpay, ottu].flatMap((gateway) => gateway?.url ?? []);
}

/** Whether each of them moves no real money. */
export function areTests({ ottpay, ottu }: GatewayConfigs): readonly boolean[] {
  return [
    ...(ottpay === null ? [] : [isOttpayTest(ottpay)]),
    ...(ottu === null ? [] : [isOttuTest(ottu)]),
  ];
}
