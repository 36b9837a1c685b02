/**
 * What Ottu passes on of the bank's own answer, `gateway_response`, however it is written: as an
 * object, as JSON in a text, in a form a field for each member (`gateway_response[ref]`,
 * `gateway_response.ref`), and under any case of its name. It is never signed and may hold what is
 * personal: nothing of it is kept as it stands.
 */
import { parseExactJson } from "../exact-json.ts";

type Fields = Readonly<Record<string, unknown>>;

const member = /^gateway_response(?:\[(\w{1,64})\]|\.(\w{1,64}))$/i;

/**
 * As one object. Where a member stands in several places, one that stands by itself comes last and
 * holds. Undefined where nothing of the kind is there.
 */
export function readGatewayResponse(message: Fields): Fields | undefined {
  const entries = Object.entries(message);
  const wholes = entries.flatMap(([key, value]) => {
    const whole = key.toLowerCase() === "gateway_response" ? toObject(value) : undefined;
    return whole === undefined ? [] : [whole];
  });
  const members = entries.flatMap(([key, value]) => {
    const [, bracketed, dotted] = member.exec(key) ?? [];
    const name = bracketed ?? dotted;
    return name === undefined ? [] : [[name, value] as const];
  });
  if (wholes.length === 0 && members.length === 0) return undefined;
  return Object.fromEntries([...wholes.flatMap((whole) => Object.entries(whole)), ...members]);
}

function toObject(value: unknown): Fields | undefined {
  if (typeof value === "string") return toParsed(value);
  return isObject(value) ? value : undefined;
}

function toParsed(text: string): Fields | undefined {
  try {
    const parsed: unknown = parseExactJson(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
