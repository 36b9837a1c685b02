/**
 * What a merchant would get from the gateways. From a seed, so that a configuration stays good over
 * restarts, or random. Shaped like the real ones: a public Ottu key is 40 hex digits, a private one
 * has a dot in it.
 */
import { createHash } from "node:crypto";
import type { World } from "./world.ts";

export interface Credentials {
  readonly ottpay: {
    readonly merchantId: string;
    readonly shopId: string;
    readonly operatorId: string;
    readonly signKey: string;
  };
  readonly ottu: {
    readonly apiKey: string;
    readonly limitedKey: string;
    readonly publicKey: string;
    readonly username: string;
    readonly password: string;
    readonly webhookKey: string;
  };
}

export function createCredentials(world: World, seed: string | undefined): Credentials {
  const root = seed ?? Buffer.from(world.random(32)).toString("hex");
  const hex = (name: string, length: number) =>
    createHash("sha256").update(`${root} ${name}`).digest("hex").slice(0, length);
  const digits = (name: string, length: number) =>
    BigInt(`0x${hex(name, 32)}`)
      .toString()
      .padStart(length, "0")
      .slice(-length);
  const key = (name: string) =>
    `${hex(`${name} prefix`, 8)}.${Buffer.from(hex(name, 48), "hex").toString("base64url")}`;
  const merchantId = `ON${digits("merchant", 8)}`;
  return {
    ottpay: {
      merchantId,
      shopId: `${merchantId}001`,
      operatorId: digits("operator", 10),
      signKey: hex("sign key", 16).toUpperCase(),
    },
    ottu: {
      apiKey: key("private"),
      limitedKey: key("limited"),
      publicKey: hex("public", 40),
      username: "checkout",
      password: hex("password", 24),
      webhookKey: hex("webhook", 32),
    },
  };
}

/** The variables that otter-checkout-proxy reads. */
export function toEnvironment(
  credentials: Credentials,
  urls: { readonly ottpay: string; readonly ottu: string },
  ottuType: "sandbox" | "production",
): Record<string, string> {
  const { ottpay, ottu } = credentials;
  return {
    OTTPAY_URL: urls.ottpay,
    OTTPAY_MERCHANT_ID: ottpay.merchantId,
    OTTPAY_SHOP_ID: ottpay.shopId,
    OTTPAY_OPERATOR_ID: ottpay.operatorId,
    OTTPAY_SIGN_KEY: ottpay.signKey,
    OTTU_URL: urls.ottu,
    OTTU_API_KEY: ottu.apiKey,
    OTTU_WEBHOOK_KEY: ottu.webhookKey,
    OTTU_TYPE: ottuType,
  };
}
