/** TRUST_PROXY: whose word it is where a request came from. */
import { isIP } from "node:net";
import type { Reader } from "./reader.ts";

export function parseTrustProxy(read: Reader): boolean | number | string {
  const text = read.text("TRUST_PROXY");
  if (text === undefined || text === "false") return false;
  if (text === "true") {
    read.warn(
      "TRUST_PROXY=true believes any client's X-Forwarded-For, so that limits can be walked around; say how many proxies there are, or their addresses",
    );
    return true;
  }
  if (/^\d{1,2}$/.test(text)) return Number(text);
  if (!read.list("TRUST_PROXY").every(isNetwork)) {
    read.refuse(
      "TRUST_PROXY",
      "must be true, false, how many proxies there are, or a comma list of their addresses and networks",
    );
  }
  return text;
}

function isNetwork(text: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(text)) return true;
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
