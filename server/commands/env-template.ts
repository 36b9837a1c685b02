/** The `.env` that `init` writes: what was asked, keys nobody else has, and places for the gateways' values. */
import type { RandomBytes } from "../platform/random.ts";

export type Gateways = "ottpay" | "ottu" | "both" | "sandbox";

export interface Asked {
  readonly publicUrl: string;
  readonly origins: string;
  readonly webhookUrl: string;
  readonly shopName: string;
  readonly gateways: Gateways;
  readonly random: RandomBytes;
}

const ottpay = ["OTTPAY_MERCHANT_ID", "OTTPAY_SHOP_ID", "OTTPAY_OPERATOR_ID", "OTTPAY_SIGN_KEY"];
const ottu = ["OTTU_URL", "OTTU_API_KEY", "OTTU_WEBHOOK_KEY"];

const places: Readonly<Record<Gateways, readonly string[]>> = {
  ottpay,
  ottu,
  both: [...ottpay, ...ottu],
  sandbox: [],
};

const keyBytes = 32;

export function renderEnv({ publicUrl, origins, webhookUrl, shopName, gateways, random }: Asked) {
  const base64 = () => Buffer.from(random(keyBytes)).toString("base64");
  const isLoopback = /^http:\/\/(localhost|127\.)/.test(publicUrl);
  return [
    "# Configuration of otter-checkout-proxy: it reads this file where it is started. All variables: .env.example",
    line("PUBLIC_URL", publicUrl),
    ...(isLoopback || publicUrl === ""
      ? []
      : ["# How many reverse proxies stand in front.", line("TRUST_PROXY", "1")]),
    line("MERCHANT_ORIGINS", origins),
    "# What your shop's server signs in with.",
    line("MERCHANT_API_KEYS", base64().replace(/[+/=]/g, "")),
    ...(webhookUrl === ""
      ? ["# MERCHANT_WEBHOOK_URL and MERCHANT_WEBHOOK_SECRET together tell your shop's server."]
      : [
          line("MERCHANT_WEBHOOK_URL", webhookUrl),
          "# What events are signed with: your shop's server verifies them by it.",
          line("MERCHANT_WEBHOOK_SECRET", `whsec_${base64()}`),
        ]),
    line("SHOP_NAME", shopName),
    ...(gateways === "sandbox"
      ? ["# Here the lines that `npx otter-checkout-sandbox` prints."]
      : ["# From your gateway: docs/go-live.md says where each value is."]),
    ...places[gateways].map((name) => line(name, "")),
    "",
  ].join("\n");
}

/** Quoted where a file of variables would read a part of it as something else. */
function line(name: string, value: string): string {
  const isPlain = /^[\w.,:/+=@*-]*$/.test(value);
  return `${name}=${isPlain ? value : `"${value.replace(/["\n\r]/g, "")}"`}`;
}
