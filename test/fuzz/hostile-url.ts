/** Paths and queries that fit on a request line, and mean what nobody meant. */
import fc from "fast-check";
import { hostileText } from "./hostile.ts";

/** A segment of a path: what exists, or nonsense escaped well or badly. */
export function segment(known: readonly string[]): fc.Arbitrary<string> {
  const nonsense = hostileText.map((text) => toVisible(encodeSafely(text)).slice(0, 4_000));
  return fc.oneof(
    { weight: 6, arbitrary: known.length === 0 ? nonsense : fc.constantFrom(...known) },
    { weight: 2, arbitrary: nonsense },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "..",
        "%2e%2e",
        "%2e%2e%2f",
        ".",
        "%00",
        "%ff",
        "%E0%A4%A",
        "%",
        "*",
      ),
    },
  );
}

export function encodeSafely(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a request line can carry: anything else would break the framing. */
export function toVisible(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, "%");
}

const filters = [
  "currency",
  "operation",
  "tokenizable",
  "pgNames",
  "type",
  "plugin",
  "tags",
  "paymentServices",
  "orderRef",
  "status",
  "from",
  "after",
  "limit",
  "session",
  "__proto__",
  "currency[]",
  "a[b][c]",
];

export const queries: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...filters) },
        { weight: 1, arbitrary: hostileText },
      ),
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc.constantFrom(
            "KWD",
            "CAD",
            "XXX",
            "purchase",
            "true",
            "kpay,mpgs",
            "sandbox",
            "production",
            "e_commerce",
            "2026-01-01T00:00:00Z",
            "1",
            "500",
            "9007199254740993",
          ),
        },
        { weight: 2, arbitrary: hostileText },
      ),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => {
    const text = pairs
      .map(([name, value]) => `${encodeSafely(name)}=${encodeSafely(value)}`.slice(0, 1_500))
      .join("&");
    return text === "" ? "" : `?${toVisible(text)}`;
  });
