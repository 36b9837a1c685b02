/** Time and chance, handed in, so that a test can decide both. */
export interface World {
  /** Milliseconds since 1970. */
  now(): number;
  random(size: number): Uint8Array;
}

export function randomHex(world: World, digits: number): string {
  return Buffer.from(world.random(Math.ceil(digits / 2)))
    .toString("hex")
    .slice(0, digits);
}

export function randomDigits(world: World, count: number): string {
  return Array.from(world.random(count), (byte) => String(byte % 10)).join("");
}

/** Capital letters and digits that nobody confuses when reading them aloud. */
export function randomLetters(world: World, count: number): string {
  const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  return Array.from(world.random(count), (byte) => letters.charAt(byte % letters.length)).join("");
}
