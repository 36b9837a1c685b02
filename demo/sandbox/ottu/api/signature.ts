/**
 * The signature of Ottu's webhooks: an HMAC over some fields, of which two versions are in use. Not
 * signed are, among others, the session id in V1, and the fees and paid amounts in both.
 * @see https://docs.ottu.com/developer/webhooks/
 */
import { createHmac } from "node:crypto";
import type { SignatureVersion } from "../model/settings.ts";

export type Payload = Readonly<Record<string, unknown>>;

const plainFields = [
  "amount",
  "currency_code",
  ...["line1", "line2", "city", "state", "country", "postal_code"].map(
    (part) => `customer_address_${part}`,
  ),
  ...["email", "first_name", "last_name", "phone"].map((part) => `customer_${part}`),
  "gateway_account",
  "gateway_name",
  "order_no",
  "reference_number",
  "result",
  "state",
];

/** The steps to a field of V2; one step for a plain one. */
const deepPaths = [
  ["agreement", "id"],
  ["extra", "autopay", "subscription_id"],
  ["extra", "merchant_id"],
  ["payment_type"],
  ["session_id"],
  ["token", "customer_id"],
  ["token", "pg_code"],
  ["token", "token"],
];

export function signPayload(payload: Payload, key: string, version: SignatureVersion): string {
  const message = version === "v1" ? messageV1(payload) : messageV2(payload);
  return createHmac("sha256", key).update(message, "utf8").digest("hex");
}

function messageV1(payload: Payload): string {
  const present = plainFields.filter((field) => {
    const value = payload[field];
    return value !== undefined && value !== null && value !== "";
  });
  return present
    .sort()
    .map((field) => field + toText(payload[field]))
    .join("");
}

function messageV2(payload: Payload): string {
  const paths = [...plainFields.map((field) => [field]), ...deepPaths];
  const lines = paths.flatMap((path) => {
    const value = follow(payload, path);
    return value ? [`${path.join(".")}=${toText(value)}`] : [];
  });
  return lines.sort().join("\n");
}

function follow(payload: Payload, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step))
      return undefined;
    return (value as Payload)[step];
  }, payload);
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
