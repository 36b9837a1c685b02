/**
 * Texts that somebody else has written over ours, as translators do: another language, the same sum.
 * Rare, so it is loaded when it happens.
 */

/** Whether the digits are the same, in whatever script and with whatever between them. */
export function saysTheSame(one: string, other: string): boolean {
  return digitsOf(one) === digitsOf(other);
}

/** As 0 to 9: a translator may write the sum in its own script. */
function digitsOf(text: string): string {
  return text.replace(/\P{Nd}/gu, "").replace(/./gu, (digit) => {
    // Each script's ten digits stand in a row.
    let code = digit.codePointAt(0)!;
    let value = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(--code))) value += 1;
    return String(value % 10);
  });
}
