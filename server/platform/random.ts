/** Randomness as an argument. Ids are 128 bits and more, base64url, unrelated to each other. */
export type RandomBytes = (count: number) => Uint8Array;

export function randomToken(random: RandomBytes, bytes = 24): string {
  return Buffer.from(random(bytes)).toString("base64url");
}

/** Whether `randomToken` can have made it: what cannot be one is nowhere to be found. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{22,64}$/.test(text);
}

/** `length` characters of 0-9 and A-Z without I, L, O and U: for order numbers people read aloud. */
export function randomReadable(random: RandomBytes, length: number): string {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  return Array.from(random(length), (byte) => alphabet[byte % alphabet.length]).join("");
}
