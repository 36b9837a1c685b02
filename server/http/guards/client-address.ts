/** Who a request is counted for. IPv6 clients own whole networks, so those count as one. */
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { Request } from "express";
import { Address6 } from "ip-address";

/** Some proxies write the client's port beside its address: another one for each connection. */
const withPort = /^(?:\[(?<v6>[^\]]{1,64})\]|(?<v4>[\d.]{7,15}))(?::\d{1,5})?$/;

/** A proxy that is trusted passes on whatever it was told: all that is no address counts as one client. */
export function clientKey(address: string | undefined): string {
  const { v4, v6 } = withPort.exec(address ?? "")?.groups ?? {};
  const plain = v6 ?? v4 ?? address ?? "";
  switch (isIP(plain)) {
    case 4:
      return plain;
    case 6:
      return networkOf(new Address6(`${plain}/${networkBits}`));
    default:
      return "";
  }
}

/** What a household or a small server is given at the most. */
const networkBits = 56;

/** A socket that takes both kinds writes IPv4 as IPv6. */
function networkOf(address: Address6): string {
  return address.isMapped4() ? address.to4().correctForm() : address.networkForm();
}

/** Express's `trust proxy fn`: whether who is `hop` hops away is believed about who is behind. */
export type Trust = (address: string, hop: number) => boolean;

/** What Express calls `request.ip`, of a request it has not seen. */
export function addressOf({ socket, headers }: IncomingMessage, isTrusted: Trust): string {
  let address = socket.remoteAddress ?? "";
  if (!isTrusted(address, 0)) return address;
  const told = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const behind = told.map((part) => part.trim()).filter((part) => part !== "");
  for (const [index, next] of behind.reverse().entries()) {
    address = next;
    if (!isTrusted(address, index + 1)) break;
  }
  return address;
}

/** As TRUST_PROXY says. */
export function clientOf(request: Request): string {
  return clientKey(request.ip);
}
