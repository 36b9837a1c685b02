/** A gateway's own folder: what it stands on, and nothing that tells of it. */
import type { Part } from "./part.ts";

export const hashing = ["node:crypto", "node:buffer"];

/** What an implementation of a gateway stands on: no logger, no metrics, nothing that tells of it. */
const gatewayGround = [
  "errors",
  "clock",
  "random",
  "deadline",
  "http-client",
  "exact-address",
  "loopback",
  "payment-link",
].map((name) => `server/platform/${name}.ts`);
/** How gateways' messages are read, whichever sent them. */
const reading = ["exact-json", "pick-references"].map((name) => `server/providers/${name}.ts`);

export function gateway(name: string, packages: readonly string[]): Part {
  const folder = `server/providers/${name}/**`;
  return {
    name: `the gateway ${name}`,
    files: [folder],
    sees: ["contract/**", ...gatewayGround, "server/providers/provider.ts", ...reading, folder],
    packages: [...hashing, "zod", ...packages],
    because: "a gateway's own words stay in its folder, and it knows no other gateway",
  };
}
