/**
 * The first level of OTT Pay's messages. One of its pages calls it "JSON with Base64 encoding", the
 * others show plain JSON, as all known clients send it: so both are read, and which is sent is
 * configured.
 */
export type OuterLevel = "json" | "base64";

export function writeOuter(message: object, level: OuterLevel): string {
  const json = JSON.stringify(message);
  return level === "base64" ? Buffer.from(json, "utf8").toString("base64") : json;
}

/** A JSON string around Base64 around JSON is three; further ones are nobody's. */
const mostLayers = 4;

/**
 * What is written in JSON, in Base64 of it (of either alphabet, padded or not, in lines or not), or in
 * a JSON string that holds one of these. Undefined for anything else.
 */
export function readOuter(text: string): unknown {
  let written = text.trim();
  for (let layer = 0; layer < mostLayers; layer += 1) {
    const value = parseJson(written);
    if (value !== undefined && typeof value !== "string") return value;
    const inner = value ?? decodeBase64(written);
    if (inner === undefined) return undefined;
    written = inner.trim();
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decodeBase64(text: string): string | undefined {
  const base64 = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(base64, "base64"));
  } catch {
    return undefined;
  }
}
