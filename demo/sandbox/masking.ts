/**
 * What the journal keeps of a message: everything that explains it, nothing that would let a reader
 * act in somebody's name or tell who a shopper is. Addresses that gateways notify carry a secret in
 * their last part, people are recognised by e-mail, telephone and name, cards by their digits.
 */
const secretNames = /^(authorization|password|sign_?key|cvn2|cc_number|cc_sha|token)$/i;
const notifiedNames = /^(call_back_url|webhook_url|disclosure_url)$/i;
const personalNames =
  /^(email|customer_email|customer_phone|customer_first_name|customer_last_name|full_name|udf\d|customer_address.*|billing_address|shipping_address|cc_name)$/i;
const longest = 2000;
const deepest = 8;

export function maskMessage(message: unknown, depth = 0): unknown {
  if (typeof message === "string") return shorten(message);
  if (typeof message !== "object" || message === null) return message;
  if (depth >= deepest) return "…";
  if (Array.isArray(message)) {
    return message.slice(0, 100).map((part) => maskMessage(part, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(message).map(([name, value]) => [name, maskField(name, value, depth + 1)]),
  );
}

function maskField(name: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined || value === "") return value;
  if (secretNames.test(name)) return "•••";
  if (personalNames.test(name)) return typeof value === "string" ? maskPerson(value) : "•••";
  if (notifiedNames.test(name) && typeof value === "string") return maskAddress(value);
  return maskMessage(value, depth);
}

/** The first letter, and where an e-mail address leads. */
function maskPerson(text: string): string {
  const [first = ""] = text;
  const at = text.lastIndexOf("@");
  return `${first}•••${at > 0 ? text.slice(at) : ""}`;
}

function maskAddress(text: string): string {
  const [address = ""] = text.split(/[?#]/);
  return address.replace(/[^/]+\/?$/, (last) => `${last.slice(0, 3)}•••`);
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}
