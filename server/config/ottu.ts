/** Ottu's variables. */
import type { OttuConfig } from "../providers/ottu/index.ts";
import type { Reader } from "./reader.ts";

/** Null when none of them is set. */
export function parseOttu(read: Reader): OttuConfig | null {
  const byUser =
    read.text("OTTU_USERNAME") !== undefined || read.text("OTTU_PASSWORD") !== undefined;
  const required = [
    "OTTU_URL",
    ...(byUser ? ["OTTU_USERNAME", "OTTU_PASSWORD"] : ["OTTU_API_KEY"]),
    "OTTU_WEBHOOK_KEY",
  ];
  if (!read.isWanted("Ottu", required)) return null;
  const apiKey = read.secret("OTTU_API_KEY");
  if (apiKey !== undefined && /^[0-9a-f]{40}$/i.test(apiKey)) {
    read.refuse(
      "OTTU_API_KEY",
      "looks like Ottu's public key (40 hex digits); the server needs the private key",
    );
  }
  const flow = read.choice("OTTU_FLOW", ["checkout", "pos", "pos-d"], "checkout");
  if (flow !== "checkout") read.refuse("OTTU_FLOW", "only checkout is supported in this version");
  return {
    url: (read.url("OTTU_URL") ?? "").replace(/\/+$/, ""),
    auth: byUser
      ? { username: read.text("OTTU_USERNAME") ?? "", password: read.secret("OTTU_PASSWORD") ?? "" }
      : { apiKey: apiKey ?? "" },
    webhookKeys: read.secretList("OTTU_WEBHOOK_KEY"),
    signature: read.choice("OTTU_SIGNATURE", ["auto", "v1", "v2"], "auto"),
    plugin: read.choice("OTTU_PLUGIN", ["e_commerce", "payment_request"], "e_commerce"),
    type: read.choice("OTTU_TYPE", ["production", "sandbox"], "production"),
    labels: read.labels("OTTU_LABELS"),
  };
}
