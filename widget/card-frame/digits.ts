/** Digits as they are typed: spaces and dashes fall away, other scripts' digits become Latin ones. */
const zeros = [0x0660, 0x06f0, 0xff10];

export function digitsOf(text: string): string {
  return [...text].map(latin).join("").replace(/\D/g, "");
}

function latin(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = zeros.find((start) => code >= start && code < start + 10);
  return zero === undefined ? character : String(code - zero);
}
