/** Ottu's variables. */
import type { OttuConfig } from "../providers/ottu/index.ts";
import type { Reader } from "./reader.ts";

/** The older Payment Request API; null for the Checkout API. */
function parsePos(read: Reader, flow: "checkout" | "pos" | "pos-d"): OttuConfig["pos"] {
  const trust = read.choice("OTTU_POS_TRUST", ["signed", "query", "path"], undefined);
  const initiator = read.text("OTTU_INITIATOR");
  if (flow === "checkout") {
    if (trust !== undefined) {
      read.refuse("OTTU_POS_TRUST", "says nothing of OTTU_FLOW=checkout; it is for pos and pos-d");
    }
    if (initiator !== undefined)
      read.refuse("OTTU_INITIATOR", "is for OTTU_FLOW=pos and pos-d alone");
    return null;
  }
  if (flow === "pos-d" && initiator === undefined) {
    read.refuse("OTTU_INITIATOR", "is required by OTTU_FLOW=pos-d: a user's number in Ottu");
  }
  read.note(
    `OTTU_FLOW=${flow} is Ottu's older Payment Request API, which cannot be asked how a payment stands; Ottu recommends its Checkout API (OTTU_FLOW=checkout)`,
  );
  if (trust === "path") {
    read.warn(
      "OTTU_POS_TRUST=path calls a payment paid by an unsigned message: whoever learns the address it was to be sent to can do that",
    );
  }
  return {
    flow,
    trust: trust ?? "signed",
    initiator: initiator === undefined ? null : read.integer("OTTU_INITIATOR", 0, 1, 2_147_483_647),
  };
}

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
  const plugin = read.choice("OTTU_PLUGIN", ["e_commerce", "payment_request"], undefined);
  const pos = parsePos(read, flow);
  const ofPath = flow === "pos-d" ? "payment_request" : "e_commerce";
  if (pos !== null && plugin !== undefined && plugin !== ofPath) {
    read.refuse("OTTU_PLUGIN", `must be ${ofPath}, or not set: OTTU_FLOW=${flow} makes no other`);
  }
  return {
    url: (read.url("OTTU_URL") ?? "").replace(/\/+$/, ""),
    auth: byUser
      ? { username: read.text("OTTU_USERNAME") ?? "", password: read.secret("OTTU_PASSWORD") ?? "" }
      : { apiKey: apiKey ?? "" },
    webhookKeys: read.secretList("OTTU_WEBHOOK_KEY"),
    signature: read.choice("OTTU_SIGNATURE", ["auto", "v1", "v2"], "auto"),
    plugin: plugin ?? ofPath,
    pos,
    type: read.choice("OTTU_TYPE", ["production", "sandbox"], "production"),
    labels: read.labels("OTTU_LABELS"),
  };
}

export function isOttuTest({ type }: OttuConfig): boolean {
  return type === "sandbox";
}
